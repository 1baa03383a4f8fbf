"""Admins who started the bot, and what they were told."""

import secrets
from dataclasses import dataclass

from core.access.grant_role import grant_role
from core.access.load_admin import load_admin
from core.access.roles import Role
from core.kernel.actor import SYSTEM, Actor
from core.kernel.context import Context, Transaction
from core.kernel.outbox import deliver_due
from tests.builders.accounts import MadePlayer, make_player
from tests.kernel.helpers import sql


@dataclass(frozen=True, slots=True)
class Colleague:
    """An admin who started the bot: the same Telegram account is a player."""

    actor: Actor
    player: MadePlayer


async def colleague(context: Context, name: str, *roles: Role) -> Colleague:
    player = await make_player(context, telegram_id=secrets.randbelow(2**48) + 1, language="en")

    async def grant(tx: Transaction) -> Actor:
        for role in roles:
            await grant_role(tx, SYSTEM, player.telegram_id, role, name)
        return await load_admin(tx, player.telegram_id)

    return Colleague(await context.transact(grant), player)


async def deliver_events(context: Context) -> None:
    while await deliver_due(context):
        pass


async def told(context: Context, *people: Colleague) -> list[list[str]]:
    """The kinds of each one's notices of the staff, the oldest first."""
    found = [
        await sql(
            context,
            "SELECT kind FROM notifications WHERE player_id = :id AND category = 'staff' ORDER BY id",
            id=one.player.id,
        )
        for one in people
    ]
    return [[row.kind for row in rows] for rows in found]
