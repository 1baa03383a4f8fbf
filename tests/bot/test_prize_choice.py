"""The choice about a thing: confirmed, final, once; every refusal with a way on."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest
from aiogram.exceptions import TelegramServerError

from core.accounts.address_rules import MAX_ADDRESSES
from core.accounts.addresses import remove_address
from core.accounts.block_player import BlockReason, block_player
from core.kernel.actor import SYSTEM
from core.kernel.clock import ManualClock
from core.prizes.claim_prize import claim_prize
from core.prizes.models import AwardState, ClaimChoice
from core.raffles.show_prize import show_prize
from tests.bot.harness import Chat, World
from tests.bot.winning import ADDRESS, ON_PARCEL, make_winner, saved, win
from tests.raffles.helpers import act, all_differences, balance, count, query


async def at_card(chat: Chat) -> Chat:
    await chat.send("/prizes")
    return await chat.press("1. 🎁")


async def state(world: World) -> str:
    return str((await query(world.context, "SELECT state FROM awards"))[0].state)


async def test_the_value_in_words(world: World, clock: ManualClock) -> None:
    chat, player, _ = await make_winner(world, clock)
    await at_card(chat)
    message_id = chat.screen.message_id
    await chat.press("Take its value")
    assert chat.screen.text == (
        "💰 The prize\n\nTJS\u00a030.00 goes to your wallet at once, and nothing is delivered.\n\n"
        "This is final and cannot be undone."
    )
    assert chat.screen.buttons == ["✅ Take TJS\u00a030.00", "← Back", "🏠 Home"]
    assert await count(world.context, "claims") == 0
    await chat.press("Back")
    await chat.press("Take its value")
    await chat.press("✅ Take")
    assert chat.screen.message_id == message_id
    assert chat.screen.text.endswith(
        "✅ You took its value in money: TJS\u00a030.00 was paid to your wallet (Nov 20, 2026, 5:01\u202fPM)."
    )
    assert chat.screen.buttons == ["👛 Wallet", "🏆 Result", "🔍 Fairness", "← Back", "🏠 Home"]
    assert await balance(world.context, player) == 5050
    await chat.press("Back")
    assert "✅ paid to your wallet" in chat.screen.text
    assert await all_differences(world.context) == []


async def test_delivery_to_a_saved_address_in_words(world: World, clock: ManualClock) -> None:
    chat, player, award = await make_winner(world, clock)
    await saved(world, player)
    other = await saved(world, player, replace(ADDRESS, line1="Somoni 7"))
    await at_card(chat)
    await chat.press("Deliver it")
    assert chat.screen.text == ("📦 The prize\n\nWhere shall we send it? Choose an address. Nothing is final yet.")
    assert chat.screen.buttons == [
        "⭐ Rudaki 1, Dushanbe",
        "📍 Somoni 7, Dushanbe",
        "➕ New address",
        "← Back",
        "🏠 Home",
    ]
    await chat.press("Rudaki 1")
    assert chat.screen.text == (
        f"📦 The prize\n\nIt will be sent to:\n{ON_PARCEL}\n"
        "This is final. Afterwards the address cannot be changed, and the value can no longer be taken in money."
    )
    await chat.press("Another address")
    await chat.press("Somoni 7")
    await chat.press("Yes, deliver it there")
    assert "📦 You chose delivery (Nov 20, 2026, 5:01\u202fPM). It will be sent to:\nFiruz" in chat.screen.text
    assert "Somoni 7" in chat.screen.text
    page = await act(world.context, show_prize, player.actor, award.id)
    assert (page.won.award.state, page.address) == (AwardState.CLAIMED, other)
    await act(world.context, remove_address, player.actor, other.id)
    await chat.send("/prizes")
    assert "📦 will be delivered" in chat.screen.text
    await chat.press("1. 📦")
    assert "Somoni 7" in chat.screen.text
    assert await balance(world.context, player) == 2050


async def test_delivery_to_a_new_address(world: World, clock: ManualClock) -> None:
    chat, player, award = await make_winner(world, clock)
    await at_card(chat)
    await chat.press("Deliver it")
    assert "You have no saved address yet." in chat.screen.text
    await chat.press("New address")
    for typed in (ADDRESS.recipient, ADDRESS.phone_number):
        await chat.send(typed)
    await chat.press("Tajikistan")
    await chat.press("Without it")
    for typed in (ADDRESS.city, ADDRESS.line1):
        await chat.send(typed)
    await chat.press("Without it")
    await chat.send(ADDRESS.postal_code)
    await chat.press("Save")
    assert ON_PARCEL in chat.screen.text
    await chat.press("Yes, deliver it there")
    page = await act(world.context, show_prize, player.actor, award.id)
    assert page.address is not None
    assert (page.address.line1, page.address.is_default) == ("Rudaki 1", True)
    assert "It will be sent to:" in chat.screen.text


async def test_leaving_the_new_address_leads_back_to_the_choice(world: World, clock: ManualClock) -> None:
    chat, _, _ = await make_winner(world, clock)
    await at_card(chat)
    await chat.press("Deliver it")
    choice = chat.screen.text
    await chat.press("New address")
    await chat.press("Back")
    assert chat.screen.text == choice
    await chat.press("New address")
    await chat.send("Firuz")
    await chat.press("Cancel")
    assert chat.screen.text == choice
    await chat.press("Back")
    assert "It is yours." in chat.screen.text


async def test_a_full_book_offers_no_new_address(world: World, clock: ManualClock) -> None:
    chat, player, _ = await make_winner(world, clock)
    for number in range(MAX_ADDRESSES):
        await saved(world, player, replace(ADDRESS, line1=str(number)))
    await at_card(chat)
    await chat.press("Deliver it")
    assert "➕ New address" not in chat.screen.buttons
    assert len(chat.screen.buttons) == MAX_ADDRESSES + 2


@pytest.mark.parametrize("label", ["✅ Take", "Yes, deliver it there"])
async def test_a_press_delivered_again_after_a_crash_is_one_claim(
    world: World, clock: ManualClock, monkeypatch: pytest.MonkeyPatch, label: str
) -> None:
    monkeypatch.setattr("bot.delivery._PAUSES_S", (0.01,))
    chat, player, _ = await make_winner(world, clock)
    await saved(world, player)
    await at_card(chat)
    await chat.press("Take its value" if "Take" in label else "Deliver it")
    if "Take" not in label:
        await chat.press("Rudaki 1")
    press = chat.callback(chat.screen.button(label)["callback_data"], chat.screen.message_id)
    world.telegram.fail("editMessageText", lambda method: TelegramServerError(method, "Bad Gateway"), times=99)
    with pytest.raises(TelegramServerError):
        await world.feed(press)
    assert await count(world.context, "claims") == 1
    world.telegram.faults.clear()
    world.restart()
    for _ in range(2):
        await world.feed(press)
    assert ("was paid to your wallet" if "Take" in label else "You chose delivery") in chat.screen.text
    assert await count(world.context, "claims") == 1
    assert await count(world.context, "transfers", "kind = 'prize'") == int("Take" in label)


async def test_taps_at_the_same_time_are_one_claim(live_world: World, clock: ManualClock) -> None:
    chat, player, _ = await make_winner(live_world, clock)
    await at_card(chat)
    await chat.press("Take its value")
    data, message_id = chat.screen.button("✅ Take")["callback_data"], chat.screen.message_id
    await asyncio.gather(*(live_world.feed(chat.callback(data, message_id)) for _ in range(4)))
    assert "You took its value" in chat.screen.text
    assert await balance(live_world.context, player) == 5050
    assert await count(live_world.context, "claims") == 1


@pytest.mark.parametrize(
    ("choice", "says", "stands"),
    [
        (ClaimChoice.CASH, "This prize was paid to your wallet already.", "You took its value"),
        (ClaimChoice.DELIVERY, "You have claimed this prize already.", "You chose delivery"),
    ],
)
async def test_claimed_another_way_meanwhile(
    world: World, clock: ManualClock, choice: ClaimChoice, says: str, stands: str
) -> None:
    chat, player, award = await make_winner(world, clock)
    address = await saved(world, player)
    await at_card(chat)
    if choice is ClaimChoice.CASH:
        await chat.press("Deliver it")
        await chat.press("Rudaki 1")
        label = "Yes, deliver it there"
    else:
        await chat.press("Take its value")
        label = "✅ Take"
    to = None if choice is ClaimChoice.CASH else address.id
    await act(world.context, claim_prize, player.actor, award.id, choice, to, key="elsewhere")
    await chat.press(label)
    assert chat.answer is not None
    assert (chat.answer.text, chat.answer.is_alert) == (says, True)
    assert stands in chat.screen.text
    assert await count(world.context, "claims") == 1


async def test_steps_before_the_confirmation_show_what_was_done_elsewhere(world: World, clock: ManualClock) -> None:
    chat, player, award = await make_winner(world, clock)
    await saved(world, player)
    await at_card(chat)
    await chat.press("Deliver it")
    await act(world.context, claim_prize, player.actor, award.id, ClaimChoice.CASH, key="elsewhere")
    await chat.press("Rudaki 1")
    assert "You took its value" in chat.screen.text
    assert chat.screen.buttons == ["← Back", "🏠 Home"]
    await chat.press("Back")
    assert "👛 Wallet" in chat.screen.buttons


async def test_expired_before_the_confirmation(world: World, clock: ManualClock) -> None:
    chat, player, _ = await make_winner(world, clock)
    await at_card(chat)
    await chat.press("Take its value")
    clock.advance(timedelta(days=11))
    await chat.press("✅ Take")
    assert chat.answer is not None
    assert (chat.answer.text, chat.answer.is_alert) == ("The time to claim this prize is over.", True)
    assert "The time to claim this prize ended on" in chat.screen.text
    assert "💬 Support" in chat.screen.buttons
    assert await balance(world.context, player) == 2050


async def test_a_blocked_account_claims_nothing(world: World, clock: ManualClock) -> None:
    chat, player, _ = await make_winner(world, clock)
    await at_card(chat)
    await chat.press("Take its value")
    await world.context.transact(lambda tx: block_player(tx, SYSTEM, player.id, BlockReason.FRAUD))
    await chat.press("✅ Take")
    assert chat.answer is not None
    assert chat.answer.is_alert
    assert chat.answer.text is not None
    assert "please contact support" in chat.answer.text
    assert await state(world) == "claimable"
    await chat.send("/support")
    assert str(chat.telegram_id) in chat.screen.text


async def test_an_address_removed_meanwhile(world: World, clock: ManualClock) -> None:
    chat, player, _ = await make_winner(world, clock)
    address = await saved(world, player)
    await at_card(chat)
    await chat.press("Deliver it")
    await chat.press("Rudaki 1")
    await act(world.context, remove_address, player.actor, address.id)
    await chat.press("Yes, deliver it there")
    assert chat.answer is not None
    assert chat.answer.is_alert
    assert await state(world) == "claimable"
    await chat.press("Another address")
    assert "You have no saved address yet." in chat.screen.text


async def test_the_button_of_an_earlier_address_sends_nothing(world: World, clock: ManualClock) -> None:
    chat, player, _ = await make_winner(world, clock)
    await saved(world, player)
    await saved(world, player, replace(ADDRESS, line1="Somoni 7"))
    await at_card(chat)
    await chat.press("Deliver it")
    await chat.press("Rudaki 1")
    old = chat.screen.button("Yes, deliver it there")["callback_data"]
    await chat.press("Another address")
    await chat.press("Somoni 7")
    await chat.press_data(old)
    assert chat.answer is not None
    assert chat.answer.text == "The list is refreshed"
    assert await state(world) == "claimable"
    assert "Somoni 7" in chat.screen.text


async def test_a_confirmation_of_another_prize_claims_nothing(world: World, clock: ManualClock) -> None:
    chat, player, _ = await make_winner(world, clock)
    await at_card(chat)
    await chat.press("Take its value")
    old = chat.screen
    await win(world, clock, player)
    await at_card(chat)
    await chat.press("Take its value")
    await chat.press("✅ Take", old)
    assert await count(world.context, "claims") == 0
    assert chat.answer is not None
    assert chat.answer.text == "The list is refreshed"


async def test_a_second_tap_on_a_choice_does_not_confirm_it(world: World, clock: ManualClock) -> None:
    chat, _, _ = await make_winner(world, clock)
    await at_card(chat)
    for label in ("Take its value", "Deliver it"):
        data = chat.screen.button(label)["callback_data"]
        for _ in range(2):
            await chat.press_data(data)
        assert await state(world) == "claimable"
        await chat.press("Back")
