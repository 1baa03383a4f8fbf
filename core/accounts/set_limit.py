"""A player limits themselves: stricter at once, laxer after a day and a second yes."""

from dataclasses import asdict, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from core.accounts.errors import LimitChangePending, LimitChangeTooEarly, NoLimitChange, TooManyLimits
from core.accounts.kinds import LimitEvent, LimitKind, LimitWindow
from core.accounts.limits import load_limits
from core.accounts.locking import lock_own_row
from core.accounts.repository import limits
from core.accounts.views import LimitName, LimitView
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.money import check_amount, check_asset

# Time to think again before a limit gets laxer (GLI-19 and the British LCCP ask for 24 hours).
WAIT = timedelta(hours=24)
MAX_LIMITS = 100
"""Of one player: all kinds and windows of eleven assets. Every purchase reads those of its asset."""


def is_stricter(before_minor: int | None, amount_minor: int | None) -> bool:
    """Whether a change of a limit, None being no limit, allows less than before, and so counts at once."""
    return amount_minor is not None and (before_minor is None or amount_minor < before_minor)


@allow(player=True)
async def set_limit(tx: Transaction, actor: Actor, name: LimitName, amount_minor: int | None) -> LimitView:
    """Set, lower, raise or (None) remove a limit of the actor, in minor units.

    A first or lower amount counts at once and cancels a change that waits. A raise or removal waits 24 hours and
    then for `confirm_limit`; the old amount stands until then, and asking for the same again changes nothing. Raises
    LimitChangePending while another one waits already (one per limit), TooManyLimits, InvalidInput, PlayerBlocked.
    """
    check_asset(name.asset)
    if amount_minor is not None:
        check_amount(amount_minor, minimum=0)
    await lock_own_row(tx, actor.player_id)
    before = await _load(tx, actor.player_id, name)
    if amount_minor == before.amount_minor:
        return before
    if is_stricter(before.amount_minor, amount_minor):
        if before.amount_minor is None and len(await limits.all_limits(tx, actor.player_id)) >= MAX_LIMITS:
            raise TooManyLimits(maximum=MAX_LIMITS)
        after = replace(before, amount_minor=amount_minor, pending_amount_minor=None, pending_since=None)
        return await _store(tx, actor.player_id, after, LimitEvent.SET, amount_minor)
    if before.pending_since is not None:
        if amount_minor == before.pending_amount_minor:
            return before
        raise LimitChangePending(**_params(name))
    after = replace(before, pending_amount_minor=amount_minor, pending_since=tx.now)
    return await _store(tx, actor.player_id, after, LimitEvent.REQUESTED, amount_minor)


@allow(player=True)
async def confirm_limit(tx: Transaction, actor: Actor, name: LimitName) -> LimitView:
    """The second yes to a raise or removal, 24 hours after the first at the earliest.

    Raises NoLimitChange, LimitChangeTooEarly with the seconds that are left, InvalidInput, PlayerBlocked.
    """
    await lock_own_row(tx, actor.player_id)
    before, since = await _load_pending(tx, actor.player_id, name)
    left = since + WAIT - tx.now
    if left > timedelta(0):
        raise LimitChangeTooEarly(wait_s=-(-left // timedelta(seconds=1)))
    amount_minor = before.pending_amount_minor
    after = replace(before, amount_minor=amount_minor, pending_amount_minor=None, pending_since=None)
    return await _store(tx, actor.player_id, after, LimitEvent.CONFIRMED, amount_minor)


@allow(player=True)
async def cancel_limit_change(tx: Transaction, actor: Actor, name: LimitName) -> LimitView:
    """Drop a raise or removal that waits; the limit stays as it is. Raises NoLimitChange, InvalidInput,
    PlayerBlocked."""
    await lock_own_row(tx, actor.player_id)
    before, _ = await _load_pending(tx, actor.player_id, name)
    after = replace(before, pending_amount_minor=None, pending_since=None)
    return await _store(tx, actor.player_id, after, LimitEvent.CANCELLED, before.pending_amount_minor)


@allow(player=True)
async def list_limits(tx: Transaction, actor: Actor) -> list[LimitView]:
    """The actor's limits with what is used up of each now, and the changes that wait."""
    rows = await limits.all_limits(tx, actor.player_id)
    book = (await load_limits(tx, [actor.player_id], {row.asset for row in rows}))[actor.player_id]
    views = [_view(LimitName(LimitKind(row.kind), row.asset, LimitWindow(row.window)), row) for row in rows]
    return [
        replace(view, used_minor=book.used(view.name.kind, view.name.asset, view.name.window, tx.now)) for view in views
    ]


def _params(name: LimitName) -> dict[str, str]:
    return {"kind": name.kind, "window": name.window, "asset": name.asset}


def _view(name: LimitName, row: Any | None) -> LimitView:
    if row is None:
        return LimitView(name, None, None, None, None)
    confirmable_at = row.pending_since + WAIT if row.pending_since else None
    return LimitView(name, row.amount_minor, row.pending_amount_minor, row.pending_since, confirmable_at)


async def _load(tx: Transaction, player_id: UUID, name: LimitName) -> LimitView:
    return _view(name, await limits.get_limit(tx, player_id, name))


async def _load_pending(tx: Transaction, player_id: UUID, name: LimitName) -> tuple[LimitView, datetime]:
    """The limit and since when its change waits. Raises NoLimitChange, InvalidInput."""
    check_asset(name.asset)
    view = await _load(tx, player_id, name)
    if view.pending_since is None:
        raise NoLimitChange(**_params(name))
    return view, view.pending_since


async def _store(
    tx: Transaction, player_id: UUID, view: LimitView, event: LimitEvent, amount_minor: int | None
) -> LimitView:
    """Write the limit as it stands now and a line of its history."""
    limit = {"player_id": player_id} | asdict(view.name)
    standing = {
        "amount_minor": view.amount_minor,
        "pending_amount_minor": view.pending_amount_minor,
        "pending_since": view.pending_since,
    }
    await limits.put_limit(tx, limit | standing)
    change = {"id": tx.new_id(), "event": event, "amount_minor": amount_minor, "at": tx.now}
    await limits.insert_change(tx, limit | change)
    return replace(view, confirmable_at=view.pending_since + WAIT if view.pending_since else None)
