"""An admin shuts an account, or opens it again."""

from enum import StrEnum
from uuid import UUID

from core.access.permissions import PLAYERS_MANAGE
from core.accounts.end_session import revoke_sessions
from core.accounts.kinds import PlayerStatus
from core.accounts.repository import players
from core.audit.record import AuditEntry, record
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import NotFound, WrongState


class BlockReason(StrEnum):
    """Why an account was shut; a closed list, because the audit log takes no words about a person."""

    FRAUD = "fraud"
    DUPLICATE = "duplicate"
    UNDERAGE = "underage"
    COMPLIANCE = "compliance"
    ABUSE = "abuse"
    OTHER = "other"


@allow(admin=PLAYERS_MANAGE, system=True)
async def block_player(tx: Transaction, actor: Actor, player_id: UUID, reason: BlockReason) -> None:
    """Shut an account: no paid play, no session. Raises NotFound, and WrongState unless it is active."""
    await _change(tx, player_id, PlayerStatus.ACTIVE, PlayerStatus.BLOCKED)
    await revoke_sessions(tx, player_id)
    record(tx, AuditEntry(actor, "player.blocked", "player", player_id, {"reason": reason.value}))


@allow(admin=PLAYERS_MANAGE, system=True)
async def unblock_player(tx: Transaction, actor: Actor, player_id: UUID) -> None:
    """Open a shut account again. Raises NotFound, and WrongState unless it is blocked."""
    await _change(tx, player_id, PlayerStatus.BLOCKED, PlayerStatus.ACTIVE)
    record(tx, AuditEntry(actor, "player.unblocked", "player", player_id))


async def _change(tx: Transaction, player_id: UUID, before: PlayerStatus, after: PlayerStatus) -> None:
    if await players.change_status(tx, player_id, before, after):
        return
    row = await players.get_player(tx, player_id)
    if row is None:
        raise NotFound(what="player", id=str(player_id))
    raise WrongState(what="player", state=row.status)
