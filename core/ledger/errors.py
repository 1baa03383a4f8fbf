"""The ledger's refusals."""

from core.kernel.errors import DomainError


class InsufficientFunds(DomainError):
    """A bounded wallet holds less than is asked for (params: wallet_type, asset, needed_minor, available_minor)."""

    code = "insufficient_funds"


class AlreadyReversed(DomainError):
    """A transfer is reversed once at most, and a reversal never (params: transfer_id)."""

    code = "already_reversed"


class ExchangeNotAllowed(DomainError):
    """These two assets are not exchanged: COIN, CREDIT and XTR never become cash (params: from_asset, to_asset)."""

    code = "exchange_not_allowed"


class NoRate(DomainError):
    """No rate is stored for these two assets yet (params: from_asset, to_asset)."""

    code = "no_rate"


class RateChanged(DomainError):
    """The rate that the player agreed to stands no more (params: rate_id, the rate that stands now)."""

    code = "rate_changed"


class ExchangeTooSmall(DomainError):
    """The amount buys less than one minor unit (params: from_asset, to_asset, amount_minor)."""

    code = "exchange_too_small"
