"""Which draw comes next, in one line."""

from datetime import datetime

from bot.texts import Texts
from core.kernel.context import Transaction
from core.raffles.list_raffles import list_raffles
from core.raffles.models import RaffleState
from core.raffles.views import RaffleView

_COMING = (RaffleState.OPEN, RaffleState.CLOSING, RaffleState.CLOSED)


async def find_next_draw(tx: Transaction) -> RaffleView | None:
    """The lottery whose draw is nearest: closed ones, then by the end of sales, then the one that is fullest."""
    page = await list_raffles(tx, _COMING, limit=100)
    return min(page.items, key=_nearness, default=None)


def _is_over(raffle: RaffleView) -> bool:
    """Whether sales have ended; the job that closes them comes a moment after the last ticket."""
    return raffle.state is not RaffleState.OPEN or raffle.sold == raffle.ticket_total


def _nearness(raffle: RaffleView) -> tuple[int, float]:
    if _is_over(raffle):
        return 0, 0
    if raffle.sales_end_at is not None:
        return 1, raffle.sales_end_at.timestamp()
    return 2, -raffle.sold / raffle.ticket_total


def next_draw_line(t: Texts, raffle: RaffleView | None, now: datetime) -> str:
    """The next draw as HTML."""
    if raffle is None:
        return t("home-no-draw")
    title = t.of_texts(raffle.titles)
    if _is_over(raffle):
        return t("home-next-drawing", title=title)
    if raffle.sales_end_at is not None:
        at = raffle.sales_end_at
        return t("home-next-timed", title=title, countdown=t.countdown(now, at), when=t.when(at))
    percent = raffle.sold * 100 // raffle.ticket_total
    return t("home-next-filling", title=title, percent=percent, left=raffle.ticket_total - raffle.sold)
