"""Locking players: their rows stand for everything that is counted per player."""

from collections.abc import Iterable
from uuid import UUID

from core.accounts.configuration import ALLOWED_COUNTRIES, DENIED_COUNTRIES, MINIMUM_AGES
from core.accounts.errors import PlayerBlocked
from core.accounts.kinds import PlayerStatus
from core.accounts.repository import players
from core.accounts.rules import country_access, language_for, minimum_age
from core.accounts.views import LockedPlayer
from core.audit.configuration import read_config
from core.kernel.context import Transaction
from core.kernel.errors import NotFound


async def lock_players(tx: Transaction, player_ids: Iterable[UUID]) -> dict[UUID, LockedPlayer]:
    """Lock players (class PLAYER, in the order of their ids) and give what the rules of a purchase ask.

    One statement, beside the configuration of countries and ages, which is cached. Unknown ids are left out.
    """
    denied = await read_config(tx, DENIED_COUNTRIES)
    allowed = await read_config(tx, ALLOWED_COUNTRIES)
    ages = await read_config(tx, MINIMUM_AGES)
    rows = await players.lock_for_play(tx, set(player_ids))
    return {
        id_: LockedPlayer(
            id_,
            PlayerStatus(status),
            language_for(language, spoken),
            country,
            country_access(country, denied, allowed),
            minimum_age(country, ages),
            birth_date,
            time_zone,
            terms,
            kyc_level,
            salt_key,
        )
        for id_, status, language, spoken, country, birth_date, time_zone, terms, kyc_level, salt_key in rows
    }


async def lock_own_row(tx: Transaction, player_id: UUID) -> LockedPlayer:
    """Lock the acting player. Raises NotFound, and PlayerBlocked for an account that is shut."""
    locked = (await lock_players(tx, [player_id])).get(player_id)
    if locked is None:
        raise NotFound(what="player", id=str(player_id))
    if locked.status is not PlayerStatus.ACTIVE:
        raise PlayerBlocked
    return locked
