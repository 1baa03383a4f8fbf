"""Each check of reconciliation names the one row that was corrupted, and nothing else."""

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import text

from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.ledger.jobs import snapshot_house_balances
from core.ledger.views import Difference
from tests.builders.ledger import fund
from tests.ledger.helpers import differences, new_player, run, spend


class Books:
    """A ledger that adds up: a player with 1000 who spent 10, 20 and 30, and another one who spent nothing."""

    def __init__(self, context: Context, wallet_id: UUID, spends: list[UUID]) -> None:
        self.context = context
        self.wallet_id = wallet_id
        self.spends = spends

    async def corrupt(self, statement: str, **params: Any) -> list[Difference]:
        """Change one row with the triggers (foreign keys, append-only) off, and reconcile."""

        async def change(tx: Transaction) -> None:
            await tx.execute(text("SET LOCAL session_replication_role = replica"))
            assert (await tx.execute(text(statement), params)).rowcount == 1
            await tx.execute(text("SET LOCAL session_replication_role = origin"))

        await self.context.transact(change)
        return await differences(self.context)


@pytest.fixture
async def books(context: Context) -> Books:
    player = await new_player(context)
    wallet_id = (await fund(context, player, 1000)).wallet_id
    await fund(context, await new_player(context), 500, "USD")
    spends = [await run(context, spend, player, amount) for amount in (10, 20, 30)]
    assert await differences(context) == []
    return Books(context, wallet_id, spends)


async def test_a_balance_that_is_not_its_transfers(books: Books) -> None:
    found = await books.corrupt("UPDATE wallets SET balance_minor = 941 WHERE id = :id", id=books.wallet_id)
    assert found == [Difference("player_balance", str(books.wallet_id), "940", "941")]


async def test_a_broken_chain(books: Books) -> None:
    found = await books.corrupt("UPDATE transfers SET from_balance_after = 971 WHERE id = :id", id=books.spends[1])
    assert found == [Difference("balance_chain", str(books.spends[1]), "970", "971")]


async def test_a_balance_after_that_is_missing(books: Books) -> None:
    found = await books.corrupt("UPDATE transfers SET from_balance_after = NULL WHERE id = :id", id=books.spends[2])
    assert found == [Difference("balance_chain", str(books.spends[2]), "940", None)]


async def test_a_transfer_of_another_asset_than_its_wallets(books: Books) -> None:
    found = await books.corrupt("UPDATE transfers SET asset = 'USD' WHERE id = :id", id=books.spends[0])
    assert found == [Difference("transfer_asset", str(books.spends[0]), "TJS -> TJS", "USD")]


async def test_a_transfer_to_an_unknown_wallet(books: Books) -> None:
    unknown = uuid4()
    found = await books.corrupt("UPDATE transfers SET to_id = :to WHERE id = :id", to=unknown, id=books.spends[0])
    assert found == [Difference("transfer_wallet", str(books.spends[0]), "a wallet", str(unknown))]


async def test_a_reversal_without_its_claim_and_a_claim_without_its_reversal(books: Books) -> None:
    found = await books.corrupt("INSERT INTO reversals VALUES (:id)", id=books.spends[0])
    assert found == [
        Difference("reversal", str(books.spends[0]), "one reversal of a transfer", "0 reversals"),
    ]
    found = await books.corrupt("UPDATE reversals SET original_id = :id", id=books.wallet_id)
    assert [one.actual for one in found] == ["no transfer, 0 reversals"]
    await books.corrupt("DELETE FROM reversals")
    found = await books.corrupt(
        "UPDATE transfers SET kind = 'reversal', reference_id = :of WHERE id = :id",
        of=books.spends[0],
        id=books.spends[1],
    )
    assert [one.actual for one in found] == ["no claim, 1 reversals"]


async def test_a_wrong_snapshot_among_right_ones(books: Books, clock: ManualClock) -> None:
    for _ in range(3):
        await fund(books.context, await new_player(books.context), 100)
        clock.advance(timedelta(hours=1))
        await books.context.transact(snapshot_house_balances)
    found = await books.corrupt(
        "UPDATE house_snapshots SET balance_minor = -1 WHERE balance_minor = -1200 RETURNING wallet_id"
    )
    assert [(one.check, one.expected, one.actual) for one in found] == [("house_snapshot", "-1200", "-1")]


async def test_an_asset_that_does_not_sum_to_zero(books: Books) -> None:
    """A wallet that changed its asset: each of its transfers is of a wrong asset, and two assets are out of balance.

    The total is the last line of defence: no single row can break it alone, because a transfer has two sides.
    """
    found = await books.corrupt("UPDATE wallets SET asset = 'RUB' WHERE account = 'revenue'")
    assert [one for one in found if one.check != "transfer_asset"] == [
        Difference("asset_total", "RUB", "0", "60"),
        Difference("asset_total", "TJS", "0", "-60"),
    ]
    assert {one.subject for one in found if one.check == "transfer_asset"} == {str(id_) for id_ in books.spends}
