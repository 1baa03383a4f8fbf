"""Finding a country: a guess by language, and a search by name."""

from functools import cache

from babel import Locale
from babel.core import get_global

from core.accounts.rules import LANGUAGES, countries, time_zones

MOST_FOUND = 8


def guess_countries(language_tag: str | None, language: str) -> list[str]:
    """Where somebody with this language of Telegram likely lives, then where our languages are spoken."""
    tags = [tag for tag in (language_tag, language, *LANGUAGES) if tag]
    guesses = [_country_of(tag) for tag in tags]
    return list(dict.fromkeys(code for code in guesses if code in countries()))


def find_countries(query: str, language: str) -> list[str]:
    """Countries whose name in any of our languages begins with or has the words, by name in `language`."""
    wanted = " ".join(query.casefold().split())[:60]
    if not wanted:
        return []
    if wanted.upper() in countries():
        return [wanted.upper()]
    beginning = [code for code, names in _names().items() if any(name.startswith(wanted) for name in names)]
    inside = [code for code, names in _names().items() if any(wanted in name for name in names)]
    ordered = [*sorted(beginning, key=lambda code: country_name(code, language))]
    ordered += sorted(set(inside) - set(beginning), key=lambda code: country_name(code, language))
    return ordered[:MOST_FOUND]


def country_name(code: str, language: str) -> str:
    """A country's name in a language."""
    return str(Locale.parse(language).territories.get(code, code))


@cache
def zones_of(country: str) -> tuple[str, ...]:
    """The time zones of a country, by name."""
    territories = get_global("zone_territories")
    return tuple(sorted(zone for zone in time_zones() if territories.get(zone) == country))


def _country_of(tag: str) -> str:
    """The country in a language tag (pt-BR), else the one where most speakers live by the CLDR."""
    parts = tag.replace("_", "-").split("-")
    for part in parts[1:]:
        if len(part) == 2:
            return part.upper()
    likely = str(get_global("likely_subtags").get(parts[0].lower(), ""))
    return likely.rpartition("_")[2]


@cache
def _names() -> dict[str, tuple[str, ...]]:
    locales = [Locale.parse(language) for language in LANGUAGES]
    return {
        code: tuple(str(locale.territories[code]).casefold() for locale in locales if code in locale.territories)
        for code in sorted(countries())
    }
