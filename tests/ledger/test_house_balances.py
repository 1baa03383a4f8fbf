"""House balances: sums, snapshots, and that a sum reads only what came since."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from core.kernel.actor import SYSTEM, Actor
from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.kernel.errors import Forbidden
from core.ledger.jobs import SAFETY_MARGIN, snapshot_house_balances
from core.ledger.kinds import HouseAccount
from core.ledger.list_house_balances import list_house_balances
from tests.builders.ledger import fund, two_admins
from tests.ledger.helpers import differences, new_player, query, spend


async def house(context: Context, account: HouseAccount) -> int:
    balances = await context.transact(lambda tx: list_house_balances(tx, SYSTEM))
    return {balance.account: balance.balance_minor for balance in balances}[account]


async def test_a_balance_is_the_same_with_and_without_snapshots(context: Context, clock: ManualClock) -> None:
    player = await new_player(context)
    await fund(context, player, 1000)
    for number in range(1, 5):
        await context.transact(lambda tx: spend(tx, player, 10))
        assert await house(context, HouseAccount.REVENUE) == 10 * number
        clock.advance(timedelta(hours=1))
        await context.transact(snapshot_house_balances)
        assert await house(context, HouseAccount.REVENUE) == 10 * number
    assert await house(context, HouseAccount.CREDIT_FUNDING) == -1000
    assert await differences(context) == []


async def test_a_wallet_that_did_not_move_gets_no_further_snapshot(context: Context, clock: ManualClock) -> None:
    player = await new_player(context)
    await fund(context, player, 1000)
    await context.transact(lambda tx: spend(tx, player, 10))
    clock.advance(timedelta(hours=1))
    assert await context.transact(snapshot_house_balances) == 2
    clock.advance(timedelta(hours=1))
    assert await context.transact(snapshot_house_balances) == 0
    await context.transact(lambda tx: spend(tx, player, 10))
    clock.advance(timedelta(hours=1))
    assert await context.transact(snapshot_house_balances) == 1


async def test_transfers_within_the_margin_stay_out_of_a_snapshot(context: Context, clock: ManualClock) -> None:
    player = await new_player(context)
    await fund(context, player, 1000)
    clock.advance(SAFETY_MARGIN)
    await context.transact(lambda tx: spend(tx, player, 10))
    assert await context.transact(snapshot_house_balances) == 0, "an id of the bound's own millisecond is not below it"
    clock.advance(timedelta(milliseconds=1))
    assert await context.transact(snapshot_house_balances) == 1, "only what funded the player"
    assert await house(context, HouseAccount.REVENUE) == 10


async def test_a_sum_reads_only_what_came_since_the_snapshot(context: Context, clock: ManualClock) -> None:
    player = await new_player(context)
    await fund(context, player, 1000)
    await context.transact(lambda tx: spend(tx, player, 10))
    clock.advance(timedelta(hours=1))
    await context.transact(snapshot_house_balances)

    async def lose_the_past(tx: Transaction) -> None:
        await tx.execute(text("SET LOCAL session_replication_role = replica"))
        await tx.execute(text("DELETE FROM transfers"))
        await tx.execute(text("SET LOCAL session_replication_role = origin"))

    await context.transact(lose_the_past)
    await context.transact(lambda tx: spend(tx, player, 5))
    assert await house(context, HouseAccount.REVENUE) == 15


async def test_who_may_see_them(context: Context) -> None:
    admin, _ = await two_admins(context)
    assert await context.transact(lambda tx: list_house_balances(tx, admin)) == []
    player = await new_player(context)
    with pytest.raises(Forbidden):
        await context.transact(lambda tx: list_house_balances(tx, Actor.player(player.id)))
    assert await query(context, "SELECT * FROM house_snapshots") == []
