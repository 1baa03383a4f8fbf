"""Amounts as people type them."""

import re

from core.kernel.money import MAX_MINOR, exponent

_AMOUNT = re.compile(r"(\d{1,15})(?:[.,](\d{1,6}))?")


def parse_amount(text: str, asset: str, least_minor: int = 1) -> int | None:
    """Minor units of an asset from `12`, `12.5`, `12,50`, `1 200` or, with its code, `12 TJS`.

    None for what is no such amount, or less than `least_minor`.
    """
    match = _AMOUNT.fullmatch("".join(text.split()).upper().removeprefix(asset).removesuffix(asset))
    if match is None:
        return None
    places, decimals = exponent(asset), (match[2] or "").rstrip("0")
    if len(decimals) > places:
        return None
    # int() reads the digits of every script
    amount_minor = int(match[1]) * 10**places + int(decimals.ljust(places, "0") or 0)
    return amount_minor if least_minor <= amount_minor <= MAX_MINOR else None
