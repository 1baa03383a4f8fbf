"""A player's own limits over the wire."""

from pydantic import Field

from core.accounts.kinds import LimitKind, LimitWindow
from core.accounts.views import LimitView
from core.kernel.money import MAX_MINOR
from webapp_api.schemas.base import Answer, Body, Instant, Money, WholeNumber


class LimitChange(Answer):
    """A raise or a removal that waits for its second yes."""

    amount: Money | None = Field(description="Null: the limit is to be removed.")
    asked_at: Instant
    confirmable_at: Instant = Field(description="From then on it can be confirmed.")


class PlayerLimit(Answer):
    """At most this much of a kind in any stretch of time as long as the window."""

    kind: LimitKind
    window: LimitWindow
    amount: Money
    used: Money = Field(description="What counts against it now; of a net loss below zero for who is ahead.")
    change: LimitChange | None

    @classmethod
    def of(cls, view: LimitView) -> "PlayerLimit":
        def money(minor: int) -> Money:
            return Money(amount=minor, currency=view.name.asset)

        if view.amount_minor is None:
            raise ValueError("not a limit that stands")
        change = None
        if view.pending_since is not None and view.confirmable_at is not None:
            pending = view.pending_amount_minor
            change = LimitChange(
                amount=None if pending is None else money(pending),
                asked_at=view.pending_since,
                confirmable_at=view.confirmable_at,
            )
        return cls(
            kind=view.name.kind,
            window=view.name.window,
            amount=money(view.amount_minor),
            used=money(view.used_minor),
            change=change,
        )


class PlayerLimits(Answer):
    """All limits of the player as they stand."""

    items: list[PlayerLimit]


class LimitAmount(Body):
    """What a limit is set to."""

    amount: WholeNumber = Field(ge=0, le=MAX_MINOR, description="Minor units of the currency.", examples=[10_000])
