"""How long a session lives, and how its words are kept."""

from datetime import datetime, timedelta
from ipaddress import ip_address

from core.accounts.names import clean_text

SESSIONS_ENDED = "player.sessions_ended"
"""An event: a token of this player is worth nothing any more, so that no process may go on believing it."""
IDLE = timedelta(hours=24)
LIFETIME = timedelta(days=30)
TOUCH_EVERY = timedelta(minutes=1)
# An ended session is remembered for longer than any door takes its init-data (one hour), so that a logged-out
# launch string is still known as used.
REMEMBERED = timedelta(hours=24)
_MAX_DEVICE = 100
_MAX_AGENT = 300


def expires_at(created_at: datetime, last_used_at: datetime) -> datetime:
    """24 hours after the last use, 30 days after the login at the latest."""
    return min(last_used_at + IDLE, created_at + LIFETIME)


def session_texts(device: str | None, user_agent: str | None, address: str | None) -> dict[str, str | None]:
    """What a door says about the other side, bounded; an address that is none is left out."""
    return {
        "device": clean_text(device, _MAX_DEVICE) if device else None,
        "user_agent": clean_text(user_agent, _MAX_AGENT) if user_agent else None,
        "address": _address(address),
    }


def _address(address: str | None) -> str | None:
    try:
        return str(ip_address(address)) if address else None
    except ValueError:
        return None
