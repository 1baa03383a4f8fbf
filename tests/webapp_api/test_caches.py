"""What a process keeps: loaded once, given to many, and gone when somebody elsewhere changes it."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import UUID

import pytest
from redis.asyncio import Redis

from core.accounts.block_player import BlockReason, block_player
from core.app import subscribe
from core.kernel.actor import SYSTEM
from core.kernel.caches import Cache
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.outbox import deliver_due
from tests.builders.accounts import MadePlayer, make_player
from tests.builders.ledger import fund
from tests.builders.raffles import buy, make_lottery, purchase
from tests.concurrency.crowd import until
from tests.webapp_api.client import Api, Client, launch, refusal, signed
from webapp_api.caches import RAFFLES_S, SESSIONS_S

SECOND = timedelta(seconds=1)


class Source:
    """Counts how often it is asked; answers when told."""

    def __init__(self) -> None:
        self.asked = 0
        self.value = "old"
        self.is_asked, self.go = asyncio.Event(), asyncio.Event()

    async def load(self) -> str:
        self.asked += 1
        self.is_asked.set()
        value = self.value
        await self.go.wait()
        return value


@pytest.fixture
def cache(clock: ManualClock) -> Cache[str, str]:
    """Two values, ten seconds, every value about itself."""
    return Cache(clock, 10, 2, lambda value: value)


async def test_a_herd_has_one_loader(cache: Cache[str, str]) -> None:
    source = Source()
    herd = [asyncio.create_task(cache.get("key", source.load)) for _ in range(100)]
    await asyncio.sleep(0)
    herd[0].cancel()  # whoever began it may go away
    source.go.set()
    assert await asyncio.gather(*herd[1:]) == ["old"] * 99
    assert await cache.get("key", source.load) == "old"
    assert source.asked == 1


async def test_what_is_forgotten_while_it_is_loaded_is_not_kept(cache: Cache[str, str]) -> None:
    source = Source()
    before = asyncio.create_task(cache.get("key", source.load))
    await source.is_asked.wait()
    source.value = "new"
    cache.forget("anything")
    source.is_asked.clear()
    after = asyncio.create_task(cache.get("key", source.load))
    await source.is_asked.wait()
    source.go.set()
    assert (await before, await after, source.asked) == ("old", "new", 2)
    assert await cache.get("key", source.load) == "new"
    assert source.asked == 2


async def test_a_value_is_as_old_as_its_loading_at_most(cache: Cache[str, str], clock: ManualClock) -> None:
    source = Source()
    asked = asyncio.create_task(cache.get("key", source.load))
    await source.is_asked.wait()
    clock.advance(6 * SECOND)
    source.go.set()
    await asked
    clock.advance(3.9 * SECOND)
    assert cache.peek("key") == "old"
    clock.advance(0.1 * SECOND)
    assert cache.peek("key") is None
    await cache.get("key", source.load)
    clock.advance(-SECOND)
    assert cache.peek("key") is None, "the clock was put back"


async def test_failures_are_told_to_all_and_kept_by_nobody(cache: Cache[str, str]) -> None:
    async def fail() -> str:
        await asyncio.sleep(0)
        raise LookupError

    told = await asyncio.gather(*(cache.get("key", fail) for _ in range(3)), return_exceptions=True)
    assert [type(one) for one in told] == [LookupError] * 3
    source = Source()
    source.go.set()
    assert await cache.get("key", source.load) == "old"


async def test_there_is_a_bound_and_every_way_to_forget(cache: Cache[str, str]) -> None:
    source = Source()
    source.go.set()
    for name in ("a", "b", "c"):
        source.value = name
        await cache.get(name, source.load)
    assert [cache.peek(name) for name in ("a", "b", "c")] == [None, "b", "c"]
    cache.forget("b")
    cache.forget("b")
    assert [cache.peek(name) for name in ("b", "c")] == [None, "c"]
    cache.forget_all()
    assert cache.peek("c") is None


@asynccontextmanager
async def listening(api: Api) -> AsyncIterator[None]:
    """The process has begun to listen to Valkey, and does until the block ends."""
    memory, has_begun = api.asgi.state.memory, asyncio.Event()
    memory.answers.forget_all, forget_all = has_begun.set, memory.answers.forget_all
    task = asyncio.create_task(api.asgi.state.hub.run())
    try:
        async with asyncio.timeout(10):
            await has_begun.wait()
        memory.answers.forget_all = forget_all
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


@dataclass
class Twins:
    """Two processes of the API on one database and one Valkey, whose clock stands still. The second one listens."""

    here: Api
    there: Api

    async def announce(self) -> None:
        """What the jobs do after a change."""
        assert await deliver_due(self.here.context)


@pytest.fixture
async def twins(live_context: Context) -> AsyncIterator[Twins]:
    subscribe(live_context)
    made = Twins(Api(live_context), Api(live_context))
    async with listening(made.there):
        yield made


async def rich(api: Api) -> tuple[MadePlayer, Client]:
    player = await make_player(api.context, language="en")
    await fund(api.context, player, 10_000)
    return player, await api.log_in(player.telegram_id)


def at(api: Api, client: Client) -> Client:
    """The same caller at another process."""
    return Client(api, client.address, client.headers)


async def sold(api: Api, raffle_id: UUID) -> tuple[int, int]:
    """How many tickets are sold, as a raffle's page and the list have it."""
    one, many = await api.client().get(f"/raffles/{raffle_id}"), await api.client().get("/raffles")
    return one.json()["sold"], many.json()["items"][0]["sold"]


async def are_sold(api: Api, raffle_id: UUID, number: int) -> bool:
    return await sold(api, raffle_id) == (number, number)


async def test_a_sale_elsewhere_is_seen_once_it_is_announced(twins: Twins, clock: ManualClock) -> None:
    raffle, (_, client) = await make_lottery(twins.here.context), await rich(twins.here)
    await twins.announce()
    assert [await sold(api, raffle.id) for api in (twins.here, twins.there)] == [(0, 0)] * 2
    bought = await client.post(f"/raffles/{raffle.id}/orders", {"quantity": 3}, key="one")
    assert bought.status_code == 201
    assert await sold(twins.there, raffle.id) == (0, 0), "nothing is kept"
    await twins.announce()
    await until(partial(are_sold, twins.there, raffle.id, 3))
    # whoever hears nothing is wrong for a second at most
    assert await sold(twins.here, raffle.id) == (0, 0)
    clock.advance(timedelta(seconds=RAFFLES_S))
    assert await sold(twins.here, raffle.id) == (3, 3)


async def test_an_answer_that_is_kept_is_told_from_a_newer_one(twins: Twins, clock: ManualClock) -> None:
    raffle, player = await make_lottery(twins.here.context), (await rich(twins.here))[0]
    client, path = twins.there.client(), f"/raffles/{raffle.id}"
    tags = []
    for _ in range(2):
        answers = [await client.get(path) for _ in range(3)]
        assert (
            len({(one.text, one.headers["etag"], one.headers["vary"].count("Accept-Language")) for one in answers}) == 1
        )
        tags.append(answers[0].headers["etag"])
        assert (await client.get(path, headers={"If-None-Match": tags[0]})).status_code == (200 if tags[1:] else 304)
        await buy(twins.here.context, purchase(player, raffle))
        clock.advance(timedelta(seconds=RAFFLES_S))
    assert tags[0] != tags[1]


async def test_logging_out_elsewhere_is_heard(twins: Twins, clock: ManualClock) -> None:
    for is_announced in (True, False):
        _, client = await rich(twins.here)
        visitor = at(twins.there, client)
        assert (await visitor.get("/wallets")).status_code == 200
        assert (await client.request("DELETE", "/auth/session")).status_code == 204
        assert refusal(await client.get("/wallets"), 401) == "session_ended"
        assert (await visitor.get("/wallets")).status_code == 200, "nothing is kept"
        if is_announced:
            await twins.announce()
            await until(partial(is_refused, visitor, 401))
        else:
            clock.advance(timedelta(seconds=SESSIONS_S))
            assert await is_refused(visitor, 401)


async def test_a_token_that_was_replaced_elsewhere_is_worth_nothing(twins: Twins) -> None:
    user = {"id": secrets.randbelow(2**50) + 1, "first_name": "Firuz"}
    login = {"init_data": signed(launch(twins.here.context, user))}
    tokens = [(await twins.here.client().post("/auth/telegram", login)).json()["session_token"]]
    visitor = twins.there.client().with_token(tokens[0])
    assert (await visitor.get("/wallets")).status_code == 200
    assert (await twins.here.client().post("/auth/telegram", login)).status_code == 200
    await twins.announce()
    await until(partial(is_refused, visitor, 401))


async def is_refused(client: Client, status: int) -> bool:
    return (await client.get("/wallets")).status_code == status


async def test_money_asks_the_players_row_and_no_cache(twins: Twins) -> None:
    raffle, (player, client) = await make_lottery(twins.here.context), await rich(twins.here)
    visitor = at(twins.there, client)
    assert (await visitor.get("/wallets")).status_code == 200
    await twins.here.context.transact(lambda tx: block_player(tx, SYSTEM, player.id, BlockReason.FRAUD))
    assert (await visitor.get("/wallets")).status_code == 200, "the session is not believed any more"
    bought = await visitor.post(f"/raffles/{raffle.id}/orders", {"quantity": 1}, key="one")
    assert refusal(bought, 403) == "player_blocked"
    wish = {"from_currency": "TJS", "to_currency": "COIN", "amount": 100}
    assert refusal(await visitor.post("/exchanges", wish, key="two"), 403) == "player_blocked"
    await twins.announce()
    await until(partial(is_refused, visitor, 401))


async def test_what_was_missed_while_valkey_was_away_is_asked_anew(live_context: Context) -> None:
    subscribe(live_context)
    name = f"hub-{secrets.token_hex(4)}"
    url = live_context.settings.redis_url.get_secret_value()
    async with Redis.from_url(url, client_name=name) as redis, Redis.from_url(url) as other:
        there = Api(live_context)
        there.asgi.state.hub._redis = redis
        raffle, player = await make_lottery(live_context), (await rich(there))[0]
        async with listening(there):
            assert await sold(there, raffle.id) == (0, 0)
            await buy(live_context, purchase(player, raffle))
            for client in await other.client_list(_type="pubsub"):
                if client["name"] == name:
                    await other.client_kill_filter(_id=client["id"])
            # nobody is told of the sale: the process notices that it was away
            await until(partial(are_sold, there, raffle.id, 1))
