"""What a deep link leads to, once its reader has arrived."""

from collections.abc import Awaitable, Callable, Mapping

from aiogram_dialog import DialogManager, StartMode

from bot.states import Home
from core.kernel.links import Link, LinkKind, parse_link

Opener = Callable[[DialogManager, Link], Awaitable[bool]]
"""Opens what a link names, on top of the home screen. False: there is no such thing, or it is not for this reader."""


async def open_payload(manager: DialogManager, payload: str | None) -> None:
    """Show home, or what the start parameter leads to with home beneath; an unknown one is ignored politely."""
    link = parse_link(payload)
    openers: Mapping[LinkKind, Opener] = manager.middleware_data["openers"]
    opener = openers.get(link.kind) if link is not None else None
    if link is None or opener is None or not await opener(manager, link):
        await manager.start(Home.main, mode=StartMode.RESET_STACK)
