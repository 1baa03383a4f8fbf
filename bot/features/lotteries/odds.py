"""Chances and shares, as people read them."""

from collections.abc import Iterable
from fractions import Fraction

from babel.numbers import format_decimal

from core.kernel.money import BASIS_POINTS, share_bp
from core.raffles.views import PrizeView, RaffleView

_BAR_BLOCKS = 10
_LEAST_PERCENT = Fraction(1, 100)


def winners(prizes: Iterable[PrizeView]) -> int:
    """How many tickets win."""
    return sum(prize.winner_count for prize in prizes)


def chance(held: int, total: int, winning: int) -> Fraction:
    """The chance that at least one of `held` tickets is among `winning` different ones drawn from `total`."""
    if held <= 0 or winning <= 0:
        return Fraction(0)
    if held + winning > total:
        return Fraction(1)
    # the smaller of both makes the shorter product: the formula is the same with them exchanged
    few, many = sorted((held, winning))
    # digits that nobody sees are not carried along
    missed = 1.0
    for drawn in range(few):
        missed *= (total - many - drawn) / (total - drawn)
    return 1 - Fraction(missed)


def percent_text(share: Fraction, language: str) -> str:
    """A share in percent with as many places as it takes to tell it from nothing: 80 %, 0.8 %, < 0.01 %."""
    percent = share * 100
    if 0 < percent < _LEAST_PERCENT:
        return f"< {format_decimal(0.01, locale=language)}\u00a0%"
    pattern = "#,##0" if percent >= 10 else "0.#" if percent >= 1 else "0.##"
    # never rounded up to a certainty
    shown = min(float(percent), 99.0) if percent < 100 else float(percent)
    return f"{format_decimal(shown, pattern, locale=language)}\u00a0%"


def one_in(total: int, winning: int) -> int:
    """One ticket in how many wins, rounded against the player."""
    return -(-total // winning)


def bar(share: Fraction) -> str:
    """A share as a bar; full only when it is."""
    full = int(share * _BAR_BLOCKS)
    return "▓" * full + "░" * (_BAR_BLOCKS - full)


def prizes_minor(raffle: RaffleView, gross_minor: int) -> int:
    """What all prizes are worth together at a gross."""
    fixed = sum((prize.value_minor or 0) * prize.winner_count for prize in raffle.prizes)
    return fixed + sum(share_bp(gross_minor, prize.percentage_bp or 0) for prize in raffle.prizes)


def percentage_text(basis_points: int, language: str) -> str:
    """Basis points in percent: 12.5 %."""
    return percent_text(Fraction(basis_points, BASIS_POINTS), language)
