"""Pure rules of money: which wallet holds which asset, what is exchanged into what, and how it is rounded."""

from functools import lru_cache

from core.kernel.errors import InvalidInput
from core.kernel.money import check_amount, check_asset
from core.ledger.errors import ExchangeNotAllowed, ExchangeTooSmall
from core.ledger.kinds import WalletType

_NOT_CASH = frozenset({"COIN", "CREDIT", "XTR"})
_WALLET_OF = {"COIN": WalletType.LUCKY_COIN, "CREDIT": WalletType.CREDIT}
MAX_RATE_TERM = 10**12


def is_cash(asset: str) -> bool:
    """Whether an asset is an ISO currency. Raises InvalidInput for what is no asset."""
    return check_asset(asset) not in _NOT_CASH


@lru_cache(maxsize=256)
def wallet_fits(wallet_type: WalletType, asset: str) -> bool:
    """Whether a wallet of this type holds this asset. Raises InvalidInput for what is no asset."""
    match wallet_type:
        case WalletType.BALANCE | WalletType.BONUS:
            return is_cash(asset)
        case WalletType.LUCKY_COIN | WalletType.CREDIT:
            return _WALLET_OF.get(asset) is wallet_type


def check_wallet_asset(wallet_type: WalletType, asset: str) -> None:
    """Raise InvalidInput unless a wallet of this type holds this asset."""
    if not wallet_fits(wallet_type, asset):
        raise InvalidInput(field="asset", reason="not_of_this_wallet")


def exchange_wallet(asset: str) -> WalletType:
    """The player's wallet that an exchange of this asset takes from or adds to; BONUS is never exchanged, because
    that would step around its turnover rule. Raises InvalidInput for an asset that players hold no wallet of.
    """
    if is_cash(asset):
        return WalletType.BALANCE
    if asset not in _WALLET_OF:
        raise InvalidInput(field="asset", reason="no_wallet")
    return _WALLET_OF[asset]


def check_exchange(from_asset: str, to_asset: str) -> None:
    """Raise ExchangeNotAllowed for equal assets and for whatever would turn COIN, CREDIT or XTR into cash, and
    InvalidInput for what is no asset.
    """
    from_cash, to_cash = is_cash(from_asset), is_cash(to_asset)
    if from_asset == to_asset or (to_cash and not from_cash):
        raise ExchangeNotAllowed(from_asset=from_asset, to_asset=to_asset)


def check_rate_term(value: int, field: str) -> None:
    """Raise InvalidInput unless a numerator or denominator is a whole number in [1, 10^12]."""
    if check_amount(value, field=field) > MAX_RATE_TERM:
        raise InvalidInput(field=field, reason="out_of_range")


def convert(from_asset: str, to_asset: str, amount_minor: int, numerator: int, denominator: int) -> int:
    """What an amount buys at a rate, in minor units, rounded down: the player loses less than one.

    Raises ExchangeTooSmall where nothing would be left, InvalidInput beyond 2^53 - 1.
    """
    bought = amount_minor * numerator // denominator
    if bought == 0:
        raise ExchangeTooSmall(from_asset=from_asset, to_asset=to_asset, amount_minor=amount_minor)
    return check_amount(bought)
