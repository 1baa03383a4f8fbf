"""Prizes over HTTP: whose they are, how they stand, the one choice about a thing."""

import asyncio
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest

from core.catalogue.models import ProductKind
from core.kernel.clock import ManualClock
from core.prizes.jobs import pay_due
from core.raffles import jobs
from tests.builders.accounts import MadePlayer
from tests.builders.raffles import TestBeacon, bought_out, run_draw
from tests.raffles.helpers import all_differences, balance, contents, count, rich_player
from tests.webapp_api.client import Api, Client, refusal
from tests.webapp_api.test_addresses import HOME, keep

CASH = {"choice": "cash"}


async def winner(
    api: Api, clock: ManualClock, kind: ProductKind = ProductKind.GOODS, wins: int = 1
) -> tuple[Client, MadePlayer]:
    """Somebody who bought lotteries out: TJS 10.00 spent on each, TJS 30.00 or a thing of that value won."""
    player = await rich_player(api.context, 5_000)
    for _ in range(wins):
        beacon = TestBeacon(clock)
        await bought_out(api.context, beacon, player, product=kind, claim_days=10)
        await run_draw(api.context, clock, beacon)
    return await api.log_in(player.telegram_id), player


async def prizes(client: Client, query: str = "") -> dict[str, Any]:
    answer = await client.get(f"/prizes{query}")
    assert answer.status_code == 200, answer.text
    page: dict[str, Any] = answer.json()
    return page


async def first(client: Client) -> str:
    """The path of the newest prize."""
    return f"/prizes/{(await prizes(client))['items'][0]['id']}"


async def shown(client: Client, path: str) -> dict[str, Any]:
    answer = await client.get(path)
    assert answer.status_code == 200, answer.text
    prize: dict[str, Any] = answer.json()
    return prize


def delivery_to(address: dict[str, Any]) -> dict[str, Any]:
    return {"choice": "delivery", "address_id": address["id"]}


async def test_a_thing_is_shown(api: Api, clock: ManualClock) -> None:
    client, _ = await winner(api, clock)
    (listed,) = (await prizes(client))["items"]
    prize = await shown(client, f"/prizes/{listed['id']}")
    assert prize == {**listed, "claim": None}
    assert (listed["state"], listed["is_thing"], listed["paid_at"]) == ("claimable", True, None)
    assert listed["titles"]["en"] == "The prize"
    assert listed["value"] == {"amount": 3_000, "currency": "TJS"}
    assert listed["ticket_number"] in (1, 2)
    assert listed["position"] == 1
    assert datetime.fromisoformat(listed["claim_by"]) == clock.now() + timedelta(days=10)
    raffle = (await client.get(f"/raffles/{listed['raffle_id']}")).json()
    assert (listed["raffle_number"], listed["raffle_titles"]) == (raffle["number"], raffle["titles"])


async def test_money_comes_by_itself(api: Api, clock: ManualClock) -> None:
    client, player = await winner(api, clock, ProductKind.CASH)
    path = await first(client)
    before = await shown(client, path)
    assert (before["state"], before["is_thing"], before["claim_by"]) == ("payable", False, None)
    answer = await client.post(f"{path}/claims", CASH, key="k")
    assert refusal(answer, 409) == "claim_closed"
    assert answer.json()["params"] == {"state": "payable"}
    await pay_due(api.context)
    after = await shown(client, path)
    assert (after["state"], after["claim"]) == ("paid", None)
    assert datetime.fromisoformat(after["paid_at"]) == clock.now()
    assert await balance(api.context, player) == 7_000


async def test_the_list_is_paged_newest_first(api: Api, clock: ManualClock) -> None:
    client, _ = await winner(api, clock, wins=3)
    whole = (await prizes(client))["items"]
    assert [one["id"] for one in whole] == sorted((one["id"] for one in whole), reverse=True)
    page = await prizes(client, "?limit=2")
    rest = await prizes(client, f"?limit=2&cursor={page['next_cursor']}")
    assert page["items"] + rest["items"] == whole
    assert len(page["items"]) == 2
    assert rest["next_cursor"] is None
    for query in ("?limit=0", "?limit=101", "?cursor=x"):
        assert refusal(await client.get(f"/prizes{query}"), 422) == "invalid_input"


async def test_the_value_is_paid_at_once(api: Api, clock: ManualClock) -> None:
    client, player = await winner(api, clock)
    path = await first(client)
    answer = await client.post(f"{path}/claims", CASH, key="k")
    assert answer.status_code == 201, answer.text
    claimed = answer.json()
    assert (claimed["state"], claimed["claim"]["choice"], claimed["claim"]["address"]) == ("paid", "cash", None)
    assert claimed["paid_at"] == claimed["claim"]["claimed_at"]
    assert datetime.fromisoformat(claimed["paid_at"]) == clock.now()
    assert await shown(client, path) == claimed
    assert await balance(api.context, player) == 7_000
    assert await all_differences(api.context) == []


async def test_delivery_keeps_its_address(api: Api, clock: ManualClock) -> None:
    client, player = await winner(api, clock)
    path, home = await first(client), await keep(client)
    answer = await client.post(f"{path}/claims", delivery_to(home), key="k")
    assert answer.status_code == 201, answer.text
    claimed = answer.json()
    assert (claimed["state"], claimed["paid_at"]) == ("claimed", None)
    assert (claimed["claim"]["choice"], claimed["claim"]["address"]) == ("delivery", home)
    assert (await client.request("DELETE", f"/me/addresses/{home['id']}")).status_code == 204
    clock.advance(timedelta(days=11))
    assert await jobs.expire_unclaimed(api.context) == 0
    kept = await shown(await api.log_in(player.telegram_id), path)
    assert (kept["state"], kept["claim"]["address"]["line1"]) == ("claimed", HOME["line1"])
    assert await balance(api.context, player) == 4_000


@pytest.mark.parametrize("choice", ["cash", "delivery"])
async def test_a_prize_is_claimed_once(api: Api, clock: ManualClock, choice: str) -> None:
    client, _ = await winner(api, clock)
    path, home, work = await first(client), await keep(client), await keep(client, line1="Work 1")
    body = CASH if choice == "cash" else delivery_to(home)
    claimed = await client.post(f"{path}/claims", body, key="k")
    before = await contents(api.context)
    again = await client.post(f"{path}/claims", body, key="k")
    assert (again.status_code, again.json()) == (201, claimed.json())
    for other in (CASH, delivery_to(home), delivery_to(work)):
        answer = await client.post(f"{path}/claims", other, key="other")
        assert refusal(answer, 409) == "claim_closed"
        assert answer.json()["params"] == {"state": claimed.json()["state"]}
        if other != body:
            assert refusal(await client.post(f"{path}/claims", other, key="k"), 409) == "idempotency_conflict"
    assert await contents(api.context) == before
    assert await count(api.context, "claims") == 1


async def test_a_key_of_another_prize_claims_nothing(api: Api, clock: ManualClock) -> None:
    client, _ = await winner(api, clock, wins=2)
    newer, older = (f"/prizes/{one['id']}/claims" for one in (await prizes(client))["items"])
    assert (await client.post(newer, CASH, key="k")).status_code == 201
    assert refusal(await client.post(older, CASH, key="k"), 409) == "idempotency_conflict"
    assert (await client.post(older, CASH, key="other")).status_code == 201
    assert await all_differences(api.context) == []


async def test_claims_at_the_same_time_are_one(live_api: Api, clock: ManualClock) -> None:
    client, player = await winner(live_api, clock)
    path, home = await first(client), await keep(client)
    bodies = (CASH, delivery_to(home)) * 3
    answers = await asyncio.gather(
        *(client.post(f"{path}/claims", body, key=f"k{number}") for number, body in enumerate(bodies))
    )
    assert sorted(answer.status_code for answer in answers) == [201, *[409] * 5]
    is_paid = (await shown(client, path))["state"] == "paid"
    assert await balance(live_api.context, player) == (7_000 if is_paid else 4_000)
    assert await count(live_api.context, "claims") == 1


async def test_prizes_are_ones_own(api: Api, clock: ManualClock) -> None:
    client, _ = await winner(api, clock)
    path = await first(client)
    other = await api.log_in((await rich_player(api.context)).telegram_id)
    theirs = await keep(other)
    before = await contents(api.context)
    assert (await prizes(other))["items"] == []
    for asked in (path, f"/prizes/{uuid4()}"):
        assert refusal(await other.get(asked), 404) == "not_found"
        for body in (CASH, delivery_to(theirs)):
            assert refusal(await other.post(f"{asked}/claims", body, key="k"), 404) == "not_found"
    for address_id in (theirs["id"], str(uuid4())):
        body = {"choice": "delivery", "address_id": address_id}
        assert refusal(await client.post(f"{path}/claims", body, key="k"), 404) == "not_found"
    assert await contents(api.context) == before
    # a refusal does not use the key up
    assert (await client.post(f"{path}/claims", CASH, key="k")).status_code == 201


@pytest.mark.parametrize("is_swept", [False, True])
async def test_a_claim_that_comes_late(api: Api, clock: ManualClock, is_swept: bool) -> None:
    client, player = await winner(api, clock)
    clock.advance(timedelta(days=10, microseconds=1))
    client = await api.log_in(player.telegram_id)
    if is_swept:
        await jobs.expire_unclaimed(api.context)
    path = await first(client)
    assert (await shown(client, path))["state"] == "expired"
    answer = await client.post(f"{path}/claims", CASH, key="k")
    assert refusal(answer, 409) == "claim_closed"
    assert answer.json()["params"] == {"state": "expired"}
    assert "is over" in answer.json()["detail"]
    assert await balance(api.context, player) == 4_000


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "choice"),
        ({"choice": "both"}, "choice"),
        ({"choice": None}, "choice"),
        ({"choice": "delivery"}, "address_id"),
        ({"choice": "delivery", "address_id": None}, "address_id"),
        ({"choice": "delivery", "address_id": "home"}, "address_id"),
        ({"choice": "delivery", "address_id": 5}, "address_id"),
        ({"choice": "cash", "address_id": str(uuid4())}, "address_id"),
        ({"choice": "cash", "amount": 5_000_000}, "amount"),
    ],
)
async def test_choices_that_are_none(api: Api, clock: ManualClock, body: dict[str, Any], field: str) -> None:
    client, _ = await winner(api, clock)
    path = await first(client)
    answer = await client.post(f"{path}/claims", body, key="k")
    assert refusal(answer, 422) == "invalid_input"
    assert answer.json()["params"]["field"] == field
    assert (await shown(client, path))["state"] == "claimable"


async def test_a_claim_takes_a_key(api: Api, clock: ManualClock) -> None:
    client, _ = await winner(api, clock)
    path = await first(client)
    assert refusal(await client.post(f"{path}/claims", CASH), 400) == "idempotency_key_missing"
    assert (await shown(client, path))["state"] == "claimable"
