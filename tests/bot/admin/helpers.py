"""People of the staff, and what tests of their commands share."""

from typing import Any

from core.access.grant_role import grant_role
from core.access.roles import Role
from core.app import App
from core.kernel.actor import SYSTEM
from core.kernel.clock import ManualClock
from core.kernel.context import Transaction
from tests.bot.harness import Chat, World
from tests.builders.raffles import TestBeacon


async def staff(world: World, *roles: Role, name: str = "Anna") -> Chat:
    """An admin with some roles, with a private chat in English."""
    chat = world.chat(name)

    async def grant(tx: Transaction) -> None:
        for role in roles:
            await grant_role(tx, SYSTEM, chat.telegram_id, role, name)

    await world.app.transact(grant)
    return chat


def with_beacon(world: World, clock: ManualClock) -> TestBeacon:
    """Give the bot's application a beacon in this process."""
    beacon = TestBeacon(clock)
    source: Any = beacon
    app: App = world.app
    app.source = source
    return beacon


async def fill_form(chat: Chat, *, title: str = "Evening lottery", price: str = "2.00 TJS", prize: str = "15") -> Chat:
    """All questions of /new up to the preview: ten tickets, drawn when sold out."""
    await chat.send("/new")
    await chat.send(title)
    for _ in range(3):
        await chat.press("Skip")
    await chat.send(price)
    await chat.send("10")
    await chat.press("Money")
    await chat.send(prize)
    await chat.press("Skip")
    await chat.press("When all tickets are sold")
    await chat.press("Skip")
    return chat
