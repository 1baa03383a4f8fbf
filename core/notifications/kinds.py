"""The closed lists of notifications."""

from enum import IntEnum, StrEnum


class Category(StrEnum):
    """What a player switches on and off."""

    MONEY = "money"
    RESULTS = "results"
    DRAWS = "draws"
    WATCHLIST = "watchlist"
    MARKETING = "marketing"
    STAFF = "staff"
    """Of admins alone."""


ESSENTIAL = frozenset({Category.MONEY, Category.RESULTS})
"""What stands in the inbox in any case, and does not wait for the end of quiet hours."""

AT_MOST_ONCE = frozenset({Category.MARKETING})
"""What is not sent again when nobody knows whether it arrived; everything else is."""

UNASKED = frozenset({Category.MARKETING})
"""What nobody gets before they asked for it."""


class Priority(IntEnum):
    """The order of the queue; lower goes first."""

    RESULT = 0
    SUPPORT = 1
    REMINDER = 2
    BROADCAST = 3


class Kind(StrEnum):
    """What a notice says. Its text is the Fluent message `notice-<kind>`."""

    DRAW_SEALED = "draw-sealed"
    DRAW_LOST = "draw-lost"
    DRAW_WON = "draw-won"
    PRIZE_WON = "prize-won"
    PRIZE_PAID = "prize-paid"
    PRIZE_STEPPED_IN = "prize-stepped-in"
    """An alternate has a prize that its winner lost."""
    PRIZE_LOST = "prize-lost"
    RAFFLE_REFUNDED = "raffle-refunded"
    TICKETS_VOIDED = "tickets-voided"
    WALLET_CREDITED = "wallet-credited"
    WATCHED_OPENED = "watched-opened"
    WATCHED_NEARLY_SOLD = "watched-nearly-sold"
    WATCHED_DRAW_SOON = "watched-draw-soon"
    APPROVAL_REQUESTED = "approval-requested"
    APPROVAL_DECIDED = "approval-decided"
    CRITICAL_EVENT = "critical-event"


class Channel(StrEnum):
    TELEGRAM = "telegram"


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    """A call to Telegram is under way, or was when its process died."""
    SENT = "sent"
    FAILED = "failed"
    SKIPPED = "skipped"
    """Switched off, or a later message of its thread stands in its place."""
    UNREACHABLE = "unreachable"
