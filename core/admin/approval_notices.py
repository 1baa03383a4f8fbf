"""What admins are told of approvals: who may approve hears of a request, whoever asked hears of the decision.

An admin who never started the bot has no chat with it, and finds the requests by the command alone.
"""

from functools import partial
from typing import Any
from uuid import UUID

from core.access import repository as access
from core.access.models import ApprovalState
from core.access.views import AdminView, ApprovalView
from core.admin.approvable import APPROVABLE
from core.admin.staff import admins_with, players_of
from core.kernel.context import Context, Transaction
from core.kernel.errors import NotFound
from core.notifications.kinds import Category, Kind, Priority
from core.notifications.notify import notify, were_told
from core.notifications.views import Notice, NoticeParams


async def on_requested(context: Context, payload: dict[str, Any]) -> None:
    """An action waits for a second admin."""
    await context.transact(partial(_tell_approvers, approval_id=UUID(payload["approval_id"])))


async def on_decided(context: Context, payload: dict[str, Any]) -> None:
    """A request was approved or rejected, or its time is over."""
    await context.transact(partial(_tell_outcome, approval_id=UUID(payload["approval_id"])))


async def _tell_approvers(tx: Transaction, approval_id: UUID) -> int:
    """Everybody whose roles permit to approve it now, but the person who asked."""
    approval, requester = await _read(tx, approval_id)
    if approval.state is not ApprovalState.PENDING or approval.expires_at <= tx.now:
        return 0  # late, and the last notice of a thread is the one that stands: it would hide the outcome
    permission = APPROVABLE[approval.action].permission
    approvers = [admin for admin in await admins_with(tx, permission) if admin.telegram_id != requester.telegram_id]
    params = _of(approval, requester) | {"expires_at": approval.expires_at.isoformat()}
    notices = [
        Notice(
            player_id,
            Kind.APPROVAL_REQUESTED,
            Category.STAFF,
            params,
            dedup_key=_request_key(approval_id, player_id),
            thread_key=_thread(approval_id),
            priority=Priority.SUPPORT,
        )
        for player_id in await players_of(tx, approvers)
    ]
    return await notify(tx, notices)


async def _tell_outcome(tx: Transaction, approval_id: UUID) -> int:
    """Whoever asked, unless they decided it themselves; and in the message about the request, whoever had one."""
    approval, requester = await _read(tx, approval_id)
    decider = await access.find_admin(tx, approval.decided_by) if approval.decided_by is not None else None
    everybody = await players_of(tx, await access.list_admins(tx))
    told = await were_told(tx, {_request_key(approval_id, player_id) for player_id in everybody})
    threads = {
        player_id: _thread(approval_id) for player_id in everybody if _request_key(approval_id, player_id) in told
    }
    asking = [] if approval.decided_by == approval.requested_by else await players_of(tx, [requester])
    params = _of(approval, requester) | {
        "outcome": approval.state.value,
        "decider": decider.known_as if decider is not None else "",
    }
    notices = [
        Notice(
            player_id,
            Kind.APPROVAL_DECIDED,
            Category.STAFF,
            params,
            dedup_key=f"approval.decided:{approval_id}:{player_id}",
            thread_key=threads.get(player_id),
            priority=Priority.SUPPORT,
        )
        for player_id in sorted({*threads, *asking})
    ]
    return await notify(tx, notices)


async def _read(tx: Transaction, approval_id: UUID) -> tuple[ApprovalView, AdminView]:
    """A request and who asked. Raises NotFound."""
    approval = await access.get_approval(tx, approval_id)
    requester = await access.find_admin(tx, approval.requested_by) if approval is not None else None
    if approval is None or requester is None:
        raise NotFound(what="approval", id=str(approval_id))
    return approval, requester


def _of(approval: ApprovalView, requester: AdminView) -> dict[str, Any]:
    asks: NoticeParams = APPROVABLE[approval.action].asks(approval.payload)
    return {**asks, "approval_id": str(approval.id), "requester": requester.known_as}


def _request_key(approval_id: UUID, player_id: UUID) -> str:
    return f"approval.requested:{approval_id}:{player_id}"


def _thread(approval_id: UUID) -> str:
    return f"approval:{approval_id}"
