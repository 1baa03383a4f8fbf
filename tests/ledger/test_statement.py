"""A player's own wallets and statements."""

from datetime import timedelta
from itertools import takewhile
from uuid import uuid4

import pytest
from sqlalchemy import text

from core.kernel.actor import Actor
from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.kernel.errors import Forbidden, InvalidInput, NotFound
from core.ledger.kinds import TransferKind, WalletType
from core.ledger.list_transactions import list_transactions
from core.ledger.list_wallets import list_wallets
from core.ledger.views import StatementLine
from tests.builders.ledger import fund, two_admins
from tests.ledger.helpers import new_player, run, spend


async def test_pages_run_from_the_newest_line_to_the_first(context: Context, clock: ManualClock) -> None:
    player = await new_player(context)
    actor = Actor.player(player.id)
    wallet_id = (await fund(context, player, 1000)).wallet_id
    for _ in range(4):
        clock.advance(timedelta(days=20))  # so that the lines lie in several partitions
        await context.transact(lambda tx: spend(tx, player, 10))
    lines: list[StatementLine] = []
    cursor, pages = None, 0
    while pages == 0 or cursor is not None:
        page = await run(context, list_transactions, actor, wallet_id, cursor, limit=2)
        lines, cursor, pages = lines + page.items, page.next_cursor, pages + 1
    assert pages == 3
    assert [line.amount_minor for line in lines] == [-10, -10, -10, -10, 1000]
    assert [line.balance_after_minor for line in lines] == [960, 970, 980, 990, 1000]
    assert [line.balance_before_minor for line in lines] == [970, 980, 990, 1000, 0]
    assert [line.kind for line in lines[-2:]] == [TransferKind.SALE, TransferKind.ADMIN_CREDIT]
    assert lines[0].at == clock.now()
    assert [line.id for line in lines] == sorted((line.id for line in lines), reverse=True)


async def test_a_wallet_is_shown_to_its_player_alone(context: Context) -> None:
    player, other = await new_player(context), await new_player(context)
    wallet_id = (await fund(context, player, 1000)).wallet_id
    for stranger, wallet in ((other.id, wallet_id), (player.id, uuid4())):
        with pytest.raises(NotFound):
            await run(context, list_transactions, Actor.player(stranger), wallet)
    assert await context.transact(lambda tx: list_wallets(tx, Actor.player(other.id))) == []
    admin, _ = await two_admins(context)
    with pytest.raises(Forbidden):
        await context.transact(lambda tx: list_wallets(tx, admin))
    with pytest.raises(Forbidden):
        await context.transact(lambda tx: list_transactions(tx, admin, wallet_id))


async def test_balances_by_wallet(context: Context) -> None:
    player = await new_player(context)
    await fund(context, player, 1000)
    await fund(context, player, 7, "COIN", WalletType.LUCKY_COIN)
    wallets = await context.transact(lambda tx: list_wallets(tx, Actor.player(player.id)))
    assert [(wallet.wallet_type, wallet.asset, wallet.balance_minor) for wallet in wallets] == [
        (WalletType.BALANCE, "TJS", 1000),
        (WalletType.LUCKY_COIN, "COIN", 7),
    ]


async def test_bad_pages_are_refused(context: Context) -> None:
    player = await new_player(context)
    actor = Actor.player(player.id)
    for cursor, limit in (("!", 20), (None, 0), (None, 101)):
        with pytest.raises(InvalidInput):
            await run(context, list_transactions, actor, uuid4(), cursor, limit)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM wallet_transactions WHERE wallet_id = :id ORDER BY id DESC LIMIT 21",
        "SELECT * FROM wallet_transactions WHERE wallet_id = :id AND id < :id ORDER BY id DESC LIMIT 21",
        "SELECT * FROM transfers WHERE reference_id = :id AND reference_type = 'order'",
    ],
)
async def test_a_statement_and_a_reference_are_index_scans(context: Context, statement: str) -> None:
    """On 20,000 transfers between 200 wallets: no partition that holds rows is read as a whole, nothing is sorted."""

    async def plan(tx: Transaction) -> list[str]:
        await tx.execute(text("SET LOCAL session_replication_role = replica"))
        await tx.execute(
            text("""
                INSERT INTO transfers SELECT
                    (lpad(to_hex((extract(epoch FROM timestamptz '2026-11-20Z') * 1000)::bigint + i), 12, '0')
                        || '7000' || '8' || lpad(to_hex(i), 15, '0'))::uuid,
                    md5((i % 200)::text)::uuid, md5((i % 200 + 1)::text)::uuid, 'TJS', 1, 'sale', 'order',
                    md5(i::text)::uuid, NULL, NULL
                FROM generate_series(1, 20000) i
            """)
        )
        await tx.execute(text("ANALYZE transfers"))
        rows = await tx.execute(text("EXPLAIN " + statement), {"id": uuid4()})
        return [row[0] for row in rows]

    lines = await context.transact(plan)
    # partitions without rows are read as they like; each line of the plan below a scan says how it is done
    scans = [at for at, line in enumerate(lines) if "on transfers_p2026_11" in line]
    assert scans
    for at in scans:
        details = list(takewhile(lambda line: "->" not in line, lines[at + 1 :]))
        assert "Index" in lines[at], "\n".join(lines)
        assert any("Index Cond:" in line for line in details), "\n".join(lines)
        assert not any("Filter:" in line for line in details), "\n".join(lines)
    assert not any("->  Sort" in line for line in lines), "\n".join(lines)
