"""The words of a notice in a player's language: HTML as Telegram takes it, with outside text escaped."""

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_datetime

from core.accounts.rules import DEFAULT_LANGUAGE
from core.kernel.texts import text
from core.notifications.kinds import Kind
from core.notifications.rules import award_id_of, raffle_id_of

_LONGEST_TEXT = 200  # of one value; a message has 4,096
_INSTANT, _COUNTDOWN = "_at", "_countdown"
_OF_APPROVALS = frozenset({Kind.APPROVAL_REQUESTED, Kind.APPROVAL_DECIDED})
_OF_PRIZES = frozenset({Kind.PRIZE_WON, Kind.PRIZE_PAID, Kind.PRIZE_STEPPED_IN, Kind.PRIZE_LOST})
_OF_RAFFLES = frozenset(Kind) - _OF_APPROVALS - {Kind.WALLET_CREDITED}


@dataclass(frozen=True, slots=True)
class Rendered:
    """A text and, where there is something to open, an inline keyboard as the Bot API takes it."""

    text: str
    keyboard: dict[str, Any] | None


def message_id(kind: str) -> str:
    """The Fluent id of a kind's text."""
    return f"notice-{kind}"


def render(
    kind: str, params: Mapping[str, Any], language: str, time_zone: str | None, *, live_times: bool = True
) -> Rendered:
    """A notice for a chat. `live_times` False: without <tg-time>, which servers before Bot API 9.5 refuse."""
    said: dict[str, str | int | None] = {}
    for name, value in params.items():
        if isinstance(value, Mapping):
            said[name] = _escaped(_in_language(value, language))
        elif name.endswith((_INSTANT, _COUNTDOWN)) and isinstance(value, str):
            written = html.escape(when(datetime.fromisoformat(value), language, time_zone), quote=False)
            said[name] = _live(value, written, name) if live_times else written
        elif isinstance(value, str):
            # assets and countries are looked up by their codes, which escaping does not touch
            said[name] = _escaped(value)
        else:
            said[name] = value
    return Rendered(text(language, message_id(kind), **said), _keyboard(kind, params, language))


def when(instant: datetime, language: str, time_zone: str | None) -> str:
    """An instant as people write it, in a zone that is named when it is not the player's own."""
    zone = ZoneInfo(time_zone or "UTC")
    written = format_datetime(instant, "d MMM HH:mm", tzinfo=zone, locale=Locale.parse(language))
    return written if time_zone else f"{written} UTC"


def _live(value: str, written: str, name: str) -> str:
    # Bot API 9.5, "HTML style": the reader's own zone and clock; older apps show the text inside
    shape = "r" if name.endswith(_COUNTDOWN) else "Dt"
    unix = int(datetime.fromisoformat(value).timestamp())
    return f'<tg-time unix="{unix}" format="{shape}">{written}</tg-time>'


def _in_language(texts: Mapping[str, str], language: str) -> str:
    return texts.get(language) or texts.get(DEFAULT_LANGUAGE) or next(iter(texts.values()), "")


def _escaped(outside: str) -> str:
    # shortened first: a cut inside of an escape would be broken HTML
    short = outside if len(outside) <= _LONGEST_TEXT else outside[: _LONGEST_TEXT - 1] + "…"
    return html.escape(short, quote=False)


def _keyboard(kind: str, params: Mapping[str, Any], language: str) -> dict[str, Any] | None:
    if kind in _OF_APPROVALS:
        label, data = text(language, "notice-button-approval"), f"apr:{params['approval_id']}"
    elif kind in _OF_PRIZES and (award_id := award_id_of(params)) is not None:
        label, data = text(language, "notice-button-prize"), f"prz:{award_id}"
    elif kind in _OF_RAFFLES and (raffle_id := raffle_id_of(params)) is not None:
        label, data = text(language, "notice-button-raffle"), f"lot:{raffle_id}"
    else:
        return None
    return {"inline_keyboard": [[{"text": label, "callback_data": data}]]}
