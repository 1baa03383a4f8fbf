"""A player's own limits over HTTP: stricter at once, laxer after a day and a second yes."""

from datetime import timedelta

import pytest

from core.kernel.clock import ManualClock
from tests.builders.accounts import MadePlayer, make_player
from tests.builders.ledger import fund
from tests.builders.raffles import buy, make_lottery, purchase
from tests.webapp_api.client import Api, Client, refusal

SPEND = "/me/limits/spend/TJS/24h"


async def entered(api: Api) -> tuple[Client, MadePlayer]:
    player = await make_player(api.context)
    return await api.log_in(player.telegram_id), player


async def put(client: Client, amount: object, path: str = SPEND) -> list[dict]:
    answer = await client.request("PUT", path, {"amount": amount})
    assert answer.status_code == 200, answer.text
    items: list[dict] = answer.json()["items"]
    return items


def tjs(amount: int) -> dict[str, object]:
    return {"amount": amount, "currency": "TJS"}


async def test_a_limit_counts_what_is_spent_and_holds_at_once(api: Api) -> None:
    client, player = await entered(api)
    assert (await client.get("/me/limits")).json() == {"items": []}
    await fund(api.context, player, 10_000)
    await buy(api.context, purchase(player, await make_lottery(api.context), 2))
    [limit] = await put(client, 1_200)
    assert limit == {"kind": "spend", "window": "24h", "amount": tjs(1_200), "used": tjs(1_000), "change": None}
    assert (await client.get("/me/limits")).json()["items"] == [limit]
    raffle = await make_lottery(api.context)
    bought = await client.post(f"/raffles/{raffle.id}/orders", {"quantity": 1}, key="k")
    assert refusal(bought, 409) == "limit_exceeded"
    assert [one["amount"] for one in await put(client, 900)] == [tjs(900)]
    assert len(await put(client, 0, "/me/limits/deposit/COIN/30d")) == 2
    assert (await (await entered(api))[0].get("/me/limits")).json() == {"items": []}


async def test_a_raise_waits_for_the_second_yes(api: Api, clock: ManualClock) -> None:
    client, player = await entered(api)
    await put(client, 1_000)
    [limit] = await put(client, 5_000)
    assert (limit["amount"], limit["change"]["amount"]) == (tjs(1_000), tjs(5_000))
    assert refusal(await client.request("PUT", SPEND, {"amount": 6_000}), 409) == "limit_change_pending"
    assert refusal(await client.request("DELETE", SPEND), 409) == "limit_change_pending"
    early = await client.post(f"{SPEND}/confirmation")
    assert refusal(early, 409) == "limit_change_too_early"
    assert early.json()["params"] == {"wait_s": 86_400}
    clock.advance(timedelta(hours=24))
    client = await api.log_in(player.telegram_id)
    [limit] = (await client.post(f"{SPEND}/confirmation")).json()["items"]
    assert (limit["amount"], limit["change"]) == (tjs(5_000), None)
    assert refusal(await client.post(f"{SPEND}/confirmation"), 409) == "no_limit_change"


async def test_a_removal_waits_too_and_can_be_dropped(api: Api, clock: ManualClock) -> None:
    client, player = await entered(api)
    assert (await client.request("DELETE", SPEND)).json() == {"items": []}
    await put(client, 1_000)
    [limit] = (await client.request("DELETE", SPEND)).json()["items"]
    assert (limit["amount"], limit["change"]["amount"]) == (tjs(1_000), None)
    assert limit["change"]["confirmable_at"] > limit["change"]["asked_at"]
    [limit] = (await client.request("DELETE", f"{SPEND}/change")).json()["items"]
    assert limit["change"] is None
    assert refusal(await client.request("DELETE", f"{SPEND}/change"), 409) == "no_limit_change"
    await client.request("DELETE", SPEND)
    clock.advance(timedelta(hours=24))
    client = await api.log_in(player.telegram_id)
    assert (await client.post(f"{SPEND}/confirmation")).json() == {"items": []}


async def test_changes_are_of_ones_own_limits(api: Api) -> None:
    client, _ = await entered(api)
    await put(client, 1_000)
    await put(client, 2_000)
    other, _ = await entered(api)
    assert refusal(await other.request("DELETE", f"{SPEND}/change"), 409) == "no_limit_change"
    assert refusal(await other.post(f"{SPEND}/confirmation"), 409) == "no_limit_change"


@pytest.mark.parametrize("amount", [-1, 2**53, "5", 5.0, True, None, [5], {"amount": 5}])
async def test_amounts_that_are_none(api: Api, amount: object) -> None:
    client, _ = await entered(api)
    assert refusal(await client.request("PUT", SPEND, {"amount": amount}), 422) == "invalid_input"


@pytest.mark.parametrize(
    "path",
    ["loss/TJS/24h", "spend/tjs/24h", "spend/XYZ/24h", "spend/A-NAME-TOO-LONG/24h", "spend/%00/24h", "spend/TJS/1h"],
)
async def test_limits_that_there_are_not(api: Api, path: str) -> None:
    client, _ = await entered(api)
    assert refusal(await client.request("PUT", f"/me/limits/{path}", {"amount": 5}), 422) == "invalid_input"
    for method, rest in (("DELETE", ""), ("DELETE", "/change"), ("POST", "/confirmation")):
        answer = await client.request(method, f"/me/limits/{path}{rest}")
        assert refusal(answer, 422) == "invalid_input"
