"""Exchange at the stored rate."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from core.access.roles import Role
from core.accounts.block_player import BlockReason, block_player
from core.accounts.errors import PlayerBlocked
from core.accounts.views import PlayerView
from core.kernel.actor import SYSTEM, Actor
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import Forbidden, IdempotencyConflict, InvalidInput
from core.ledger.errors import ExchangeNotAllowed, ExchangeTooSmall, InsufficientFunds, NoRate, RateChanged
from core.ledger.exchange import exchange
from core.ledger.kinds import WalletType
from core.ledger.list_wallets import list_wallets
from core.ledger.quote import quote
from core.ledger.set_rate import set_rate
from core.ledger.views import ExchangeView
from tests.builders.access import make_admin
from tests.builders.ledger import fund, two_admins
from tests.ledger.helpers import differences, make_rate, new_player, query, run


async def swap(
    context: Context,
    player: PlayerView,
    amount_minor: int,
    *,
    to_asset: str = "COIN",
    from_asset: str = "TJS",
    key: str = "key",
    rate_id: UUID | None = None,
) -> ExchangeView:
    return await context.transact(
        lambda tx: exchange(tx, Actor.player(player.id), from_asset, to_asset, amount_minor, key=key, rate_id=rate_id)
    )


async def holdings(context: Context, player: PlayerView) -> dict[str, int]:
    wallets = await context.transact(lambda tx: list_wallets(tx, Actor.player(player.id)))
    return {wallet.asset: wallet.balance_minor for wallet in wallets}


async def test_an_exchange_is_two_transfers_with_one_reference_through_the_house(context: Context) -> None:
    player = await new_player(context)
    await fund(context, player, 1000)
    rate = await make_rate(context, "TJS", "COIN", 3, 7)
    done = await swap(context, player, 500)
    assert (done.from_minor, done.to_minor, done.rate_id) == (500, 214, rate.id)
    assert (done.numerator, done.denominator) == (3, 7)
    assert await holdings(context, player) == {"TJS": 500, "COIN": 214}
    legs = await query(
        context,
        "SELECT t.asset, t.amount_minor, w.account FROM transfers t JOIN wallets w ON w.id IN (t.from_id, t.to_id)"
        " WHERE t.reference_id = :id AND w.kind = 'house' ORDER BY t.id",
        id=done.id,
    )
    assert [tuple(leg) for leg in legs] == [("TJS", 500, "exchange"), ("COIN", 214, "exchange")]
    record = (await query(context, "SELECT * FROM exchanges"))[0]
    assert (record.id, record.player_id, record.rate_id) == (done.id, player.id, rate.id)
    assert await differences(context) == []


async def test_a_replay_gives_the_first_result_and_another_body_is_refused(context: Context) -> None:
    player = await new_player(context)
    await fund(context, player, 1000)
    await make_rate(context, "TJS", "COIN", 1, 1)
    first = await swap(context, player, 100)
    await make_rate(context, "TJS", "COIN", 2, 1)
    assert await swap(context, player, 100) == first
    with pytest.raises(IdempotencyConflict):
        await swap(context, player, 101)
    assert await holdings(context, player) == {"TJS": 900, "COIN": 100}


async def test_what_buys_nothing_is_refused(context: Context) -> None:
    player = await new_player(context)
    await fund(context, player, 1000)
    await make_rate(context, "TJS", "COIN", 1, 100)
    with pytest.raises(ExchangeTooSmall):
        await swap(context, player, 99)
    assert (await swap(context, player, 100)).to_minor == 1


async def test_coins_never_become_cash_even_with_a_rate_in_the_table(context: Context) -> None:
    player = await new_player(context)
    await fund(context, player, 1000, "COIN", WalletType.LUCKY_COIN)
    admin, _ = await two_admins(context)
    with pytest.raises(ExchangeNotAllowed):
        await make_rate(context, "COIN", "TJS", 1, 1)
    await query_insert_rate(context, admin.admin_id)
    with pytest.raises(ExchangeNotAllowed):
        await swap(context, player, 100, from_asset="COIN", to_asset="TJS")


async def query_insert_rate(context: Context, admin_id: UUID) -> None:
    await query(
        context,
        "INSERT INTO exchange_rates VALUES (:id, 'COIN', 'TJS', 1, 1, '2026-01-01Z', :admin) RETURNING id",
        id=uuid4(),
        admin=admin_id,
    )


async def test_the_latest_rate_that_has_begun_counts(context: Context, clock: ManualClock) -> None:
    admin, _ = await two_admins(context)
    with pytest.raises(NoRate):
        await context.transact(lambda tx: quote(tx, "TJS", "COIN", 100))
    now = await make_rate(context, "TJS", "COIN", 1, 1)
    later = await context.transact(
        lambda tx: set_rate(
            tx, admin, "TJS", "COIN", numerator=2, denominator=1, valid_from=clock.now() + timedelta(hours=1)
        )
    )
    assert (await context.transact(lambda tx: quote(tx, "TJS", "COIN", 100))).rate.id == now.id
    clock.advance(timedelta(hours=1))
    offer = await context.transact(lambda tx: quote(tx, "TJS", "COIN", 100))
    assert (offer.rate.id, offer.to_minor) == (later.id, 200)
    corrected = await make_rate(context, "TJS", "COIN", 3, 1)
    assert (await context.transact(lambda tx: quote(tx, "TJS", "COIN", 100))).rate.id == corrected.id


async def test_a_player_gets_the_quoted_rate_or_none(context: Context) -> None:
    player = await new_player(context)
    await fund(context, player, 1000)
    seen = await make_rate(context, "TJS", "COIN", 2, 1)
    now = await make_rate(context, "TJS", "COIN", 1, 1)
    with pytest.raises(RateChanged) as refused:
        await swap(context, player, 100, rate_id=seen.id)
    assert refused.value.params == {"rate_id": str(now.id)}
    assert (await swap(context, player, 100, rate_id=now.id)).to_minor == 100


async def test_a_refused_exchange_leaves_nothing(context: Context) -> None:
    player = await new_player(context)
    await fund(context, player, 50)
    await make_rate(context, "TJS", "COIN", 1, 1)
    with pytest.raises(InsufficientFunds):
        await swap(context, player, 51)
    assert await query(context, "SELECT * FROM exchanges") == []
    assert (await swap(context, player, 50)).to_minor == 50, "the refusal did not use the key up"


async def test_a_blocked_player_exchanges_nothing(context: Context) -> None:
    player = await new_player(context)
    await fund(context, player, 100)
    await make_rate(context, "TJS", "COIN", 1, 1)
    admin = await make_admin(context, Role.OWNER)
    await context.transact(lambda tx: block_player(tx, admin, player.id, BlockReason.FRAUD))
    with pytest.raises(PlayerBlocked):
        await swap(context, player, 50)


async def test_rates_are_set_by_admins_and_never_backdated_and_audited(context: Context, clock: ManualClock) -> None:
    support, (owner, _) = await make_admin(context, Role.SUPPORT), await two_admins(context)
    for actor in (support, SYSTEM, Actor.player(uuid4())):
        with pytest.raises(Forbidden):
            await run(context, set_rate, actor, "TJS", "COIN", numerator=1, denominator=1)
    bad: list[dict[str, Any]] = [
        {"numerator": 0, "denominator": 1},
        {"numerator": 1, "denominator": 10**12 + 1},
        {"numerator": 1, "denominator": 1, "valid_from": clock.now() - timedelta(seconds=1)},
    ]
    for terms in bad:
        with pytest.raises(InvalidInput):
            await run(context, set_rate, owner, "TJS", "COIN", **terms)
    rate = await make_rate(context, "TJS", "COIN", 1, 1)
    rows = await query(context, "SELECT subject_id FROM audit_log WHERE action = 'rate.set'")
    assert [row.subject_id for row in rows] == [str(rate.id)]
