"""Four eyes: requests, approvals and everything that refuses one."""

import asyncio
import hashlib
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import text

from core.access import permissions
from core.access.approvals import approve, expire_approvals, list_approvals, reject_approval, request_approval
from core.access.disable_admin import disable_admin
from core.access.errors import ApprovalExpired, ApprovalMismatch, SelfApproval
from core.access.models import ApprovalState
from core.access.revoke_role import revoke_role
from core.access.roles import Role
from core.access.views import ApprovalView
from core.kernel.actor import SYSTEM, Actor
from core.kernel.canonical import NotCanonical
from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.kernel.errors import DomainError, Forbidden, InvalidInput, NotFound, WrongState
from tests.audit.helpers import audit_rows
from tests.builders.access import make_admin

ACTION = "ledger.credit"
PAYLOAD = {"player_id": "p-1", "amount_minor": 500}
PERMISSION = permissions.CREDITS_APPROVE


async def ask(context: Context, requester: Actor, payload: dict[str, Any] = PAYLOAD) -> ApprovalView:
    return await context.transact(lambda tx: request_approval(tx, requester.admin_id, ACTION, payload))


async def answer(context: Context, approver: Actor, approval: ApprovalView, **other: Any) -> dict[str, Any]:
    stated = {"action": ACTION, "payload_hash": approval.payload_hash, "permission": PERMISSION} | other
    return await context.transact(lambda tx: approve(tx, approver.admin_id, approval.id, **stated))


async def state_of(context: Context, approval: ApprovalView) -> str:
    found = text("SELECT state FROM approvals WHERE id = :id")
    return str((await context.transact(lambda tx: tx.execute(found, {"id": approval.id}))).scalar_one())


async def test_a_second_admin_approves_once(context: Context) -> None:
    one, two = await make_admin(context, Role.SUPPORT), await make_admin(context, Role.FINANCE)
    approval = await ask(context, one)
    assert approval.state is ApprovalState.PENDING
    assert await answer(context, two, approval) == PAYLOAD
    with pytest.raises(WrongState) as refusal:
        await answer(context, two, approval)
    assert refusal.value.params["state"] == "executed"
    rows = [row for row in await audit_rows(context) if row.subject_type == "approval"]
    details = {"action": ACTION, "payload_hash": approval.payload_hash}
    assert [(row.action, row.actor_id, row.subject_id, row.details) for row in rows] == [
        ("approval.requested", one.id, str(approval.id), details),
        ("approval.executed", two.id, str(approval.id), details),
    ]


async def test_the_hash_covers_action_and_payload_in_their_canonical_form(context: Context) -> None:
    approval = await ask(context, await make_admin(context))
    spelled = '{"action":"ledger.credit","payload":{"amount_minor":500,"player_id":"p-1"}}'
    assert json.loads(spelled)["payload"] == PAYLOAD
    assert approval.payload_hash == hashlib.sha256(spelled.encode()).hexdigest()


async def test_nobody_approves_what_they_requested(context: Context) -> None:
    owner = await make_admin(context)
    approval = await ask(context, owner)
    with pytest.raises(SelfApproval):
        await answer(context, owner, approval)
    assert await state_of(context, approval) == "pending"


async def test_one_telegram_account_is_one_person(context: Context) -> None:
    one, two = await make_admin(context), await make_admin(context)
    approval = await ask(context, one)

    async def same_account(tx: Transaction) -> None:
        await tx.execute(text("ALTER TABLE admins DROP CONSTRAINT uq_admins_telegram_id"))
        await tx.execute(text("UPDATE admins SET telegram_id = 77"))

    await context.transact(same_account)
    with pytest.raises(SelfApproval):
        await answer(context, two, approval)


@pytest.mark.parametrize(
    "stated",
    [{"payload_hash": "0" * 64}, {"payload_hash": ""}, {"action": "ledger.other"}],
    ids=["hash", "none", "action"],
)
async def test_what_is_approved_is_what_was_requested(context: Context, stated: dict[str, Any]) -> None:
    approval = await ask(context, await make_admin(context))
    with pytest.raises(ApprovalMismatch):
        await answer(context, await make_admin(context), approval, **stated)
    assert await state_of(context, approval) == "pending"


@pytest.mark.parametrize(
    "edit",
    [
        """UPDATE approvals SET payload = payload || '{"amount_minor": 501}'""",
        "UPDATE approvals SET payload_hash = repeat('0', 64)",
    ],
)
async def test_an_edited_payload_needs_a_new_approval(context: Context, edit: str) -> None:
    approval = await ask(context, await make_admin(context))
    approver = await make_admin(context)
    await context.transact(lambda tx: tx.execute(text(edit)))
    with pytest.raises(ApprovalMismatch):
        await answer(context, approver, approval)


async def test_the_permission_is_read_when_the_approval_is_given(context: Context) -> None:
    await make_admin(context)
    approval = await ask(context, await make_admin(context, Role.SUPPORT))
    revoked, disabled = [await make_admin(context, Role.FINANCE) for _ in range(2)]
    await context.transact(lambda tx: revoke_role(tx, SYSTEM, revoked.admin_id, Role.FINANCE))
    await context.transact(lambda tx: disable_admin(tx, SYSTEM, disabled.admin_id))
    never = await make_admin(context, Role.MANAGER)
    for who in (revoked, disabled, never, Actor.admin(UUID(int=5), permissions.ALL)):
        with pytest.raises(Forbidden):
            await answer(context, who, approval)
    assert await state_of(context, approval) == "pending"


async def test_a_request_falls_with_its_requester(context: Context) -> None:
    """Who was disabled, perhaps because the account was taken over, is not one of two pairs of eyes."""
    await make_admin(context)
    requester, approver = await make_admin(context, Role.SUPPORT), await make_admin(context, Role.FINANCE)
    approval = await ask(context, requester)
    await context.transact(lambda tx: disable_admin(tx, SYSTEM, requester.admin_id))
    with pytest.raises(WrongState) as refusal:
        await answer(context, approver, approval)
    assert refusal.value.params == {"what": "admin", "state": "disabled"}
    assert await state_of(context, approval) == "pending"


async def test_a_request_lives_for_a_day(context: Context, clock: ManualClock) -> None:
    one, two = await make_admin(context), await make_admin(context)
    in_time, late = await ask(context, one), await ask(context, one)
    clock.advance(timedelta(hours=24) - timedelta(microseconds=1))
    await answer(context, two, in_time)
    assert await context.transact(lambda tx: expire_approvals(tx, SYSTEM)) == 0
    clock.advance(timedelta(microseconds=1))
    with pytest.raises(ApprovalExpired):
        await answer(context, two, late)
    assert await context.transact(lambda tx: expire_approvals(tx, SYSTEM)) == 1
    assert await state_of(context, late) == "expired"
    with pytest.raises(WrongState):
        await answer(context, two, late)
    last = (await audit_rows(context))[-1]
    assert (last.action, last.actor_kind, last.subject_id) == ("approval.expired", "system", str(late.id))


async def test_a_rejected_request_stays_rejected(context: Context) -> None:
    one, two = await make_admin(context, Role.MANAGER), await make_admin(context, Role.FINANCE)
    approval = await ask(context, one)
    await context.transact(lambda tx: reject_approval(tx, one, approval.id))
    with pytest.raises(WrongState):
        await answer(context, two, approval)
    with pytest.raises(WrongState):
        await context.transact(lambda tx: reject_approval(tx, two, approval.id))
    assert (await audit_rows(context))[-1].action == "approval.rejected"


async def test_an_unknown_request_is_not_found(context: Context) -> None:
    owner = await make_admin(context)
    with pytest.raises(NotFound):
        await context.transact(lambda tx: approve(tx, owner.admin_id, UUID(int=9), ACTION, "", PERMISSION))
    with pytest.raises(NotFound):
        await context.transact(lambda tx: reject_approval(tx, owner, UUID(int=9)))


async def test_two_approvals_at_once_carry_it_out_once(live_context: Context) -> None:
    approval = await ask(live_context, await make_admin(live_context))
    approvers = [await make_admin(live_context) for _ in range(4)]
    results = await asyncio.gather(
        *(answer(live_context, approver, approval) for approver in approvers), return_exceptions=True
    )
    assert sum(result == PAYLOAD for result in results) == 1
    assert sum(isinstance(result, WrongState) for result in results) == 3


async def test_an_approval_is_undone_with_the_transaction_that_carries_it_out(context: Context) -> None:
    approval = await ask(context, await make_admin(context))
    approver = await make_admin(context)

    async def fail(tx: Transaction) -> None:
        await approve(tx, approver.admin_id, approval.id, ACTION, approval.payload_hash, PERMISSION)
        raise WrongState(what="player", state="blocked")

    with pytest.raises(DomainError):
        await context.transact(fail)
    assert await state_of(context, approval) == "pending"


async def test_a_payload_that_json_cannot_hold_exactly_is_refused(context: Context) -> None:
    admin = await make_admin(context)
    for payload in ({"rate": 0.5}, {"id": UUID(int=1)}):
        with pytest.raises(NotCanonical):
            await ask(context, admin, payload)


async def test_the_database_refuses_an_execution_by_the_requester(context: Context) -> None:
    await ask(context, await make_admin(context))
    forged = text("UPDATE approvals SET state = 'executed', decided_at = now(), decided_by = requested_by")
    with pytest.raises(Exception, match="ck_approvals_four_eyes"):
        await context.transact(lambda tx: tx.execute(forged))


async def test_requests_are_listed_newest_first_in_pages(context: Context) -> None:
    one, two = await make_admin(context), await make_admin(context)
    made = [await ask(context, one) for _ in range(5)]
    await answer(context, two, made[0])
    seen: list[UUID] = []
    cursor: str | None = None
    while True:
        page = await context.transact(lambda tx, cursor=cursor: list_approvals(tx, one, None, cursor, 2))  # type: ignore[misc]
        seen += [item.id for item in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == [approval.id for approval in reversed(made)]
    pending = await context.transact(lambda tx: list_approvals(tx, one, ApprovalState.PENDING))
    assert [item.id for item in pending.items] == seen[:4]
    for limit in (0, 101):
        with pytest.raises(InvalidInput):
            await context.transact(lambda tx, limit=limit: list_approvals(tx, one, None, None, limit))  # type: ignore[misc]


async def test_who_may_not_is_refused(context: Context) -> None:
    approval = await ask(context, await make_admin(context))
    support = await make_admin(context, Role.SUPPORT)
    for who in (support, Actor.player(support.admin_id)):
        with pytest.raises(Forbidden):
            await context.transact(lambda tx, who=who: reject_approval(tx, who, approval.id))  # type: ignore[misc]
        with pytest.raises(Forbidden):
            await context.transact(lambda tx, who=who: list_approvals(tx, who))  # type: ignore[misc]
        with pytest.raises(Forbidden):
            await context.transact(lambda tx, who=who: expire_approvals(tx, who))  # type: ignore[misc]
