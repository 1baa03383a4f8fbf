"""Alternates take the slots that winners lose, in drawn order, each once; what nobody is left for is kept apart."""

from datetime import timedelta
from functools import partial

import pytest

from core.access.errors import SelfApproval
from core.access.roles import Role
from core.accounts.block_player import BlockReason, block_player, unblock_player
from core.kernel.actor import SYSTEM
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import Forbidden, InvalidInput, NotFound, WrongState
from core.prizes.claim_prize import claim_prize
from core.prizes.jobs import pay_due
from core.prizes.models import ClaimChoice
from core.raffles import jobs
from core.raffles.alternates import expire_award
from core.raffles.build_proof import proof_of
from core.raffles.disqualify import approve_disqualification, read_winner, request_disqualification
from core.raffles.show_draw import list_winners
from core.raffles.views import PrizeView
from tests.builders.access import make_admin
from tests.builders.ledger import two_admins
from tests.builders.raffles import TestBeacon, run_draw
from tests.raffles.helpers import act, all_differences, balance, contents, count, query, rich_player, sold_out_lottery
from tests.raffles.losing import CLAIM_DAYS, awards, disqualify, drawn, goods, house


async def test_who_is_late_loses_to_the_alternates_in_drawn_order(context: Context, clock: ManualClock) -> None:
    made = await drawn(context, clock, [await goods(context)], alternates=2)
    before = (await proof_of(context, made.raffle.id)).proof
    for step in (1, 2):
        clock.advance(timedelta(days=CLAIM_DAYS, microseconds=1))
        assert await jobs.expire_unclaimed(context) == 1
        assert await jobs.expire_unclaimed(context) == 0
        *_, lost, heir = await awards(context, made.raffle)
        assert (lost.state, heir.state, heir.replaces_id) == ("expired", "claimable", lost.id)
        assert (heir.order, heir.player_id) == (1 + step, made.who(1 + step).id)
        assert heir.ticket_number == made.results[step].number
        assert (heir.position, heir.seq, heir.value_minor) == (1, 1, 3000)
        assert heir.claim_by == clock.now() + timedelta(days=CLAIM_DAYS)
        (winner,) = await context.transact(partial(list_winners, raffle_id=made.raffle.id))
        assert (winner.ticket_number, winner.alternate, winner.is_unawarded) == (heir.ticket_number, step, False)
        assert await all_differences(context) == []
    assert (await house(context, "prize_payable"), await house(context, "unclaimed")) == (3000, 0)
    clock.advance(timedelta(days=CLAIM_DAYS, microseconds=1))
    assert await jobs.expire_unclaimed(context) == 1
    assert [award.state for award in await awards(context, made.raffle)] == ["expired"] * 3
    assert (await house(context, "prize_payable"), await house(context, "unclaimed")) == (0, 3000)
    (winner,) = await context.transact(partial(list_winners, raffle_id=made.raffle.id))
    assert (winner.alternate, winner.is_unawarded) == (2, True)
    assert await all_differences(context) == []
    assert (await proof_of(context, made.raffle.id)).proof == before


async def test_an_alternate_takes_the_value_and_is_not_replaced(context: Context, clock: ManualClock) -> None:
    made = await drawn(context, clock, [await goods(context)], alternates=1)
    clock.advance(timedelta(days=CLAIM_DAYS + 1))
    await jobs.expire_unclaimed(context)
    heir, rows = made.who(2), await awards(context, made.raffle)
    await act(context, claim_prize, heir.actor, rows[1].id, ClaimChoice.CASH, key="k")
    assert await balance(context, heir) == 5000 - 500 + 3000
    clock.advance(timedelta(days=CLAIM_DAYS + 1))
    assert await jobs.expire_unclaimed(context) == 0
    assert (await house(context, "prize_payable"), await house(context, "unclaimed")) == (0, 0)
    assert await all_differences(context) == []


async def test_two_people_declare_a_winner_ineligible(context: Context, clock: ManualClock) -> None:
    made = await drawn(context, clock, [await goods(context)], alternates=1)
    await disqualify(context, made.raffle, made.results[0].number)
    lost, heir = await awards(context, made.raffle)
    assert (lost.state, heir.state, heir.player_id) == ("forfeited", "claimable", made.who(2).id)
    (said,) = await query(context, "SELECT * FROM disqualifications")
    assert (said.player_id, said.ground) == (made.who(1).id, "other")
    await disqualify(context, made.raffle, made.results[1].number)
    assert await house(context, "unclaimed") == 3000
    assert await count(context, "awards") == 2
    assert await all_differences(context) == []


async def test_money_of_a_shut_account_is_held_then_paid_or_passed_on(context: Context, clock: ManualClock) -> None:
    prizes = [PrizeView(1, 2, "percentage", None, 10_000, None)]
    made = await drawn(context, clock, prizes, alternates=1)
    for order in (1, 2):
        await act(context, block_player, SYSTEM, made.who(order).id, BlockReason.FRAUD)
    assert await pay_due(context) == 0
    await act(context, unblock_player, SYSTEM, made.who(2).id)
    assert await pay_due(context) == 1
    assert await balance(context, made.who(2)) == 5000 - 500 + 1500
    first, second = await two_admins(context)
    case = await act(context, read_winner, first, made.raffle.id, made.results[0].number)
    assert case.ground == "blocked"
    await disqualify(context, made.raffle, made.results[0].number)
    assert await pay_due(context) == 1
    assert await balance(context, made.who(3)) == 5000 - 500 + 1500
    for number, refusal in ((made.results[1].number, WrongState), (made.results[0].number, NotFound), (99, NotFound)):
        with pytest.raises(refusal):
            await act(context, request_disqualification, second, made.raffle.id, number, "too late")
    assert await house(context, "prize_payable") == 0
    assert await all_differences(context) == []


async def test_who_was_declared_ineligible_is_passed_over_as_an_alternate(context: Context, clock: ManualClock) -> None:
    """One person holds all tickets but one, and so most of the alternates."""
    beacon = TestBeacon(clock)
    many, one = await rich_player(context, 50_000), await rich_player(context)
    raffle = await sold_out_lottery(
        context, beacon, [(many, 7), (one, 1)], prizes=[await goods(context)], alternates=7, claim_days=CLAIM_DAYS
    )
    await run_draw(context, clock, beacon)
    if (await awards(context, raffle))[0].player_id == one.id:  # then the other one holds every alternate
        await disqualify(context, raffle, 8)
        (_, heir) = await awards(context, raffle)
        assert heir.player_id == many.id
        return
    await disqualify(context, raffle, (await awards(context, raffle))[0].ticket_number)
    _, heir = await awards(context, raffle)
    assert (heir.player_id, heir.ticket_number) == (one.id, 8)
    assert await all_differences(context) == []


async def test_what_two_people_cannot_do(context: Context, clock: ManualClock) -> None:
    made = await drawn(context, clock, [await goods(context)], alternates=1)
    number = made.results[0].number
    first, second = await two_admins(context)
    finance = await make_admin(context, Role.FINANCE)
    before = await contents(context)
    with pytest.raises(InvalidInput):
        await act(context, request_disqualification, first, made.raffle.id, number, " ")
    with pytest.raises(Forbidden):
        await act(context, request_disqualification, finance, made.raffle.id, number, "a reason")
    assert await contents(context) == before
    request = await act(context, request_disqualification, first, made.raffle.id, number, "a reason")
    for admin in (first, finance):
        with pytest.raises(Forbidden if admin is finance else SelfApproval):
            await act(context, approve_disqualification, admin, request.id, request.payload_hash)
    # the account was shut meanwhile: that is another case than the one that was asked about
    await act(context, block_player, SYSTEM, made.who(1).id, BlockReason.FRAUD)
    with pytest.raises(InvalidInput):
        await act(context, approve_disqualification, second, request.id, request.payload_hash)
    await act(context, unblock_player, SYSTEM, made.who(1).id)
    (award,) = await awards(context, made.raffle)
    await act(context, claim_prize, made.who(1).actor, award.id, ClaimChoice.CASH, key="k")
    with pytest.raises(WrongState):
        await act(context, approve_disqualification, second, request.id, request.payload_hash)
    assert await count(context, "awards") == 1
    assert await all_differences(context) == []


async def test_a_late_winner_and_the_job_at_once(context: Context, clock: ManualClock) -> None:
    made = await drawn(context, clock, [await goods(context)], alternates=3)
    (award,) = await awards(context, made.raffle)
    assert not await context.transact(partial(expire_award, award_id=award.id))
    assert not await context.transact(partial(expire_award, award_id=made.raffle.id))
    clock.advance(timedelta(days=CLAIM_DAYS + 1))
    assert await context.transact(partial(expire_award, award_id=award.id))
    assert not await context.transact(partial(expire_award, award_id=award.id))
    assert await count(context, "awards") == 2
