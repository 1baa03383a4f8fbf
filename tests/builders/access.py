"""Builders of admins."""

import secrets

from core.access.grant_role import grant_role
from core.access.load_admin import load_admin
from core.access.roles import Role
from core.kernel.actor import SYSTEM, Actor
from core.kernel.context import Context, Transaction


async def make_admin(context: Context, *roles: Role) -> Actor:
    """A new admin with some roles (the owner's where none is named), as the actor that a door passes in."""
    telegram_id = secrets.randbelow(2**48) + 1

    async def make(tx: Transaction) -> Actor:
        for role in roles or (Role.OWNER,):
            await grant_role(tx, SYSTEM, telegram_id, role)
        return await load_admin(tx, telegram_id)

    return await context.transact(make)
