"""A person starts the bot or opens the mini-app: the first time makes a player, what is new refreshes the profile."""

import secrets
from typing import Any

from core.accounts.kinds import PlayerStatus
from core.accounts.names import clean_text
from core.accounts.profiles import is_up_to_date, player_view, said_by_telegram
from core.accounts.repository import players
from core.accounts.views import PlayerView, TelegramProfile
from core.kernel.actor import Actor, allow
from core.kernel.base import encryption_context
from core.kernel.context import Transaction
from core.kernel.errors import InvalidInput

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_LENGTH = 10  # 50 random bits: ten million players collide once in a hundred million registrations
_MAX_TELEGRAM_ID = 2**52  # "at most 52 significant bits" (Bot API, User)


@allow(system=True)
async def register_player(
    tx: Transaction, actor: Actor, profile: TelegramProfile, *, referral_code: str | None = None
) -> PlayerView:
    """Make the player of a Telegram account, or refresh what Telegram says about them; the same player every time.

    Where that is what is stored, and the player was noted as active a moment ago, nothing is written or locked.
    What the player chose (language, shown name and so on) stays. `referral_code` counts at the first time only, and
    an unknown one does no harm. Raises InvalidInput for an impossible Telegram id.
    """
    if not 0 < profile.telegram_id < _MAX_TELEGRAM_ID:
        raise InvalidInput(field="telegram_id", reason="out_of_range")
    said = said_by_telegram(profile)
    known = await players.find_by_telegram_id(tx, profile.telegram_id)
    if known is not None and is_up_to_date(known, said, tx.now):
        return player_view(known)
    fresh = _new_row(tx) | said
    if known is None and referral_code:
        # only an insert takes it, so nobody who has a code can refer themselves
        fresh["referred_by_id"] = await players.find_referrer(tx, clean_text(referral_code, _CODE_LENGTH).upper())
    # known or not: somebody else may have made the player, or blanked the row, since it was read
    row = await players.upsert_player(tx, fresh)
    return player_view(row, is_new=row.is_new)


def _new_row(tx: Transaction) -> dict[str, Any]:
    player_id = tx.new_id()
    salt_key = tx.keys.encrypt(secrets.token_bytes(32), encryption_context("players", "salt_key", player_id))
    return {
        "id": player_id,
        "status": PlayerStatus.ACTIVE,
        "kyc_level": 0,
        "two_factor_enabled": False,
        "referral_code": "".join(secrets.choice(_ALPHABET) for _ in range(_CODE_LENGTH)),
        "salt_key": salt_key,
        "last_active_at": tx.now,
        "created_at": tx.now,
        "updated_at": tx.now,
    }
