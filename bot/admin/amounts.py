"""Numbers, amounts and instants as an admin types them."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from core.kernel.errors import InvalidInput
from core.kernel.money import check_amount, check_asset, exponent

_SPACES = re.compile(r"\s+")
_WHOLE = re.compile(r"[0-9]{1,16}")
_AMOUNT = re.compile(r"([0-9]{1,16})(?:[.,]([0-9]{1,4}))?([A-Za-z]{3,6})?")
_INSTANT_FORMS = ("%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M")


def parse_whole(text: str, field: str) -> int:
    """A whole number; spaces between the digits are ignored. Raises InvalidInput."""
    digits = _SPACES.sub("", text)
    if not _WHOLE.fullmatch(digits):
        raise InvalidInput(field=field, reason="not_an_integer")
    return int(digits)


def parse_amount(text: str, field: str, asset: str | None = None) -> tuple[int, str]:
    """An amount such as `2.50 TJS` in minor units, with its asset; `asset` is the one meant where none is typed.

    Raises InvalidInput, also for another asset than the one that is meant.
    """
    match = _AMOUNT.fullmatch(_SPACES.sub("", text))
    if match is None:
        raise InvalidInput(field=field, reason="malformed")
    typed = match[3].upper() if match[3] else asset
    if typed is None:
        raise InvalidInput(field="asset", reason="missing")
    if check_asset(typed) != (asset or typed):
        raise InvalidInput(field="asset", reason="product_value")
    places = exponent(typed)
    decimals = match[2] or ""
    if len(decimals) > places:
        raise InvalidInput(field=field, reason="malformed")
    return check_amount(int(match[1] + decimals.ljust(places, "0")), field=field), typed


def parse_instant(text: str, time_zone: str | None) -> datetime:
    """A date and a time on the admin's clock, as an instant; UTC for who has no time zone. Raises InvalidInput."""
    spaced = _SPACES.sub(" ", text.strip())
    zone = ZoneInfo(time_zone) if time_zone else UTC
    for form in _INSTANT_FORMS:
        try:
            return datetime.strptime(spaced, form).replace(tzinfo=zone).astimezone(UTC)
        except (ValueError, OverflowError):
            continue
    raise InvalidInput(field="sales_end_at", reason="malformed")
