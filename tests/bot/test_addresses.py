"""The address book: asked step by step, checked at each, nothing lost on the way."""

from dataclasses import replace

import pytest
from aiogram.exceptions import TelegramServerError

from bot.features.addresses import screens
from bot.texts import LANGUAGE_NAMES, Texts
from core.accounts.address_rules import FIELDS, MAX_ADDRESSES
from core.accounts.addresses import list_addresses, remove_address
from core.accounts.views import AddressView
from core.kernel.links import encode_id
from tests.bot.harness import Chat, World
from tests.bot.playing import make_chat
from tests.bot.winning import ADDRESS, ON_PARCEL, saved
from tests.builders.accounts import MadePlayer
from tests.raffles.helpers import act

STEPS = len(FIELDS)


async def book(world: World, player: MadePlayer) -> list[AddressView]:
    return await act(world.context, list_addresses, player.actor)


async def at_book(chat: Chat) -> Chat:
    await chat.send("/settings")
    return await chat.press("Addresses")


async def at_step(chat: Chat, field: str) -> Chat:
    """The question for a field, all before it answered."""
    await at_book(chat)
    await chat.press("New address")
    for asked in FIELDS[: FIELDS.index(field)]:
        await answer(chat, asked)
    return chat


async def answer(chat: Chat, field: str) -> None:
    if field == "country":
        await chat.press("Tajikistan")
    elif getattr(ADDRESS, field):
        await chat.send(getattr(ADDRESS, field))
    else:
        await chat.press("Without it")


async def test_all_steps_in_words(world: World) -> None:
    chat, player = await make_chat(world)
    await at_book(chat)
    assert "You have not saved an address yet." in chat.screen.text
    await chat.press("New address")
    asked = []
    for field in FIELDS:
        asked.append(chat.screen.text.split("\n")[0])
        await answer(chat, field)
    assert asked == [f"📍 New address · {step} of {STEPS}" for step in range(1, STEPS + 1)]
    assert chat.screen.text == f"📍 Is everything right?\n\n{ON_PARCEL}"
    assert await book(world, player) == []
    await chat.press("Save")
    assert chat.screen.buttons == ["⭐ Rudaki 1, Dushanbe", "➕ New address", "← Back", "🏠 Home"]
    (kept,) = await book(world, player)
    assert [getattr(kept, field) for field in FIELDS] == [getattr(ADDRESS, field) for field in FIELDS]
    await chat.press("Back")
    assert chat.screen.text.startswith("Settings")


@pytest.mark.parametrize(
    ("field", "typed", "says"),
    [
        ("recipient", "\u3164", "“recipient”: it must not be empty"),
        ("recipient", "x" * 121, "“recipient”: it is too long"),
        ("phone_number", "901234567", "“phone number”: it is not written in the expected form"),
        ("phone_number", "+99290123456789012", "“phone number”: it is not written in the expected form"),
        ("country", "Qwertyland", "⚠️ No country has that name."),
        ("region", "x" * 121, "“region”: it is too long"),
        ("city", "\u200b", "“city”: it must not be empty"),
        ("line1", "\u2800", "“address, line 1”: it must not be empty"),
        ("line2", "x" * 121, "“address, line 2”: it is too long"),
        ("postal_code", "12", "“postal code”: it is not written in the expected form"),
        ("postal_code", "<b>&", "“postal code”: it is not written in the expected form"),
    ],
)
async def test_a_wrong_answer_is_told_at_its_step_and_loses_nothing(
    world: World, field: str, typed: str, says: str
) -> None:
    chat, player = await make_chat(world)
    await at_step(chat, field)
    question = chat.screen.text
    for _ in range(2):
        await chat.send(typed)
        assert says in chat.screen.text
        assert chat.screen.text.startswith(question.split("\n")[0])
        assert chat.screen.text.endswith(question.split("\n")[-1])
    for asked in FIELDS[FIELDS.index(field) :]:
        await answer(chat, asked)
    assert chat.screen.text == f"📍 Is everything right?\n\n{ON_PARCEL}"
    await chat.press("Save")
    assert len(await book(world, player)) == 1


async def test_a_picture_is_no_answer(world: World) -> None:
    chat, _ = await make_chat(world)
    await at_step(chat, "city")
    question = chat.screen.text
    await chat.send(photo=[{"file_id": "a", "file_unique_id": "a", "width": 1, "height": 1}])
    assert chat.screen.text == question
    await answer(chat, "city")
    assert f"6 of {STEPS}" in chat.screen.text


async def test_back_keeps_every_answer(world: World) -> None:
    chat, _ = await make_chat(world)
    await at_step(chat, "line1")
    for step in range(5, 0, -1):
        await chat.press("Back")
        assert f"{step} of {STEPS}" in chat.screen.text
    assert "Until now: Firuz Karimov" in chat.screen.text
    await chat.send("Anna")
    assert f"6 of {STEPS}" in chat.screen.text
    await chat.press("Back")
    assert "Until now: Dushanbe" in chat.screen.text
    await chat.press("Leave it as it is")
    assert f"6 of {STEPS}" in chat.screen.text


async def test_one_answer_is_changed_from_the_whole(world: World) -> None:
    chat, player = await make_chat(world)
    await at_step(chat, "postal_code")
    await answer(chat, "postal_code")
    await chat.press("✏️ City")
    await chat.press("Back")
    assert ON_PARCEL in chat.screen.text
    await chat.press("✏️ Details")
    await chat.send("3rd floor")
    assert "Rudaki 1\n3rd floor\nDushanbe" in chat.screen.text
    await chat.press("✏️ Details")
    await chat.press("Without it")
    assert ON_PARCEL in chat.screen.text
    assert await book(world, player) == []


async def test_another_country_asks_again_for_what_does_not_fit_there(world: World) -> None:
    chat, player = await make_chat(world)
    await at_step(chat, "postal_code")
    await answer(chat, "postal_code")
    await chat.press("✏️ Country")
    await chat.send("united states")
    await chat.press("United States")
    assert f"4 of {STEPS}" in chat.screen.text
    assert "⏭ Without it" not in chat.screen.buttons
    await chat.send("New York")
    assert "written as in United States, for example 12345." in chat.screen.text
    assert "⏭ Without it" not in chat.screen.buttons
    await chat.send("10001-1234")
    await chat.press("Save")
    (kept,) = await book(world, player)
    assert (kept.country, kept.region, kept.postal_code, kept.line1) == ("US", "New York", "10001-1234", "Rudaki 1")


async def test_a_second_tap_on_without_it_skips_one_question(world: World) -> None:
    chat, _ = await make_chat(world)
    await at_book(chat)
    await chat.press("New address")
    for typed in ("Firuz", "+971501234567"):
        await chat.send(typed)
    await chat.send("emirates")
    await chat.press("Emirates")
    await chat.press("Without it")
    for typed in ("Dubai", "Palm 1"):
        await chat.send(typed)
    skip = chat.screen.button("Without it")["callback_data"]
    for _ in range(2):
        await chat.press_data(skip)
    assert f"{STEPS} of {STEPS}" in chat.screen.text
    assert "Postal code, if there is one." in chat.screen.text


async def test_save_delivered_again_after_a_crash_is_one_address(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.delivery._PAUSES_S", (0.01,))
    chat, player = await make_chat(world)
    await at_step(chat, "postal_code")
    await answer(chat, "postal_code")
    press = chat.callback(chat.screen.button("Save")["callback_data"], chat.screen.message_id)
    world.telegram.fail("editMessageText", lambda method: TelegramServerError(method, "Bad Gateway"), times=99)
    with pytest.raises(TelegramServerError):
        await world.feed(press)
    world.telegram.faults.clear()
    world.restart()
    for _ in range(2):
        await world.feed(press)
    assert len(await book(world, player)) == 1
    await at_book(chat)
    assert "⭐ Rudaki 1, Dushanbe" in chat.screen.buttons


async def test_save_pressed_again_after_a_failure_behind_the_commit_is_one_address(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    chat, player = await make_chat(world)
    await at_step(chat, "postal_code")
    await answer(chat, "postal_code")
    whole = chat.screen
    with monkeypatch.context() as broken:
        broken.delattr("bot.features.addresses.adding.encode_id")
        await chat.press("Save")
    assert chat.answer is not None
    assert chat.answer.is_alert
    assert len(await book(world, player)) == 1
    await chat.press("Save", whole)
    assert len(await book(world, player)) == 1
    assert "⭐ Rudaki 1, Dushanbe" in chat.screen.buttons


async def test_default_and_removal(world: World) -> None:
    chat, player = await make_chat(world)
    first = await saved(world, player)
    second = await saved(world, player, replace(ADDRESS, line1="Somoni 7"))
    await at_book(chat)
    await chat.press("Rudaki 1")
    assert chat.screen.text == f"📍 Address\n\n{ON_PARCEL}\n⭐ This one is offered first."
    assert chat.screen.buttons == ["🗑 Remove it", "← Back", "🏠 Home"]
    await chat.press("Back")
    await chat.press("Somoni 7")
    await chat.press("Offer it first")
    assert "⭐ This one is offered first." in chat.screen.text
    await chat.press("Remove it")
    assert chat.screen.text.startswith("🗑 Remove this address?")
    await chat.press("Back")
    assert len(await book(world, player)) == 2
    await chat.press("Remove it")
    remove = chat.screen.button("Remove it")["callback_data"]
    await chat.press_data(remove)
    assert chat.screen.buttons[0] == "⭐ Rudaki 1, Dushanbe"
    await chat.press_data(remove)
    assert [address.id for address in await book(world, player)] == [first.id]
    assert second.id != first.id


async def test_removed_on_another_device(world: World) -> None:
    chat, player = await make_chat(world)
    kept = await saved(world, player)
    await at_book(chat)
    await chat.press("Rudaki 1")
    await act(world.context, remove_address, player.actor, kept.id)
    await chat.press("Remove it")
    assert chat.screen.text == "📍 This address is no longer in your list."
    assert chat.screen.buttons == ["← Back"]
    await chat.press("Back")
    await chat.press("Back")
    assert "You have not saved an address yet." in chat.screen.text


async def test_another_players_address_in_a_button(world: World) -> None:
    chat, player = await make_chat(world)
    own = await saved(world, player)
    _, stranger = await make_chat(world)
    theirs = await saved(world, stranger)
    await at_book(chat)
    data = chat.screen.button("Rudaki 1")["callback_data"]
    await chat.press_data(data.replace(encode_id(own.id), encode_id(theirs.id)))
    assert chat.screen.text == "📍 This address is no longer in your list."
    assert len(await book(world, stranger)) == 1


async def test_a_full_book_says_so(world: World) -> None:
    chat, player = await make_chat(world)
    for number in range(MAX_ADDRESSES):
        await saved(world, player, replace(ADDRESS, line1=str(number)))
    await at_book(chat)
    assert "you can keep 10 addresses. Remove one to add another." in chat.screen.text
    assert "➕ New address" not in chat.screen.buttons


@pytest.mark.parametrize("text", ["<b>Bo & Co</b>", "شارع الملك 7 \u202eabc", "👨\u200d👩\u200d👧 " * 20, "ถนนสุขุมวิท"])
async def test_any_script_is_shown_as_it_is(world: World, text: str) -> None:
    chat, player = await make_chat(world)
    await at_step(chat, "city")
    await chat.send(text)
    await chat.send(text)
    await chat.press("Back")
    await chat.press("Leave it as it is")
    await chat.press("Without it")
    await answer(chat, "postal_code")
    shown = " ".join(text.replace("\u202e", "").split())
    assert f"\n{shown}\n{shown}\n" in chat.screen.text
    await chat.press("Save")
    assert len(chat.screen.buttons[0]) < 50
    (kept,) = await book(world, player)
    assert (kept.city, kept.line1) == (shown, shown)


@pytest.mark.parametrize("language", LANGUAGE_NAMES)
async def test_every_language_asks_for_everything(
    world: World, language: str, caplog: pytest.LogCaptureFixture
) -> None:
    t = Texts(language)
    chat, player = await make_chat(world, language=language)
    await chat.send("/settings")
    await chat.press(t.plain("settings-addresses"))
    await chat.press(t.plain("addresses-add"))
    for typed in (ADDRESS.recipient, "1", ADDRESS.phone_number):
        await chat.send(typed)
    await chat.press(chat.screen.buttons[0])
    await chat.press(t.plain("addresses-skip"))
    for typed in (ADDRESS.city, ADDRESS.line1):
        await chat.send(typed)
    await chat.press(t.plain("addresses-skip"))
    await chat.send(ADDRESS.postal_code)
    assert screens.whole(t, ADDRESS) in chat.screen.text
    await chat.press(t.plain("addresses-save"))
    await chat.press("Rudaki 1")
    await chat.press(t.plain("addresses-remove"))
    await chat.press(t.plain("addresses-remove"))
    assert await book(world, player) == []
    assert not caplog.records
