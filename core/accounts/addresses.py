"""A player's address book."""

from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from core.accounts.address_rules import FIELDS, MAX_ADDRESSES, AddressInput, check_address
from core.accounts.errors import TooManyAddresses
from core.accounts.locking import lock_own_row
from core.accounts.repository import addresses
from core.accounts.views import AddressView
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import NotFound


@allow(player=True)
async def add_address(
    tx: Transaction, actor: Actor, address: AddressInput, *, make_default: bool = False
) -> AddressView:
    """Keep an address of the actor; the first one is the default, and the same one again is the one that stands.

    Raises InvalidInput, TooManyAddresses.
    """
    checked = check_address(address)
    await lock_own_row(tx, actor.player_id)
    standing = await addresses.standing_addresses(tx, actor.player_id)
    for row in standing:
        if all(getattr(row, field) == getattr(checked, field) for field in FIELDS):
            if make_default and not row.is_default:
                await addresses.set_default(tx, actor.player_id, row.id)
            return replace(_view(row), is_default=make_default or row.is_default)
    if len(standing) >= MAX_ADDRESSES:
        raise TooManyAddresses(maximum=MAX_ADDRESSES)
    is_default = make_default or not standing
    if is_default:
        await addresses.clear_default(tx, actor.player_id)
    row = await addresses.insert_address(
        tx,
        asdict(checked)
        | {"id": tx.new_id(), "player_id": actor.player_id, "is_default": is_default, "created_at": tx.now},
    )
    return _view(row)


async def get_address(tx: Transaction, player_id: UUID, address_id: UUID) -> AddressView:
    """One address of a player. Raises NotFound for a removed or another player's one."""
    for row in await addresses.standing_addresses(tx, player_id):
        if row.id == address_id:
            return _view(row)
    raise NotFound(what="address", id=str(address_id))


async def read_address(tx: Transaction, address_id: UUID) -> AddressView:
    """An address that something refers to, also one that was taken out of the book. Raises NotFound."""
    row = await addresses.address_by_id(tx, address_id)
    if row is None:
        raise NotFound(what="address", id=str(address_id))
    return _view(row)


@allow(player=True)
async def list_addresses(tx: Transaction, actor: Actor) -> list[AddressView]:
    """The actor's addresses: the default one, then the newest first."""
    return [_view(row) for row in await addresses.standing_addresses(tx, actor.player_id)]


@allow(player=True)
async def set_default_address(tx: Transaction, actor: Actor, address_id: UUID) -> None:
    """Make an address the one that is offered first. Raises NotFound for a removed or another player's one."""
    await _find(tx, actor.player_id, address_id)
    await addresses.set_default(tx, actor.player_id, address_id)


@allow(player=True)
async def remove_address(tx: Transaction, actor: Actor, address_id: UUID) -> None:
    """Take an address out of the book; parcels that went there keep it. The newest one left becomes the default.

    Raises NotFound for a removed or another player's one.
    """
    standing = await _find(tx, actor.player_id, address_id)
    await addresses.mark_removed(tx, address_id)
    left = [row for row in standing if row.id != address_id]
    if left and not any(row.is_default for row in left):
        await addresses.set_default(tx, actor.player_id, left[0].id)


async def _find(tx: Transaction, player_id: UUID, address_id: UUID) -> list[Any]:
    """The player's addresses, under the player's lock, if the wanted one is among them."""
    await lock_own_row(tx, player_id)
    standing = await addresses.standing_addresses(tx, player_id)
    if all(row.id != address_id for row in standing):
        raise NotFound(what="address", id=str(address_id))
    return standing


def _view(row: Any) -> AddressView:
    return AddressView(**{name: getattr(row, name) for name in AddressView.__slots__})
