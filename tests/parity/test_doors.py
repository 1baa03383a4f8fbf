"""The same purchase through either door leaves the same rows but for its source (DESIGN, section 1)."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import make_url

from core.kernel.clock import ManualClock
from core.kernel.context import Context, open_context
from core.ledger.set_rate import set_rate
from core.raffles.views import RaffleView
from sandbox.services import ServiceUrls
from tests.builders.accounts import make_player
from tests.builders.ledger import fund, two_admins
from tests.builders.raffles import make_draft, publish
from tests.parity.doors import TELEGRAM_ID, Door, InApp, InChat
from tests.parity.rows import normalised, rows_of
from tests.plugins.database import NOW, administer, settings_for, url_of
from tests.raffles.helpers import act

OF_THE_DOOR = frozenset(
    {
        "orders.source",
        # made by whoever draws the confirmation
        "orders.key",
        "commands.key",
        # only the app has sessions, only the chat can be written to
        "player_sessions.*",
        "notification_reachability.*",
        "players.last_login_at",
        # random, and no hash
        "admins.telegram_id",
        "players.referral_code",
    }
)

Scenario = Callable[[Door, RaffleView], Awaitable[None]]


async def purchases(door: Door, raffle: RaffleView) -> None:
    """Two purchases, and one that goes over the cap."""
    await door.buy(raffle, 3)
    await door.buy(raffle, 2)
    await door.buy(raffle, 4)


async def exchanges(door: Door, _raffle: RaffleView) -> None:
    """Two exchanges."""
    await door.exchange("5", 500)
    await door.exchange("12,34", 1234)


async def following(door: Door, raffle: RaffleView) -> None:
    """On the watchlist, then a purchase."""
    await door.follow(raffle)
    await door.buy(raffle, 1)


async def own_rules(door: Door, raffle: RaffleView) -> None:
    """A limit, a purchase within it and a refused one; an address."""
    await door.limit("12", 1200)
    await door.buy(raffle, 2)
    await door.buy(raffle, 1)
    await door.keep_address()


@asynccontextmanager
async def database(services: ServiceUrls, template: str, name: str) -> AsyncIterator[Context]:
    """A database of one door's own, with real commits and a clock that stands."""
    await administer(services, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy")
    context = open_context(settings_for(services, str(make_url(url_of(services, name)).database)), ManualClock(NOW))
    try:
        yield context
    finally:
        await context.close()
        await administer(services, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


async def played(context: Context, through: Callable[[Context], InChat | InApp], scenario: Scenario) -> list[str]:
    """The rows after a scenario through one door."""
    player = await make_player(context, telegram_id=TELEGRAM_ID, language="en", last_name=None)
    await fund(context, player, 5000)
    admin, _ = await two_admins(context)
    await act(context, set_rate, admin, "TJS", "COIN", numerator=1, denominator=100)
    raffle = await publish(context, await make_draft(context, tickets=30, cap=8, price_minor=500))
    await scenario(await through(context).enter(player), raffle)
    return normalised(await rows_of(context), OF_THE_DOOR)


@pytest.mark.parametrize("scenario", [purchases, exchanges, following, own_rules])
async def test_both_doors_leave_the_same_rows(services: ServiceUrls, template: str, scenario: Scenario) -> None:
    names = (f"{template}_chat", f"{template}_app")
    async with database(services, template, names[0]) as first, database(services, template, names[1]) as second:
        by_chat = await played(first, InChat, scenario)
        by_app = await played(second, InApp, scenario)
    only_chat, only_app = Counter(by_chat) - Counter(by_app), Counter(by_app) - Counter(by_chat)
    assert sorted(only_chat) == sorted(only_app)
    assert len(by_chat) > 20
