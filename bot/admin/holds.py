"""/holds: what is held, so that nobody's prize is forgotten."""

from bot.admin.listing import Listing, ListPage, listing_router
from bot.texts import Texts
from core.access import permissions
from core.app import App
from core.raffles.list_holds import StandingHold, list_holds

_LONGEST_REASON = 300


class HoldsPage(ListPage, prefix="aholds"):
    """A page of the list, what stands longest first."""


def _block(t: Texts, _app: App, hold: StandingHold) -> str:
    return t(
        "admin-hold",
        order=hold.order_number,
        number=hold.raffle_number,
        tickets=str(hold.first) if hold.first == hold.last else f"{hold.first}–{hold.last}",
        name=hold.held_by,
        when=t.when(hold.held_at),
        reason=hold.reason[:_LONGEST_REASON],
    )


router = listing_router(
    Listing(
        command="holds",
        permission=permissions.TICKETS_VOID,
        page=HoldsPage,
        heading="admin-holds",
        nothing="admin-no-holds",
        read=list_holds,
        block=_block,
    )
)
