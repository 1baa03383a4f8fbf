"""From the form to a sale: questions, preview, draft, publication by two people."""

from bot.admin.previews import with_photo
from bot.texts import Texts
from core.access.roles import Role
from core.kernel.clock import ManualClock
from core.raffles.list_raffles import list_raffles
from core.raffles.models import RaffleState
from core.raffles.views import RaffleView
from tests.bot.admin.helpers import fill_form, staff, with_beacon
from tests.bot.harness import World


async def published(world: World) -> list[RaffleView]:
    return (await world.app.transact(list_raffles)).items


async def test_preview_says_what_it_costs_and_what_is_missing(world: World) -> None:
    chat = await fill_form(await staff(world, Role.MANAGER), title="Кор & <b>")
    text = chat.screen.text
    assert "Кор & <b>" in text
    assert "Breaks even at 8 tickets (80 %)" in text
    assert "best +TJS 5.00" in text.replace("\u00a0", " ")
    assert "No title yet: Русский, Тоҷикӣ, ไทย" in text
    await chat.press("Русский")
    assert "Продажи" in chat.screen.text or "билет" in chat.screen.text


async def test_wrong_answers_are_asked_again(world: World) -> None:
    chat = await (await staff(world, Role.MANAGER)).send("/new")
    await chat.press("Close")
    await chat.send("/new")
    await chat.send("x" * 121)
    assert "too long" in chat.screen.text
    await chat.send("Lottery")
    for _ in range(3):
        await chat.press("Skip")
    for wrong in ("free", "2", "2.001 TJS", "2 XYZ", "0 TJS", "2 XTR"):
        await chat.send(wrong)
        assert "Price of a ticket" in chat.screen.text, wrong
    await chat.send("2 tjs")
    assert "How many tickets" in chat.screen.text
    await chat.send("ten")
    assert "whole number" in chat.screen.text
    await chat.press("Back")
    assert "Price of a ticket" in chat.screen.text


async def test_end_of_sales_is_on_the_admins_clock(world: World) -> None:
    chat = await (await staff(world, Role.MANAGER)).send("/new")
    await chat.send("Timed")
    for _ in range(3):
        await chat.press("Skip")
    await chat.send("2 TJS")
    await chat.send("1 000")
    await chat.press("A thing")
    await chat.send("100")
    await chat.press("Skip")
    await chat.press("At a time")
    await chat.send("2026-11-20 11:00")
    assert "past" in chat.screen.text
    await chat.send("21.11.2026 18:30")
    await chat.send(photo=[{"file_id": "pic", "file_unique_id": "pic", "width": 1, "height": 1}])
    assert chat.screen.photo == "pic" or "There is a photo" in chat.screen.text
    assert "6:30" in chat.screen.text
    assert "Worst −TJS 98.00" in chat.screen.text.replace("\u00a0", " ")
    await chat.press("Save as a draft")
    await chat.send("/drafts")
    await chat.press("Timed")
    assert chat.screen.photo == "pic" or "There is a photo" in chat.screen.text


async def test_publication_takes_two_people(world: World, clock: ManualClock) -> None:
    with_beacon(world, clock)
    anna = await fill_form(await staff(world, Role.MANAGER))
    await anna.press("Request publication")
    assert "is requested" in anna.screen.text
    await anna.send("/approvals")
    await anna.press("Publish")
    assert "Evening lottery" in anna.screen.text
    await anna.press("Approve")
    await anna.press("Yes, approve")
    assert anna.answer is not None
    assert anna.answer.text == "You cannot approve your own request. Ask another admin."
    assert await published(world) == []

    boris = await (await staff(world, Role.OWNER, name="Boris")).send("/approvals")
    await boris.press("Publish")
    card = boris.screen
    await boris.press("Approve")
    assert "Carry out exactly this?" in boris.screen.text
    confirm = boris.screen.button("Yes")["callback_data"]
    await boris.press_data(confirm)
    assert "Approved by Boris" in boris.screen.text
    (raffle,) = await published(world)
    assert (raffle.state, raffle.ticket_total, raffle.price_minor) == (RaffleState.OPEN, 10, 200)

    await boris.press_data(confirm)
    assert boris.answer is not None
    assert boris.answer.is_alert
    assert "Approved by Boris" in boris.screen.text
    await boris.press_data(card.button("Reject")["callback_data"])
    assert "Approved by Boris" in boris.screen.text
    assert len(await published(world)) == 1


async def test_request_that_is_pressed_twice_is_one(world: World, clock: ManualClock) -> None:
    with_beacon(world, clock)
    chat = await fill_form(await staff(world, Role.OWNER))
    preview = chat.screen
    await chat.press("Save as a draft", preview)
    await chat.press_data(preview.button("Save as a draft")["callback_data"], preview.message_id)
    assert chat.answer is not None
    assert chat.answer.is_alert
    await chat.send("/drafts")
    assert len([label for label in chat.screen.buttons if "Evening" in label]) == 1
    await chat.press("Evening")
    draft = chat.screen
    for _ in range(2):
        await chat.press_data(draft.button("Request publication")["callback_data"], draft.message_id)
    await chat.send("/approvals")
    assert len([label for label in chat.screen.buttons if "Publish" in label]) == 1


async def test_draft_is_its_makers_alone_in_the_list(world: World) -> None:
    anna = await fill_form(await staff(world, Role.MANAGER))
    await anna.press("Save as a draft")
    boris = await (await staff(world, Role.MANAGER, name="Boris")).send("/drafts")
    assert "no drafts" in boris.screen.text


async def test_command_leaves_the_form(world: World) -> None:
    chat = await (await staff(world, Role.MANAGER)).send("/new")
    await chat.send("/draws")
    await chat.send("hello")
    assert "did not understand" in chat.screen.text


async def test_form_in_a_group_is_its_admins_and_stays_in_its_topic(world: World) -> None:
    anna = (await staff(world, Role.MANAGER)).in_group()
    boris = (await staff(world, Role.MANAGER, name="Boris")).in_group()
    topic = {"message_thread_id": 7, "is_topic_message": True}
    await anna.send("/new", **topic)
    assert anna.messages[-1].thread_id == 7
    await boris.press("Close")
    await anna.send("Group lottery", **topic)
    assert "Русский" in anna.screen.text
    assert anna.messages[-1].thread_id == 7
    await boris.press("Skip")
    assert boris.answer is not None
    assert boris.answer.is_alert
    await anna.send("/cancel", **topic)
    assert "Nothing was done" in anna.screen.text


def test_photo_stands_above_what_a_caption_holds() -> None:
    assert with_photo(Texts("en"), "x" * 1024, ("pic",)) == ("x" * 1024, "pic")
    text, photo = with_photo(Texts("en"), "x" * 1025, ("pic",))
    assert photo is None
    assert text.endswith("There is a photo; this text is too long to stand under it.")
    assert with_photo(Texts("en"), "x" * 1025, ()) == ("x" * 1025, None)


async def test_the_staff_commands_are_unknown_in_any_other_group(world: World) -> None:
    elsewhere = (await staff(world, Role.OWNER)).in_group(-1_001_999_999_999)
    await elsewhere.send("/draws")
    assert [screen.text for screen in elsewhere.screens] in ([], [Texts("en").plain("common-in-private")])
