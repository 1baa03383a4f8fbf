"""Storing a rate of exchange."""

from datetime import datetime

from core.access.permissions import RATES_WRITE
from core.audit.record import AuditEntry, record
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import InvalidInput
from core.ledger.repository import reading
from core.ledger.rules import check_exchange, check_rate_term
from core.ledger.views import RateView


@allow(admin=RATES_WRITE)
async def set_rate(
    tx: Transaction,
    actor: Actor,
    from_asset: str,
    to_asset: str,
    *,
    numerator: int,
    denominator: int,
    valid_from: datetime | None = None,
) -> RateView:
    """Let one minor unit of `from_asset` buy numerator / denominator minor units of `to_asset`, from an instant on.

    `valid_from` is now by default and never earlier: a rate is not changed afterwards. Raises ExchangeNotAllowed,
    InvalidInput.
    """
    check_exchange(from_asset, to_asset)
    check_rate_term(numerator, "numerator")
    check_rate_term(denominator, "denominator")
    starts = valid_from or tx.now
    if starts < tx.now:
        raise InvalidInput(field="valid_from", reason="in_the_past")
    rate = RateView(tx.new_id(), from_asset, to_asset, numerator, denominator, starts)
    await reading.add_rate(tx, rate, actor.admin_id)
    record(tx, AuditEntry(actor, "rate.set", "exchange_rate", rate.id, {"from": from_asset, "to": to_asset}))
    return rate
