"""Players for tests, made by the real use cases."""

import hashlib
from dataclasses import dataclass
from datetime import date
from itertools import count
from uuid import UUID

from core.accounts.configuration import required_terms
from core.accounts.give_consent import give_consent
from core.accounts.kinds import Document
from core.accounts.register_player import register_player
from core.accounts.update_profile import ProfileChange, update_profile
from core.accounts.views import TelegramProfile
from core.kernel.actor import SYSTEM, Actor
from core.kernel.context import Context, Transaction

_telegram_ids = count(7_000_001)


@dataclass(frozen=True, slots=True)
class MadePlayer:
    id: UUID
    actor: Actor
    telegram_id: int


async def make_player(
    context: Context,
    *,
    eligible: bool = True,
    telegram_id: int | None = None,
    first_name: str = "Firuz",
    last_name: str | None = "Karimov",
    language: str = "tg",
    country: str = "TJ",
    birth_date: date = date(1990, 5, 17),
    time_zone: str = "Asia/Dushanbe",
) -> MadePlayer:
    """A registered player; `eligible` ones are adult, in an allowed country, and accepted the current terms."""
    telegram_id = telegram_id or next(_telegram_ids)

    async def make(tx: Transaction) -> MadePlayer:
        profile = TelegramProfile(telegram_id, first_name, last_name, None, language)
        player = await register_player(tx, SYSTEM, profile)
        actor = Actor.player(player.id)
        if eligible:
            change = ProfileChange(country=country, birth_date=birth_date, time_zone=time_zone)
            await update_profile(tx, actor, change)
            terms = await required_terms(tx)
            text_hash = hashlib.sha256(b"terms").digest()
            await give_consent(tx, actor, Document.TERMS, terms, document_hash=text_hash, locale=language)
        return MadePlayer(player.id, actor, telegram_id)

    return await context.transact(make)
