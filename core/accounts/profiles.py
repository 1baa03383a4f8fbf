"""From what Telegram says about a person to a stored row, and from there to what its player sees."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlsplit

from core.accounts.kinds import PlayerStatus
from core.accounts.names import MAX_NAME, clean_text, public_name
from core.accounts.rules import language_for
from core.accounts.views import PlayerView, TelegramProfile

_MAX_URL = 500
_MAX_LANGUAGE = 35  # the longest well-formed tag that RFC 5646 asks to store
# every update of a chat asks: activity to the second is not worth a write for each
_ACTIVE_FOR = timedelta(minutes=5)


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


def is_up_to_date(row: Any, said: Mapping[str, Any], now: datetime) -> bool:
    """Whether a row has what Telegram says, and its player was noted as active a moment ago."""
    return now - row.last_active_at < _ACTIVE_FOR and all(getattr(row, name) == said[name] for name in said)


def said_by_telegram(profile: TelegramProfile) -> dict[str, Any]:
    """The columns of a player that Telegram knows, cleaned."""
    return {
        "telegram_id": profile.telegram_id,
        "telegram_username": clean_text(profile.username or "", 32) or None,
        "first_name": clean_text(profile.first_name, MAX_NAME),
        "last_name": clean_text(profile.last_name or "", MAX_NAME),
        "avatar_url": _https_url(profile.photo_url),
        "telegram_language": clean_text(profile.language or "", _MAX_LANGUAGE) or None,
    }


def _https_url(url: str | None) -> str | None:
    """The picture's address if a page may show it. Anything else is left out: a picture is no reason to refuse."""
    if not url or len(url) > _MAX_URL or clean_text(url, _MAX_URL) != url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme == "https" and parts.netloc else None
