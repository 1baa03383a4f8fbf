"""Writes how people of each language write numbers, money and dates, for the mini-app: from Babel, as the bot has it.

A browser's own Intl lacks Tajik, and other versions of it write other things than the bot. Run it after an update of
Babel: `.venv/bin/python -m webapp_api.miniapp.tools.formats`; a test compares what it would write with what is there.
"""

import json
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_global
from babel.numbers import get_currency_precision, list_currencies

from core.accounts import rules

TARGET = Path(__file__).resolve().parents[1] / "src" / "i18n" / "formats"
_MONTHS = range(1, 13)


def current_currencies() -> set[str]:
    """Currencies that some territory pays with today."""
    territories = get_global("territory_currencies").values()
    return {code for used in territories for code, _start, end, is_tender in used if is_tender and end is None}


def formats(language: str) -> dict[str, Any]:
    """Separators, money, dates; symbols only where they are not the code itself."""
    locale = Locale.parse(language)
    symbols = locale.number_symbols["latn"]
    pattern = locale.currency_formats["standard"].pattern
    return {
        "decimal": symbols["decimal"],
        "group": symbols["group"],
        "is_currency_first": pattern.startswith("¤"),
        "symbols": {
            code: locale.currency_symbols[code]
            for code in sorted(current_currencies())
            if locale.currency_symbols.get(code, code) != code
        },
        "months": [locale.months["format"]["abbreviated"][month] for month in _MONTHS],
        "day_periods": [locale.day_periods["format"]["abbreviated"].get(half, half.upper()) for half in ("am", "pm")],
        "date": locale.date_formats["medium"].pattern,
        "day": locale.datetime_skeletons["MMMd"].pattern,
        "time": locale.time_formats["short"].pattern,
    }


def countries(language: str) -> dict[str, str]:
    """The countries that a player may name, by their codes."""
    names = Locale.parse(language).territories
    return {code: names.get(code, code) for code in sorted(rules.countries())}


def exponents() -> dict[str, int]:
    """Decimal places of the currencies that have not two."""
    return {code: places for code in sorted(list_currencies()) if (places := get_currency_precision(code)) != 2}


def files() -> dict[str, str]:
    """What belongs into the folder: texts by name."""
    wanted: dict[str, Any] = {"exponents.json": exponents()}
    for language in rules.LANGUAGES:
        wanted[f"{language}.json"] = formats(language)
        wanted[f"countries/{language}.json"] = countries(language)
    return {name: json.dumps(value, ensure_ascii=False, indent=1) + "\n" for name, value in wanted.items()}


def main() -> None:
    """Write the folder anew."""
    for name, text in files().items():
        path = TARGET / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
