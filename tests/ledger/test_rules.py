"""Which wallet holds what, what is exchanged into what, rounding."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import InvalidInput
from core.ledger.errors import ExchangeNotAllowed, ExchangeTooSmall
from core.ledger.kinds import WalletType
from core.ledger.rules import check_exchange, check_wallet_asset, convert, exchange_wallet


@pytest.mark.parametrize(
    ("wallet_type", "asset"),
    [
        (WalletType.BALANCE, "TJS"),
        (WalletType.BONUS, "USD"),
        (WalletType.LUCKY_COIN, "COIN"),
        (WalletType.CREDIT, "CREDIT"),
    ],
)
def test_a_wallet_holds_its_asset(wallet_type: WalletType, asset: str) -> None:
    check_wallet_asset(wallet_type, asset)


@pytest.mark.parametrize(
    ("wallet_type", "asset"),
    [
        (WalletType.BALANCE, "COIN"),
        (WalletType.BALANCE, "XTR"),
        (WalletType.BONUS, "CREDIT"),
        (WalletType.LUCKY_COIN, "TJS"),
        (WalletType.LUCKY_COIN, "CREDIT"),
        (WalletType.CREDIT, "COIN"),
        (WalletType.BALANCE, "tjs"),
        (WalletType.BALANCE, "QQQ"),
    ],
)
def test_a_wallet_refuses_another_asset(wallet_type: WalletType, asset: str) -> None:
    with pytest.raises(InvalidInput):
        check_wallet_asset(wallet_type, asset)


@pytest.mark.parametrize("from_asset", ["COIN", "CREDIT", "XTR"])
@pytest.mark.parametrize("to_asset", ["TJS", "USD"])
def test_coins_credit_and_stars_never_become_cash(from_asset: str, to_asset: str) -> None:
    with pytest.raises(ExchangeNotAllowed):
        check_exchange(from_asset, to_asset)


def test_what_may_be_exchanged() -> None:
    check_exchange("TJS", "COIN")
    check_exchange("TJS", "USD")
    check_exchange("XTR", "COIN")
    with pytest.raises(ExchangeNotAllowed):
        check_exchange("TJS", "TJS")
    with pytest.raises(InvalidInput):
        check_exchange("QQQ", "COIN")


def test_stars_have_no_wallet_of_players() -> None:
    assert exchange_wallet("COIN") is WalletType.LUCKY_COIN
    assert exchange_wallet("TJS") is WalletType.BALANCE
    with pytest.raises(InvalidInput):
        exchange_wallet("XTR")


@given(amount=st.integers(1, 2**40), numerator=st.integers(1, 10**6), denominator=st.integers(1, 10**6))
def test_rounding_costs_the_player_less_than_one_minor_unit(amount: int, numerator: int, denominator: int) -> None:
    exact = amount * numerator
    if exact < denominator:
        with pytest.raises(ExchangeTooSmall):
            convert("TJS", "COIN", amount, numerator, denominator)
    elif exact // denominator < 2**53:
        bought = convert("TJS", "COIN", amount, numerator, denominator)
        assert 0 <= exact - bought * denominator < denominator
