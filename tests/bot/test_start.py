"""First steps: asked once, resumed where they stopped, shared with the other door."""

from datetime import date

import pytest

from bot.features.start.countries import find_countries, guess_countries, zones_of
from bot.features.start.dialogs import parse_date
from bot.texts import Texts
from core.accounts.documents import show_document
from core.accounts.errors import CountryRefused, Underage
from core.accounts.give_consent import list_consents
from core.accounts.kinds import Document
from core.accounts.read_player import find_player
from core.accounts.views import PlayerView
from core.kernel.actor import Actor
from core.kernel.errors import InvalidInput
from core.kernel.links import LinkKind, link_to, parse_link
from tests.bot.harness import Chat, World, through_first_steps
from tests.builders.accounts import make_player

EN = Texts("en")


async def player_of(chat: Chat) -> PlayerView:
    player = await chat.world.app.transact(lambda tx: find_player(tx, chat.telegram_id))
    assert player is not None
    return player


async def test_first_steps_lead_home(world: World) -> None:
    chat = await through_first_steps(world.chat())
    assert chat.screen.text.startswith("Hello, Firuz!")
    player = await player_of(chat)
    assert (player.language, player.country, player.time_zone) == ("en", "TJ", "Asia/Dushanbe")
    assert player.birth_date == date(1990, 5, 17)


async def test_consent_is_recorded_with_the_text_that_was_shown(world: World) -> None:
    chat = await world.chat(language="ru").send("/start")
    await chat.press("Русский")
    await chat.press("Продолжить")
    await chat.press("Мне уже")
    await chat.press("принимаю")
    shown = chat.screen.text
    await chat.press("Продолжить")
    player = await player_of(chat)
    (consent,) = (await world.app.transact(lambda tx: list_consents(tx, Actor.player(player.id)))).items
    terms = await world.app.transact(lambda tx: show_document(tx, Document.TERMS, "ru"))
    assert terms.text.replace("<b>", "").replace("</b>", "") == shown
    assert (consent.document_hash, consent.locale) == (terms.hash, "ru")


async def test_both_boxes_have_to_be_ticked(world: World) -> None:
    chat = await world.chat().send("/start")
    await chat.press("English")
    await chat.press("Continue")
    await chat.press("accept")
    await chat.press("Continue")
    assert chat.answer is not None
    assert chat.answer.is_alert
    assert (await player_of(chat)).accepted_terms is None
    assert "Terms of play" in chat.screen.text


async def test_one_message_is_edited_from_step_to_step(world: World) -> None:
    chat = await world.chat().send("/start")
    first = chat.screen.message_id
    for label in ("English", "Continue", "at least", "accept", "Continue"):
        await chat.press(label)
    assert [message.message_id for message in chat.messages] == [first]


async def test_start_again_resumes_and_asks_nothing_twice(world: World) -> None:
    chat = await world.chat().send("/start")
    for label in ("English", "Continue", "at least", "accept", "Continue"):
        await chat.press(label)
    await chat.send("/start")
    assert chat.screen.text == EN.plain("start-country")
    await chat.press("Tajikistan")
    await chat.send("/start")
    assert chat.screen.text == EN.plain("start-birth-date")
    await chat.send("1990-05-17")
    for _ in range(2):
        await chat.send("/start")
        assert chat.screen.text.startswith("Hello")


async def test_who_did_it_all_in_the_mini_app_is_at_home_at_once(world: World) -> None:
    made = await make_player(world.context, language="en")
    chat = await world.chat(telegram_id=made.telegram_id).send("/start")
    assert chat.screen.text.startswith("Hello")


async def test_referrer_counts_at_the_first_start_only(world: World) -> None:
    friend = await player_of(await world.chat().send("/start"))
    chat = await world.chat().send(f"/start ref_{friend.referral_code}")
    assert (await player_of(chat)).referred_by_id == friend.id
    late = await world.chat().send("/start")
    await late.send(f"/start ref_{friend.referral_code}")
    assert (await player_of(late)).referred_by_id is None


@pytest.mark.parametrize("payload", ["nonsense", "lot_", "ref_%", "x" * 65, "<b>", "a b c", "lot_unknown"])
async def test_unknown_payload_is_ignored_politely(world: World, payload: str) -> None:
    chat = await through_first_steps(world.chat(), start=f"/start {payload}")
    assert chat.screen.text.startswith("Hello")


async def test_too_young_is_a_polite_stop(world: World) -> None:
    chat = await world.chat().send("/start")
    for label in ("English", "Continue", "at least", "accept", "Continue", "Tajikistan"):
        await chat.press(label)
    await chat.send("21.11.2006")  # twenty tomorrow
    assert EN.plain_error(Underage(minimum_age=20)) in chat.screen.text
    await chat.press("Home")
    assert chat.screen.text.startswith("Hello")


async def test_refused_country_is_explained(world: World) -> None:
    chat = await through_first_steps(world.chat(), country="Iran")
    assert EN.plain_error(CountryRefused(country="IR")) in chat.screen.text


@pytest.mark.parametrize("typed", ["yesterday", "31.02.1990", "17.05.90", "2999-01-01", "1.1.1800"])
async def test_bad_birth_date_is_asked_again(world: World, typed: str) -> None:
    chat = await world.chat().send("/start")
    for label in ("English", "Continue", "at least", "accept", "Continue", "Tajikistan"):
        await chat.press(label)
    await chat.send(typed)
    assert "date of birth" in chat.screen.text
    assert (await player_of(chat)).birth_date is None
    await chat.send("17.05.1990")
    assert chat.screen.text.startswith("Hello")


async def test_country_is_found_by_name_in_any_language(world: World) -> None:
    chat = await world.chat().send("/start")
    for label in ("English", "Continue", "at least", "accept", "Continue"):
        await chat.press(label)
    await chat.send("Qwertyland")
    assert chat.screen.text == EN.plain("start-country-none")
    await chat.send("казах")
    await chat.press("Kazakhstan")
    assert (await player_of(chat)).country == "KZ"


async def test_name_with_markup_is_shown_as_it_is(world: World) -> None:
    chat = await through_first_steps(world.chat(first_name="<b>Bo & Co</b> \u202eשלום"))
    assert "<b>Bo & Co</b>" in chat.screen.text


def test_countries() -> None:
    assert guess_countries("tg", "tg")[0] == "TJ"
    assert guess_countries("pt-br", "en")[0] == "BR"
    assert find_countries("ТҶИК", "en") == []
    assert find_countries("таджик", "en") == ["TJ"]
    assert find_countries("th", "en") == ["TH"]
    assert len(find_countries("a", "en")) == 8
    assert zones_of("TH") == ("Asia/Bangkok",)
    assert len(zones_of("RU")) > 5


@pytest.mark.parametrize(
    ("typed", "language", "read"),
    [
        ("17.05.1990", "ru", date(1990, 5, 17)),
        (" 7/5/1990 ", "en", date(1990, 5, 7)),
        ("1990-05-17", "en", date(1990, 5, 17)),
        ("17 05 2533", "th", date(1990, 5, 17)),
        ("๑๗.๐๕.๒๕๓๓", "th", date(1990, 5, 17)),
    ],
)
def test_dates_as_people_type_them(typed: str, language: str, read: date) -> None:
    assert parse_date(typed, language) == read


@pytest.mark.parametrize("typed", ["", "17.05", "17.5.90", "00.00.0000", "32.01.1990", "٣/٣"])
def test_no_dates(typed: str) -> None:
    with pytest.raises(InvalidInput):
        parse_date(typed, "en")


async def test_links(world: World) -> None:
    player = await make_player(world.context)
    for kind in LinkKind:
        link = link_to(kind, player.id)
        assert len(str(link)) <= 64
        assert parse_link(str(link)) == link
        assert link.id == player.id
    assert parse_link("lot_x") is not None
    assert parse_link("lot_x").id is None  # type: ignore[union-attr]
    for bad in (None, "", "lot", "lot_", "lott_x", "lot_" + "x" * 61, "lot_é"):
        assert parse_link(bad) is None
    with pytest.raises(ValueError, match="does not fit"):
        link_to(LinkKind.REFERRAL, "a b")
