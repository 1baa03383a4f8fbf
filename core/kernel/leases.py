"""Leases: work for one process at a time, without session locks."""

from datetime import timedelta

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert

from core.kernel.context import Transaction
from core.kernel.models import Lease


async def acquire_lease(tx: Transaction, name: str, holder: str, ttl_s: int) -> bool:
    """Take or extend a lease. False: somebody else holds it."""
    until = tx.now + timedelta(seconds=ttl_s)
    row = insert(Lease).values(name=name, holder=holder, until=until)
    taken = await tx.execute(
        row.on_conflict_do_update(
            index_elements=[Lease.name],
            set_={"holder": holder, "until": until},
            where=(Lease.holder == holder) | (Lease.until <= tx.now),
        )
    )
    return taken.rowcount == 1


async def release_lease(tx: Transaction, name: str, holder: str) -> None:
    """Give a lease back; nothing happens if somebody else holds it by now."""
    await tx.execute(delete(Lease).where(Lease.name == name, Lease.holder == holder))


async def forget_leases(tx: Transaction) -> int:
    """Delete leases that ran out a day ago; give how many went."""
    gone = await tx.execute(delete(Lease).where(Lease.until < tx.now - timedelta(days=1)))
    return gone.rowcount
