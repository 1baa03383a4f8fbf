"""The purchase desk: what arrives together is committed together, and nobody pays for another one's fault."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import make_url, text

from core.kernel.context import Context, Transaction
from core.kernel.errors import Busy, DomainError, Internal, NotFound, Unavailable
from core.ledger.errors import InsufficientFunds
from core.raffles.buy_tickets import BuyTickets
from core.raffles.desk import PurchaseDesk
from core.raffles.errors import SoldOut
from core.raffles.views import RaffleView, Receipt
from sandbox.services import ServiceUrls
from tests.builders.raffles import make_lottery, purchase
from tests.plugins.database import administer
from tests.raffles.helpers import all_differences, count, execute, query, rich_player, row_of

Answer = Receipt | DomainError


@pytest.fixture
def desk(live_context: Context) -> PurchaseDesk:
    return PurchaseDesk(live_context)


@asynccontextmanager
async def frozen(context: Context, raffle: RaffleView) -> AsyncIterator[None]:
    """Another transaction holds the raffle's row: what is bought meanwhile waits, and the rest queues behind it."""
    holding, release = asyncio.Event(), asyncio.Event()

    async def hold(tx: Transaction) -> None:
        await tx.execute(text("SELECT 1 FROM raffles WHERE id = :id FOR UPDATE"), {"id": raffle.id})
        holding.set()
        await release.wait()

    held = asyncio.create_task(context.transact(hold))
    await holding.wait()
    try:
        yield
    finally:
        release.set()
        await held


async def waiting_backend(context: Context, other_than: int = 0) -> int:
    """The backend that waits for a lock."""
    waits = "wait_event_type = 'Lock' AND datname = current_database() AND pid <> :other"
    while True:
        rows = await query(context, f"SELECT pid FROM pg_stat_activity WHERE {waits}", other=other_than)
        if rows:
            return int(rows[0].pid)
        await asyncio.sleep(0.01)


async def answers(desk: PurchaseDesk, commands: Sequence[BuyTickets]) -> list[Answer]:
    """What each caller is told, all of them at once."""
    return list(await asyncio.gather(*map(answer, (desk.submit(command) for command in commands))))


async def answer(submitted: Awaitable[Receipt]) -> Answer:
    try:
        return await submitted
    except DomainError as refusal:
        return refusal


def ranges(outcomes: Sequence[Answer]) -> list[tuple[int, int]]:
    return sorted((one.first, one.last) for one in outcomes if isinstance(one, Receipt))


async def batches(context: Context, raffle_id: UUID) -> int:
    """In how many transactions the raffle's entries were written."""
    number = "SELECT count(DISTINCT xmin::text) AS number FROM entries WHERE raffle_id = :id"
    return int((await query(context, number, id=raffle_id))[0].number)


async def test_a_rush_is_a_few_transactions(desk: PurchaseDesk, live_context: Context) -> None:
    raffle = await make_lottery(live_context, tickets=40)
    players = [await rich_player(live_context) for _ in range(10)]
    told = await answers(desk, [purchase(player, raffle) for player in players for _ in range(6)])
    assert ranges(told) == [(number, number) for number in range(1, 41)]
    assert [type(one) for one in told if isinstance(one, DomainError)] == [SoldOut] * 20
    assert await batches(live_context, raffle.id) == 1
    assert await all_differences(live_context) == []


async def test_a_refusal_touches_nobody_else(desk: PurchaseDesk, live_context: Context) -> None:
    raffle = await make_lottery(live_context, tickets=10)
    rich, poor = await rich_player(live_context), await rich_player(live_context, 100)
    unknown = UUID(int=1)
    told = await answers(desk, [purchase(rich, raffle), purchase(poor, raffle), purchase(rich, unknown)])
    assert [type(one) for one in told] == [Receipt, InsufficientFunds, NotFound]
    assert await count(live_context, "orders") == 1


async def test_the_same_key_at_once_is_one_order(desk: PurchaseDesk, live_context: Context) -> None:
    raffle, player = await make_lottery(live_context), await rich_player(live_context)
    told = await answers(desk, [purchase(player, raffle, key="once")] * 5)
    assert len(set(map(str, ranges(told)))) == 1
    assert await count(live_context, "orders") == 1
    assert await desk.submit(purchase(player, raffle, key="once")) == told[0]


async def test_a_broken_purchase_is_found_and_told_alone(desk: PurchaseDesk, live_context: Context) -> None:
    good, bad = await make_lottery(live_context, tickets=30), await make_lottery(live_context, tickets=30)
    player = await rich_player(live_context)
    await desk.submit(purchase(player, bad, 3))
    # the next sale would sell the same numbers again, which the table refuses
    await execute(live_context, "UPDATE raffles SET sold = 0 WHERE id = :id", id=bad.id)
    async with frozen(live_context, good):
        asked = [purchase(player, bad if number == 4 else good) for number in range(9)]
        told_later = asyncio.create_task(answers(desk, asked))
        await waiting_backend(live_context)
    told = await told_later
    assert [type(one) for one in told] == [Internal if number == 4 else Receipt for number in range(9)]
    assert ranges(told) == [(number, number) for number in range(1, 9)]
    [event] = await query(live_context, "SELECT code, subject_id, details FROM critical_events")
    assert (event.code, event.subject_id) == ("purchase_broken", str(bad.id))
    assert (await row_of(live_context, bad)).escrow_minor == 1500


async def test_a_broken_purchase_is_told_where_its_event_cannot_be_written(
    desk: PurchaseDesk, live_context: Context
) -> None:
    bad, player = await make_lottery(live_context, tickets=30), await rich_player(live_context)
    await desk.submit(purchase(player, bad, 3))
    await execute(live_context, "UPDATE raffles SET sold = 0 WHERE id = :id", id=bad.id)
    await execute(live_context, "ALTER TABLE critical_events RENAME TO elsewhere")
    assert [type(one) for one in await answers(desk, [purchase(player, bad)] * 3)] == [Internal] * 3


async def test_nobody_is_left_waiting_whatever_goes_wrong(
    live_context: Context, monkeypatch: pytest.MonkeyPatch
) -> None:
    raffle, player = await make_lottery(live_context), await rich_player(live_context)
    desk = PurchaseDesk(live_context, batch=2)
    with monkeypatch.context() as broken:
        broken.setattr(desk, "_carry_out", lambda _: 1 // 0)
        async with asyncio.timeout(10):
            told = await answers(desk, [purchase(player, raffle) for _ in range(5)])
    assert [type(one) for one in told] == [Internal] * 5
    assert isinstance(await desk.submit(purchase(player, raffle)), Receipt)


async def test_a_database_that_takes_no_writes_is_unavailable(
    desk: PurchaseDesk, live_context: Context, services: ServiceUrls
) -> None:
    raffle, player = await make_lottery(live_context), await rich_player(live_context)
    name = make_url(live_context.settings.database_url.get_secret_value()).database
    await administer(services, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    await live_context.engine.dispose()
    assert [type(one) for one in await answers(desk, [purchase(player, raffle) for _ in range(3)])] == [Unavailable] * 3
    await administer(services, f"ALTER DATABASE {name} RESET default_transaction_read_only")
    await live_context.engine.dispose()
    assert isinstance(await desk.submit(purchase(player, raffle)), Receipt)
    assert await count(live_context, "critical_events") == 0


async def test_a_lost_connection_is_a_replay(desk: PurchaseDesk, live_context: Context) -> None:
    raffle, player = await make_lottery(live_context), await rich_player(live_context)
    async with frozen(live_context, raffle):
        asked = [purchase(player, raffle) for _ in range(3)]
        told_later = asyncio.create_task(answers(desk, asked))
        lost = await waiting_backend(live_context)
        await query(live_context, "SELECT pg_terminate_backend(:pid)", pid=lost)
        await waiting_backend(live_context, other_than=lost)
    told = await told_later
    assert ranges(told) == [(1, 1), (2, 2), (3, 3)]
    assert await count(live_context, "orders") == 3


async def test_connections_lost_twice_are_told(desk: PurchaseDesk, live_context: Context) -> None:
    raffle, player = await make_lottery(live_context), await rich_player(live_context)
    command = purchase(player, raffle)
    async with frozen(live_context, raffle):
        told_later = asyncio.create_task(answers(desk, [command]))
        lost = 0
        for _ in range(2):
            lost = await waiting_backend(live_context, other_than=lost)
            await query(live_context, "SELECT pg_terminate_backend(:pid)", pid=lost)
        assert [type(one) for one in await told_later] == [Unavailable]
    assert await count(live_context, "orders") == 0
    assert isinstance(await desk.submit(command), Receipt)


async def test_a_full_queue_refuses_at_once(live_context: Context) -> None:
    desk = PurchaseDesk(live_context, batch=4, max_wait_s=0.01)
    raffle, player = await make_lottery(live_context, tickets=100), await rich_player(live_context)
    async with frozen(live_context, raffle):
        first = asyncio.create_task(answer(desk.submit(purchase(player, raffle))))
        await waiting_backend(live_context)
        room = [asyncio.create_task(answer(desk.submit(purchase(player, raffle)))) for _ in range(5)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await desk.submit(purchase(player, raffle))
    assert isinstance(await first, Receipt)
    assert all(isinstance(one, Receipt) for one in await asyncio.gather(*room))
    assert await count(live_context, "orders") == 6


async def test_raffles_take_turns(live_context: Context) -> None:
    desk = PurchaseDesk(live_context, batch=4)
    rushed, quiet = await make_lottery(live_context, tickets=100), await make_lottery(live_context)
    player = await rich_player(live_context)
    order: list[str] = []

    async def note(name: str, raffle: RaffleView) -> None:
        await desk.submit(purchase(player, raffle))
        order.append(name)

    async with frozen(live_context, rushed):
        tasks = [asyncio.create_task(note("rushed", rushed))]
        await waiting_backend(live_context)
        tasks += [asyncio.create_task(note("rushed", rushed)) for _ in range(20)]
        tasks += [asyncio.create_task(note("quiet", quiet))]
        await asyncio.sleep(0)
    await asyncio.gather(*tasks)
    assert order.index("quiet") <= 5


async def test_who_went_away_has_bought(desk: PurchaseDesk, live_context: Context) -> None:
    raffle, player = await make_lottery(live_context), await rich_player(live_context)
    async with frozen(live_context, raffle):
        gone = asyncio.create_task(desk.submit(purchase(player, raffle, key="gone")))
        await waiting_backend(live_context)
        gone.cancel()
    await desk.close()
    assert await count(live_context, "orders", "key = 'gone'") == 1


async def test_the_desk_belongs_to_no_callers_transaction(desk: PurchaseDesk, live_context: Context) -> None:
    """A purchase inside a transaction would wait for itself; the desk's own transaction is none of the caller's."""
    raffle, player = await make_lottery(live_context), await rich_player(live_context)

    async def call(_tx: Transaction) -> Any:
        return await desk.submit(purchase(player, raffle))

    assert isinstance(await live_context.transact(call), Receipt)
