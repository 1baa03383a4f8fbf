"""The fairness page and /verify."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram.types import File

from bot.features.proof import files
from bot.texts import Texts
from core.kernel.clock import ManualClock
from core.kernel.errors import Busy
from core.raffles import build_proof
from core.raffles.proof_files import proof_json
from core.raffles.show_draw import show_draw
from core.raffles.turn import MOST_WAITING, turn
from core.raffles.views import RaffleView
from core.raffles.void_tickets import approve_void, request_void
from tests.bot.harness import Chat, World
from tests.bot.playing import make_chat, on_sale
from tests.builders.ledger import two_admins
from tests.builders.raffles import TestBeacon, run_draw
from tests.raffles.helpers import act, bought, execute

EN = Texts("en")


async def drawn(world: World, clock: ManualClock) -> RaffleView:
    beacon = TestBeacon(clock)
    raffle = await on_sale(world.context, tickets=2, beacon=beacon.info().rule(60))
    _, player = await make_chat(world)
    await bought(world.context, player, raffle, 2)
    await run_draw(world.context, clock, beacon)
    return raffle


async def upload(chat: Chat, data: bytes, size: int | None = None) -> Chat:
    """Send a file that the bot can load from this Telegram."""

    async def stream(*_args: Any, **_kwargs: Any) -> AsyncIterator[bytes]:
        yield data

    telegram = chat.world.telegram
    vars(telegram)["stream_content"] = stream
    vars(telegram)["_getFile"] = lambda _bot, _method: File(file_id="f", file_unique_id="f", file_path="proof.json")
    document = {"file_id": "f", "file_unique_id": "f", "file_name": "proof.json", "file_size": size or len(data)}
    return await chat.send(document=document)


async def test_verdict_on_a_stored_draw(world: World, clock: ManualClock) -> None:
    raffle = await drawn(world, clock)
    chat, _ = await make_chat(world)
    await chat.send(f"/verify {raffle.number.lower()}")
    lines = chat.screen.text.split("\n")
    assert lines[0] == f"🔍 {raffle.number}"
    assert [line[0] for line in lines[2:10]] == ["✅"] * 8
    assert lines[-1] == "✅ Valid. The winners are the ones that follow from what was committed to."


async def test_verdict_on_an_upload_names_the_first_field(world: World, clock: ManualClock) -> None:
    raffle = await drawn(world, clock)
    proof = json.loads(await proof_json(world.app.context, raffle.id))
    chat, _ = await make_chat(world)
    await chat.send("/verify")
    assert chat.screen.text.startswith("🔍 Verify a draw\n\nEvery draw has a proof")
    await upload(chat, json.dumps(proof).encode())
    assert "✅ Valid." in chat.screen.text
    proof["results"][0]["number"] = 3 - proof["results"][0]["number"]
    await upload(chat, json.dumps(proof).encode())
    assert "❌ The winners follow from the seed" in chat.screen.text
    assert "First field that fails: results[0].number" in chat.screen.text
    del proof["entries"]
    proof["close_hash"] = "<b>"
    await upload(chat, json.dumps(proof).encode())
    assert "First field that fails: close_hash" in chat.screen.text


async def test_entries_that_are_left_out_are_ours(world: World, clock: ManualClock) -> None:
    raffle = await drawn(world, clock)
    proof = json.loads(await proof_json(world.app.context, raffle.id))
    del proof["entries"]
    chat, _ = await make_chat(world)
    await chat.send("/verify")
    await upload(chat, json.dumps(proof).encode())
    assert "✅ Valid." in chat.screen.text


async def test_unusable_uploads(world: World) -> None:
    chat, _ = await make_chat(world)
    await chat.send("/verify")
    await upload(chat, b"{<b>")
    assert "This is no proof that can be judged: not JSON" in chat.screen.text
    await upload(chat, b"{}", size=21 * 1024 * 1024)
    assert "larger than 20 MB" in chat.screen.text
    await chat.send("RF-NONE")
    assert "We could not find this raffle." in chat.screen.text


async def test_fairness_before_and_after_the_draw(world: World, clock: ManualClock) -> None:
    chat, _ = await make_chat(world)
    raffle = await on_sale(world.context)
    page = await world.context.transact(lambda tx: show_draw(tx, raffle.id))
    await chat.send("/lotteries")
    await chat.press("View and buy")
    await chat.press("Fairness")
    assert f"server_commit {page.draw.server_commit.hex()}" in chat.screen.text
    assert "The close record is written when sales end" in chat.screen.text
    assert chat.screen.buttons == ["← Back", "🏠 Home"]
    over = await drawn(world, clock)
    page = await world.context.transact(lambda tx: show_draw(tx, over.id))
    await chat.send("/results")
    await chat.press(over.number)
    await chat.press("Fairness")
    assert page.server_seed is not None
    assert f"server_seed {page.server_seed.hex()}" in chat.screen.text
    await chat.press("Proof file")
    assert world.telegram.called("sendDocument")[0].document.filename == "proof.json"
    await chat.press("Verify now")
    assert "✅ Valid." in chat.screen.text


async def test_a_list_that_stands_apart_is_a_file_of_its_own(
    world: World, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_proof, "INLINE_ENTRIES", 0)
    raffle = await drawn(world, clock)
    chat, _ = await make_chat(world)
    await chat.send("/results")
    await chat.press(raffle.number)
    await chat.press("Fairness")
    await chat.press("Proof file")
    proof, entries = (call.document for call in world.telegram.called("sendDocument"))
    assert (proof.filename, entries.filename) == ("proof.json", "entries.csv")
    for _ in range(2):  # sent again after a failure, it is the whole file again
        content = b"".join([part async for part in entries.read(world.bot)])
        assert content.startswith(b"first,last,tag\n1,2,")
    # what Telegram would refuse is not sent
    monkeypatch.setattr(files, "LARGEST_UPLOAD_BYTES", 50)
    world.context.settings = world.context.settings.model_copy(update={"public_url": "https://lottery.example"})
    await chat.press("Proof file")
    assert len(world.telegram.called("sendDocument")) == 3
    told = world.telegram.called("sendMessage")[-1].text
    assert told.endswith(f"\nhttps://lottery.example/api/v1/raffles/{raffle.id}/entries.csv")


async def test_a_late_publication_is_said_beside_the_grade(world: World, clock: ManualClock) -> None:
    world.context.settings = world.context.settings.model_copy(update={"channel_id": -1_001_234})
    raffle = await drawn(world, clock)  # and nobody has posted anything
    chat, _ = await make_chat(world)
    await chat.send("/results")
    await chat.press(raffle.number)
    await chat.press("Fairness")
    grade = next(line for line in chat.screen.text.split("\n") if line.startswith("🧭"))
    assert grade.endswith("published late: the close record was public only after its round")
    assert "posted in the channel" not in chat.screen.text
    posted = "UPDATE draw_publications SET state = 'posted', message_id = 9, channel_name = 'draws', posted_at = :at"
    await execute(world.context, posted, at=clock.now())
    await chat.press("Back")
    await chat.press("Fairness")
    assert "published late" in chat.screen.text
    assert chat.screen.text.count("https://t.me/draws/9") == 1


async def test_voids_are_public_with_the_close(world: World, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    raffle = await on_sale(world.context, tickets=4, beacon=beacon.info().rule(60))
    chat, player = await make_chat(world)
    receipts = [await bought(world.context, player, raffle, 2) for _ in range(2)]
    asking, approving = await two_admins(world.context)
    request = await act(world.context, request_void, asking, receipts[0].order_id, "a reason")
    await act(world.context, approve_void, approving, request.id, request.payload_hash)
    await run_draw(world.context, clock, beacon)
    page = await world.context.transact(lambda tx: show_draw(tx, raffle.id))
    await chat.send("/results")
    await chat.press(raffle.number)
    await chat.press("Fairness")
    assert page.close is not None
    assert f"2 numbers were voided before that: void_root {page.close['void_root']}" in chat.screen.text
    await chat.press("Verify now")
    assert "✅ Valid." in chat.screen.text


async def test_no_proof_yet(world: World) -> None:
    raffle = await on_sale(world.context)
    chat, _ = await make_chat(world)
    await chat.send(f"/verify {raffle.number}")
    assert chat.screen.text == f"{raffle.number} has not been drawn yet. The proof is there after the draw."


async def test_no_more_proofs_wait_than_memory_bears(world: World) -> None:
    chat, _ = await make_chat(world)
    await chat.send("/verify")
    async with turn():
        waiting = [asyncio.create_task(_take_turn()) for _ in range(MOST_WAITING)]
        await asyncio.sleep(0)
        await upload(chat, b"{}")
        assert chat.screen.text == EN.plain_error(Busy())
    await asyncio.gather(*waiting)
    await upload(chat, b"{}")
    assert "First field that fails: close" in chat.screen.text


async def _take_turn() -> None:
    async with turn():
        pass
