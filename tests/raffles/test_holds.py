"""What tickets win is held after the close: at once, whenever it is won, until two people have decided."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from core.access.errors import SelfApproval
from core.access.roles import Role
from core.catalogue.models import ProductKind
from core.draws.verify import verify_proof
from core.kernel.actor import Actor
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import Forbidden, InvalidInput, NotFound, WrongState
from core.ledger.kinds import WalletType
from core.prizes import jobs as prizes
from core.prizes.claim_prize import claim_prize
from core.prizes.errors import ClaimClosed
from core.prizes.models import ClaimChoice
from core.raffles import jobs
from core.raffles.build_proof import proof_of
from core.raffles.disqualify import approve_disqualification, request_disqualification
from core.raffles.hold_claim import approve_release, find_claim, hold_claim, request_release
from core.raffles.views import RaffleView, Receipt
from core.raffles.void_tickets import approve_void, request_void
from tests.builders.access import make_admin
from tests.builders.accounts import MadePlayer
from tests.builders.raffles import TestBeacon, make_lottery, run_draw
from tests.raffles.helpers import act, all_differences, balance, bought, contents, count, execute, query, rich_player

PRICE, PRIZE = 500, 3000


class Story:
    """A lottery that one player bought out, so that they win it."""

    def __init__(self, context: Context, clock: ManualClock) -> None:
        self.context, self.clock, self.beacon = context, clock, TestBeacon(clock)
        self.raffle: RaffleView
        self.player: MadePlayer
        self.receipt: Receipt
        self.first: Actor
        self.second: Actor

    async def begin(self, product: ProductKind = ProductKind.CASH, *, alternates: int = 0, tickets: int = 2) -> "Story":
        self.raffle = await make_lottery(
            self.context,
            tickets=tickets,
            product=product,
            alternates=alternates,
            claim_days=10,
            beacon=self.beacon.info().rule(60),
        )
        self.player = await rich_player(self.context, 10_000)
        self.receipt = await bought(self.context, self.player, self.raffle, 2)
        self.first = await make_admin(self.context, Role.SUPPORT)
        self.second = await make_admin(self.context, Role.MANAGER)
        return self

    async def close(self) -> None:
        await jobs.close_due(self.context)
        await jobs.write_close_records(self.context, "test")

    async def hold(self) -> None:
        await act(self.context, hold_claim, self.first, self.receipt.order_id, "A chargeback")

    async def release(self) -> None:
        request = await act(self.context, request_release, self.first, self.receipt.order_id, "It was a mistake")
        await act(self.context, approve_release, self.second, request.id, request.payload_hash)

    async def states(self) -> list[str]:
        return [row.state for row in await query(self.context, 'SELECT state FROM awards ORDER BY "order"')]


@pytest.mark.parametrize("when", ["closing", "closed", "drawn", "settled"])
async def test_money_waits_until_two_people_release_it(context: Context, clock: ManualClock, when: str) -> None:
    story = await Story(context, clock).begin()
    held = {"closing": 1, "closed": 2, "drawn": 3, "settled": 4}[when]
    steps: list[Callable[[], Awaitable[Any]]] = [
        partial(jobs.close_due, context),
        partial(jobs.write_close_records, context, "test"),
        partial(_draw, story),
        partial(jobs.settle_due, context),
    ]
    for step in steps[:held]:
        await step()
    sealed = await count(context, "draw_closes")
    await story.hold()
    for step in steps[held:]:
        await step()
    assert await story.states() == ["held"]
    clock.advance(timedelta(days=30))
    assert await prizes.pay_due(context) == 0
    assert await balance(context, story.player) == 10_000 - 2 * PRICE
    assert sealed <= await count(context, "draw_closes") == 1
    assert verify_proof((await proof_of(context, story.raffle.id)).proof).is_valid  # the list and the winner stand
    assert await all_differences(context) == []
    await story.release()
    assert await story.states() == ["payable"]
    assert await prizes.pay_due(context) == 1
    assert await balance(context, story.player) == 10_000 - 2 * PRICE + PRIZE
    assert await all_differences(context) == []
    with pytest.raises(WrongState):  # what was given is not held
        await story.hold()


async def _draw(story: Story) -> None:
    story.clock.advance(timedelta(seconds=90))
    await jobs.fetch_due_beacons(story.context, story.beacon)
    await jobs.draw_due(story.context, "test")


async def test_a_thing_cannot_be_chosen_nor_lost_while_it_is_held(context: Context, clock: ManualClock) -> None:
    story = await Story(context, clock).begin(ProductKind.GOODS, alternates=1)
    await run_draw(context, clock, story.beacon)
    (award,) = await query(context, "SELECT id FROM awards")
    await story.hold()
    with pytest.raises(ClaimClosed) as refused:
        await act(context, claim_prize, story.player.actor, award.id, ClaimChoice.CASH, key="one")
    assert refused.value.params["state"] == "held"
    clock.advance(timedelta(days=11))
    assert await jobs.expire_unclaimed(context) == 0
    await story.release()
    assert await story.states() == ["claimable"]
    (award,) = await query(context, "SELECT id, claim_by FROM awards")
    assert award.claim_by == clock.now() + timedelta(days=10)  # all the time to choose, anew
    await act(context, claim_prize, story.player.actor, award.id, ClaimChoice.CASH, key="two")
    assert await balance(context, story.player, wallet=WalletType.BALANCE) == 10_000 - 2 * PRICE + PRIZE
    assert await all_differences(context) == []


async def test_a_disqualification_ends_the_hold_and_the_alternate_has_the_prize(
    context: Context, clock: ManualClock
) -> None:
    story = await Story(context, clock).begin(alternates=2, tickets=4)
    await bought(context, await rich_player(context, 10_000), story.raffle, 2)
    await run_draw(context, clock, story.beacon)
    (award,) = await query(context, "SELECT ticket_number, player_id FROM awards")
    if award.player_id != story.player.id:
        (order,) = await query(
            context,
            "SELECT order_id FROM entries WHERE player_id = :id AND raffle_id = :raffle",
            id=award.player_id,
            raffle=story.raffle.id,
        )
        await act(context, hold_claim, story.first, order.order_id, "A chargeback")
    else:
        await story.hold()
    request = await act(
        context, request_disqualification, story.first, story.raffle.id, award.ticket_number, "A stolen card"
    )
    await act(context, approve_disqualification, story.second, request.id, request.payload_hash)
    states = await story.states()
    assert states[0] == "forfeited"
    assert states[1:] in (["payable"], [])  # the alternate may have been the same person
    assert await count(context, "claim_holds", "ended_at IS NULL") == 0
    assert await all_differences(context) == []


async def test_a_void_that_is_approved_after_the_close_holds_instead(context: Context, clock: ManualClock) -> None:
    story = await Story(context, clock).begin()
    request = await act(context, request_void, story.first, story.receipt.order_id, "A stolen card")
    await story.close()
    before = await query(context, "SELECT record, close_hash FROM draw_closes")
    await act(context, approve_void, story.second, request.id, request.payload_hash)
    assert (await count(context, "voids"), await count(context, "claim_holds")) == (0, 1)
    assert list(await query(context, "SELECT record, close_hash FROM draw_closes")) == list(before)
    await _draw(story)
    await jobs.settle_due(context)
    assert await story.states() == ["held"]
    assert await balance(context, story.player) == 10_000 - 2 * PRICE


async def test_who_may_and_what_cannot_be_held(context: Context, clock: ManualClock) -> None:
    story = await Story(context, clock).begin()
    with pytest.raises(WrongState):  # on sale: it would be voided
        await story.hold()
    await story.close()
    for role in (Role.AUDITOR,):
        with pytest.raises(Forbidden):
            await act(context, hold_claim, await make_admin(context, role), story.receipt.order_id, "A reason")
    with pytest.raises(InvalidInput):
        await act(context, hold_claim, story.first, story.receipt.order_id, "")
    with pytest.raises(NotFound):
        await act(context, find_claim, story.first, "TR-0000-000")
    with pytest.raises(NotFound):
        await act(context, request_release, story.first, story.receipt.order_id, "Nothing is held")
    await story.hold()
    with pytest.raises(WrongState):
        await story.hold()
    request, late = [
        await act(context, request_release, story.second, story.receipt.order_id, "A mistake") for _ in range(2)
    ]
    before = await contents(context)
    with pytest.raises(SelfApproval):
        await act(context, approve_release, story.second, request.id, request.payload_hash)
    with pytest.raises(Forbidden):
        await act(context, approve_release, story.first, request.id, request.payload_hash)
    assert await contents(context) == before
    third = await make_admin(context, Role.OWNER)
    await act(context, approve_release, third, request.id, request.payload_hash)
    await story.hold()
    with pytest.raises(NotFound):  # an approval of an older hold does not end this one
        await act(context, approve_release, third, late.id, late.payload_hash)
    assert await count(context, "claim_holds", "ended_at IS NULL") == 1


async def test_tickets_that_won_nothing_have_nothing_to_hold(context: Context, clock: ManualClock) -> None:
    story = await Story(context, clock).begin(tickets=4)
    other = await bought(context, await rich_player(context, 10_000), story.raffle, 2)
    await run_draw(context, clock, story.beacon)
    (award,) = await query(context, "SELECT ticket_number FROM awards")
    loser = other if award.ticket_number <= 2 else story.receipt
    with pytest.raises(NotFound):
        await act(context, hold_claim, story.first, loser.order_id, "A chargeback")


@pytest.mark.parametrize(
    "change",
    ["UPDATE claim_holds SET ended_at = held_at, approval_id = id", "UPDATE awards SET state = 'payable'"],
)
async def test_reconcile_names_what_a_hold_does_not_hold(context: Context, clock: ManualClock, change: str) -> None:
    story = await Story(context, clock).begin()
    await run_draw(context, clock, story.beacon)
    await story.hold()
    assert await execute(context, change) == 1
    assert [difference.check for difference in await all_differences(context)] == ["award_held"]
