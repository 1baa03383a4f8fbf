"""The player's tickets."""

import json

from core.draws.signing_keys import published_keys
from core.draws.verify_records import split_records, verify_records
from core.kernel.clock import ManualClock
from core.raffles.cancel_raffle import cancel_raffle
from tests.bot.harness import World
from tests.bot.playing import make_chat, on_sale
from tests.builders.ledger import two_admins
from tests.builders.raffles import TestBeacon, run_draw
from tests.raffles.helpers import act, bought, rich_player


async def test_what_became_of_each(world: World, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    chat, player = await make_chat(world, 100_000)
    await chat.send("/tickets")
    assert chat.screen.text == "🎫 My tickets\n\nYou have no tickets yet."
    won = await on_sale(world.context, {"en": "Won"}, tickets=2, beacon=beacon.info().rule(60))
    await bought(world.context, player, won, 2)
    await run_draw(world.context, clock, beacon)
    cancelled = await on_sale(world.context, {"en": "Cancelled"})
    await bought(world.context, player, cancelled, 3)
    admin, _ = await two_admins(world.context)
    await act(world.context, cancel_raffle, admin, cancelled.id, "no prize")
    live = await on_sale(world.context, {"en": "Live"})
    await bought(world.context, player, live)
    await chat.send("/tickets")
    assert chat.screen.buttons[:3] == ["🟢 № 1 · Live", "↩️ № 1–3 · Cancelled", "🏆 № 1–2 · Won"]
    await chat.press("Cancelled")
    assert chat.screen.text.startswith(f"Cancelled · {cancelled.number}\n\n🎫 Numbers: 1–3\nOrder: TR-")
    assert chat.screen.text.endswith("↩️ The lottery was cancelled, your money comes back.")
    await chat.press("The lottery")
    assert "↩️ Cancelled" in chat.screen.text


async def test_pages(world: World) -> None:
    chat, player = await make_chat(world, 100_000)
    raffle = await on_sale(world.context, tickets=20)
    for _ in range(7):
        await bought(world.context, player, raffle)
    await chat.send("/tickets")
    assert chat.screen.buttons[:1] == ["🟢 № 7 · A bicycle"]
    assert "◀" not in chat.screen.buttons
    await chat.press("▶")
    assert chat.screen.buttons[:2] == ["🟢 № 1 · A bicycle", "◀"]
    await chat.press("◀")
    assert chat.screen.buttons[0] == "🟢 № 7 · A bicycle"


async def test_another_players_tickets_are_not_shown(world: World) -> None:
    raffle = await on_sale(world.context)
    await bought(world.context, await rich_player(world.context), raffle, 2)
    chat, _ = await make_chat(world)
    await chat.send("/tickets")
    assert "You have no tickets yet." in chat.screen.text


async def test_a_ticket_comes_with_its_signed_receipt(world: World) -> None:
    world.context.settings = world.context.settings.model_copy(update={"public_url": "https://fairlot.test"})
    raffle = await on_sale(world.context)
    chat, player = await make_chat(world, 100_000)
    sold = await bought(world.context, player, raffle, 2)
    await chat.send("/tickets")
    await chat.press("A bicycle")
    await chat.press("Signed receipt")
    [sent] = world.telegram.called("sendDocument")
    name = f"receipt-{sold.order_number}.json"
    assert (sent.chat_id, sent.document.filename) == (chat.telegram_id, name)
    assert f"fairlot verify --records {name} --keys fairlot-keys.json" in sent.caption
    assert "https://fairlot.test/.well-known/fairlot-keys.json" in sent.caption
    held = json.loads(sent.document.data)
    keys = {key.key_id: key for key in await world.context.transact(published_keys)}
    assert verify_records(split_records(name, held), keys).is_valid
    assert held["receipt"]["record"]["holder_tag"] == sold.holder_tag


async def test_the_receipt_of_a_purchase_can_be_had_at_once(world: World) -> None:
    await on_sale(world.context)
    chat, _ = await make_chat(world, 100_000)
    await chat.send("/lotteries")
    for label in ("View and buy", "1 ticket", "Pay"):
        await chat.press(label)
    await chat.press("Signed receipt")
    [sent] = world.telegram.called("sendDocument")
    assert "/.well-known/" not in sent.caption, "without a PUBLIC_URL nobody knows where the keys stand"
    assert json.loads(sent.document.data)["receipt"]["kind"] == "receipt"
