"""Publication: four eyes, what is fixed at open, and which role may do what."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from core.access import permissions
from core.access.errors import ApprovalExpired, ApprovalMismatch, SelfApproval
from core.access.grant_role import grant_role
from core.access.revoke_role import revoke_role
from core.access.roles import Role, permissions_of
from core.catalogue.create_product import NewProduct, create_product
from core.catalogue.models import ProductKind
from core.draws import primitives
from core.draws.models import Draw
from core.kernel.actor import SYSTEM, Actor
from core.kernel.base import encryption_context
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.crypto import BadCiphertext
from core.kernel.errors import Forbidden, InvalidInput, NotFound, WrongState
from core.raffles.cancel_raffle import cancel_raffle
from core.raffles.create_lottery import create_lottery
from core.raffles.models import CloseRule, RaffleState
from core.raffles.publish import approve_publish, request_publish
from tests.builders.access import make_admin
from tests.builders.raffles import BEACON_RULE, make_draft, make_lottery
from tests.raffles.helpers import act, contents, count, execute, query, row_of, state_of
from tests.raffles.test_create import GOOD


async def test_an_approval_opens_the_sale(context: Context) -> None:
    asking, approving = await make_admin(context, Role.MANAGER), await make_admin(context, Role.MANAGER)
    draft = await make_draft(context, cap=4, alternates=2)
    request = await act(context, request_publish, asking, draft, BEACON_RULE)
    assert await state_of(context, draft) is RaffleState.DRAFT
    raffle = await act(context, approve_publish, approving, request.id, request.payload_hash)
    row = await row_of(context, draft)
    assert (raffle.state, row.draw_id) == (RaffleState.OPEN, raffle.draw_id)
    assert (row.opened_at, row.escrow_minor, row.log_seq) == (context.clock.now(), 0, 0)
    assert row.log_head == primitives.log_start(str(raffle.draw_id))
    assert await count(context, "wallets", "id = :id AND kind = 'escrow'", id=row.escrow_wallet_id) == 1
    with pytest.raises(WrongState):
        await act(context, approve_publish, approving, request.id, request.payload_hash)
    with pytest.raises(WrongState):
        await act(context, request_publish, asking, draft, BEACON_RULE)


async def test_what_is_fixed_at_open(context: Context) -> None:
    raffles = [await make_lottery(context, cap=4, alternates=2, distinct="holder") for _ in range(3)]
    draws = await query(context, "SELECT * FROM draws ORDER BY event_no")
    assert [draw.id for draw in draws] == [raffle.draw_id for raffle in raffles]
    assert [draw.event_no - draws[0].event_no for draw in draws] == [0, 1, 2]
    seeds = set()
    for draw, raffle in zip(draws, raffles, strict=True):
        assert draw.rules == {
            "v": "ldp1",
            "kind": "lottery",
            "raffle": raffle.number,
            "draw_id": str(draw.id),
            "beacon": BEACON_RULE.to_record(),
            "prizes": [{"position": 1, "winner_count": 1, "type": "fixed", "value_minor": 3000}],
            "price_minor": 500,
            "currency": "TJS",
            "ticket_total": 10,
            "per_player_cap": 4,
            "distinct": "holder",
            "alternates": 2,
            "claim_days": 90,
            "unclaimed": "kept_apart",
            "close_rule": "sold_out",
            "sales_end_at": None,
            "channel": None,
            "late_publication": "proceed",
            "late_beacon": "refund",
        }
        assert draw.rules_hash == primitives.rules_hash(draw.rules)
        seed = context.keys.decrypt(draw.server_seed, encryption_context(Draw.__tablename__, "server_seed", draw.id))
        assert draw.server_commit == primitives.server_commit(str(draw.id), seed)
        assert (len(seed), seed in draw.server_seed) == (32, False)
        seeds.add(seed)
    assert len(seeds) == 3
    with pytest.raises(BadCiphertext):  # a seed moved to another draw does not open
        context.keys.decrypt(draws[0].server_seed, encryption_context("draws", "server_seed", draws[1].id))


async def test_nobody_approves_their_own_request(context: Context) -> None:
    asking = await make_admin(context)
    draft = await make_draft(context)
    request = await act(context, request_publish, asking, draft, BEACON_RULE)
    before = await contents(context)
    with pytest.raises(SelfApproval):
        await act(context, approve_publish, asking, request.id, request.payload_hash)
    assert await contents(context) == before


CHANGES = {
    "tickets": "UPDATE raffles SET ticket_total = 11",
    "price": "UPDATE raffles SET price_minor = 501",
    "cap": "UPDATE raffles SET per_player_cap = 1",
    "alternates": "UPDATE raffles SET alternates = 1",
    "claim days": "UPDATE raffles SET claim_days = 1",
    "distinct": "UPDATE raffles SET \"distinct\" = 'holder'",
    "prize": "UPDATE raffle_prizes SET value_minor = 1",
    "winners": "UPDATE raffle_prizes SET winner_count = 2",
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
async def test_a_draft_that_changed_needs_another_request(context: Context, change: str) -> None:
    asking, approving = await make_admin(context), await make_admin(context)
    draft = await make_draft(context)
    request = await act(context, request_publish, asking, draft, BEACON_RULE)
    assert await execute(context, change) == 1
    before = await contents(context)
    with pytest.raises(InvalidInput) as refusal:
        await act(context, approve_publish, approving, request.id, request.payload_hash)
    assert refusal.value.params["reason"] == "raffle_changed"
    assert await contents(context) == before


async def test_an_approval_that_does_not_hold(context: Context, clock: ManualClock) -> None:
    asking, approving = await make_admin(context), await make_admin(context)
    draft = await make_draft(context)
    request = await act(context, request_publish, asking, draft, BEACON_RULE)
    with pytest.raises(ApprovalMismatch):
        await act(context, approve_publish, approving, request.id, "00" * 32)
    with pytest.raises(NotFound):
        await act(context, approve_publish, approving, uuid4(), request.payload_hash)
    clock.advance(timedelta(hours=24))
    with pytest.raises(ApprovalExpired):
        await act(context, approve_publish, approving, request.id, request.payload_hash)
    assert await state_of(context, draft) is RaffleState.DRAFT


async def test_a_dropped_draft_and_an_end_too_close_are_not_published(context: Context, clock: ManualClock) -> None:
    asking, approving = await make_admin(context), await make_admin(context)
    dropped = await make_draft(context)
    end = clock.now() + timedelta(minutes=10)
    timed = await make_draft(context, close_rule=CloseRule.TIME, sales_end_at=end)
    requests = [await act(context, request_publish, asking, id_, BEACON_RULE) for id_ in (dropped, timed)]
    await act(context, cancel_raffle, asking, dropped, "a mistake")
    clock.advance(timedelta(minutes=9, seconds=1))
    with pytest.raises(WrongState):
        await act(context, approve_publish, approving, requests[0].id, requests[0].payload_hash)
    with pytest.raises(InvalidInput):
        await act(context, approve_publish, approving, requests[1].id, requests[1].payload_hash)
    with pytest.raises(InvalidInput):
        await act(context, request_publish, asking, timed, BEACON_RULE)
    with pytest.raises(NotFound):
        await act(context, request_publish, asking, uuid4(), BEACON_RULE)


async def test_a_role_lost_after_the_login_does_not_approve(context: Context) -> None:
    """The approver's permission is read at the approval, not from what the door passed in."""
    asking, approving = await make_admin(context), await make_admin(context, Role.MANAGER)
    request = await act(context, request_publish, asking, await make_draft(context), BEACON_RULE)
    await act(context, revoke_role, SYSTEM, approving.admin_id, Role.MANAGER)
    with pytest.raises(Forbidden):
        await act(context, approve_publish, approving, request.id, request.payload_hash)


Command = Callable[[Context, Actor], Awaitable[object]]


async def _create_product(context: Context, actor: Actor) -> object:
    return await act(context, create_product, actor, NewProduct(ProductKind.CASH, {"en": "x"}, 1, "TJS"))


async def _create_lottery(context: Context, actor: Actor) -> object:
    return await act(context, create_lottery, actor, GOOD)


async def _request_publish(context: Context, actor: Actor) -> object:
    rows = await query(context, "SELECT id FROM raffles WHERE state = 'draft' ORDER BY id LIMIT 1")
    return await act(context, request_publish, actor, rows[0].id, BEACON_RULE)


async def _approve_publish(context: Context, actor: Actor) -> object:
    rows = await query(context, "SELECT id, payload_hash FROM approvals WHERE state = 'pending'")
    return await act(context, approve_publish, actor, rows[0].id, rows[0].payload_hash)


async def _cancel_raffle(context: Context, actor: Actor) -> object:
    rows = await query(context, "SELECT id FROM raffles WHERE state = 'open'")
    return await act(context, cancel_raffle, actor, rows[0].id, "a mistake")


COMMANDS = [
    (_create_product, permissions.PRODUCTS_WRITE),
    (_create_lottery, permissions.LOTTERIES_CREATE),
    (_request_publish, permissions.LOTTERIES_PUBLISH),
    (_approve_publish, permissions.LOTTERIES_PUBLISH),
    (_cancel_raffle, permissions.LOTTERIES_CANCEL),
]


async def _something_to_act_on(context: Context) -> None:
    await make_lottery(context)
    await make_draft(context)
    asking = await make_admin(context)
    await act(context, request_publish, asking, await make_draft(context), BEACON_RULE)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize(("command", "permission"), COMMANDS, ids=lambda one: getattr(one, "__name__", None))
async def test_which_role_may_do_what(context: Context, role: Role, command: Command, permission: str) -> None:
    await _something_to_act_on(context)
    actor = await make_admin(context, role)
    before = await contents(context)
    if permission in permissions_of([role]):
        await command(context, actor)
        assert await contents(context) != before
    else:
        with pytest.raises(Forbidden):
            await command(context, actor)
        assert await contents(context) == before


@pytest.mark.parametrize(("command", "permission"), COMMANDS, ids=lambda one: getattr(one, "__name__", None))
async def test_players_and_the_system_do_nothing_of_it(context: Context, command: Command, permission: str) -> None:
    assert permission in permissions.ALL
    await _something_to_act_on(context)
    before = await contents(context)
    for actor in (SYSTEM, Actor.player(UUID(int=1)), Actor.admin(UUID(int=1), frozenset())):
        with pytest.raises(Forbidden):
            await command(context, actor)
    assert await contents(context) == before


async def test_roles_that_may_publish_are_the_owner_and_the_manager(context: Context) -> None:
    """A change of the table of roles has to be meant."""
    wanted = {permission for _, permission in COMMANDS}
    able = {role for role in Role if wanted <= permissions_of([role])}
    none = {role for role in Role if not wanted & permissions_of([role])}
    assert (able, none) == ({Role.OWNER, Role.MANAGER}, {Role.FINANCE, Role.SUPPORT, Role.AUDITOR})
    admin = await make_admin(context, Role.AUDITOR)
    rows = await query(context, "SELECT telegram_id FROM admins WHERE id = :id", id=admin.admin_id)
    await act(context, grant_role, SYSTEM, rows[0].telegram_id, Role.MANAGER)
    with pytest.raises(Forbidden):  # the actor of the old login knows nothing of the new role
        await _create_lottery(context, admin)
