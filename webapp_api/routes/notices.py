"""The player's inbox, and what they want to be told of."""

from typing import Annotated

from fastapi import APIRouter, Query

from core.kernel.context import Transaction
from core.notifications.kinds import Kind
from core.notifications.list_notifications import count_unread, list_notifications
from core.notifications.mark_read import mark_read
from core.notifications.set_preferences import read_preferences, set_preferences
from webapp_api.dependencies import ActorDep, AppDep, VisitorDep
from webapp_api.openapi import problems
from webapp_api.routing import TaggedRoute
from webapp_api.schemas.base import Cursor, Limit
from webapp_api.schemas.notices import Notice, Notices, NoticesRead, Unread
from webapp_api.schemas.preferences import NoticePreferences, NoticePreferencesChange

router = APIRouter(tags=["notices"], route_class=TaggedRoute)

_KNOWN = frozenset(Kind)


@router.get("/notices", summary="The player's inbox")
async def read_notices(
    app: AppDep, visitor: VisitorDep, cursor: Annotated[Cursor, Query()] = None, limit: Annotated[Limit, Query()] = 20
) -> Notices:
    """Everything that the player was told, newest first, in the words of the language that they have now."""

    async def read(tx: Transaction) -> Notices:
        page = await list_notifications(tx, visitor.actor, cursor, limit)
        return Notices(
            # a process of a later version may have written what this one has no words for
            items=[Notice.of(view, visitor.player) for view in page.items if view.kind in _KNOWN],
            next_cursor=page.next_cursor,
            unread=await count_unread(tx, visitor.actor),
        )

    return await app.transact(read)


@router.post("/notices/read", summary="Mark notices as read")
async def note_read(app: AppDep, actor: ActorDep, body: NoticesRead) -> Unread:
    """Those of some ids, or all that are not newer than `up_to`; others' are passed over. Gives what is left."""

    async def mark(tx: Transaction) -> int:
        await mark_read(tx, actor, body.ids, up_to=body.up_to)
        return await count_unread(tx, actor)

    return Unread(unread=await app.transact(mark))


@router.get("/me/preferences", summary="What one wants to be told of")
async def read_wishes(app: AppDep, actor: ActorDep) -> NoticePreferences:
    """Switches of each category, quiet hours, and whether the bot can write to the player."""
    return NoticePreferences.of(await app.transact(lambda tx: read_preferences(tx, actor)))


@router.patch("/me/preferences", summary="Change what one wants to be told of", responses=problems("consent_required"))
async def change_wishes(app: AppDep, actor: ActorDep, body: NoticePreferencesChange) -> NoticePreferences:
    """Money and results cannot leave the inbox; marketing comes with the consent to it. Gives the preferences as they
    stand now."""
    return NoticePreferences.of(await app.transact(lambda tx: set_preferences(tx, actor, body.to_change())))
