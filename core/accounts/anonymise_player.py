"""Erasure of a person in this feature: the row keeps its id, because money and draws refer to it."""

from uuid import UUID

from core.accounts.end_session import revoke_sessions
from core.accounts.kinds import PlayerStatus
from core.accounts.repository import addresses, players
from core.kernel.context import Transaction
from core.kernel.errors import NotFound

_PERSONAL = (
    "telegram_id",
    "telegram_username",
    "avatar_url",
    "telegram_language",
    "display_name",
    "language",
    "country",
    "birth_date",
    "time_zone",
    "phone_number",
    "email",
    "salt_key",
    "session_country",
)


async def anonymise_player(tx: Transaction, player_id: UUID) -> None:
    """Take the person out of a player: names, contacts, addresses, sessions and the salt key. Cannot be undone.

    Called by the erasure of feature `protection`, which checks whether it may be done. A repetition changes
    nothing; the same Telegram account makes a new player afterwards. Raises NotFound.
    """
    row = (await players.lock(tx, [player_id])).get(player_id)
    if row is None:
        raise NotFound(what="player", id=str(player_id))
    if row.status == PlayerStatus.ANONYMISED:
        return
    nothing = dict.fromkeys(_PERSONAL)
    values = {"status": PlayerStatus.ANONYMISED, "anonymised_at": tx.now, "first_name": "", "last_name": ""}
    await players.update_player(tx, player_id, nothing | values)
    await revoke_sessions(tx, player_id)
    await addresses.blank_addresses(tx, player_id)
