"""Orders over the wire."""

from uuid import UUID

from pydantic import Field

from core.orders.models import OrderState, Source
from core.orders.views import OrderView
from webapp_api.schemas.base import Answer, Instant, Money


class Order(Answer):
    """One purchase of the player."""

    id: UUID
    number: str = Field(examples=["TR-7K3Q-9ZP"])
    state: OrderState
    total: Money
    source: Source
    created_at: Instant

    @classmethod
    def of(cls, view: OrderView) -> "Order":
        return cls(
            id=view.id,
            number=view.number,
            state=view.state,
            total=Money(amount=view.total_minor, currency=view.asset),
            source=view.source,
            created_at=view.created_at,
        )
