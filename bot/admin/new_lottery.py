"""/new: a lottery question by question, then a preview in each language, a draft or a request for publication."""

from collections.abc import Mapping
from typing import Any

from aiogram import F, Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.fsm.context import FSMContext
from aiogram.types import CallbackQuery, InlineKeyboardButton, Message

from bot.admin.access import Forms, needs
from bot.admin.forms import new_key, token_of
from bot.admin.keyboards import button, close_button, keyboard
from bot.admin.lottery_form import SKIPPABLE, TITLES, LotteryForm, Step
from bot.admin.previews import as_players_see, makers_lines, with_photo
from bot.admin.publication import beacon_rule
from bot.screens import show
from bot.texts import LANGUAGE_NAMES, Texts
from core.access import permissions
from core.access.once import once
from core.app import App
from core.catalogue.create_product import create_product
from core.catalogue.models import ProductKind
from core.draws.rounds import BeaconRule
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.errors import InvalidInput
from core.raffles.create_lottery import create_lottery
from core.raffles.models import CloseRule
from core.raffles.publish import request_publish

router = Router(name="admin-new")

_QUESTIONS = {
    Step.PRICE: "admin-ask-price",
    Step.TICKETS: "admin-ask-tickets",
    Step.KIND: "admin-ask-kind",
    Step.PRIZE: "admin-ask-prize",
    Step.CAP: "admin-ask-cap",
    Step.CLOSE: "admin-ask-close",
    Step.END: "admin-ask-end",
    Step.PHOTO: "admin-ask-photo",
}
_KINDS = {ProductKind.CASH: "admin-kind-cash", ProductKind.GOODS: "admin-kind-goods"}
_CLOSE_RULES = {
    CloseRule.SOLD_OUT: "admin-close-sold-out",
    CloseRule.TIME: "admin-close-time",
    CloseRule.SOLD_OUT_OR_TIME: "admin-close-sold-out-or-time",
}
_PRESSED_ONLY = frozenset({Step.KIND, Step.CLOSE, Step.PREVIEW})


class FormButton(CallbackData, prefix="anew"):
    """A button of the form: of which flow and question it is, what it does, and the value that it picks."""

    flow: str
    step: Step
    does: str
    value: str = ""


@router.message(Command("new"), flags=needs(permissions.LOTTERIES_CREATE))
async def begin(message: Message, state: FSMContext, app: App, t: Texts) -> None:
    """An empty form; what an older one held is gone."""
    await state.set_state(Forms.lottery)
    await state.set_data({"key": new_key(), "step": Step.TITLE_EN.value, "form": LotteryForm().to_data()})
    await _draw(message, state, app, t)


@router.message(Forms.lottery, flags=needs(permissions.LOTTERIES_CREATE))
async def take_answer(message: Message, state: FSMContext, app: App, t: Texts) -> None:
    """A typed answer, or a photo."""
    data = await state.get_data()
    step, form = Step(data["step"]), LotteryForm.from_data(data["form"])
    if step is Step.PHOTO and message.photo:
        form = LotteryForm.from_data({**form.to_data(), "photo": message.photo[-1].file_id})
    elif step in _PRESSED_ONLY or step is Step.PHOTO or message.text is None:
        await _draw(message, state, app, t, problem=t("admin-use-buttons"))
        return
    else:
        try:
            form = form.answered(step, message.text, app.context.clock.now(), t.time_zone)
        except InvalidInput as refusal:
            await _draw(message, state, app, t, problem=t.error(refusal))
            return
    await _go(state, form, form.after(step))
    await _draw(message, state, app, t)


@router.callback_query(FormButton.filter(F.does.in_({"save", "publish"})), flags=needs(permissions.LOTTERIES_CREATE))
async def save(
    callback: CallbackQuery, *, callback_data: FormButton, state: FSMContext, app: App, admin: Actor, t: Texts
) -> None:
    """Write the draft, and ask for its publication where that was pressed. A repeated press does it once."""
    data = await state.get_data()
    if not await _is_current(callback, callback_data, state, t):
        return
    form = LotteryForm.from_data(data["form"])
    beacon = await beacon_rule(app) if callback_data.does == "publish" else None
    body = {"form": form.to_data(), "publishes": beacon is not None}

    async def write(tx: Transaction) -> dict[str, Any]:
        return await once(tx, admin.admin_id, data["key"], "bot.new", body, lambda: _write(tx, admin, form, beacon))

    written = await app.transact(write)
    await state.clear()
    said = "admin-draft-saved" if beacon is None else "admin-publication-requested"
    await show(callback, t(said, number=written["number"]), keyboard([[close_button(t)]]))


@router.callback_query(FormButton.filter(), flags=needs(permissions.LOTTERIES_CREATE))
async def press(callback: CallbackQuery, callback_data: FormButton, state: FSMContext, app: App, t: Texts) -> None:
    """A value, back, skip, or the preview in another language."""
    if not await _is_current(callback, callback_data, state, t):
        return
    data = await state.get_data()
    step, form = Step(data["step"]), LotteryForm.from_data(data["form"])
    match callback_data.does:
        case "pick":
            form = form.answered(step, callback_data.value, app.context.clock.now(), t.time_zone)
            await _go(state, form, form.after(step))
        case "skip":
            form = form.skipped(step)
            await _go(state, form, form.after(step))
        case "back":
            await _go(state, form, form.before(step) or step)
        case "show" if callback_data.value in LANGUAGE_NAMES:
            await state.update_data(language=callback_data.value)
    await _draw(callback, state, app, t)


async def _is_current(callback: CallbackQuery, pressed: FormButton, state: FSMContext, t: Texts) -> bool:
    """Whether the button belongs to the question that is asked now, of the person who pressed."""
    data = await state.get_data()
    is_open = await state.get_state() == Forms.lottery.state
    if is_open and (token_of(data), data["step"]) == (pressed.flow, pressed.step.value):
        return True
    await callback.answer(t.plain("admin-stale"), show_alert=True)
    return False


async def _write(tx: Transaction, admin: Actor, form: LotteryForm, beacon: BeaconRule | None) -> dict[str, Any]:
    product = await create_product(tx, admin, form.product())
    raffle = await create_lottery(tx, admin, form.lottery(product.id))
    if beacon is not None:
        await request_publish(tx, admin, raffle.id, beacon)
    return {"number": raffle.number}


async def _go(state: FSMContext, form: LotteryForm, step: Step) -> None:
    await state.update_data(form=form.to_data(), step=step.value)


async def _draw(
    event: Message | CallbackQuery, state: FSMContext, app: App, t: Texts, problem: str | None = None
) -> None:
    """The question that is asked now, or the preview."""
    data = await state.get_data()
    step, form = Step(data["step"]), LotteryForm.from_data(data["form"])
    if step is Step.PREVIEW:
        text, rows = _preview(app, t, data, form)
    else:
        text, rows = _question(t, step, form), _choices(t, token_of(data), step)
    rows.append(_ways_out(t, token_of(data), step, form))
    said = f"{problem}\n\n{text}" if problem else text
    media = form.preview().media if step is Step.PREVIEW else ()
    said, photo = with_photo(t, said, media)
    await show(event, said, keyboard(rows), photo)


def _question(t: Texts, step: Step, form: LotteryForm) -> str:
    if step in TITLES:
        return t("admin-ask-title", language=LANGUAGE_NAMES[step.value], code=step.value)
    return t(_QUESTIONS[step], asset=form.asset, zone=t.time_zone or "UTC", total=form.ticket_total)


def _choices(t: Texts, flow: str, step: Step) -> list[list[InlineKeyboardButton]]:
    offered: Mapping[ProductKind, str] | Mapping[CloseRule, str] = {}
    if step is Step.KIND:
        offered = _KINDS
    elif step is Step.CLOSE:
        offered = _CLOSE_RULES
    return [
        [button(t.plain(label), FormButton(flow=flow, step=step, does="pick", value=str(value)))]
        for value, label in offered.items()
    ]


def _preview(
    app: App, t: Texts, data: dict[str, Any], form: LotteryForm
) -> tuple[str, list[list[InlineKeyboardButton]]]:
    flow, language = token_of(data), data.get("language", t.language)
    raffle, reader = form.preview(), Texts(language, t.time_zone)
    lines = [
        t("admin-preview", language=LANGUAGE_NAMES[language]),
        "",
        as_players_see(reader, raffle, app.context.clock.now(), app.context.settings),
        "",
        makers_lines(t, raffle, form.economics),
    ]
    if form.missing_languages:
        missing = ", ".join(LANGUAGE_NAMES[code] for code in form.missing_languages)
        lines.append(t("admin-missing-titles", languages=missing))

    def pressed(label: str, does: str, value: str = "") -> InlineKeyboardButton:
        return button(label, FormButton(flow=flow, step=Step.PREVIEW, does=does, value=value))

    languages = [
        pressed(f"• {name}" if code == language else name, "show", code) for code, name in LANGUAGE_NAMES.items()
    ]
    return "\n".join(lines), [
        languages[:2],
        languages[2:],
        [pressed(t.plain("admin-save-draft"), "save")],
        [pressed(t.plain("admin-request-publication"), "publish")],
    ]


def _ways_out(t: Texts, flow: str, step: Step, form: LotteryForm) -> list[InlineKeyboardButton]:
    row = []
    if form.before(step) is not None:
        row.append(button(t.plain("admin-back"), FormButton(flow=flow, step=step, does="back")))
    if step in SKIPPABLE:
        row.append(button(t.plain("admin-skip"), FormButton(flow=flow, step=step, does="skip")))
    return [*row, close_button(t)]
