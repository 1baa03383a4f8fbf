"""Money is whole minor units of an asset; assets are ISO currencies, Stars (XTR), COIN and CREDIT."""

from dataclasses import dataclass

from babel.numbers import get_currency_precision, list_currencies

from core.kernel.errors import InvalidInput

MAX_MINOR = 2**53 - 1  # every amount survives canonical JSON and a JavaScript number
BASIS_POINTS = 10_000

# Not ISO currencies: Telegram Stars, the platform's coin, and consolation credit (100 = 1 USD) are indivisible.
_OWN_ASSETS = {"XTR": 0, "COIN": 0, "CREDIT": 0}
_CURRENCIES = frozenset(list_currencies())


def check_asset(code: str) -> str:
    """Give `code` back if it names an asset. Raises InvalidInput otherwise."""
    if code not in _OWN_ASSETS and code not in _CURRENCIES:
        raise InvalidInput(field="asset", reason="unknown_asset")
    return code


def exponent(asset: str) -> int:
    """How many decimal places people write for `asset`: 2 for TJS, 0 for JPY and XTR."""
    own = _OWN_ASSETS.get(asset)
    return own if own is not None else get_currency_precision(check_asset(asset))


def check_amount(amount_minor: int, *, field: str = "amount_minor", minimum: int = 1) -> int:
    """Give the amount back if it is a whole number in [minimum, 2^53 - 1]. Raises InvalidInput otherwise."""
    if isinstance(amount_minor, bool) or not isinstance(amount_minor, int):
        raise InvalidInput(field=field, reason="not_an_integer")
    if not minimum <= amount_minor <= MAX_MINOR:
        raise InvalidInput(field=field, reason="out_of_range")
    return amount_minor


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in minor units of one asset; arithmetic across assets is an error."""

    amount_minor: int
    asset: str

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount_minor + self._same(other), self.asset)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount_minor - self._same(other), self.asset)

    def _same(self, other: "Money") -> int:
        if other.asset != self.asset:
            raise ValueError(f"{self.asset} and {other.asset} do not add up")
        return other.amount_minor

    def __str__(self) -> str:
        places = exponent(self.asset)
        if places == 0:
            return f"{self.amount_minor} {self.asset}"
        sign = "-" if self.amount_minor < 0 else ""
        whole, rest = divmod(abs(self.amount_minor), 10**places)
        return f"{sign}{whole}.{rest:0{places}} {self.asset}"


def share_bp(amount_minor: int, basis_points: int) -> int:
    """The share of an amount in basis points, rounded down."""
    return amount_minor * basis_points // BASIS_POINTS


def split_evenly(amount_minor: int, parts: int) -> list[int]:
    """Equal parts that add up to the amount; left-over minor units go to the first parts."""
    base, left_over = divmod(amount_minor, parts)
    return [base + 1] * left_over + [base] * (parts - left_over)
