"""Refusals about raffles and tickets."""

from core.kernel.errors import DomainError


class SoldOut(DomainError):
    """No ticket is left (params: raffle)."""

    code = "sold_out"


class NotEnoughTickets(DomainError):
    """Fewer tickets are left than were asked for (params: raffle, left)."""

    code = "not_enough_tickets"


class SalesEnded(DomainError):
    """The raffle does not sell: not open yet, closed, or past its end of sales (params: raffle)."""

    code = "sales_ended"


class CapReached(DomainError):
    """The player may not hold that many tickets of this raffle (params: cap, held)."""

    code = "cap_reached"


class BeaconNotTrusted(DomainError):
    """The prizes are too high for a beacon that the operator itself keeps."""

    code = "beacon_not_trusted"


class ChannelMissing(DomainError):
    """The prizes are so high that the close record has to be posted in time, and there is no channel for it."""

    code = "channel_missing"


class NoTreeYet(DomainError):
    """No sealed list has these tickets: there is no close record (params: raffle; state, which is "cancelled" where
    there will never be one, "void" where the tickets were taken out before it, else "open")."""

    code = "no_tree_yet"
