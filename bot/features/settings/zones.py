"""Time zones as people look for them: by city."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.features.start.countries import zones_of
from core.accounts.rules import time_zones

MOST_FOUND = 8
_USUAL = ("Asia/Dushanbe", "Asia/Bangkok", "Europe/Moscow", "Europe/London", "America/New_York", "UTC")


@dataclass(frozen=True, slots=True)
class Zone:
    """An IANA time zone."""

    name: str

    @property
    def city(self) -> str:
        return self.name.rpartition("/")[2].replace("_", " ")

    def label(self, now: datetime) -> str:
        """The city with its clock at an instant."""
        return f"{self.city} · {now.astimezone(ZoneInfo(self.name)):%H:%M}"


def suggest_zones(country: str | None) -> list[Zone]:
    """The zones of a country where it has a few, else well-known ones."""
    own = zones_of(country) if country else ()
    return [Zone(name) for name in (own[:MOST_FOUND] or _USUAL)]


def find_zones(query: str) -> list[Zone]:
    """Zones whose city begins with or has the words."""
    wanted = " ".join(query.casefold().split())
    fitting = [Zone(name) for name in time_zones() if wanted in Zone(name).city.casefold() and "/" in name]
    return sorted(fitting, key=lambda zone: (not zone.city.casefold().startswith(wanted), zone.name))[:MOST_FOUND]
