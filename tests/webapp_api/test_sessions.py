"""Sessions over HTTP: how long they live, where one is logged in, and what ends in the middle of a purchase."""

import asyncio
from datetime import datetime, timedelta
from uuid import uuid4

import httpx2

from core.accounts.block_player import BlockReason, block_player
from core.kernel.actor import SYSTEM
from core.kernel.clock import ManualClock
from tests.builders.accounts import make_player
from tests.builders.ledger import fund
from tests.builders.raffles import make_lottery
from tests.concurrency.crowd import differences, one_of
from tests.webapp_api.client import Api, Client, refusal

HOUR, DAY = timedelta(hours=1), timedelta(hours=24)


async def devices(api: Api, number: int = 2, amount_minor: int = 10_000) -> list[Client]:
    """The same player, who may buy, with a session on each of some devices."""
    player = await make_player(api.context)
    if amount_minor:
        await fund(api.context, player, amount_minor)
    return [await api.log_in(player.telegram_id) for _ in range(number)]


async def end(client: Client, path: str = "/auth/session") -> httpx2.Response:
    return await client.request("DELETE", path)


async def ended(client: Client) -> bool:
    answer = await client.get("/auth/session")
    return answer.status_code != 200 and refusal(answer, 401) == "session_ended"


async def orders(api: Api) -> int:
    found: int = await one_of(api.context, "SELECT count(*) FROM orders")
    return found


async def test_a_session_ends_a_day_after_its_last_use(api: Api, clock: ManualClock) -> None:
    [client] = await devices(api, 1)
    for _ in range(3):
        clock.advance(DAY - timedelta(seconds=1))
        answer = (await client.get("/auth/session")).json()
        assert datetime.fromisoformat(answer["expires_at"]) == clock.now() + DAY
    clock.advance(DAY)
    assert await ended(client)


async def test_a_session_lives_thirty_days_at_most(api: Api, clock: ManualClock) -> None:
    [client] = await devices(api, 1)
    opened = clock.now()
    for _ in range(31):
        clock.advance(23 * HOUR)
        assert not await ended(client)
    last = datetime.fromisoformat((await client.get("/auth/session")).json()["expires_at"])
    assert last == opened + 30 * DAY
    clock.set(last - timedelta(seconds=1))
    assert not await ended(client)
    clock.set(last)
    assert await ended(client)


async def test_one_sees_where_one_is_logged_in_and_ends_it_there(api: Api, clock: ManualClock) -> None:
    phone, tablet = await devices(api)
    clock.advance(HOUR)
    listed = (await tablet.get("/auth/sessions")).json()["items"]
    assert [one["is_current"] for one in listed] == [True, False]
    assert [one["address"] for one in listed] == [tablet.address, phone.address]
    assert (await end(tablet, f"/auth/sessions/{listed[1]['id']}")).status_code == 204
    assert [await ended(phone), await ended(tablet)] == [True, False]
    assert refusal(await end(tablet, f"/auth/sessions/{listed[1]['id']}"), 404) == "not_found"
    assert [one["id"] for one in (await tablet.get("/auth/sessions")).json()["items"]] == [listed[0]["id"]]


async def test_a_session_of_somebody_else_is_not_there(api: Api) -> None:
    [anna], [bob] = await devices(api, 1), await devices(api, 1)
    of_bob = (await bob.get("/auth/session")).json()["id"]
    assert of_bob not in [one["id"] for one in (await anna.get("/auth/sessions")).json()["items"]]
    assert refusal(await end(anna, f"/auth/sessions/{of_bob}"), 404) == "not_found"
    assert refusal(await end(anna, f"/auth/sessions/{uuid4()}"), 404) == "not_found"
    assert refusal(await end(anna, "/auth/sessions/1"), 422) == "invalid_input"
    assert not await ended(bob)
    assert (await end(anna, "/auth/sessions")).status_code == 204
    assert [await ended(anna), await ended(bob)] == [True, False]


async def test_logging_out_everywhere_ends_all(api: Api) -> None:
    clients = await devices(api, 3)
    assert (await end(clients[0], "/auth/sessions")).status_code == 204
    assert [await ended(client) for client in clients] == [True] * 3


async def test_logging_out_twice_at_once_is_logging_out(live_api: Api) -> None:
    [client] = await devices(live_api, 1)
    for answer in await asyncio.gather(*(end(client) for _ in range(8))):
        assert answer.status_code == 204 or refusal(answer, 401) == "session_ended"
    assert await ended(client)


async def test_what_is_no_token_is_no_session(api: Api) -> None:
    [client] = await devices(api, 1)
    token = client.headers["Authorization"].removeprefix("Bearer ")
    for odd in ("Bearer", "Bearer ", f"Basic {token}", token, "", f"Bearer{token}"):
        answer = await api.client(Authorization=odd).get("/me")
        assert refusal(answer, 401) == "not_authenticated"
        assert answer.headers["www-authenticate"] == "Bearer"
    for other in (token[:-1], token + "x", token.swapcase(), f"{token} {token}", "\xff\xfe", "x" * 5000):
        answer = await api.client(Authorization=f"Bearer {other}".encode("latin-1")).get("/me")  # type: ignore[arg-type]
        assert refusal(answer, 401) == "session_ended"
    # the scheme's case does not matter (RFC 9110, 11.1), the token's does
    assert (await api.client(Authorization=f"bearer {token}").get("/me")).status_code == 200
    # never by the address, which ends up in logs
    assert refusal(await api.client().get(f"/me?access_token={token}"), 401) == "not_authenticated"


async def test_a_player_who_is_shut_out_in_mid_session_buys_nothing(api: Api) -> None:
    raffle = await make_lottery(api.context)
    player = await make_player(api.context)
    await fund(api.context, player, 5000)
    client = await api.log_in(player.telegram_id)
    assert (await client.get(f"/raffles/{raffle.id}")).status_code == 200
    await api.context.transact(lambda tx: block_player(tx, SYSTEM, player.id, BlockReason.FRAUD))
    bought = await client.post(f"/raffles/{raffle.id}/orders", {"quantity": 1}, key="one")
    assert refusal(bought, 401) == "session_ended"
    assert await orders(api) == 0


async def test_a_session_that_ends_before_the_payment_leaves_no_order(api: Api) -> None:
    raffle = await make_lottery(api.context)
    phone, tablet = await devices(api)
    assert (await phone.get(f"/raffles/{raffle.id}")).status_code == 200
    assert (await end(tablet, "/auth/sessions")).status_code == 204
    path = f"/raffles/{raffle.id}/orders"
    assert refusal(await phone.post(path, {"quantity": 2}, key="one"), 401) == "session_ended"
    assert await orders(api) == 0
    # logged in again, the same key is a first purchase
    telegram_id = await one_of(
        api.context, "SELECT telegram_id FROM players JOIN player_sessions ON players.id = player_id"
    )
    phone = await api.log_in(telegram_id)
    bought = await phone.post(path, {"quantity": 2}, key="one")
    assert (bought.status_code, bought.json()["first"]) == (201, 1)
    assert await orders(api) == 1


async def test_a_session_that_ends_beside_the_payment_is_paid_once_or_not_at_all(live_api: Api) -> None:
    raffle = await make_lottery(live_api.context, tickets=1000, price_minor=1)
    for attempt in range(8):
        phone, tablet = await devices(live_api)
        before = await orders(live_api)
        bought, _ = await asyncio.gather(
            phone.post(f"/raffles/{raffle.id}/orders", {"quantity": 1}, key="one"),
            end(tablet, "/auth/sessions"),
        )
        assert bought.status_code == 201 or refusal(bought, 401) == "session_ended", attempt
        assert await orders(live_api) - before == (bought.status_code == 201)
    assert await differences(live_api.context) == []


async def test_two_devices_with_money_for_one_buy_once(live_api: Api) -> None:
    raffle = await make_lottery(live_api.context, price_minor=500)
    phone, tablet = await devices(live_api, amount_minor=500)
    path = f"/raffles/{raffle.id}/orders"
    answers = await asyncio.gather(
        phone.post(path, {"quantity": 1}, key="of the phone"), tablet.post(path, {"quantity": 1}, key="of the tablet")
    )
    paid, short = sorted(answers, key=lambda answer: answer.status_code)
    assert paid.status_code == 201
    assert refusal(short, 409) == "insufficient_funds"
    assert [one["balance"]["amount"] for one in (await phone.get("/wallets")).json()["items"]] == [0]
    assert await orders(live_api) == 1
    assert await differences(live_api.context) == []


async def test_one_purchase_sent_by_two_devices_many_times_is_one(live_api: Api) -> None:
    raffle = await make_lottery(live_api.context, price_minor=500)
    both = await devices(live_api, amount_minor=5000)
    path = f"/raffles/{raffle.id}/orders"
    answers = await asyncio.gather(*(both[n % 2].post(path, {"quantity": 2}, key="one") for n in range(10)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.text for answer in answers}) == 1
    assert [one["balance"]["amount"] for one in (await both[0].get("/wallets")).json()["items"]] == [4000]
    assert await orders(live_api) == 1
    assert await differences(live_api.context) == []


async def test_use_is_noted_through_the_door(api: Api, clock: ManualClock) -> None:
    [client] = await devices(api, 1, 0)
    [other] = await devices(api, 1, 0)
    noted = "SELECT count(*) FROM player_sessions WHERE last_used_at > created_at"
    for seconds, uses in ((50, 0), (50, 2), (50, 2)):
        clock.advance(timedelta(seconds=seconds))
        answers = [await one.get("/auth/session") for one in (client, other, client.with_token("x"))]
        assert [answer.status_code for answer in answers] == [200, 200, 401]
        assert await one_of(api.context, noted) == uses
