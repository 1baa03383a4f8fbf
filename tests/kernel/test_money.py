"""Money in whole minor units."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.kernel.errors import InvalidInput
from core.kernel.money import MAX_MINOR, Money, check_amount, check_asset, exponent, share_bp, split_evenly

AMOUNTS = st.integers(0, MAX_MINOR)


@pytest.mark.parametrize(
    ("asset", "places"), [("TJS", 2), ("USD", 2), ("JPY", 0), ("KWD", 3), ("XTR", 0), ("COIN", 0), ("CREDIT", 0)]
)
def test_assets_have_their_decimal_places(asset: str, places: int) -> None:
    assert check_asset(asset) == asset
    assert exponent(asset) == places


@pytest.mark.parametrize("asset", ["", "tjs", "XXXX", "BTC!", "COINS"])
def test_an_unknown_asset_is_refused(asset: str) -> None:
    for use in (check_asset, exponent):
        with pytest.raises(InvalidInput):
            use(asset)


@pytest.mark.parametrize("amount", [1, 5, MAX_MINOR])
def test_an_amount_within_bounds_is_given_back(amount: int) -> None:
    assert check_amount(amount) == amount
    assert check_amount(0, minimum=0) == 0


@pytest.mark.parametrize("amount", [0, -1, MAX_MINOR + 1, 1.0, float("nan"), "1", True, None])
def test_another_amount_is_refused_with_the_field(amount: object) -> None:
    with pytest.raises(InvalidInput) as refusal:
        check_amount(amount, field="price_minor")  # type: ignore[arg-type]
    assert refusal.value.params["field"] == "price_minor"


def test_arithmetic_stays_within_an_asset() -> None:
    assert Money(5, "TJS") + Money(7, "TJS") == Money(12, "TJS")
    assert Money(5, "TJS") - Money(7, "TJS") == Money(-2, "TJS")
    for use in (Money.__add__, Money.__sub__):
        with pytest.raises(ValueError, match="do not add up"):
            use(Money(5, "TJS"), Money(5, "USD"))


@pytest.mark.parametrize(
    ("money", "text"),
    [
        (Money(123456, "TJS"), "1234.56 TJS"),
        (Money(5, "USD"), "0.05 USD"),
        (Money(-5, "USD"), "-0.05 USD"),
        (Money(-1234, "KWD"), "-1.234 KWD"),
        (Money(50, "XTR"), "50 XTR"),
    ],
)
def test_money_is_written_exactly(money: Money, text: str) -> None:
    assert str(money) == text


@given(AMOUNTS, st.integers(1, 500))
def test_even_parts_add_up_and_differ_by_one_unit_at_most(amount: int, parts: int) -> None:
    split = split_evenly(amount, parts)
    assert sum(split) == amount
    assert len(split) == parts
    assert max(split) - min(split) <= 1
    assert split == sorted(split, reverse=True)


@given(AMOUNTS, st.integers(0, 10_000))
def test_a_share_is_rounded_down_and_never_exceeds_the_whole(amount: int, basis_points: int) -> None:
    share = share_bp(amount, basis_points)
    assert share * 10_000 <= amount * basis_points < (share + 1) * 10_000
    assert share + share_bp(amount, 10_000 - basis_points) <= amount
