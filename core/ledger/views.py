"""What the ledger tells: frozen results, amounts in minor units."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from core.ledger.kinds import HouseAccount, TransferKind, WalletType


@dataclass(frozen=True, slots=True)
class WalletView:
    """One wallet of a player."""

    id: UUID
    wallet_type: WalletType
    asset: str
    balance_minor: int


@dataclass(frozen=True, slots=True)
class StatementLine:
    """One transfer as its wallet sees it: the amount is negative for money that left."""

    id: UUID
    at: datetime
    amount_minor: int
    asset: str
    kind: TransferKind
    reference_type: str
    reference_id: UUID
    balance_before_minor: int
    balance_after_minor: int


@dataclass(frozen=True, slots=True)
class RateView:
    """A stored rate: one minor unit of `from_asset` buys numerator / denominator of `to_asset`."""

    id: UUID
    from_asset: str
    to_asset: str
    numerator: int
    denominator: int
    valid_from: datetime


@dataclass(frozen=True, slots=True)
class Quote:
    """What an exchange would give at the present rate."""

    rate: RateView
    from_minor: int
    to_minor: int


@dataclass(frozen=True, slots=True)
class ExchangeView:
    """A finished exchange with the rate it used."""

    id: UUID
    rate_id: UUID
    from_asset: str
    to_asset: str
    from_minor: int
    to_minor: int
    numerator: int
    denominator: int

    def stored(self) -> dict[str, Any]:
        """The form that stays under the command's key."""
        return {name: _plain(getattr(self, name)) for name in self.__slots__}

    @classmethod
    def from_stored(cls, result: dict[str, Any]) -> "ExchangeView":
        return cls(**result | {"id": UUID(result["id"]), "rate_id": UUID(result["rate_id"])})


def _plain(value: UUID | str | int) -> str | int:
    return str(value) if isinstance(value, UUID) else value


@dataclass(frozen=True, slots=True)
class CreditView:
    """An admin's credit that was carried out."""

    approval_id: UUID
    transfer_id: UUID
    wallet_id: UUID
    balance_minor: int


@dataclass(frozen=True, slots=True)
class HouseBalance:
    """The balance of a house wallet; below zero where the house paid out more than it took in."""

    wallet_id: UUID
    account: HouseAccount
    asset: str
    balance_minor: int


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that does not add up: which check, of what, what it should be and what it is."""

    check: str
    subject: str
    expected: int | str | None
    actual: int | str | None
