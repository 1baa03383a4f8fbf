"""Whatever happens, every asset is conserved and the ledger adds up."""

from uuid import uuid4

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.kernel.actor import Actor
from core.kernel.context import Context, Transaction
from core.kernel.errors import DomainError
from core.ledger.book import Book
from core.ledger.exchange import exchange
from core.ledger.kinds import TransferKind
from tests.builders.ledger import fund
from tests.ledger.helpers import balance_of, differences, make_rate, new_player, query, run

PLAYERS, ASSETS = 3, ("TJS", "USD")
who = st.integers(0, PLAYERS - 1)
amounts = st.integers(1, 1500)
moves = st.tuples(st.just("move"), who, who, st.sampled_from(ASSETS), amounts)
exchanges = st.tuples(st.just("exchange"), who, st.sampled_from(ASSETS), st.sampled_from((*ASSETS, "COIN")), amounts)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(moves | exchanges, max_size=12))
async def test_transfers_and_exchanges_conserve_every_asset(context: Context, steps: list[tuple]) -> None:
    players = [await new_player(context) for _ in range(PLAYERS)]
    for from_asset in ASSETS:
        for to_asset in {*ASSETS, "COIN"} - {from_asset}:
            await make_rate(context, from_asset, to_asset, 7, 3)
    model = {(number, asset): 1000 for number in range(PLAYERS) for asset in ASSETS}
    for number, asset in model:
        await fund(context, players[number], 1000, asset)

    async def move(tx: Transaction, payer: int, payee: int, asset: str, amount: int) -> None:
        book = Book(tx)
        keys = [balance_of(players[number], asset) for number in (payer, payee)]
        wallets = await book.lock(keys)
        book.transfer(wallets[keys[0]], wallets[keys[1]], asset, amount, TransferKind.PRIZE, "test", uuid4())
        await book.write()

    for verb, first, second, third, amount in steps:
        if verb == "move":
            accepted = first != second and model[first, third] >= amount
            change = {(first, third): -amount, (second, third): amount}
        else:
            accepted = second != third and model[first, second] >= amount and amount * 7 // 3 > 0
            change = {(first, second): -amount, (first, third): amount * 7 // 3}
        try:
            if verb == "move":
                await run(context, move, first, second, third, amount)
            else:
                actor, key = Actor.player(players[first].id), str(uuid4())
                await run(context, exchange, actor, second, third, amount, key=key)
        except (DomainError, ValueError):
            assert not accepted
        else:
            assert accepted
            for place, difference in change.items():
                model[place] = model.get(place, 0) + difference
    rows = await query(
        context,
        "SELECT player_id, asset, balance_minor FROM wallets WHERE player_id = ANY(:ids)",
        ids=[player.id for player in players],
    )
    numbers = {player.id: number for number, player in enumerate(players)}
    assert {(numbers[row.player_id], row.asset): row.balance_minor for row in rows} == model
    assert await differences(context) == []
