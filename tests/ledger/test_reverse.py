"""Taking a transfer back."""

from uuid import UUID, uuid4

import pytest

from core.kernel.context import Context, Transaction
from core.kernel.errors import NotFound
from core.ledger.book import Book
from core.ledger.errors import AlreadyReversed, InsufficientFunds
from core.ledger.reverse import reverse
from tests.builders.ledger import fund
from tests.ledger.helpers import differences, new_player, query, run, spend, stored_balance


async def reverse_and_write(tx: Transaction, transfer_id: UUID) -> UUID:
    book = Book(tx)
    reversal_id = await reverse(tx, book, transfer_id)
    await book.write()
    return reversal_id


async def test_a_reversal_is_the_opposite_and_names_the_original(context: Context) -> None:
    player = await new_player(context)
    wallet_id = (await fund(context, player, 1000)).wallet_id
    original = await context.transact(lambda tx: spend(tx, player, 300))
    reversal = await context.transact(lambda tx: reverse_and_write(tx, original))
    assert await stored_balance(context, wallet_id) == 1000
    row = (await query(context, "SELECT * FROM transfers WHERE id = :id", id=reversal))[0]
    assert (row.to_id, row.amount_minor, row.kind) == (wallet_id, 300, "reversal")
    assert (row.reference_type, row.reference_id) == ("transfer", original)
    assert await differences(context) == []


async def test_a_transfer_is_reversed_once_and_a_reversal_never(context: Context) -> None:
    player = await new_player(context)
    await fund(context, player, 1000)
    original = await context.transact(lambda tx: spend(tx, player, 300))
    reversal = await context.transact(lambda tx: reverse_and_write(tx, original))
    for transfer_id in (original, reversal):
        with pytest.raises(AlreadyReversed):
            await run(context, reverse_and_write, transfer_id)


async def test_money_that_was_spent_cannot_be_taken_back(context: Context) -> None:
    player = await new_player(context)
    credit = await fund(context, player, 1000)
    await context.transact(lambda tx: spend(tx, player, 1))
    with pytest.raises(InsufficientFunds):
        await context.transact(lambda tx: reverse_and_write(tx, credit.transfer_id))
    assert await stored_balance(context, credit.wallet_id) == 999


async def test_an_unknown_transfer_is_not_found(context: Context) -> None:
    with pytest.raises(NotFound):
        await context.transact(lambda tx: reverse_and_write(tx, uuid4()))
