"""SQL of shipping addresses."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select, update

from core.accounts.models import Address
from core.kernel.context import Transaction

_TABLE = Address.__table__


async def insert_address(tx: Transaction, values: Mapping[str, Any]) -> Row[Any]:
    return (await tx.execute(insert(Address).values(**values).returning(_TABLE))).one()


async def standing_addresses(tx: Transaction, player_id: UUID) -> list[Row[Any]]:
    """A player's addresses that were not removed: the default one, then the newest first."""
    rows = await tx.execute(
        select(_TABLE)
        .where(Address.player_id == player_id, Address.removed_at.is_(None))
        .order_by(Address.is_default.desc(), Address.id.desc())
    )
    return list(rows)


async def address_by_id(tx: Transaction, address_id: UUID) -> Row[Any] | None:
    """Any address, whoever's it is, and whether or not it was removed."""
    return (await tx.execute(select(_TABLE).where(Address.id == address_id))).one_or_none()


async def set_default(tx: Transaction, player_id: UUID, address_id: UUID) -> None:
    """Two statements, because the unique index looks at each row as it is written."""
    await clear_default(tx, player_id)
    await tx.execute(update(Address).where(Address.id == address_id).values(is_default=True))


async def clear_default(tx: Transaction, player_id: UUID) -> None:
    await tx.execute(update(Address).where(Address.player_id == player_id, Address.is_default).values(is_default=False))


async def mark_removed(tx: Transaction, address_id: UUID) -> None:
    await tx.execute(update(Address).where(Address.id == address_id).values(removed_at=tx.now, is_default=False))


async def blank_addresses(tx: Transaction, player_id: UUID) -> None:
    """Remove a person's addresses and all they say, but for the country."""
    nothing = dict.fromkeys(("recipient", "phone_number", "region", "city", "line1", "line2", "postal_code"), "")
    await tx.execute(
        update(Address).where(Address.player_id == player_id).values(**nothing, is_default=False, removed_at=tx.now)
    )
