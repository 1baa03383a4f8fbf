"""Raffles for those who run them: own drafts, one by its number, draws under way, what a cancellation gives back."""

from dataclasses import dataclass
from uuid import UUID

from core.access import permissions
from core.draws.errors import SoftwareDiffers
from core.draws.software import released_sha256
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import NotFound, WrongState
from core.kernel.ids import parse_public_number
from core.kernel.pagination import Excerpt, Page, check_limit, check_offset, decode_cursor, encode_cursor
from core.raffles.models import PREFIX, RaffleState
from core.raffles.repository import reading, staff
from core.raffles.views import RaffleView
from core.raffles.watch import DrawWatch

_CANCELLABLE = (RaffleState.DRAFT, RaffleState.OPEN)


@dataclass(frozen=True, slots=True)
class Cancellation:
    """What cancelling a raffle would do: the money that goes back, in minor units of the raffle's asset."""

    raffle: RaffleView
    refund_minor: int


@allow(admin=permissions.LOTTERIES_CREATE)
async def list_drafts(tx: Transaction, actor: Actor, cursor: str | None = None, limit: int = 20) -> Page[RaffleView]:
    """A page of the actor's own drafts, newest first. Raises InvalidInput."""
    found = await staff.drafts_of(tx, actor.admin_id, decode_cursor(cursor), check_limit(limit) + 1)
    views = await reading.raffles_by_id(tx, found[:limit])
    items = [views[id_] for id_ in found[:limit]]
    return Page(items, encode_cursor(items[-1].id) if len(found) > limit else None)


@allow(admin=permissions.LEDGER_READ)
async def read_any_raffle(tx: Transaction, _actor: Actor, raffle_id: UUID) -> RaffleView:
    """A raffle in any state, drafts too. Raises NotFound."""
    return await _read(tx, raffle_id)


@allow(admin=permissions.LOTTERIES_CANCEL)
async def preview_cancellation(tx: Transaction, _actor: Actor, number: str) -> Cancellation:
    """What cancelling the raffle of a public number would refund now; a sale may still add to it.

    Raises NotFound, and WrongState from the close on.
    """
    parsed = parse_public_number(number)
    raffle_id = await staff.id_of_number(tx, parsed[1]) if parsed is not None and parsed[0] == PREFIX else None
    if raffle_id is None:
        raise NotFound(what="raffle")
    raffle = await _read(tx, raffle_id)
    if raffle.state not in _CANCELLABLE:
        raise WrongState(what="raffle", state=raffle.state)
    return Cancellation(raffle, raffle.gross_minor)


@allow(admin=permissions.LEDGER_READ)
async def watch_draws(tx: Transaction, _actor: Actor, offset: int = 0, limit: int = 8) -> Excerpt[DrawWatch]:
    """Raffles under way, those nearest to their end first. Raises InvalidInput."""
    rows = await staff.running(tx, check_offset(offset), check_limit(limit))
    views = await reading.raffles_by_id(tx, [row.id for row in rows])
    changed = _changed_software()
    draws = [
        DrawWatch(
            views[row.id],
            row.close_hash,
            row.round,
            row.due_at,
            row.stored_at,
            row.revealed_at,
            row.halt_reason,
            changed,
        )
        for row in rows
    ]
    return Excerpt(draws, await staff.count_running(tx))


def _changed_software() -> str | None:
    try:
        released_sha256()
    except SoftwareDiffers as refusal:
        return str(refusal.params["files"])
    return None


async def _read(tx: Transaction, raffle_id: UUID) -> RaffleView:
    raffle = (await reading.raffles_by_id(tx, [raffle_id])).get(raffle_id)
    if raffle is None:
        raise NotFound(what="raffle", id=str(raffle_id))
    return raffle
