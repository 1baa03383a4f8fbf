"""The signed records of a raffle's draw and the receipts of its buyers, from stored rows."""

import json
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from core.draws.signatures import keys_document, read_keys
from core.draws.signing_keys import published_keys, rotate_signing_key
from core.draws.verify_records import CheckedProof, Located, verify_records
from core.kernel.actor import SYSTEM
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import Forbidden, NotFound
from core.raffles import jobs
from core.raffles.build_proof import proof_of
from core.raffles.show_receipt import show_receipt
from core.raffles.show_records import show_records
from core.raffles.views import HeldReceipt, RaffleView, Receipt
from tests.builders.accounts import MadePlayer
from tests.builders.raffles import TestBeacon, make_draft, make_lottery, run_draw
from tests.draws.signing import canon, t, verifies
from tests.plugins.database import NOW
from tests.raffles.helpers import act, bought, execute, query, rich_player


async def records_of(context: Context, raffle: RaffleView) -> list[dict[str, Any]]:
    """As a stranger gets them, checked by the second implementation."""
    found = await context.transact(lambda tx: show_records(tx, raffle.id))
    keys = keys_document(await context.transact(published_keys))
    records = [json.loads(json.dumps(one.to_record())) for one in found]
    for record in records:
        verifies(record, keys)
    return records


async def receipt_of(context: Context, player: MadePlayer, order_id: UUID) -> HeldReceipt:
    return await act(context, show_receipt, player.actor, order_id)


async def drawn(context: Context, clock: ManualClock) -> tuple[RaffleView, list[tuple[MadePlayer, Receipt]]]:
    """A lottery of three buyers, from its opening to its settlement, each step at a time of its own."""
    beacon = TestBeacon(clock)
    raffle = await make_lottery(context, tickets=6, beacon=beacon.info().rule(60))
    sales = []
    for quantity in (1, 2, 3):
        clock.advance(timedelta(seconds=10))
        player = await rich_player(context)
        sales.append((player, await bought(context, player, raffle, quantity)))
    clock.advance(timedelta(seconds=10))
    await run_draw(context, clock, beacon)
    return raffle, sales


async def test_records_come_with_the_steps_of_the_draw(context: Context, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    raffle = await make_lottery(context, tickets=2, beacon=beacon.info().rule(60))
    [opened] = await records_of(context, raffle)
    [row] = await query(context, "SELECT * FROM draws WHERE id = :id", id=raffle.draw_id)
    assert opened["kind"] == "open"
    assert opened["record"] == {
        "v": "ldp1",
        "draw_id": str(raffle.draw_id),
        "event_no": row.event_no,
        "rules_hash": row.rules_hash.hex(),
        "server_commit": row.server_commit.hex(),
        "beacon": beacon.info().rule(60).to_record(),
        "opened_at": int(NOW.timestamp()),
    }
    await bought(context, await rich_player(context), raffle, 2)
    clock.advance(timedelta(seconds=30))
    await jobs.close_due(context)
    assert [record["kind"] for record in await records_of(context, raffle)] == ["open"]
    await jobs.write_close_records(context, "test")
    first, close = await records_of(context, raffle)
    [stored] = await query(context, "SELECT * FROM draw_closes")
    assert (first, close["record"]) == (opened, stored.record)
    clock.advance(timedelta(seconds=100))
    await jobs.fetch_due_beacons(context, beacon)
    assert len(await records_of(context, raffle)) == 2, "nothing of the seed before the draw"
    await jobs.draw_due(context, "test")
    *before, reveal = await records_of(context, raffle)
    assert before == [opened, close]
    proof = (await proof_of(context, raffle.id)).proof
    assert reveal["record"] == {
        "v": "ldp1",
        "draw_id": str(raffle.draw_id),
        "close_hash": stored.close_hash.hex(),
        "server_seed": proof["reveal"]["server_seed"],
        "round": close["record"]["beacon"]["round"],
        "randomness": proof["reveal"]["beacon"]["randomness"],
        "results_hash": t("ldp1/results", canon(proof["results"])).hex(),
        "revealed_at": int(clock.now().timestamp()),
    }


async def test_all_that_was_signed_verifies_together(context: Context, clock: ManualClock) -> None:
    raffle, sales = await drawn(context, clock)
    documents: list[Any] = await records_of(context, raffle)
    for player, receipt in sales:
        documents.append((await receipt_of(context, player, receipt.order_id)).to_record())
    keys = read_keys(keys_document(await context.transact(published_keys)))
    files = await proof_of(context, raffle.id)
    given = [Located(str(index), json.loads(json.dumps(one))) for index, one in enumerate(documents)]
    verdict = verify_records(given, keys, CheckedProof(files.proof, files.entries))
    assert verdict.is_valid, verdict


async def test_what_was_served_stays_the_same_whenever_it_is_read(context: Context, clock: ManualClock) -> None:
    raffle, [(player, receipt), *_] = await drawn(context, clock)
    before = await records_of(context, raffle), await receipt_of(context, player, receipt.order_id)
    clock.advance(timedelta(days=1))
    assert (await records_of(context, raffle), await receipt_of(context, player, receipt.order_id)) == before
    new = await context.transact(lambda tx: rotate_signing_key(tx, SYSTEM))
    clock.advance(timedelta(days=1))
    assert (await records_of(context, raffle), await receipt_of(context, player, receipt.order_id)) == before
    assert (await records_of(context, await make_lottery(context)))[0]["key_id"] == new.key_id


async def test_a_receipt_says_what_was_sold_and_whose_it_is(context: Context, clock: ManualClock) -> None:
    raffle, sales = await drawn(context, clock)
    for index, (player, sold) in enumerate(sales, start=1):
        held = await receipt_of(context, player, sold.order_id)
        assert held.receipt.record == {
            "v": "ldp1",
            "draw_id": str(raffle.draw_id),
            "seq": sold.seq,
            "first": sold.first,
            "last": sold.last,
            "holder_tag": sold.holder_tag,
            "server_commit": sold.server_commit.hex(),
            "rules_hash": sold.rules_hash.hex(),
            "log_head": sold.log_head.hex(),
            "issued_at": int((NOW + timedelta(seconds=10 * index)).timestamp()),
        }
        assert held.order_number == sold.order_number
        tag = t("ldp1/holder", str(raffle.draw_id), str(player.id), held.salt).hex()
        assert (len(held.salt), tag) == (16, sold.holder_tag)


async def test_receipts_are_for_the_buyer_alone(context: Context) -> None:
    raffle, player = await make_lottery(context), await rich_player(context)
    sold = await bought(context, player, raffle)
    for order_id, actor in ((sold.order_id, (await rich_player(context)).actor), (uuid4(), player.actor)):
        with pytest.raises(NotFound) as refusal:
            await act(context, show_receipt, actor, order_id)
        assert refusal.value.params["what"] == "order"
    with pytest.raises(Forbidden):
        await act(context, show_receipt, SYSTEM, sold.order_id)


async def test_a_halted_draw_is_not_vouched_for(context: Context, clock: ManualClock) -> None:
    raffle, _ = await drawn(context, clock)
    await execute(
        context, "INSERT INTO draw_halts VALUES (:draw, 'looked at', :at)", draw=raffle.draw_id, at=clock.now()
    )
    assert [record["kind"] for record in await records_of(context, raffle)] == ["open", "close"]


async def test_drafts_have_no_records(context: Context) -> None:
    for raffle_id in (await make_draft(context), uuid4()):
        with pytest.raises(NotFound):
            await context.transact(partial(show_records, raffle_id=raffle_id))
