"""Who may play: pure checks of age, country, consent and status on plain values."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from babel import Locale

from core.accounts.errors import (
    BirthDateUnknown,
    ConsentRequired,
    CountryRefused,
    CountryUnknown,
    PlayerBlocked,
    Underage,
)
from core.accounts.kinds import CountryAccess, Document, PlayerStatus
from core.accounts.views import LockedPlayer
from core.kernel.errors import InvalidInput

LANGUAGES = ("en", "ru", "tg", "th")
DEFAULT_LANGUAGE = "en"
MINIMUM_AGE = 20
MAX_AGE = 120
VERIFIED_KYC_LEVEL = 2  # a document was seen
# Who has not said where they live is judged by the zone where a day begins last: nobody counts as older than
# they are anywhere on Earth.
UNSTATED_ZONE = "Etc/GMT+12"
# In the CLDR's list of territories but not countries of ISO 3166-1: exceptional reservations, groups and tests.
_NO_COUNTRIES = frozenset({"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"})
_NO_ZONES = frozenset({"Factory", "localtime"})


@cache
def countries() -> frozenset[str]:
    """The alpha-2 codes of ISO 3166-1."""
    codes = map(str, Locale("en").territories)
    return frozenset(code for code in codes if len(code) == 2 and code not in _NO_COUNTRIES)


@cache
def time_zones() -> frozenset[str]:
    """The names of the IANA time zone database."""
    return frozenset(available_timezones()) - _NO_ZONES


def check_country(code: str, *, field: str = "country") -> str:
    """An ISO 3166-1 alpha-2 code in upper case. Raises InvalidInput."""
    if code.upper() not in countries():
        raise InvalidInput(field=field, reason="unknown_country")
    return code.upper()


def check_time_zone(name: str) -> str:
    """An IANA time zone's name. Raises InvalidInput."""
    if name not in time_zones():
        raise InvalidInput(field="time_zone", reason="unknown_time_zone")
    return name


def check_language(code: str) -> str:
    """A language the product speaks. Raises InvalidInput."""
    if code not in LANGUAGES:
        raise InvalidInput(field="language", reason="unknown_language")
    return code


def language_for(chosen: str | None, telegram_language: str | None) -> str:
    """The player's choice, else the language of their Telegram where we speak it, else English."""
    if chosen is not None:
        return chosen
    spoken = (telegram_language or "").replace("_", "-").partition("-")[0].lower()
    return spoken if spoken in LANGUAGES else DEFAULT_LANGUAGE


@lru_cache(maxsize=64)  # a batch is decided at one instant, and its players live in few zones
def local_date(now: datetime, time_zone: str | None) -> date:
    """The calendar's date where the player is."""
    return now.astimezone(ZoneInfo(time_zone or UNSTATED_ZONE)).date()


def age_on(birth_date: date, day: date) -> int:
    """Whole years lived. Born on 29 February, one is a year older on 1 March of a common year."""
    before_birthday = (day.month, day.day) < (birth_date.month, birth_date.day)
    return day.year - birth_date.year - before_birthday


def check_birth_date(birth_date: date, today: date) -> date:
    """A date of birth that a living person can have. Raises InvalidInput."""
    if birth_date > today:
        raise InvalidInput(field="birth_date", reason="in_the_future")
    if age_on(birth_date, today) > MAX_AGE:
        raise InvalidInput(field="birth_date", reason="too_long_ago")
    return birth_date


def minimum_age(country: str | None, minimum_ages: Mapping[str, int]) -> int:
    """The higher of the platform's age and the country's."""
    return max(MINIMUM_AGE, minimum_ages.get(country or "", MINIMUM_AGE))


def country_access(country: str | None, denied: Collection[str], allowed: Collection[str]) -> CountryAccess:
    """What the lists say: the deny-list always wins; an empty list of allowed ones allows all others."""
    if country is None:
        return CountryAccess.UNKNOWN
    if country in denied or (allowed and country not in allowed):
        return CountryAccess.REFUSED
    return CountryAccess.ALLOWED


def check_may_play(player: LockedPlayer, now: datetime, required_terms: int) -> None:
    """Whether the player may take part for money at an instant.

    Raises PlayerBlocked, CountryUnknown, CountryRefused, BirthDateUnknown, Underage or ConsentRequired: the first
    that holds, in the order in which a person can do least about it.
    """
    if player.status is not PlayerStatus.ACTIVE:
        raise PlayerBlocked
    if player.country_access is CountryAccess.UNKNOWN:
        raise CountryUnknown
    if player.country_access is CountryAccess.REFUSED:
        raise CountryRefused(country=player.country)
    if player.birth_date is None:
        raise BirthDateUnknown
    if age_on(player.birth_date, local_date(now, player.time_zone)) < player.minimum_age:
        raise Underage(minimum_age=player.minimum_age)
    if player.accepted_terms != required_terms:
        raise ConsentRequired(document=Document.TERMS, version=required_terms)
