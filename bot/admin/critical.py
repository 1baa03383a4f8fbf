"""/critical: what a person has to look at."""

from bot.admin.listing import Listing, ListPage, listing_router
from bot.texts import Texts
from core.access import permissions
from core.admin.critical_events import ToldEvent, list_critical_events
from core.app import App

_LONGEST = 300


class CriticalPage(ListPage, prefix="acrit"):
    """A page of the list, the newest first."""


def _block(t: Texts, _app: App, event: ToldEvent) -> str:
    return t(
        "admin-critical-event",
        code=event.code,
        number=event.number,
        when=t.when(event.at),
        said=event.said[:_LONGEST],
    )


router = listing_router(
    Listing(
        command="critical",
        permission=permissions.CRITICAL_READ,
        page=CriticalPage,
        heading="admin-critical",
        nothing="admin-no-critical",
        read=list_critical_events,
        block=_block,
    )
)
