"""Random commands over a few players and raffles: money is conserved, nothing is oversold, draws replay."""

from datetime import timedelta
from functools import partial
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.draws import awards as engine
from core.draws import repository as draws
from core.draws.reveal import load_inputs
from core.kernel.clock import ManualClock
from core.kernel.context import Context, Transaction
from core.kernel.errors import DomainError
from core.ledger.kinds import WalletType
from core.prizes import jobs as prizes
from core.raffles import jobs
from core.raffles.cancel_raffle import cancel_raffle, refund_batch
from core.raffles.entry_pages import read_entries
from core.raffles.models import CloseRule
from core.raffles.views import PrizeView, RaffleView, Receipt
from core.raffles.void_tickets import approve_void, request_void
from tests.builders.accounts import MadePlayer
from tests.builders.ledger import fund, two_admins
from tests.builders.raffles import TestBeacon, buy, make_lottery, purchase
from tests.raffles.helpers import act, all_differences, contents, query, rich_player

PLAYERS, RAFFLES, START = 3, 3, 2500
PRIZES = (
    [PrizeView(1, 2, "percentage", None, 3333, None), PrizeView(2, 1, "fixed", 700, None, None)],
    [PrizeView(1, 1, "fixed", 5000, None, None)],
    [PrizeView(1, 3, "percentage", None, 10_000, None)],
)

one_purchase = st.tuples(
    st.integers(0, PLAYERS - 1),
    st.integers(0, RAFFLES - 1),
    st.integers(0, 7),
    st.integers(0, 5),  # the key: few of them, so that they come again
    st.sampled_from([WalletType.BALANCE, WalletType.BALANCE, WalletType.BONUS]),
)
steps = st.one_of(
    st.tuples(st.just("buy"), st.lists(one_purchase, min_size=1, max_size=5)),
    st.tuples(st.just("buy"), st.lists(one_purchase, min_size=1, max_size=5)),
    st.tuples(st.just("cancel"), st.integers(0, RAFFLES - 1)),
    st.tuples(st.just("void"), st.integers(0, 20)),
    st.tuples(st.just("refund"), st.integers(0, RAFFLES - 1)),
    st.tuples(st.just("jobs"), st.just(None)),
    st.tuples(st.just("wait"), st.sampled_from([15, 75, 1800])),
)


class World:
    """Players with money and open raffles, the steps that may happen to them, and what holds after each."""

    def __init__(self, context: Context, clock: ManualClock) -> None:
        self.context = context
        self.clock = clock
        self.beacon = TestBeacon(clock, length=9000)
        self.players: list[MadePlayer] = []
        self.raffles: list[RaffleView] = []

    async def begin(self) -> None:
        for _ in range(PLAYERS):
            player = await rich_player(self.context, START)
            await fund(self.context, player, 300, "TJS", WalletType.BONUS)
            self.players.append(player)
        for number, wanted in enumerate(PRIZES):
            is_timed = number == 1
            raffle = await make_lottery(
                self.context,
                tickets=8 + number,
                price_minor=101,
                prizes=wanted,
                cap=6 if number == 2 else None,
                close_rule=CloseRule.SOLD_OUT_OR_TIME if is_timed else CloseRule.SOLD_OUT,
                sales_end_at=self.clock.now() + timedelta(minutes=20) if is_timed else None,
                distinct="holder" if number == 2 else "number",
                alternates=number,
                beacon=self.beacon.info().rule(60),
            )
            self.raffles.append(raffle)

    async def step(self, verb: str, argument: Any) -> None:
        match verb:
            case "buy":
                await self._buy(argument)
            case "cancel":
                await self._cancel(self.raffles[argument])
            case "void":
                await self._void(argument)
            case "refund":
                await self.context.transact(partial(refund_batch, raffle_id=self.raffles[argument].id, limit=1))
            case "jobs":
                await self.run_jobs()
            case "wait":
                self.clock.advance(timedelta(seconds=argument))

    async def _buy(self, wanted: list[tuple]) -> None:
        before = await contents(self.context)
        known = {row.id for row in await query(self.context, "SELECT id FROM orders")}
        commands = [
            purchase(self.players[player], self.raffles[raffle], quantity, f"key {key}", wallet)
            for player, raffle, quantity, key, wallet in wanted
        ]
        outcomes = await buy(self.context, *commands)
        for command, outcome in zip(commands, outcomes, strict=True):
            if isinstance(outcome, Receipt):
                assert (outcome.quantity, outcome.raffle_id) == (command.quantity, command.raffle_id)
        if all(isinstance(one, DomainError) or one.order_id in known for one in outcomes):
            assert await contents(self.context) == before

    async def _cancel(self, raffle: RaffleView) -> None:
        before = await contents(self.context)
        try:
            await act(self.context, cancel_raffle, (await two_admins(self.context))[0], raffle.id, "for a test")
        except DomainError:
            assert await contents(self.context) == before

    async def _void(self, number: int) -> None:
        """The tickets of some order, by two people; refused once the sale is over or they are void."""
        orders = await query(self.context, "SELECT id FROM orders ORDER BY id")
        if not orders:
            return
        first, second = await two_admins(self.context)
        before = await contents(self.context)
        try:
            request = await act(self.context, request_void, first, orders[number % len(orders)].id, "for a test")
        except DomainError:
            assert await contents(self.context) == before
        else:
            await act(self.context, approve_void, second, request.id, request.payload_hash)

    async def run_jobs(self) -> None:
        """Every job once, and then once more at the same instant."""
        for _ in range(2):
            await jobs.close_due(self.context)
            await jobs.write_close_records(self.context, "test")
            await jobs.fetch_due_beacons(self.context, self.beacon)
            await jobs.draw_due(self.context, "test")
            await jobs.settle_due(self.context)
            await prizes.pay_due(self.context)

    async def check(self) -> None:
        """What holds at every moment."""
        assert await all_differences(self.context) == []
        for raffle in self.raffles:
            entries = await query(
                self.context, "SELECT first, last FROM entries WHERE raffle_id = :id ORDER BY first", id=raffle.id
            )
            numbers = [number for entry in entries for number in range(entry.first, entry.last + 1)]
            assert numbers == list(range(1, len(numbers) + 1))
            assert len(numbers) <= raffle.ticket_total
        await self._check_balances()

    async def _check_balances(self) -> None:
        """What a player holds follows from orders and awards, by another way than the ledger's."""
        rows = await query(
            self.context,
            "SELECT (SELECT sum(balance_minor) FROM wallets WHERE player_id = p.id) AS held,"
            " coalesce((SELECT sum(total_minor) FROM orders WHERE player_id = p.id AND state = 'paid'), 0) AS spent,"
            " coalesce((SELECT sum(value_minor) FROM awards WHERE player_id = p.id AND state = 'paid'), 0) AS won"
            " FROM players p WHERE p.id = ANY(:ids)",
            ids=[player.id for player in self.players],
        )
        assert [row.held for row in rows] == [START + 300 - row.spent + row.won for row in rows]
        total = await query(
            self.context,
            "SELECT (SELECT sum(balance_minor) FROM wallets WHERE kind = 'player')"
            " + (SELECT sum(escrow_minor) FROM raffles)"
            " + (SELECT sum(t.amount_minor) FROM wallet_transactions t JOIN wallets w ON w.id = t.wallet_id"
            "    WHERE w.kind = 'house') AS everything",
        )
        assert total[0].everything == 0

    async def check_draws(self) -> int:
        """Draw again, twice, from the rows of each draw; gives how many there were."""
        drawn = 0
        for raffle in self.raffles:
            stored = await self.context.transact(partial(_stored, raffle=raffle))
            if stored is None:
                continue
            inputs, results, unawarded = stored
            close = inputs.close
            for _ in range(2):
                entries = await read_entries(self.context.transact, raffle.id)
                again = engine.draw(
                    close.record, close.close_hash, inputs.server_seed, inputs.beacon.randomness, entries
                )
                assert (again.results, again.unawarded) == (results, unawarded)
            drawn += 1
        return drawn


async def _stored(tx: Transaction, raffle: RaffleView) -> Any:
    assert raffle.draw_id is not None
    reveal = await draws.reveal_of(tx, raffle.draw_id)
    if reveal is None:
        return None
    return await load_inputs(tx, raffle.draw_id), await draws.results_of(tx, raffle.draw_id), reveal.unawarded


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(commands=st.lists(steps, min_size=4, max_size=10))
async def test_money_is_conserved_and_nothing_is_oversold(
    context: Context, clock: ManualClock, commands: list[tuple[str, Any]]
) -> None:
    world = World(context, clock)
    await world.begin()
    for verb, argument in commands:
        await world.step(verb, argument)
        await world.check()
    # to the end of all that can end: what is sold out or past its time is drawn, what is cancelled is refunded
    clock.advance(timedelta(minutes=20))
    await world.run_jobs()
    clock.advance(timedelta(seconds=90))
    await world.run_jobs()
    await jobs.refund_due(context)
    await world.check()
    await world.check_draws()
    left = await query(
        context, "SELECT DISTINCT state FROM raffles WHERE state NOT IN ('settled', 'cancelled', 'open')"
    )
    assert list(left) == []


async def test_the_same_rows_draw_the_same(context: Context, clock: ManualClock) -> None:
    """The road of the property above, to the end, with draws of every kind for certain."""
    world = World(context, clock)
    await world.begin()
    for number, raffle in enumerate(world.raffles):
        sizes = (4, 2, raffle.ticket_total - 6)
        commands = [purchase(player, raffle, size) for player, size in zip(world.players, sizes, strict=True)]
        assert all(isinstance(one, Receipt) for one in await buy(context, *commands)), number
    await world.run_jobs()
    clock.advance(timedelta(seconds=90))
    await world.run_jobs()
    await world.check()
    assert await world.check_draws() == RAFFLES
