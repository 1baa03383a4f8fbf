"""Texts and money in the four languages."""

import logging

import pytest

from core.kernel.errors import DomainError, Forbidden, InvalidInput, NotFound, WrongState
from core.kernel.money import MAX_MINOR
from core.kernel.texts import asset_text, error_text, money_text, text

LANGUAGES = ("en", "ru", "tg", "th")


class NotEnoughTickets(DomainError):
    code = "not_enough_tickets"


class LimitExceeded(DomainError):
    code = "limit_exceeded"


class LimitChangeTooEarly(DomainError):
    code = "limit_change_too_early"


class ExchangeTooSmall(DomainError):
    code = "exchange_too_small"


class CountryRefused(DomainError):
    code = "country_refused"


class Unheard(DomainError):
    code = "unheard"


@pytest.mark.parametrize(
    ("amount_minor", "asset", "in_en_ru_tg_th"),
    [
        (123_450, "USD", ["$1,234.50", "1 234,50 $", "1 234,50 US$", "US$1,234.50"]),
        (5, "TJS", ["TJS 0.05", "0,05 TJS", "0,05 TJS", "TJS 0.05"]),
        (-250, "TJS", ["-TJS 2.50", "-2,50 TJS", "-2,50 TJS", "-TJS 2.50"]),
        (100, "THB", ["THB 1.00", "1,00 ฿", "1,00 THB", "฿1.00"]),
        (1_234, "JPY", ["¥1,234", "1 234 ¥", "1 234 JP¥", "¥1,234"]),
        (1_234, "KWD", ["KWD 1.234", "1,234 KWD", "1,234 KWD", "KWD 1.234"]),
        (1, "COIN", ["1 coin", "1 монета", "1 танга", "1 เหรียญ"]),
        (1_002, "COIN", ["1,002 coins", "1 002 монеты", "1 002 танга", "1,002 เหรียญ"]),
        (11, "CREDIT", ["11 credits", "11 баллов", "11 хол", "11 เครดิต"]),
        (21, "XTR", ["21 Stars", "21 звезда", "21 ситора", "21 ดาว"]),
    ],
)
def test_money(amount_minor: int, asset: str, in_en_ru_tg_th: list[str]) -> None:
    shown = [money_text(amount_minor, asset, language).replace("\u00a0", " ") for language in LANGUAGES]
    assert shown == in_en_ru_tg_th


def test_the_largest_amount_keeps_every_digit() -> None:
    assert money_text(MAX_MINOR, "EUR", "en") == "€90,071,992,547,409.91"
    assert money_text(MAX_MINOR, "COIN", "en") == "9,007,199,254,740,991 coins"


def test_a_code_never_breaks_off_its_amount() -> None:
    assert money_text(500, "TJS", "en") == "TJS\u00a05.00"
    assert money_text(500, "TJS", "ru") == "5,00\u00a0TJS"


def test_money_of_no_asset() -> None:
    with pytest.raises(InvalidInput):
        money_text(1, "XXXX", "en")


def test_names_of_assets() -> None:
    assert [asset_text("USD", language) for language in LANGUAGES] == [
        "US Dollar",
        "доллар США",
        "Доллари ИМА",
        "ดอลลาร์สหรัฐ",
    ]
    assert [asset_text("COIN", language) for language in LANGUAGES] == ["coins", "монеты", "тангаҳо", "เหรียญ"]


@pytest.mark.parametrize(
    ("left", "en", "ru"),
    [
        (1, "Only 1 ticket is left.", "Остался только 1 билет."),
        (2, "Only 2 tickets are left.", "Осталось только 2 билета."),
        (5, "Only 5 tickets are left.", "Осталось только 5 билетов."),
        (11, "Only 11 tickets are left.", "Осталось только 11 билетов."),
        (21, "Only 21 tickets are left.", "Остался только 21 билет."),
    ],
)
def test_plurals(left: int, en: str, ru: str) -> None:
    error = NotEnoughTickets(raffle="R-1", left=left)
    assert error_text(error, "en").startswith(en)
    assert error_text(error, "ru").startswith(ru)
    # the noun after a number does not change
    assert error_text(error, "tg").startswith(f"Танҳо {left} чипта ")
    assert error_text(error, "th").startswith(f"เหลือตั๋วเพียง {left} ใบ ")


@pytest.mark.parametrize(("window", "words"), [("24h", "24 hours"), ("7d", "7 days"), ("30d", "30 days")])
def test_a_limit_is_explained(window: str, words: str) -> None:
    error = LimitExceeded(kind="spend", window=window, asset="USD", limit_minor=5000, left_minor=50)
    explained = "This would go over your spending limit for {}: the limit is $50.00, $0.50 left."
    assert error_text(error, "en").startswith(explained.format(words))


@pytest.mark.parametrize(
    ("wait_s", "words"),
    [
        (1, "in 1 minute."),
        (61, "in 2 minutes."),
        (3600, "in 60 minutes."),
        (3601, "in 2 hours."),
        (86_400, "in 24 hours."),
    ],
)
def test_a_wait_is_rounded_up(wait_s: int, words: str) -> None:
    assert error_text(LimitChangeTooEarly(wait_s=wait_s), "en").endswith(words)


def test_names_instead_of_codes() -> None:
    small = ExchangeTooSmall(from_asset="THB", to_asset="COIN", amount_minor=1)
    assert error_text(small, "en").startswith("THB\u00a00.01 is too little for this exchange: Thai Baht → coins.")
    assert error_text(CountryRefused(country="IR"), "ru").endswith("в вашей стране: Иран.")
    assert error_text(CountryRefused(country="??"), "ru").endswith("в вашей стране: ??.")


def test_a_code_without_words_is_shown_as_it_is() -> None:
    assert error_text(InvalidInput(field="colour", reason="too_red"), "en") == "Please check “colour”: too_red."
    assert "“asleep”" in error_text(WrongState(what="raffle", state="asleep"), "en")
    assert error_text(Forbidden(permission=None), "en") == "You do not have the permission for this."


def test_outside_text_is_neither_escaped_nor_isolated() -> None:
    assert error_text(InvalidInput(field="<b>&{x}", reason="r"), "en") == "Please check “<b>&{x}”: r."


def test_endless_outside_text_does_not_break_the_message() -> None:
    assert error_text(InvalidInput(field="f" * 100_000, reason="empty"), "en").endswith("f”: it must not be empty.")


def test_an_unknown_language_is_answered_in_english() -> None:
    error = NotFound(what="raffle", id="1")
    assert error_text(error, "de") == error_text(error, "en")
    assert money_text(123_450, "USD", "../en") == "$1,234.50"
    assert asset_text("COIN", "") == "coins"


def test_an_error_without_words_gets_general_ones(caplog: pytest.LogCaptureFixture) -> None:
    assert error_text(Unheard(why="?"), "ru") == text("ru", "error-internal")
    assert "unheard" in caplog.text


def test_what_a_message_misses_is_logged_by_name_only(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    assert text("en", "error-unknown-configuration", other="secret")
    assert "error-unknown-configuration" in caplog.text
    assert "secret" not in caplog.text


def test_a_message_that_does_not_exist() -> None:
    with pytest.raises(LookupError):
        text("en", "error-of-nobody")
