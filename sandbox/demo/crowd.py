"""The crowd: scripted players who keep buying, so that draws happen while one watches."""

import asyncio
import logging
import random
import secrets
from collections.abc import Sequence

from core.app import App
from core.draws.beacons import BeaconUnavailable
from core.kernel.actor import Actor
from core.kernel.errors import Busy, DomainError, Unavailable
from core.orders.models import Source
from core.raffles.buy_tickets import BuyTickets
from sandbox.demo.lotteries import QUICK, on_sale, publish_missing
from sandbox.play.people import DemoPlayer, demo_player, top_up

SIZE = 12
PURSE_MINOR = 50_000
PAUSE_S = (1.5, 4.0)
_PREFERS_QUICK = 0.8
_log = logging.getLogger(__name__)


async def gather(app: App, admins: Sequence[Actor]) -> list[DemoPlayer]:
    """The players of the crowd, with money."""
    crowd = [await demo_player(app.context, index) for index in range(SIZE)]
    for player in crowd:
        await top_up(app.context, admins, player, PURSE_MINOR)
    return crowd


async def keep_buying(app: App, admins: Sequence[Actor], stopping: asyncio.Event, *, is_crowded: bool) -> None:
    """Keep the demo's lotteries on sale and, where a crowd is wanted, buy a few tickets now and then until the end."""
    crowd = await gather(app, admins) if is_crowded else []
    dice = random.Random()
    while not stopping.is_set():
        try:
            await publish_missing(app, admins)
            if crowd:
                await _buy_once(app, admins, dice, crowd)
        except (Busy, Unavailable, BeaconUnavailable) as error:
            _log.warning("the crowd waits: %s", error)
        try:
            await asyncio.wait_for(stopping.wait(), dice.uniform(*PAUSE_S))
        except TimeoutError:
            continue


async def _buy_once(app: App, admins: Sequence[Actor], dice: random.Random, crowd: list[DemoPlayer]) -> None:
    lotteries = await on_sale(app)
    if not lotteries:
        return
    quick = lotteries.get(QUICK.titles["en"])
    others = [raffle for raffle in lotteries.values() if raffle is not quick]
    raffle = quick if quick is not None and (not others or dice.random() < _PREFERS_QUICK) else dice.choice(others)
    player = dice.choice(crowd)
    command = BuyTickets(player.actor, raffle.id, dice.randint(1, 3), secrets.token_hex(16), Source.SCRIPT)
    try:
        await app.desk.submit(command)
    except (Busy, Unavailable):
        raise
    except DomainError as refusal:
        # Sold out meanwhile, at the cap, or out of money: the next turn finds another raffle or a full purse.
        _log.info("the crowd was refused: %s", refusal)
        await top_up(app.context, admins, player, PURSE_MINOR)
