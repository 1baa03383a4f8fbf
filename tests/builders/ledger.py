"""Builders of money: given by the real use cases, asked for by one admin and approved by another."""

from typing import Protocol
from uuid import UUID

from core.access.roles import Role
from core.kernel.actor import Actor
from core.kernel.context import Context
from core.ledger.credit import approve_credit, request_credit
from core.ledger.kinds import WalletType
from core.ledger.views import CreditView
from tests.builders.access import make_admin


class HasId(Protocol):
    @property
    def id(self) -> UUID: ...


async def fund(
    context: Context, player: HasId, amount_minor: int, asset: str = "TJS", wallet: WalletType = WalletType.BALANCE
) -> CreditView:
    """Give a player an amount in minor units; the result names the wallet."""
    asking, approving = await two_admins(context)
    request = await context.transact(
        lambda tx: request_credit(tx, asking, player.id, wallet, asset, amount_minor, "for a test")
    )
    return await context.transact(lambda tx: approve_credit(tx, approving, request.id, request.payload_hash))


async def two_admins(context: Context) -> tuple[Actor, Actor]:
    """The owners who stand behind `fund`, made once per context."""
    if "builders.funders" not in context.memory:
        context.memory["builders.funders"] = (
            await make_admin(context, Role.OWNER),
            await make_admin(context, Role.OWNER),
        )
    admins: tuple[Actor, Actor] = context.memory["builders.funders"]
    return admins
