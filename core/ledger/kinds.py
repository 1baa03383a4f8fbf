"""The words of the ledger: kinds of wallets, their accounts, kinds of transfers."""

from enum import StrEnum


class WalletKind(StrEnum):
    PLAYER = "player"
    HOUSE = "house"
    ESCROW = "escrow"


class WalletType(StrEnum):
    """A player's wallets by the origin of what they hold."""

    BALANCE = "BALANCE"
    """Cash, withdrawable."""
    BONUS = "BONUS"
    """Cash under a turnover rule."""
    LUCKY_COIN = "LUCKY_COIN"
    CREDIT = "CREDIT"
    """Consolation: 100 = 1 USD."""


class HouseAccount(StrEnum):
    """The platform's own wallets, one per asset each; they may be below zero."""

    REVENUE = "revenue"
    SERVICE_FEE = "service_fee"
    PROVIDER_COST = "provider_cost"
    COMMISSION = "commission"
    PRIZE_PAYABLE = "prize_payable"
    BONUS_EXPENSE = "bonus_expense"
    EXCHANGE = "exchange"
    ROUNDING = "rounding"
    CREDIT_FUNDING = "credit_funding"
    UNCLAIMED = "unclaimed"
    """Prizes that nobody is left to claim, kept apart from what is owed and from what was earned."""


ESCROW_ACCOUNT = "escrow"


class TransferKind(StrEnum):
    ADMIN_CREDIT = "admin_credit"
    EXCHANGE = "exchange"
    SALE = "sale"
    REFUND = "refund"
    REVENUE = "revenue"
    PRIZE_FUND = "prize_fund"
    PRIZE = "prize"
    PRIZE_UNCLAIMED = "prize_unclaimed"
    REVERSAL = "reversal"
