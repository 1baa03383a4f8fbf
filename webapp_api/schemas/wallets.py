"""Wallets, statements and exchanges over the wire."""

from uuid import UUID

from pydantic import Field

from core.kernel.money import MAX_MINOR
from core.ledger.kinds import TransferKind, WalletType
from core.ledger.views import ExchangeView, Quote, RateView, StatementLine, WalletView
from webapp_api.schemas.base import Answer, Body, Instant, Money, WholeNumber


class Wallet(Answer):
    """One wallet of the player."""

    id: UUID
    type: WalletType
    balance: Money

    @classmethod
    def of(cls, view: WalletView) -> "Wallet":
        balance = Money(amount=view.balance_minor, currency=view.asset)
        return cls(id=view.id, type=view.wallet_type, balance=balance)


class Wallets(Answer):
    """All wallets of the player, oldest first."""

    items: list[Wallet]


class Transaction(Answer):
    """One line of a wallet's statement; the amount is below zero for money that left."""

    id: UUID
    at: Instant
    kind: TransferKind
    amount: Money
    balance_before: Money
    balance_after: Money
    reference_type: str
    reference_id: UUID

    @classmethod
    def of(cls, line: StatementLine) -> "Transaction":
        def money(minor: int) -> Money:
            return Money(amount=minor, currency=line.asset)

        return cls(
            id=line.id,
            at=line.at,
            kind=line.kind,
            amount=money(line.amount_minor),
            balance_before=money(line.balance_before_minor),
            balance_after=money(line.balance_after_minor),
            reference_type=line.reference_type,
            reference_id=line.reference_id,
        )


class ExchangeRate(Answer):
    """One minor unit of `from_currency` buys numerator / denominator minor units of `to_currency`."""

    id: UUID
    from_currency: str
    to_currency: str
    numerator: int
    denominator: int
    valid_from: Instant

    @classmethod
    def of(cls, view: RateView) -> "ExchangeRate":
        return cls(
            id=view.id,
            from_currency=view.from_asset,
            to_currency=view.to_asset,
            numerator=view.numerator,
            denominator=view.denominator,
            valid_from=view.valid_from,
        )


class ExchangeRates(Answer):
    """The present rate of every pair that is exchanged."""

    items: list[ExchangeRate]


class ExchangeQuote(Answer):
    """What an exchange would give now, rounded down."""

    rate_id: UUID
    gives: Money
    takes: Money

    @classmethod
    def of(cls, quote: Quote) -> "ExchangeQuote":
        return cls(
            rate_id=quote.rate.id,
            gives=Money(amount=quote.from_minor, currency=quote.rate.from_asset),
            takes=Money(amount=quote.to_minor, currency=quote.rate.to_asset),
        )


class NewExchange(Body):
    """One currency into another, at the stored rate."""

    from_currency: str = Field(max_length=16, examples=["TJS"])
    to_currency: str = Field(max_length=16, examples=["COIN"])
    amount: WholeNumber = Field(ge=1, le=MAX_MINOR, description="Minor units of `from_currency`.", examples=[500])
    rate_id: UUID | None = Field(None, description="The rate that was shown; refused where another one stands by now.")


class Exchange(Answer):
    """A finished exchange with the rate that it used."""

    id: UUID
    rate_id: UUID
    gave: Money
    took: Money
    numerator: int
    denominator: int

    @classmethod
    def of(cls, view: ExchangeView) -> "Exchange":
        return cls(
            id=view.id,
            rate_id=view.rate_id,
            gave=Money(amount=view.from_minor, currency=view.from_asset),
            took=Money(amount=view.to_minor, currency=view.to_asset),
            numerator=view.numerator,
            denominator=view.denominator,
        )
