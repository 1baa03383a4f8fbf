"""Lists of the staff: a command shows the first page, buttons below lead through the others and look again."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from aiogram import Router
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from bot.admin.access import needs
from bot.admin.keyboards import button, close_button, keyboard
from bot.screens import show
from bot.texts import Texts
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.pagination import Excerpt

T = TypeVar("T")
PER_PAGE = 6


class ListPage(CallbackData, prefix="alist"):
    """A page of a list, by its first place; each list has a prefix of its own."""

    offset: int = 0


@dataclass(frozen=True, slots=True)
class Listing(Generic[T]):
    """`heading` is a text that is given the `total`, `nothing` the one of an empty list; `block` says one item."""

    command: str
    permission: str
    page: type[ListPage]
    heading: str
    nothing: str
    read: Callable[[Transaction, Actor, int, int], Awaitable[Excerpt[T]]]
    block: Callable[[Texts, App, T], str]


def listing_router(listing: Listing[T]) -> Router:
    """The command of a list, and its buttons."""
    router = Router(name=f"admin-{listing.command}")
    flags = needs(listing.permission)

    async def begin(message: Message, app: App, admin: Actor, t: Texts) -> None:
        await _show(listing, message, app, admin, t, offset=0)

    async def turn(callback: CallbackQuery, callback_data: ListPage, app: App, admin: Actor, t: Texts) -> None:
        await _show(listing, callback, app, admin, t, offset=callback_data.offset)

    router.message.register(begin, Command(listing.command), flags=flags)
    router.callback_query.register(turn, listing.page.filter(), flags=flags)
    return router


async def _show(
    listing: Listing[T], event: Message | CallbackQuery, app: App, admin: Actor, t: Texts, *, offset: int
) -> None:
    found = await app.transact(lambda tx: listing.read(tx, admin, offset, PER_PAGE))
    blocks: Sequence[str] = [t(listing.heading, total=found.total) if found.total else t(listing.nothing)]
    blocks = [*blocks, *(listing.block(t, app, item) for item in found.items)]
    turns = []
    if offset > 0:
        turns.append(button("◀", listing.page(offset=max(offset - PER_PAGE, 0))))
    if offset + PER_PAGE < found.total:
        turns.append(button("▶", listing.page(offset=offset + PER_PAGE)))
    refresh = button(t.plain("admin-refresh"), listing.page(offset=offset))
    await show(event, "\n\n".join(blocks), keyboard([turns, [refresh, close_button(t)]]))
