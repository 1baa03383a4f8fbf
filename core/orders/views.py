"""What orders tell."""

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from core.orders.models import OrderState, Source


class NewOrder(NamedTuple):
    """An accepted purchase about to be written."""

    id: UUID
    player_id: UUID
    key: str
    input_hash: bytes
    wallet_id: UUID
    total_minor: int
    asset: str
    source: Source


@dataclass(frozen=True, slots=True)
class KnownOrder:
    """What an earlier command under a key left."""

    id: UUID
    input_hash: bytes


@dataclass(frozen=True, slots=True)
class OrderView:
    id: UUID
    number: str
    state: OrderState
    total_minor: int
    asset: str
    source: Source
    created_at: datetime
