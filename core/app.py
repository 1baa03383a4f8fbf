"""The composition root: the kernel's context with the beacon and Telegram, and who listens to which event."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any, TypeVar

from core.access import approvals
from core.accounts.sessions import SESSIONS_ENDED
from core.admin import approval_notices, critical_notices
from core.audit.critical import RAISED
from core.draws.beacons import BeaconSource, drand, hashchain
from core.draws.beacons.drand_http import DrandSource
from core.draws.beacons.hashchain_http import HashchainSource
from core.draws.configuration import beacon_of_new_draws
from core.draws.rounds import BeaconRule
from core.kernel.canonical import canonical_json
from core.kernel.clock import Clock, SystemClock
from core.kernel.context import Context, Transaction, open_context
from core.kernel.errors import DomainError
from core.ledger.credit import CREDITED
from core.notifications.money_notices import on_wallet_credited
from core.notifications.telegram_client import TelegramClient
from core.prizes.pass_on import PASSED_ON
from core.raffles import notices
from core.raffles.desk import PurchaseDesk
from core.raffles.void_tickets import VOIDED
from core.settings import Settings

R = TypeVar("R")

EVENTS_CHANNEL = "fairlot:events"
PLAYERS_CHANNEL = "fairlot:players"
"""Where processes hear whose sessions are no longer what they were; for them alone."""
"""Valkey's channel of public events: JSON objects with a `topic`. A hint to look, never the truth itself."""

PUBLIC_TOPICS = ("raffle.opened", "raffle.sold", "raffle.closed", "raffle.drawn", "raffle.settled", "raffle.cancelled")
_LAST_ROUNDS_S = 24 * 3600
_UNIX = "unix:"


class BeaconMissing(DomainError):
    """The beacon that new draws are to use is not configured, so nothing can be published."""

    code = "beacon_missing"


class BeaconEnding(DomainError):
    """The chain's last rounds are near: a new chain has to be published first (params: rounds_left)."""

    code = "beacon_ending"


@dataclass(slots=True)
class App:
    """What doors and jobs are given."""

    context: Context
    source: HashchainSource | None = None
    """The custodian of the hash chain, once it has been asked for; tests give their own."""
    drand: DrandSource | None = None
    """drand's quicknet; None without DRAND_RELAYS."""
    telegram: TelegramClient | None = None
    """Telegram for notices; None without a BOT_TOKEN."""
    desk: PurchaseDesk = field(init=False)
    """The only way to buy."""
    _connecting: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.desk = PurchaseDesk(self.context)

    async def transact(self, fn: Callable[[Transaction], Awaitable[R]]) -> R:
        """See `Context.transact`."""
        return await self.context.transact(fn)

    async def read(self, fn: Callable[[Transaction], Awaitable[R]]) -> R:
        """See `Context.read`."""
        return await self.context.read(fn)

    def beacon_kinds(self) -> list[str]:
        """The kinds of beacons that are configured; the last one is that of new draws, unless it is set otherwise."""
        kinds = [] if self.drand is None else [drand.KIND]
        has_custodian = self.source is not None or self.context.settings.beacon_url is not None
        return [*kinds, hashchain.KIND] if has_custodian else kinds

    async def beacon(self, kind: str = hashchain.KIND) -> BeaconSource:
        """A configured beacon. The custodian is connected at its first use: one that is away must not keep a process
        from starting. Raises BeaconMissing where it is not configured, BeaconUnavailable where it does not answer."""
        if kind not in self.beacon_kinds():
            raise BeaconMissing
        if kind == drand.KIND and self.drand is not None:
            return self.drand
        async with self._connecting:
            if self.source is None:
                self.source = await connect_beacon(self.context.settings.beacon_url or "")
        return self.source

    async def beacon_rule(self, min_delay_s: int) -> BeaconRule:
        """The rule that binds a new draw to a beacon for good. Raises as `beacon` does, and BeaconEnding."""
        wanted = await self.transact(beacon_of_new_draws)
        beacon = await self.beacon(wanted or (self.beacon_kinds() or [hashchain.KIND])[-1])
        info = beacon.info()
        if info.length is not None:
            rounds_left = info.length - beacon.round_at(int(self.context.clock.now().timestamp()))
            if rounds_left * info.period < _LAST_ROUNDS_S:
                raise BeaconEnding(rounds_left=max(rounds_left, 0))
        return info.rule(min_delay_s)

    async def close(self) -> None:
        """Carry out the purchases that were taken, then close all connections."""
        await self.desk.close()
        if self.source is not None:
            await self.source.aclose()
        if self.drand is not None:
            await self.drand.aclose()
        if self.telegram is not None:
            await self.telegram.aclose()
        await self.context.close()


@asynccontextmanager
async def open_app(settings: Settings, clock: Clock | None = None) -> AsyncIterator[App]:
    """Compose the application; connections are made at first use and closed on leaving."""
    context = open_context(settings, clock or SystemClock())
    subscribe(context)
    token = settings.bot_token
    app = App(
        context,
        drand=DrandSource(settings.relays) if settings.relays else None,
        telegram=None if token is None else TelegramClient(settings.telegram_api_url, token.get_secret_value()),
    )
    try:
        yield app
    finally:
        await app.close()


def subscribe(context: Context) -> None:
    """Say who listens to which event; events that nobody listens to are not written."""
    # notices first: they have to be written, while Valkey only passes on a hint
    context.subscriptions |= {
        "raffle.closed": [notices.page_starter(notices.SEALED)],
        "raffle.settled": [notices.page_starter(notices.RESULT)],
        "raffle.cancelled": [notices.page_starter(notices.REFUNDED)],
        notices.PAGE_TOPIC: [notices.on_page],
        "prize.paid": [notices.on_prize_paid],
        PASSED_ON: [notices.on_prize_passed_on],
        VOIDED: [notices.on_voided],
        CREDITED: [on_wallet_credited],
        approvals.REQUESTED: [approval_notices.on_requested],
        approvals.DECIDED: [approval_notices.on_decided],
        RAISED: [critical_notices.on_raised],
    }
    for topic in PUBLIC_TOPICS:
        context.subscriptions.setdefault(topic, []).append(_publisher(topic, EVENTS_CHANNEL))
    context.subscriptions[SESSIONS_ENDED] = [_publisher(SESSIONS_ENDED, PLAYERS_CHANNEL)]


async def connect_beacon(url: str) -> HashchainSource:
    """The custodian at an address, `http://host:port` or `unix:/path`. Raises BeaconUnavailable."""
    if url.startswith(_UNIX):
        return await HashchainSource.connect(unix_socket=url.removeprefix(_UNIX))
    return await HashchainSource.connect(url)


def _publisher(topic: str, channel: str) -> Callable[[Context, dict[str, Any]], Awaitable[None]]:
    async def publish(context: Context, payload: dict[str, Any]) -> None:
        await context.redis.publish(channel, canonical_json({**payload, "topic": topic}))

    return publish
