"""The table of Bot API methods; each module of this package fills in its topic."""

from collections.abc import Awaitable, Callable
from inspect import isawaitable
from typing import Any, TypeVar

from sandbox.telegram.args import Args
from sandbox.telegram.errors import BotApiRefusal
from sandbox.telegram.world import World

Handler = Callable[[World, Args], Any | Awaitable[Any]]
H = TypeVar("H", bound=Handler)
METHODS: dict[str, Handler] = {}


def bot_method(name: str) -> Callable[[H], H]:
    """Registers a handler; names are matched without regard to case, as Telegram does."""

    def register(handler: H) -> H:
        METHODS[name.lower()] = handler
        return handler

    return register


async def call(world: World, name: str, args: Args) -> Any:
    """The result of a call. Raises BotApiRefusal."""
    handler = METHODS.get(name.lower())
    if handler is None:
        raise BotApiRefusal(404, "Not Found: method not found")
    result = handler(world, args)
    return await result if isawaitable(result) else result
