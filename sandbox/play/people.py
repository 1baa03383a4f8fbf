"""The people of the demo: admins and any number of players, made once and found again at the next start."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from core.access.grant_role import grant_role
from core.access.load_admin import load_admin
from core.access.roles import Role
from core.accounts.configuration import required_terms
from core.accounts.give_consent import give_consent
from core.accounts.kinds import Document
from core.accounts.register_player import register_player
from core.accounts.update_profile import ProfileChange, update_profile
from core.accounts.views import TelegramProfile
from core.kernel.actor import SYSTEM, Actor
from core.kernel.context import Context, Transaction
from core.ledger.credit import approve_credit, request_credit
from core.ledger.kinds import WalletType
from core.ledger.list_wallets import list_wallets

ASSET = "TJS"
FIRST_ADMIN = 900_001
FIRST_CLERK = 900_101
FIRST_PLAYER = 910_001
_TERMS = b"The sandbox's terms: play money, no prize is real."
_FIRST_NAMES = ("Zarina", "Firuz", "Anahita", "Daler", "Madina", "Rustam", "Nigina", "Sorbon", "Malika", "Jamshed")
_LAST_NAMES = ("Rahimova", "Karimov", "Sharipova", "Nazarov", "Yusufi", "Saidov", "Olimova", "Hakimov", "Azizi")


@dataclass(frozen=True, slots=True)
class DemoPlayer:
    """A scripted player."""

    actor: Actor
    name: str


async def demo_admins(context: Context) -> tuple[Actor, Actor]:
    """Two owners: what needs two people has two."""

    return await _two(context, FIRST_ADMIN, ("Amina (admin)", "Bobur (admin)"), (Role.OWNER,))


async def demo_clerks(context: Context) -> tuple[Actor, Actor]:
    """Two admins without a chat who do what the demo does by itself: Amina and Bobur hear of people's requests only."""
    return await _two(context, FIRST_CLERK, ("Clerk 1", "Clerk 2"), (Role.MANAGER, Role.FINANCE))


async def _two(context: Context, first: int, names: Sequence[str], roles: Sequence[Role]) -> tuple[Actor, Actor]:
    async def make(tx: Transaction) -> tuple[Actor, Actor]:
        for offset, name in enumerate(names):
            for role in roles:
                await grant_role(tx, SYSTEM, first + offset, role, name)
        return await load_admin(tx, first), await load_admin(tx, first + 1)

    return await context.transact(make)


async def demo_player(context: Context, index: int) -> DemoPlayer:
    """The player of a number: registered, adult, resident in Tajikistan, with the terms accepted."""
    first, last = _FIRST_NAMES[index % len(_FIRST_NAMES)], _LAST_NAMES[index % len(_LAST_NAMES)]
    name = f"{first} {last}" if index < len(_FIRST_NAMES) else f"{first} {last} {index + 1}"

    async def make(tx: Transaction) -> DemoPlayer:
        profile = TelegramProfile(FIRST_PLAYER + index, first, name.removeprefix(f"{first} "), language="tg")
        player = await register_player(tx, SYSTEM, profile)
        actor = Actor.player(player.id)
        if player.birth_date is None:
            born = date(1970 + index % 30, 1 + index % 12, 1 + index % 28)
            await update_profile(tx, actor, ProfileChange(country="TJ", birth_date=born, time_zone="Asia/Dushanbe"))
        terms = await required_terms(tx)
        if player.accepted_terms != terms:
            digest = hashlib.sha256(_TERMS).digest()
            await give_consent(tx, actor, Document.TERMS, terms, document_hash=digest, locale="tg")
        return DemoPlayer(actor, name)

    return await context.transact(make)


async def top_up(context: Context, admins: Sequence[Actor], player: DemoPlayer, wanted_minor: int) -> int:
    """Fill a player's BALANCE up to an amount by a credit that one admin asks for and the other approves; gives it."""
    wallets = await context.transact(lambda tx: list_wallets(tx, player.actor))
    held = sum(
        wallet.balance_minor for wallet in wallets if (wallet.wallet_type, wallet.asset) == (WalletType.BALANCE, ASSET)
    )
    missing_minor = wanted_minor - held
    if missing_minor <= 0:
        return 0
    await context.transact(lambda tx: credit(tx, admins, player.actor.player_id, missing_minor))
    return missing_minor


async def credit(tx: Transaction, admins: Sequence[Actor], player_id: UUID, amount_minor: int) -> None:
    """One admin asks for a credit, the other approves it at once, so that nobody else is asked to."""
    asking, approving = admins
    reason = "Play money for the demo"
    request = await request_credit(tx, asking, player_id, WalletType.BALANCE, ASSET, amount_minor, reason)
    await approve_credit(tx, approving, request.id, request.payload_hash)
