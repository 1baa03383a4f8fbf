"""Who may play: age by the calendar where the player is, country, consent, status."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.accounts.errors import (
    BirthDateUnknown,
    ConsentRequired,
    CountryRefused,
    CountryUnknown,
    PlayerBlocked,
    Underage,
)
from core.accounts.kinds import CountryAccess, PlayerStatus
from core.accounts.rules import (
    age_on,
    check_birth_date,
    check_country,
    check_may_play,
    check_time_zone,
    countries,
    country_access,
    language_for,
    local_date,
    minimum_age,
)
from core.accounts.views import LockedPlayer
from core.kernel.errors import DomainError, InvalidInput

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PLAYER = LockedPlayer(
    id=UUID(int=1),
    status=PlayerStatus.ACTIVE,
    language="tg",
    country="TJ",
    country_access=CountryAccess.ALLOWED,
    minimum_age=20,
    birth_date=date(1990, 5, 17),
    time_zone="Asia/Dushanbe",
    accepted_terms=3,
    kyc_level=0,
)


def naive_age(birth: date, day: date) -> int:
    """Counts birthdays one by one; without a 29 February the birthday is 1 March."""
    age = -1
    for year in range(birth.year, day.year + 1):
        try:
            birthday = birth.replace(year=year)
        except ValueError:
            birthday = date(year, 3, 1)
        age += birthday <= day
    return age


@given(st.dates(date(1880, 1, 1), date(2030, 1, 1)), st.integers(0, 45_000))
def test_age_against_counting_birthdays(birth: date, days: int) -> None:
    day = birth + timedelta(days=days)
    assert age_on(birth, day) == naive_age(birth, day)


@given(st.integers(1904, 2024).filter(lambda year: year % 4 == 0), st.integers(1, 120))
def test_leap_birthdays_against_counting(year: int, age: int) -> None:
    for day in (date(year + age, 2, 28), date(year + age, 3, 1)):
        assert age_on(date(year, 2, 29), day) == naive_age(date(year, 2, 29), day)


def test_born_on_leap_day_ages_on_the_first_of_march() -> None:
    assert age_on(date(2004, 2, 29), date(2025, 2, 28)) == 20
    assert age_on(date(2004, 2, 29), date(2025, 3, 1)) == 21
    assert age_on(date(2004, 2, 29), date(2024, 2, 28)) == 19
    assert age_on(date(2004, 2, 29), date(2024, 2, 29)) == 20


@pytest.mark.parametrize(
    ("zone", "first_instant_of_age"),
    [
        ("Asia/Dushanbe", datetime(2026, 11, 19, 19, 0, tzinfo=UTC)),
        ("Pacific/Apia", datetime(2026, 11, 19, 11, 0, tzinfo=UTC)),
        ("America/New_York", datetime(2026, 11, 20, 5, 0, tzinfo=UTC)),
        ("Etc/GMT+12", datetime(2026, 11, 20, 12, 0, tzinfo=UTC)),
        (None, datetime(2026, 11, 20, 12, 0, tzinfo=UTC)),
    ],
)
def test_twenty_begins_at_local_midnight(zone: str | None, first_instant_of_age: datetime) -> None:
    player = replace(PLAYER, birth_date=date(2006, 11, 20), time_zone=zone)
    check_may_play(player, first_instant_of_age, 3)
    with pytest.raises(Underage):
        check_may_play(player, first_instant_of_age - timedelta(microseconds=1), 3)


@pytest.mark.parametrize(
    ("birth", "first_instant"),
    [
        (date(2006, 3, 8), datetime(2026, 3, 8, 5, 0, tzinfo=UTC)),  # the day that New York's clocks go forward
        (date(2006, 3, 9), datetime(2026, 3, 9, 4, 0, tzinfo=UTC)),
        (date(2006, 11, 1), datetime(2026, 11, 1, 4, 0, tzinfo=UTC)),  # the day that they go back
        (date(2006, 11, 2), datetime(2026, 11, 2, 5, 0, tzinfo=UTC)),
    ],
)
def test_age_across_daylight_saving_in_new_york(birth: date, first_instant: datetime) -> None:
    player = replace(PLAYER, birth_date=birth, time_zone="America/New_York")
    check_may_play(player, first_instant, 3)
    with pytest.raises(Underage):
        check_may_play(player, first_instant - timedelta(seconds=1), 3)


def test_apia_skipped_a_day() -> None:
    """Samoa had no 30 December 2011: who was born on one is a year older on the 31st."""
    last_of_29th = datetime(2011, 12, 30, 9, 59, 59, tzinfo=UTC)
    assert local_date(last_of_29th, "Pacific/Apia") == date(2011, 12, 29)
    assert local_date(last_of_29th + timedelta(seconds=1), "Pacific/Apia") == date(2011, 12, 31)
    assert age_on(date(1991, 12, 30), local_date(last_of_29th, "Pacific/Apia")) == 19
    assert age_on(date(1991, 12, 30), local_date(last_of_29th + timedelta(seconds=1), "Pacific/Apia")) == 20


@given(
    st.integers(-5 * 10**6, 5 * 10**6).map(lambda minutes: NOW + timedelta(minutes=minutes)),
    st.sampled_from(["Pacific/Apia", "Pacific/Kiritimati", "America/New_York", "Asia/Dushanbe", "Pacific/Pago_Pago"]),
)
def test_nobody_is_older_where_no_zone_is_stated(now: datetime, zone: str) -> None:
    assert local_date(now, None) <= local_date(now, zone) == now.astimezone(ZoneInfo(zone)).date()


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"status": PlayerStatus.BLOCKED}, PlayerBlocked),
        ({"status": PlayerStatus.ANONYMISED}, PlayerBlocked),
        ({"country_access": CountryAccess.UNKNOWN, "country": None}, CountryUnknown),
        ({"country_access": CountryAccess.REFUSED}, CountryRefused),
        ({"birth_date": None}, BirthDateUnknown),
        ({"birth_date": date(2006, 11, 21)}, Underage),
        ({"birth_date": date(2006, 1, 1), "minimum_age": 21}, Underage),
        ({"accepted_terms": None}, ConsentRequired),
        ({"accepted_terms": 2}, ConsentRequired),
    ],
)
def test_each_reason_refuses_by_itself(change: dict, refusal: type[DomainError]) -> None:
    check_may_play(PLAYER, NOW, 3)
    with pytest.raises(refusal):
        check_may_play(replace(PLAYER, **change), NOW, 3)


def test_the_deny_list_always_wins() -> None:
    assert country_access("IR", ["IR"], ["IR"]) is CountryAccess.REFUSED
    assert country_access("TJ", ["IR"], ["TJ"]) is CountryAccess.ALLOWED
    assert country_access("TH", ["IR"], ["TJ"]) is CountryAccess.REFUSED
    assert country_access("TH", ["IR"], []) is CountryAccess.ALLOWED
    assert country_access(None, [], []) is CountryAccess.UNKNOWN


def test_the_higher_age_counts() -> None:
    assert minimum_age("US", {"US": 21}) == 21
    assert minimum_age("TJ", {"TJ": 18}) == 20
    assert minimum_age(None, {}) == 20


def test_countries_are_those_of_iso_3166() -> None:
    assert len(countries()) == 249
    assert check_country("tj") == "TJ"
    for code in ("XK", "EU", "ZZ", "UK", "", "TJK", "IС"):
        with pytest.raises(InvalidInput):
            check_country(code)


@pytest.mark.parametrize("name", ["Mars/Base", "", "../etc/passwd", "Factory", "asia/dushanbe"])
def test_unknown_time_zones(name: str) -> None:
    with pytest.raises(InvalidInput):
        check_time_zone(name)


def test_birth_dates_are_of_living_people() -> None:
    today = date(2026, 11, 20)
    assert check_birth_date(today, today) == today
    assert check_birth_date(date(1905, 11, 21), today) == date(1905, 11, 21)
    for impossible in (date(2026, 11, 21), date(1905, 11, 20)):
        with pytest.raises(InvalidInput):
            check_birth_date(impossible, today)


@pytest.mark.parametrize(
    ("chosen", "telegram", "spoken"),
    [
        (None, "ru", "ru"),
        (None, "tg-TJ", "tg"),
        (None, "TH_th", "th"),
        (None, "de", "en"),
        (None, None, "en"),
        (None, "", "en"),
        ("tg", "ru", "tg"),
    ],
)
def test_language_falls_back(chosen: str | None, telegram: str | None, spoken: str) -> None:
    assert language_for(chosen, telegram) == spoken
