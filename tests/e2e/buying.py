"""Players on the way through a purchase in the chat."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

from sqlalchemy import text

from core.kernel.context import Context
from tests.concurrency.crowd import one_of, until
from tests.e2e.chat import Button, Person
from tests.e2e.relay import Call, call_of

SCREENS = ("View and buy", "5 tickets", "Pay", "More tickets")
"""List, card, confirmation and receipt, each by the label of its button that leads on."""
LIST, CARD, CONFIRMATION, RECEIPT = range(4)
QUANTITY, PRICE_MINOR = 5, 200
COST_MINOR = QUANTITY * PRICE_MINOR

_ARE_WAITING = (
    "SELECT count(*) >= :number FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
)


@dataclass
class Buyer:
    """A player who keeps every button that they pressed."""

    person: Person
    screen: int = LIST
    """The screen that they asked for last, or will ask for next."""
    pressed: list[Button] = field(default_factory=list)

    @property
    def drawing(self) -> Callable[[Call], bool]:
        """The call that shows the screen."""
        return call_of("editMessageText" if self.screen else "sendMessage", self.person.telegram_id)

    async def ask(self) -> str | None:
        """Do what leads to the screen; gives the words of the answer to a tap."""
        if self.screen == LIST:
            await self.person.say("/lotteries")
            return None
        self.pressed.append(await self.person.button(SCREENS[self.screen - 1]))
        return await self.person.press(self.pressed[-1])

    async def see(self) -> None:
        """Wait for the screen."""
        await self.person.button(SCREENS[self.screen])

    async def begin(self) -> None:
        """Ask for the list, and see it."""
        self.screen = LIST
        await self.ask()
        await self.see()

    async def walk_to(self, last: int) -> None:
        """Go on from the screen that is there."""
        while self.screen < last:
            self.screen += 1
            await self.ask()
            await self.see()


async def buyer_before(person: Person, screen: int) -> Buyer:
    """A player who will next ask for this screen."""
    buyer = Buyer(person)
    if screen > LIST:
        await buyer.begin()
        await buyer.walk_to(screen - 1)
        buyer.screen = screen
    return buyer


@asynccontextmanager
async def unwritable(context: Context, table: str) -> AsyncIterator[None]:
    """Whoever writes to a table waits."""
    async with context.transactions() as connection:
        await connection.execute(text(f"LOCK TABLE {table} IN SHARE MODE"))
        yield


async def until_waiting(context: Context, number: int) -> None:
    """Wait until so many transactions wait for a lock."""
    await until(lambda: one_of(context, _ARE_WAITING, number=number))
