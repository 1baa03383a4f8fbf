"""Chances of winning, and where the money of a raffle goes."""

from collections.abc import Iterable
from fractions import Fraction

from core.kernel.money import share_bp
from core.raffles.views import PrizeView, RaffleView


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


def one_in(total: int, winning: int) -> int:
    """One ticket in how many wins, rounded against the player."""
    return -(-total // winning)


def prizes_minor(raffle: RaffleView, gross_minor: int) -> int:
    """What all prizes are worth together at a gross."""
    fixed = sum((prize.value_minor or 0) * prize.winner_count for prize in raffle.prizes)
    return fixed + sum(share_bp(gross_minor, prize.percentage_bp or 0) for prize in raffle.prizes)
