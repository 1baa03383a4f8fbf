"""From a stored row to what its player sees."""

from typing import Any

from core.accounts.kinds import PlayerStatus
from core.accounts.names import public_name
from core.accounts.rules import language_for
from core.accounts.views import PlayerView


def player_view(row: Any, *, is_new: bool = False) -> PlayerView:
    """A row of `players` as its own player's profile."""
    return PlayerView(
        id=row.id,
        telegram_id=row.telegram_id,
        username=row.telegram_username,
        first_name=row.first_name,
        last_name=row.last_name,
        public_name=public_name(row.display_name, row.first_name, row.last_name, row.referral_code),
        avatar_url=row.avatar_url,
        language=language_for(row.language, row.telegram_language),
        country=row.country,
        birth_date=row.birth_date,
        time_zone=row.time_zone,
        status=PlayerStatus(row.status),
        kyc_level=row.kyc_level,
        accepted_terms=row.accepted_terms,
        referral_code=row.referral_code,
        referred_by_id=row.referred_by_id,
        created_at=row.created_at,
        is_new=is_new,
    )
