"""Shares as people read them."""

from fractions import Fraction

from babel.numbers import format_decimal

from core.kernel.money import BASIS_POINTS

_BAR_BLOCKS = 10
_LEAST_PERCENT = Fraction(1, 100)


def percent_text(share: Fraction, language: str) -> str:
    """A share in percent with as many places as it takes to tell it from nothing: 80 %, 0.8 %, < 0.01 %."""
    percent = share * 100
    if 0 < percent < _LEAST_PERCENT:
        return f"< {format_decimal(0.01, locale=language)}\u00a0%"
    pattern = "#,##0" if percent >= 10 else "0.#" if percent >= 1 else "0.##"
    # never rounded up to a certainty
    shown = min(float(percent), 99.0) if percent < 100 else float(percent)
    return f"{format_decimal(shown, pattern, locale=language)}\u00a0%"


def bar(share: Fraction) -> str:
    """A share as a bar; full only when it is."""
    full = int(share * _BAR_BLOCKS)
    return "▓" * full + "░" * (_BAR_BLOCKS - full)


def percentage_text(basis_points: int, language: str) -> str:
    """Basis points in percent: 12.5 %."""
    return percent_text(Fraction(basis_points, BASIS_POINTS), language)
