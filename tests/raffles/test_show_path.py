"""The path of a player's own tickets, from stored rows."""

import asyncio
import json
from datetime import timedelta
from uuid import uuid4

import pytest

from core.draws.inclusion import verify_path
from core.kernel.actor import SYSTEM
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import Busy, Forbidden, NotFound
from core.raffles import jobs, show_path
from core.raffles.build_proof import proof_of
from core.raffles.cancel_raffle import cancel_raffle
from core.raffles.errors import NoTreeYet
from core.raffles.show_path import find_order
from core.raffles.show_path import show_path as path_of
from core.raffles.turn import MOST_WAITING, turn
from tests.builders.ledger import two_admins
from tests.builders.raffles import TestBeacon, make_lottery, run_draw
from tests.raffles.helpers import act, bought, execute, rich_player


async def test_each_buyer_has_a_path_that_holds_with_the_proof(context: Context, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    raffle = await make_lottery(context, tickets=15, beacon=beacon.info().rule(60))
    sales = []
    for quantity in (1, 2, 3, 4, 5):
        player = await rich_player(context)
        sales.append((player, await bought(context, player, raffle, quantity)))
    await run_draw(context, clock, beacon)
    proof = (await proof_of(context, raffle.id)).proof
    for index, (player, sold) in enumerate(sales):
        found = await path_of(context, player.actor, sold.order_id)
        record = json.loads(json.dumps(found.path.to_record()))
        verdict = verify_path(record, [("the proof", proof["close"])])
        assert verdict.is_valid, verdict
        assert (record["index"], record["entry"]) == (index, [sold.first, sold.last, sold.holder_tag])
        assert (found.order_number, found.raffle_number) == (sold.order_number, raffle.number)
        assert record["user_ref"] == str(player.id)


async def test_there_is_a_path_as_soon_as_the_close_record_stands(context: Context, clock: ManualClock) -> None:
    beacon, player = TestBeacon(clock), await rich_player(context)
    raffle = await make_lottery(context, tickets=2, beacon=beacon.info().rule(60))
    sold = await bought(context, player, raffle, 2)
    for _ in ("open", "closing"):
        with pytest.raises(NoTreeYet) as refusal:
            await path_of(context, player.actor, sold.order_id)
        assert refusal.value.params == {"raffle": raffle.number, "state": "open"}
        await jobs.close_due(context)
    await jobs.write_close_records(context, "test")
    found = await path_of(context, player.actor, sold.order_id)
    assert verify_path(json.loads(json.dumps(found.path.to_record()))).is_valid


async def test_a_cancelled_raffle_never_had_a_tree(context: Context) -> None:
    player, raffle = await rich_player(context), await make_lottery(context)
    sold = await bought(context, player, raffle)
    admin, _ = await two_admins(context)
    await act(context, cancel_raffle, admin, raffle.id, "no prize")
    with pytest.raises(NoTreeYet) as refusal:
        await path_of(context, player.actor, sold.order_id)
    assert refusal.value.params["state"] == "cancelled"


async def test_paths_are_for_the_holder_alone(context: Context) -> None:
    raffle, player, other = await make_lottery(context), await rich_player(context), await rich_player(context)
    sold = await bought(context, player, raffle)
    for actor, order_id in ((other.actor, sold.order_id), (player.actor, uuid4())):
        with pytest.raises(NotFound):
            await path_of(context, actor, order_id)
    with pytest.raises(Forbidden):
        await path_of(context, SYSTEM, sold.order_id)


async def test_a_ticket_is_named_by_its_order_or_by_its_number(context: Context) -> None:
    raffle, player, other = await make_lottery(context), await rich_player(context), await rich_player(context)
    first, second = await bought(context, player, raffle, 2), await bought(context, player, raffle, 3)
    theirs = await bought(context, other, raffle, 1)
    for words, expected in (
        (first.order_number, first),
        (f"  {second.order_number.lower()} ", second),
        (f"{raffle.number} 1", first),
        (f"{raffle.number.replace('-', ' ')} 5", second),
        (f"{raffle.number.lower()} 3", second),
    ):
        assert await act(context, find_order, player.actor, words) == expected.order_id, words
    for words in (
        "",
        "TR",
        raffle.number,
        f"{raffle.number} 6",
        f"{raffle.number} 7",
        f"{raffle.number} 0",
        f"{raffle.number} -1",
        f"{raffle.number} ²",
        f"{raffle.number} {10**30}",
        f"{raffle.number} {'9' * 5000}",
        "RF-ZZZZ-ZZZ 1",
        theirs.order_number,
        "TR-ZZZZ-ZZZ",
        "x" * 5000,
        "\0 1",
    ):
        with pytest.raises(NotFound):
            await act(context, find_order, player.actor, words)


async def test_entries_that_were_bent_after_the_close_give_no_path(context: Context, clock: ManualClock) -> None:
    beacon, player = TestBeacon(clock), await rich_player(context)
    raffle = await make_lottery(context, tickets=4, beacon=beacon.info().rule(60))
    sold = await bought(context, player, raffle, 2)
    await bought(context, await rich_player(context), raffle, 2)
    await jobs.close_due(context)
    await jobs.write_close_records(context, "test")
    await execute(
        context,
        "UPDATE entries SET holder_tag = :tag WHERE raffle_id = :raffle AND first = 3",
        tag="00" * 32,
        raffle=raffle.id,
    )
    with pytest.raises(RuntimeError, match="do not lead to the root"):
        await path_of(context, player.actor, sold.order_id)


async def test_the_tree_is_built_once_and_in_turn(
    context: Context, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    beacon, player = TestBeacon(clock), await rich_player(context)
    raffle = await make_lottery(context, tickets=2, beacon=beacon.info().rule(60))
    sold = await bought(context, player, raffle, 2)
    await run_draw(context, clock, beacon)
    clock.advance(timedelta(days=400))
    async with turn():
        waiting = [asyncio.create_task(_take_a_turn()) for _ in range(MOST_WAITING)]
        await asyncio.sleep(0)
        with pytest.raises(Busy):
            await path_of(context, player.actor, sold.order_id)
    await asyncio.gather(*waiting)
    built = 0

    async def counting(*args: object) -> object:
        nonlocal built
        built += 1
        return await original(*args)  # type: ignore[arg-type]

    original = show_path._built
    monkeypatch.setattr(show_path, "_built", counting)
    for _ in range(2):
        await path_of(context, player.actor, sold.order_id)
    assert built == 1
    monkeypatch.setattr(show_path, "MOST_KNOWN", 0)
    await path_of(context, player.actor, sold.order_id)
    assert not show_path._known, "what is kept is bounded"


async def _take_a_turn() -> None:
    async with turn():
        pass
