"""A player says who and where they are."""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from core.accounts.errors import BirthDateLocked, PlayerBlocked
from core.accounts.kinds import PlayerStatus
from core.accounts.names import check_display_name
from core.accounts.profiles import player_view
from core.accounts.repository import players
from core.accounts.rules import (
    VERIFIED_KYC_LEVEL,
    check_birth_date,
    check_country,
    check_language,
    check_time_zone,
    local_date,
)
from core.accounts.views import PlayerView
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import NotFound


@dataclass(frozen=True, slots=True)
class ProfileChange:
    """New values; None leaves one as it is. A blank `display_name` gives the choice back to the rule."""

    language: str | None = None
    country: str | None = None
    birth_date: date | None = None
    time_zone: str | None = None
    display_name: str | None = None


@allow(player=True)
async def update_profile(tx: Transaction, actor: Actor, change: ProfileChange) -> PlayerView:
    """Write what the player states about themselves.

    Raises InvalidInput (nothing is written then), BirthDateLocked once a document verified the date, PlayerBlocked
    for an account that is shut, NotFound.
    """
    row = (await players.lock(tx, [actor.player_id])).get(actor.player_id)
    if row is None:
        raise NotFound(what="player", id=str(actor.player_id))
    if row.status != PlayerStatus.ACTIVE:
        raise PlayerBlocked
    values = _checked(tx, row, change)
    if not values:
        return player_view(row)
    return player_view(await players.update_player(tx, row.id, values))


def _checked(tx: Transaction, row: Any, change: ProfileChange) -> dict[str, Any]:
    values = {
        field.name: getattr(change, field.name) for field in fields(change) if getattr(change, field.name) is not None
    }
    if change.language is not None:
        check_language(change.language)
    if change.country is not None:
        values["country"] = check_country(change.country)
    if change.time_zone is not None:
        check_time_zone(change.time_zone)
    if change.display_name is not None:
        values["display_name"] = check_display_name(change.display_name) if change.display_name.strip() else None
    if change.birth_date is not None:
        if change.birth_date != row.birth_date and row.kyc_level >= VERIFIED_KYC_LEVEL:
            raise BirthDateLocked
        check_birth_date(change.birth_date, local_date(tx.now, change.time_zone or row.time_zone))
    return values
