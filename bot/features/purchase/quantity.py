"""A number of tickets as people type it."""

from core.raffles.rules import MAX_QUANTITY

_MOST_DIGITS = 9


def parse_quantity(text: str, left: int) -> int | str:
    """The number, or the id of the hint that says what is wrong with it. Digits of any script count."""
    digits = "".join(text.split()).replace("\u2019", "")
    if digits.startswith("-") and digits[1:].isdecimal():
        return "purchase-hint-positive"
    if not digits.isdecimal():
        return "purchase-hint-number"
    if len(digits.lstrip("0")) > _MOST_DIGITS:
        return "purchase-hint-left"
    quantity = int(digits)
    if quantity < 1:
        return "purchase-hint-positive"
    if quantity > left:
        return "purchase-hint-left"
    return "purchase-hint-most" if quantity > MAX_QUANTITY else quantity
