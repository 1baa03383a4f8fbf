"""Four eyes: an action is requested by one admin and approved by another, who states exactly what they approve.

A request is pending until it is executed, rejected or expired (after a day); each move is a compare-and-set. The hash
covers the action and the payload, so an edited payload needs a new request (compliance C23).
"""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from core.access import permissions, repository
from core.access.errors import ApprovalExpired, ApprovalMismatch, SelfApproval
from core.access.models import ApprovalState
from core.access.roles import permissions_of
from core.access.views import AdminView, ApprovalView
from core.audit.record import AuditEntry, record
from core.kernel.actor import SYSTEM, Actor, allow
from core.kernel.canonical import canonical_json
from core.kernel.context import Transaction
from core.kernel.errors import Forbidden, NotFound, WrongState
from core.kernel.outbox import emit
from core.kernel.pagination import Page, check_limit, decode_cursor, encode_cursor

REQUESTED, DECIDED = "approval.requested", "approval.decided"
"""Events, each with the `approval_id`; an expiry is a decision, too."""

LIFETIME = timedelta(hours=24)
_ALL_STATES = tuple(ApprovalState)


def hash_payload(action: str, payload: Mapping[str, Any]) -> str:
    """SHA-256 of the canonical JSON {"action": ..., "payload": ...}, in hex. Raises NotCanonical."""
    return hashlib.sha256(canonical_json({"action": action, "payload": dict(payload)})).hexdigest()


async def request_approval(tx: Transaction, requested_by: UUID, action: str, payload: dict[str, Any]) -> ApprovalView:
    """Write down an action that waits for a second admin. The calling use case has checked that `requested_by` may ask.

    Raises NotCanonical for a payload that canonical JSON cannot hold (ids and instants are given as text).
    """
    approval = await repository.add_approval(
        tx,
        {
            "id": tx.new_id(),
            "action": action,
            "payload": payload,
            "payload_hash": hash_payload(action, payload),
            "requested_by": requested_by,
            "requested_at": tx.now,
            "expires_at": tx.now + LIFETIME,
            "state": ApprovalState.PENDING,
        },
    )
    _record(tx, Actor.admin(requested_by, frozenset()), "approval.requested", approval)
    await emit(tx, REQUESTED, {"approval_id": str(approval.id)})
    return approval


async def approve(  # noqa: PLR0917 - the order of a sentence: who approves which request of what
    tx: Transaction, approver_id: UUID, approval_id: UUID, action: str, payload_hash: str, permission: str
) -> dict[str, Any]:
    """Approve a request and give its payload, which the caller carries out in this very transaction.

    Call it before anything else is locked. Raises NotFound, WrongState (decided before, or the requester is disabled
    by now), ApprovalExpired, ApprovalMismatch (another action or payload than requested), SelfApproval, and Forbidden
    when the approver does not hold `permission` now: it is read from the database, not from the actor.
    """
    approval = await repository.lock_approval(tx, approval_id)
    if approval is None:
        raise NotFound(what="approval", id=str(approval_id))
    if approval.state is not ApprovalState.PENDING:
        raise WrongState(what="approval", state=approval.state)
    if approval.expires_at <= tx.now:
        raise ApprovalExpired(approval_id=str(approval_id))
    actual_hash = hash_payload(approval.action, approval.payload)
    if approval.action != action or not payload_hash == approval.payload_hash == actual_hash:
        raise ApprovalMismatch(approval_id=str(approval_id))
    approver = await _check_permission(tx, approver_id, permission)
    requester = await repository.find_admin(tx, approval.requested_by)
    # one person may not be two admins: the account in Telegram counts, beside the id
    if requester is None or approver_id == requester.id or approver.telegram_id == requester.telegram_id:
        raise SelfApproval(approval_id=str(approval_id))
    if requester.is_disabled:
        raise WrongState(what="admin", state="disabled")
    await _decide(tx, approval, ApprovalState.EXECUTED, Actor.admin(approver_id, frozenset()))
    return approval.payload


async def _check_permission(tx: Transaction, admin_id: UUID, permission: str) -> AdminView:
    admin = await repository.find_admin(tx, admin_id)
    if admin is None or admin.is_disabled or permission not in permissions_of(admin.roles):
        raise Forbidden(permission=permission)
    return admin


@allow(admin=permissions.APPROVALS_REJECT)
async def reject_approval(tx: Transaction, actor: Actor, approval_id: UUID) -> None:
    """Refuse a request, also one's own. Raises NotFound, and WrongState for one that is decided."""
    approval = await repository.lock_approval(tx, approval_id)
    if approval is None:
        raise NotFound(what="approval", id=str(approval_id))
    await _decide(tx, approval, ApprovalState.REJECTED, actor)


async def _decide(tx: Transaction, approval: ApprovalView, state: ApprovalState, actor: Actor) -> None:
    if not await repository.decide(tx, approval.id, state, actor.id):
        raise WrongState(what="approval", state=approval.state)
    _record(tx, actor, f"approval.{state}", approval)
    await emit(tx, DECIDED, {"approval_id": str(approval.id)})


@allow(admin=permissions.APPROVALS_REJECT)
async def list_approvals(
    tx: Transaction, _actor: Actor, state: ApprovalState | None = None, cursor: str | None = None, limit: int = 20
) -> Page[ApprovalView]:
    """Requests, newest first, all or those in one state. Raises InvalidInput for a bad cursor or limit."""
    states = _ALL_STATES if state is None else (state,)
    found = await repository.page_approvals(tx, states, decode_cursor(cursor), check_limit(limit) + 1)
    items = found[:limit]
    return Page(items, encode_cursor(items[-1].id) if len(found) > limit else None)


@allow(system=True)
async def expire_approvals(tx: Transaction, _actor: Actor, limit: int = 200) -> int:
    """End at most `limit` requests that are older than a day; give how many. They could not be approved any more."""
    expired = await repository.expire(tx, limit)
    for approval_id in expired:
        record(tx, AuditEntry(SYSTEM, "approval.expired", "approval", approval_id))
        await emit(tx, DECIDED, {"approval_id": str(approval_id)})
    return len(expired)


def _record(tx: Transaction, actor: Actor, action: str, approval: ApprovalView) -> None:
    details = {"action": approval.action, "payload_hash": approval.payload_hash}
    record(tx, AuditEntry(actor, action, "approval", approval.id, details))
