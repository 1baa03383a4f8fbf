"""Recent draws, and one result by itself."""

from operator import itemgetter
from typing import Any

from aiogram import Router
from aiogram.filters import Command
from aiogram.types import CallbackQuery, Message
from aiogram_dialog import Dialog, DialogManager, ShowMode, StartMode, Window
from aiogram_dialog.widgets.kbd import Button, Cancel, Column, Row, Select, Start
from aiogram_dialog.widgets.text import Format

from bot.features.lotteries.current import home_button, id_in, raffle_id_of
from bot.features.results import screens
from bot.features.results.live import open_live_view
from bot.features.results.replay import open_replay
from bot.paging import cursor_of, paged, pager
from bot.states import Home, Prizes, Proof, Results
from bot.texts import Label, Texts
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.links import encode_id
from core.raffles.list_raffles import list_raffles
from core.raffles.models import RaffleState
from core.raffles.show_draw import list_winners, show_draw
from core.raffles.show_holding import show_holding
from core.raffles.shown import DrawPage, Holding, Winner
from core.raffles.views import RaffleView

PAGE = 6
_STATES = (RaffleState.CLOSING, RaffleState.CLOSED, *screens.DRAWN, *screens.REFUNDED)

router = Router(name="results")


@router.message(Command("results"))
async def open_results(_message: Message, dialog_manager: DialogManager) -> None:
    """Recent draws."""
    await dialog_manager.start(Home.main, mode=StartMode.RESET_STACK, show_mode=ShowMode.NO_UPDATE)
    await dialog_manager.start(Results.list, show_mode=ShowMode.SEND)


async def list_data(app: App, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """A page of draws, the newest first."""
    cursor = cursor_of(dialog_manager)
    page = await app.transact(lambda tx: list_raffles(tx, _STATES, cursor, PAGE))
    return {
        "text": t("results-heading") if page.items else t("results-none"),
        "raffles": [(encode_id(raffle.id), _line(t, raffle)) for raffle in page.items],
        **paged(dialog_manager, page.next_cursor),
    }


def _line(t: Texts, raffle: RaffleView) -> str:
    return t.plain("results-line", title=t.of_texts(raffle.titles), number=raffle.number, state=raffle.state)


async def open_result(_callback: CallbackQuery, _select: Any, manager: DialogManager, raffle: str) -> None:
    """One draw."""
    await manager.start(Results.result, {"raffle_id": str(id_in(raffle))})


async def result_data(app: App, actor: Actor, t: Texts, dialog_manager: DialogManager, **_data: Any) -> dict[str, Any]:
    """Who won, and how it went for the reader."""
    raffle_id = raffle_id_of(dialog_manager)

    async def read(tx: Transaction) -> tuple[DrawPage, list[Winner], Holding]:
        page = await show_draw(tx, raffle_id)
        return page, await list_winners(tx, raffle_id), await show_holding(tx, actor, raffle_id)

    page, winners, holding = await app.transact(read)
    dialog_manager.dialog_data["award"] = str(holding.won[0].award_id) if len(holding.won) == 1 else None
    return {
        "text": screens.result(t, page, winners, holding),
        "is_won": bool(holding.won),
        "is_drawn": screens.is_drawn(page),
        "is_under_way": not screens.is_over(page) and page.raffle.state is not RaffleState.OPEN,
    }


async def open_own_prize(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """What the reader won here; of several prizes they choose in the list."""
    award = manager.dialog_data["award"]
    await (manager.start(Prizes.card, {"award_id": award}) if award else manager.start(Prizes.list))


async def open_fairness(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """Everything public about this draw."""
    await manager.start(Proof.fairness, {"raffle_id": str(raffle_id_of(manager))})


async def follow_draw(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """A message of its own that follows the draw."""
    await open_live_view(manager, raffle_id_of(manager))


async def replay_draw(_callback: CallbackQuery, _button: Button, manager: DialogManager) -> None:
    """The draw once more, in a message of its own."""
    await open_replay(manager, raffle_id_of(manager))


dialogs = (
    Dialog(
        Window(
            Format("{text}"),
            Column(
                Select(
                    Format("{item[1]}"),
                    id="result",
                    item_id_getter=itemgetter(0),
                    items="raffles",
                    on_click=open_result,
                )
            ),
            pager(),
            Row(Start(Label("results-verify"), id="verify", state=Proof.ask), home_button()),
            state=Results.list,
            getter=list_data,
        ),
        Window(
            Format("{text}"),
            Button(Label("lotteries-follow"), id="follow", on_click=follow_draw, when="is_under_way"),
            Button(Label("replay-again"), id="replay", on_click=replay_draw, when="is_drawn"),
            Button(Label("prizes-own"), id="prize", on_click=open_own_prize, when="is_won"),
            Button(Label("lotteries-fairness"), id="fairness", on_click=open_fairness),
            Row(Cancel(Label("common-back")), home_button()),
            state=Results.result,
            getter=result_data,
        ),
    ),
)
