"""Words for one reader: texts in their language, money, instants in their time zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from aiogram import html
from aiogram_dialog import DialogManager
from aiogram_dialog.widgets.common import WhenCondition
from aiogram_dialog.widgets.text import Text
from babel.dates import format_date, format_time

from core.accounts.views import PlayerView
from core.kernel.errors import DomainError, Param
from core.kernel.texts import error_text, money_text, text

LANGUAGE_NAMES: Mapping[str, str] = {"en": "English", "ru": "Русский", "tg": "Тоҷикӣ", "th": "ไทย"}
"""Each language by its own name: who cannot read the present one finds theirs."""


@dataclass(frozen=True, slots=True)
class Texts:
    """Bound to a reader's language and time zone."""

    language: str
    time_zone: str | None = None

    @classmethod
    def of(cls, player: PlayerView) -> "Texts":
        """The texts for a player."""
        return cls(player.language, player.time_zone)

    def __call__(self, message_id: str, /, **params: Param) -> str:
        """A message as HTML: what is inserted is escaped, the message's own marks count."""
        return text(self.language, message_id, **{name: _escaped(value) for name, value in params.items()})

    def plain(self, message_id: str, /, **params: Param) -> str:
        """A message without marks: for buttons, toasts and alerts."""
        return text(self.language, message_id, **params)

    def error(self, error: DomainError) -> str:
        """What a refusal means, as HTML."""
        return html.quote(self.plain_error(error))

    def plain_error(self, error: DomainError) -> str:
        """What a refusal means, for an alert."""
        return error_text(error, self.language)

    def money(self, amount_minor: int, asset: str) -> str:
        """An amount as the reader writes it."""
        return money_text(amount_minor, asset, self.language)

    def when(self, instant: datetime) -> str:
        """An instant on the reader's calendar and clock; in UTC, and marked so, for who has no time zone."""
        local = instant.astimezone(ZoneInfo(self.time_zone) if self.time_zone else UTC)
        day = format_date(local, "medium", locale=self.language)
        hour = format_time(local, "short", tzinfo=local.tzinfo, locale=self.language)
        return f"{day}, {hour}" + ("" if self.time_zone else " UTC")

    def countdown(self, now: datetime, instant: datetime) -> str:
        """How long from now until an instant, in the two largest units."""
        minutes = max(0, -int((now - instant).total_seconds() // 60))
        hours, days = minutes // 60, minutes // 1440
        if days:
            return self.plain("common-in-days", days=days, hours=hours % 24)
        if hours:
            return self.plain("common-in-hours", hours=hours, minutes=minutes % 60)
        return self.plain("common-in-minutes", minutes=minutes)

    def of_texts(self, texts: Mapping[str, str]) -> str:
        """The reader's language of a text that an admin wrote in several; English is always there."""
        return texts.get(self.language) or texts["en"]


def _escaped(value: Param) -> Param:
    return html.quote(value) if isinstance(value, str) else value


class Say(Text):
    """A message of locales/ as the text of a window, with what the getter gave as parameters."""

    def __init__(self, message_id: str, when: WhenCondition = None) -> None:
        super().__init__(when)
        self._message_id = message_id

    async def _render_text(self, data: dict[str, Any], manager: DialogManager) -> str:
        t: Texts = manager.middleware_data["t"]
        return t(self._message_id, **_params(data))


class Label(Say):
    """A message of locales/ as the text of a button: without marks."""

    async def _render_text(self, data: dict[str, Any], manager: DialogManager) -> str:
        t: Texts = manager.middleware_data["t"]
        return t.plain(self._message_id, **_params(data))


def _params(data: dict[str, Any]) -> dict[str, Param]:
    return {name: value for name, value in data.items() if value is None or isinstance(value, str | int)}
