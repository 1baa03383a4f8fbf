"""Prizes in their winner's hands: paid, claimed, expired, each once."""

from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import UUID, uuid4

import pytest

from core.accounts.address_rules import AddressInput
from core.accounts.addresses import add_address, remove_address
from core.accounts.block_player import BlockReason, block_player
from core.accounts.errors import PlayerBlocked
from core.catalogue.models import ProductKind
from core.kernel.actor import SYSTEM
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import Forbidden, IdempotencyConflict, InvalidInput, NotFound
from core.ledger.kinds import WalletType
from core.prizes.claim_prize import claim_prize
from core.prizes.errors import ClaimClosed
from core.prizes.jobs import pay_due
from core.prizes.list_prizes import list_prizes
from core.prizes.models import AwardState, ClaimChoice
from core.prizes.pay_award import pay_award
from core.prizes.views import AwardView
from core.raffles import jobs
from tests.builders.accounts import MadePlayer
from tests.builders.raffles import TestBeacon, bought_out, run_draw
from tests.raffles.helpers import act, all_differences, balance, contents, count, execute, query, rich_player

ADDRESS = AddressInput("Anna", "+992900000000", "TJ", "Dushanbe", "Rudaki 1", postal_code="734000")


async def won(
    context: Context, clock: ManualClock, kind: ProductKind = ProductKind.GOODS
) -> tuple[MadePlayer, AwardView]:
    """A player who won a prize that is settled."""
    player = await rich_player(context, 5000)
    beacon = TestBeacon(clock)
    await bought_out(context, beacon, player, product=kind, claim_days=10)
    await run_draw(context, clock, beacon)
    return player, (await act(context, list_prizes, player.actor)).items[0]


async def address_of(context: Context, player: MadePlayer, line1: str = "Rudaki 1") -> UUID:
    return (await act(context, add_address, player.actor, replace(ADDRESS, line1=line1))).id


async def test_money_is_paid_once(context: Context, clock: ManualClock) -> None:
    player, award = await won(context, clock, ProductKind.CASH)
    assert award.state is AwardState.PAYABLE
    assert await pay_due(context) == 1
    paid = (await act(context, list_prizes, player.actor)).items[0]
    assert (paid.state, paid.paid_at) == (AwardState.PAID, clock.now())
    assert await balance(context, player) == 5000 - 1000 + 3000
    hours = await query(context, "SELECT sum(win_minor) AS won FROM activity_hours WHERE player_id = :id", id=player.id)
    assert hours[0].won == 3000
    before = await contents(context)
    assert await pay_due(context) == 0
    for award_id in (award.id, uuid4()):
        assert not await context.transact(partial(pay_award, award_id=award_id))
    with pytest.raises(ClaimClosed):
        await act(context, claim_prize, player.actor, award.id, ClaimChoice.CASH, key="k")
    assert await contents(context) == before
    address_id = await address_of(context, player)
    with pytest.raises(ClaimClosed):
        await act(context, claim_prize, player.actor, award.id, ClaimChoice.DELIVERY, address_id, key="k")
    assert await count(context, "claims") == 0
    assert await all_differences(context) == []


async def test_a_thing_for_its_value(context: Context, clock: ManualClock) -> None:
    player, award = await won(context, clock)
    assert award.state is AwardState.CLAIMABLE
    assert await pay_due(context) == 0
    claimed = await act(context, claim_prize, player.actor, award.id, ClaimChoice.CASH, key="k")
    assert claimed.state is AwardState.PAID
    assert await balance(context, player) == 7000
    before = await contents(context)
    assert await act(context, claim_prize, player.actor, award.id, ClaimChoice.CASH, key="k") == claimed
    assert await contents(context) == before
    address_id = await address_of(context, player)
    with pytest.raises(IdempotencyConflict):
        await act(context, claim_prize, player.actor, award.id, ClaimChoice.DELIVERY, address_id, key="k")
    for choice, to in ((ClaimChoice.DELIVERY, address_id), (ClaimChoice.CASH, None)):
        with pytest.raises(ClaimClosed):
            await act(context, claim_prize, player.actor, award.id, choice, to, key="other")
    assert await count(context, "transfers", "kind = 'prize'") == 1
    assert await all_differences(context) == []


async def test_a_thing_delivered(context: Context, clock: ManualClock) -> None:
    player, award = await won(context, clock)
    address_id, other = await address_of(context, player), await address_of(context, player, "Rudaki 2")
    claimed = await act(context, claim_prize, player.actor, award.id, ClaimChoice.DELIVERY, address_id, key="k")
    assert claimed.state is AwardState.CLAIMED
    claim = (await query(context, "SELECT * FROM claims"))[0]
    assert (claim.award_id, claim.choice, claim.address_id) == (award.id, "delivery", address_id)
    await act(context, remove_address, player.actor, address_id)
    clock.advance(timedelta(days=30))
    before = await contents(context)
    assert await act(context, claim_prize, player.actor, award.id, ClaimChoice.DELIVERY, address_id, key="k") == claimed
    assert await jobs.expire_unclaimed(context) == 0
    for choice, to in ((ClaimChoice.DELIVERY, address_id), (ClaimChoice.DELIVERY, other), (ClaimChoice.CASH, None)):
        with pytest.raises(ClaimClosed) as refusal:
            await act(context, claim_prize, player.actor, award.id, choice, to, key="other")
        assert refusal.value.params == {"state": "claimed"}
    assert await contents(context) == before
    assert await balance(context, player) == 4000
    assert await all_differences(context) == []


async def test_claims_that_are_refused(context: Context, clock: ManualClock) -> None:
    player, award = await won(context, clock)
    other = await rich_player(context)
    address_id, theirs = await address_of(context, player), await address_of(context, other)
    removed = await address_of(context, player, "Rudaki 2")
    await act(context, remove_address, player.actor, removed)
    before = await contents(context)
    delivery, cash = ClaimChoice.DELIVERY, ClaimChoice.CASH
    for actor, award_id, choice, to, error in (
        (other.actor, award.id, cash, None, NotFound),
        (other.actor, award.id, delivery, theirs, NotFound),
        (player.actor, uuid4(), cash, None, NotFound),
        (player.actor, award.id, delivery, None, InvalidInput),
        (player.actor, award.id, delivery, theirs, NotFound),
        (player.actor, award.id, delivery, removed, NotFound),
        (player.actor, award.id, delivery, uuid4(), NotFound),
        (SYSTEM, award.id, cash, None, Forbidden),
    ):
        with pytest.raises(error):
            await act(context, claim_prize, actor, award_id, choice, to, key="k")
        assert await contents(context) == before
    await context.transact(lambda tx: block_player(tx, SYSTEM, player.id, BlockReason.FRAUD))
    before = await contents(context)
    for choice, to in ((cash, None), (delivery, address_id)):
        with pytest.raises(PlayerBlocked):
            await act(context, claim_prize, player.actor, award.id, choice, to, key="k")
    assert await contents(context) == before


async def test_a_claim_before_the_settlement(context: Context, clock: ManualClock) -> None:
    player, beacon = await rich_player(context), TestBeacon(clock)
    await bought_out(context, beacon, player, product=ProductKind.GOODS)
    await jobs.close_due(context)
    await jobs.write_close_records(context, "test")
    clock.advance(timedelta(seconds=90))
    await jobs.fetch_due_beacons(context, beacon)
    assert await jobs.draw_due(context, "test") == 1
    award = (await act(context, list_prizes, player.actor)).items[0]
    assert award.state is AwardState.PENDING
    before = await contents(context)
    with pytest.raises(ClaimClosed):
        await act(context, claim_prize, player.actor, award.id, ClaimChoice.CASH, key="k")
    assert await pay_due(context) == 0
    assert await contents(context) == before
    assert await jobs.settle_due(context) == 1
    await act(context, claim_prize, player.actor, award.id, ClaimChoice.CASH, key="k")


@pytest.mark.parametrize("is_swept", [False, True])
async def test_a_claim_has_its_day(context: Context, clock: ManualClock, is_swept: bool) -> None:
    player, award = await won(context, clock)
    assert award.claim_by == clock.now() + timedelta(days=10)
    clock.set(award.claim_by)
    assert await jobs.expire_unclaimed(context) == 0
    clock.advance(timedelta(microseconds=1))
    if is_swept:
        assert await jobs.expire_unclaimed(context) == 1
        assert await jobs.expire_unclaimed(context) == 0
    before = await contents(context)
    with pytest.raises(ClaimClosed) as refusal:
        await act(context, claim_prize, player.actor, award.id, ClaimChoice.CASH, key="k")
    assert refusal.value.params == {"state": "expired"}
    assert await contents(context) == before
    assert await all_differences(context) == []


async def test_a_prize_of_coins_goes_to_their_wallet(context: Context, clock: ManualClock) -> None:
    player, beacon = await rich_player(context, 100, "COIN"), TestBeacon(clock)
    await bought_out(
        context, beacon, player, asset="COIN", price_minor=7, prize_minor=50, pay_with=WalletType.LUCKY_COIN
    )
    await run_draw(context, clock, beacon)
    assert await pay_due(context) == 1
    assert await balance(context, player, "COIN", WalletType.LUCKY_COIN) == 100 - 14 + 50
    assert await count(context, "wallets", "player_id = :id", id=player.id) == 1


async def test_one_award_that_fails_does_not_hold_up_the_others(context: Context, clock: ManualClock) -> None:
    player, beacon = await rich_player(context), TestBeacon(clock)
    for _ in range(3):
        await bought_out(context, beacon, player)
    await run_draw(context, clock, beacon)
    awards = (await act(context, list_prizes, player.actor)).items
    await execute(context, "UPDATE awards SET value_minor = 0 WHERE id = :id", id=awards[1].id)  # no transfer of 0
    assert await pay_due(context) == 2
    states = [award.state for award in (await act(context, list_prizes, player.actor)).items]
    assert states == [AwardState.PAID, AwardState.PAYABLE, AwardState.PAID]
