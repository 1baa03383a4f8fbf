"""Words in every language: the Fluent messages of locales/, with money, assets and countries as people write them."""

import logging
import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path

from babel import Locale
from babel.numbers import format_currency, get_currency_name
from fluent.runtime import FluentBundle, FluentResource

from core.kernel.errors import DomainError, Param
from core.kernel.money import exponent

LOCALES = Path(__file__).resolve().parents[2] / "locales"
FALLBACK_LANGUAGE = "en"
FALLBACK_ERROR = "error-internal"

_LONGEST = 2500  # Fluent refuses to insert a longer text
_LENGTH = re.compile(r"([0-9]{1,4})([hd])")  # a rolling window as limits name it: 24h, 30d
_LETTER_BEFORE_DIGIT = re.compile(r"(?<=[^\W\d_])(?=\d)")
# prices, prizes and their sums are said again and again, and the CLDR's patterns are slow
_MOST_AMOUNTS = 4_096
_log = logging.getLogger(__name__)


def text(language: str, message_id: str, /, **params: Param) -> str:
    """A message in a language, in English where that language lacks it. Raises LookupError where English does, too.

    A message gets the parameters as they are, outside text unescaped, and what is made of them: `price_minor` gives
    `$price`, money of the `asset` (else of the `from_asset`); `wait_s` gives `$wait_hours` and `$wait_minutes`,
    rounded up; `window` gives `$window_days`. Assets and countries are given by their names.
    """
    speaks = language in _bundles() and _bundles()[language].has_message(message_id)
    spoken = language if speaks else FALLBACK_LANGUAGE
    return _format(spoken, message_id, _arguments(spoken, params))


def error_text(error: DomainError, language: str) -> str:
    """What a refusal means, in a language, and what to do next where there is something."""
    message_id = error_message_id(error.code)
    if not _bundles()[FALLBACK_LANGUAGE].has_message(message_id):
        _log.error("no text for the error %s", error.code)
        message_id = FALLBACK_ERROR
    return text(language, message_id, **error.params)


def error_message_id(code: str) -> str:
    """The Fluent id of an error's text."""
    return f"error-{code.replace('_', '-')}"


@lru_cache(maxsize=_MOST_AMOUNTS)
def money_text(amount_minor: int, asset: str, language: str) -> str:
    """An amount as people who speak a language write it: 1 234,50 TJS; 5 coins. Raises InvalidInput for no asset."""
    if _is_own(asset):
        # an indivisible asset, so that the amount is a whole number and chooses its plural
        return text(language, _money_id(asset), amount=amount_minor)
    amount = Decimal(amount_minor).scaleb(-exponent(asset))
    # Babel leaves out the no-break space that the CLDR puts between a letter and a digit: TJS 5, but $5.
    return _LETTER_BEFORE_DIGIT.sub("\u00a0", format_currency(amount, asset, locale=_locale(language)))


def asset_text(asset: str, language: str) -> str:
    """The name of an asset: US Dollar, coins."""
    if not _is_own(asset):
        return get_currency_name(asset, locale=_locale(language))
    spoken = language if language in _bundles() else FALLBACK_LANGUAGE
    return _format(spoken, _money_id(asset), {}, attribute="name")


@cache
def _bundles() -> Mapping[str, FluentBundle]:
    """Every language's messages; a folder of locales/ is a language."""
    bundles = {}
    for folder in sorted(path for path in LOCALES.iterdir() if path.is_dir()):
        # no isolation marks: chats and terminals show them as boxes, and all our languages run left to right
        bundle = bundles[folder.name] = FluentBundle([folder.name], use_isolating=False)
        for file in sorted(folder.glob("*.ftl")):
            bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))
    return bundles


def _format(language: str, message_id: str, arguments: Mapping[str, str | int], attribute: str | None = None) -> str:
    bundle = _bundles()[language]
    message = bundle.get_message(message_id)
    pattern = message.attributes[attribute] if attribute else message.value
    if pattern is None:
        raise LookupError(f"{message_id} has no text")
    formatted, problems = bundle.format_pattern(pattern, dict(arguments))
    if problems:
        # the reader gets what could be said; only names, because the values may be personal
        _log.error("text %s in %s: %s; given %s", message_id, language, problems, sorted(arguments))
    return str(formatted)


def _arguments(language: str, params: Mapping[str, Param]) -> dict[str, str | int]:
    """What a message may use: the parameters, and what is made of them (see `text`)."""
    arguments = {name: _plain(value) for name, value in params.items()}
    asset = params.get("asset", params.get("from_asset"))
    for name, value in params.items():
        stem, _, unit = name.rpartition("_")
        if isinstance(value, int):
            if unit == "minor" and isinstance(asset, str):
                arguments[stem] = money_text(value, asset, language)
            elif unit == "s":
                arguments |= {f"{stem}_hours": -(-value // 3600), f"{stem}_minutes": -(-value // 60)}
        elif isinstance(value, str):
            if unit == "asset":
                arguments[name] = asset_text(value, language)
            elif name == "country":
                arguments[name] = _locale(language).territories.get(value, value)
            elif name == "window" and (length := _LENGTH.fullmatch(value)):
                arguments["window_days"] = int(length[1]) // (24 if length[2] == "h" else 1)
    return arguments


def _plain(value: Param) -> str | int:
    if isinstance(value, int):
        return int(value)
    return "" if value is None else str(value)[:_LONGEST]


@lru_cache(maxsize=64)
def _locale(language: str) -> Locale:
    return Locale.parse(language if language in _bundles() else FALLBACK_LANGUAGE)


def _money_id(asset: str) -> str:
    return f"money-{asset.lower()}"


def _is_own(asset: str) -> bool:
    """Whether an asset is no currency, and so has its name and plurals in money.ftl."""
    return _bundles()[FALLBACK_LANGUAGE].has_message(_money_id(asset))
