"""The same purchase through either door leaves the same rows but for its source (DESIGN, section 1)."""

from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import make_url

from core.catalogue.models import ProductKind
from core.kernel.clock import ManualClock
from core.kernel.context import Context, open_context
from core.ledger.set_rate import set_rate
from core.raffles.views import RaffleView
from sandbox.services import ServiceUrls
from tests.builders.accounts import make_player
from tests.builders.ledger import fund, two_admins
from tests.builders.raffles import TestBeacon, make_draft, make_lottery, publish, run_draw
from tests.parity.doors import TELEGRAM_ID, Door, InApp, InChat
from tests.parity.rows import normalised, rows_of
from tests.plugins.database import NOW, administer, settings_for, url_of
from tests.raffles.helpers import act, bought

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
        "draw_reveals.trace",
        "players.referral_code",
    }
)

Scenario = Callable[[Door, RaffleView], Awaitable[None]]
Through = Callable[[Context], InChat | InApp]
Play = Callable[[Context, Through], Awaitable[None]]


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


async def a_sale(context: Context, through: Through, scenario: Scenario) -> None:
    """A player with money before a lottery, doing what the scenario says."""
    player = await make_player(context, telegram_id=TELEGRAM_ID, language="en", last_name=None)
    await fund(context, player, 5000)
    admin, _ = await two_admins(context)
    await act(context, set_rate, admin, "TJS", "COIN", numerator=1, denominator=100)
    raffle = await publish(context, await make_draft(context, tickets=30, cap=8, price_minor=500))
    await scenario(await through(context).enter(player), raffle)


async def first_steps(context: Context, through: Through) -> None:
    """Somebody of whom no more than the name is known."""
    player = await make_player(context, telegram_id=TELEGRAM_ID, language="en", last_name=None, eligible=False)
    door = through(context)
    if isinstance(door, InApp):
        await door.enter(player)
    await door.take_first_steps()


async def a_claim(context: Context, through: Through) -> None:
    """A thing is won, and its value taken. The lottery has one ticket: no other draw comes out the same twice."""
    clock = context.clock
    assert isinstance(clock, ManualClock)
    player = await make_player(context, telegram_id=TELEGRAM_ID, language="en", last_name=None)
    await fund(context, player, 5000)
    beacon = TestBeacon(clock)
    rule = beacon.info().rule(60)
    raffle = await make_lottery(context, tickets=1, product=ProductKind.GOODS, claim_days=10, beacon=rule)
    await bought(context, player, raffle, 1)
    await run_draw(context, clock, beacon)
    # a login is noted each time, a chat's update only where the last one was a while ago
    clock.advance(timedelta(minutes=5))
    await (await through(context).enter(player)).take_value()


SALES = [partial(a_sale, scenario=scenario) for scenario in (purchases, exchanges, following, own_rules)]
NAMES = ["purchases", "exchanges", "following", "own_rules", "first_steps", "a_claim"]


@pytest.mark.parametrize("play", [*SALES, first_steps, a_claim], ids=NAMES)
async def test_both_doors_leave_the_same_rows(services: ServiceUrls, template: str, play: Play) -> None:
    names = (f"{template}_chat", f"{template}_app")
    async with database(services, template, names[0]) as first, database(services, template, names[1]) as second:
        await play(first, InChat)
        await play(second, InApp)
        by_chat, by_app = [normalised(await rows_of(context), OF_THE_DOOR) for context in (first, second)]
    only_chat, only_app = Counter(by_chat) - Counter(by_app), Counter(by_app) - Counter(by_chat)
    assert sorted(only_chat) == sorted(only_app)
    assert by_chat
