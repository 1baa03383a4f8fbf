"""/proof: the path of one's own ticket, and the receipt before there is one."""

import json
from pathlib import Path

from cli.verify import judge_files
from core.kernel.clock import ManualClock
from core.raffles.proof_files import proof_json
from tests.bot.harness import World
from tests.bot.playing import make_chat, on_sale
from tests.bot.test_proof import upload
from tests.builders.raffles import TestBeacon, run_draw
from tests.raffles.helpers import bought, rich_player


async def test_a_ticket_is_shown_in_the_sealed_list_and_its_file_verifies(
    world: World, clock: ManualClock, tmp_path: Path
) -> None:
    beacon = TestBeacon(clock)
    raffle = await on_sale(world.context, tickets=6, beacon=beacon.info().rule(60))
    await bought(world.context, await rich_player(world.context), raffle, 3)
    chat, player = await make_chat(world, 100_000)
    sold = await bought(world.context, player, raffle, 3)
    await run_draw(world.context, clock, beacon)
    for words in (sold.order_number, f"{raffle.number} 5"):
        await chat.send(f"/proof {words}")
        lines = chat.screen.text.split("\n")
        assert lines[0] == f"✅ Your tickets are in the sealed list · {raffle.number}"
        assert lines[2] == f"🎫 Numbers: 4–6 · order {sold.order_number}"
        assert lines[3] == f"Entry 2 of 2: 4,6,{sold.holder_tag}"
        assert lines[5] == "1 step up the tree leads to the root in the close record"
    sent = world.telegram.called("sendDocument")[-1]
    name = f"path-{sold.order_number}.json"
    assert (sent.chat_id, sent.document.filename) == (chat.telegram_id, name)
    assert f"fairlot verify proof.json --path {name}" in sent.caption
    (tmp_path / name).write_bytes(sent.document.data)
    (tmp_path / "proof.json").write_bytes(await proof_json(world.context, raffle.id))
    assert judge_files(str(tmp_path / "proof.json"), paths=[tmp_path / name]).is_valid
    assert json.loads(sent.document.data)["user_ref"] == str(player.id)


async def test_before_the_close_there_is_the_receipt(world: World) -> None:
    raffle = await on_sale(world.context)
    chat, player = await make_chat(world, 100_000)
    sold = await bought(world.context, player, raffle, 2)
    await chat.send(f"/proof {raffle.number} 2")
    assert chat.screen.text.startswith(f"The list of tickets of {raffle.number} is sealed when its sale ends;")
    [sent] = world.telegram.called("sendDocument")
    assert sent.document.filename == f"receipt-{sold.order_number}.json"


async def test_the_button_of_a_ticket_leads_there(world: World, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    raffle = await on_sale(world.context, tickets=2, beacon=beacon.info().rule(60))
    chat, player = await make_chat(world, 100_000)
    await bought(world.context, player, raffle, 2)
    await run_draw(world.context, clock, beacon)
    await chat.send("/tickets")
    await chat.press("A bicycle")
    await chat.press("Path")
    assert chat.screen.text.startswith("✅ Your tickets are in the sealed list")
    await chat.press("Back")
    assert chat.screen.text.startswith("A bicycle · ")


async def test_another_players_ticket_is_not_found(world: World) -> None:
    raffle = await on_sale(world.context)
    sold = await bought(world.context, await rich_player(world.context), raffle, 2)
    chat, _ = await make_chat(world)
    for words in (sold.order_number, f"{raffle.number} 1", "<b>junk", "x" * 3000):
        await chat.send(f"/proof {words}")
        assert chat.screen.text.startswith("We could not find this ticket.")
        assert "/proof RF-7K3Q-9ZP 17" in chat.screen.text
    assert not world.telegram.called("sendDocument")
    await chat.send("/proof")
    assert chat.screen.text.startswith("🧭 Is my ticket in the draw?")


async def test_a_path_that_is_sent_as_a_proof_is_called_what_it_is(world: World) -> None:
    chat, _ = await make_chat(world)
    await chat.send("/verify")
    await upload(chat, json.dumps({"close": {}, "siblings": []}).encode())
    assert "the path of a ticket is judged on a computer: fairlot verify --path path.json" in chat.screen.text
