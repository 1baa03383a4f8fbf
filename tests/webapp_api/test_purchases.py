"""A plain purchase goes past the framework, and nobody can tell: the route itself gives the same answers."""

import logging
from typing import Any

import httpx2
import pytest

from core.raffles.desk import PurchaseDesk
from tests.builders.accounts import make_player
from tests.builders.ledger import fund
from tests.builders.raffles import make_lottery
from tests.webapp_api.client import Api, Client, refusal
from tests.webapp_api.test_rates import narrow
from webapp_api import dependencies, purchases

NOT_PLAIN = {"Content-Type": "application/json; charset=utf-8"}
UNKNOWN = "ffffffff-ffff-ffff-ffff-ffffffffffff"


@pytest.fixture
def direct(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The purchases that went past the framework."""
    taken: list[Any] = []
    carry_out = purchases._carry_out

    async def noting(request: Any, order: Any, body: Any) -> Any:
        taken.append(order)
        return await carry_out(request, order, body)

    monkeypatch.setattr(purchases, "_carry_out", noting)
    return taken


class Buyer:
    """A player in front of a lottery of ten tickets at 5.00."""

    def __init__(self, client: Client, path: str) -> None:
        self.client = client
        self.path = path

    async def buy(self, quantity: int, key: str, path: str | None = None, **headers: str) -> httpx2.Response:
        sent = {"Idempotency-Key": key, **headers}
        return await self.client.request("POST", path or self.path, {"quantity": quantity}, sent)

    async def both(self, quantity: int, key: str, path: str | None = None) -> httpx2.Response:
        """The answer to a plain request, which is that of the route."""
        plain = await self.buy(quantity, key, path)
        routed = await self.buy(quantity, key, path, **NOT_PLAIN)
        assert (plain.status_code, plain.content) == (routed.status_code, routed.content)
        assert dict(plain.headers) == dict(routed.headers)
        return plain


@pytest.fixture
async def buyer(api: Api) -> Buyer:
    player = await make_player(api.context, language="ru")
    await fund(api.context, player, 3000)
    raffle = await make_lottery(api.context)
    return Buyer(await api.log_in(player.telegram_id), f"/raffles/{raffle.id}/orders")


async def test_a_purchase_and_its_refusals_are_those_of_the_route(buyer: Buyer, direct: list[Any]) -> None:
    bought = await buyer.both(3, "one")
    assert (bought.status_code, bought.json()["last"]) == (201, 3)
    refusals = (
        (2, "one", None, 409, "idempotency_conflict"),
        (9, "two", None, 409, "not_enough_tickets"),
        (5, "three", None, 409, "insufficient_funds"),
        (1, "four", f"/raffles/{UNKNOWN}/orders", 404, "not_found"),
    )
    for quantity, key, path, status, code in refusals:
        assert refusal(await buyer.both(quantity, key, path), status) == code
    assert [order.key for order in direct] == ["one", "one", "two", "three", "four"]


async def test_whoever_may_not_is_told_the_same(api: Api, buyer: Buyer, direct: list[Any]) -> None:
    client = buyer.client
    buyer.client = client.with_token("made-up_1")
    assert refusal(await buyer.both(1, "one"), 401) == "session_ended"
    buyer.client = client
    assert (await client.request("DELETE", "/auth/session")).status_code == 204
    assert refusal(await buyer.both(1, "one"), 401) == "session_ended"
    assert len(direct) == 2


async def test_a_busy_desk_is_told_the_same(api: Api, buyer: Buyer, direct: list[Any]) -> None:
    api.app.desk = PurchaseDesk(api.context, batch=0, max_wait_s=0)
    assert refusal(await buyer.both(1, "one"), 503) == "busy"
    assert len(direct) == 1


async def test_both_ways_are_one_rate(
    api: Api, buyer: Buyer, direct: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    narrow(monkeypatch, dependencies, "COMMANDS_OF_PLAYER", 2)
    assert (await buyer.both(1, "one")).status_code == 201
    assert refusal(await buyer.both(1, "one"), 429) == "too_many_requests"
    assert len(direct) == 2


async def test_what_is_not_plain_is_the_routes(buyer: Buyer, direct: list[Any]) -> None:
    client = buyer.client
    odd: tuple[tuple[int, dict[str, Any]], ...] = (
        (201, {"headers": {"Idempotency-Key": "a", **NOT_PLAIN}, "content": b'{"quantity": 1}'}),
        (201, {"headers": {"Idempotency-Key": "a"}, "content": b'{"quantity": 1}'.rjust(1000)}),
        (
            201,
            {
                "headers": {
                    "Idempotency-Key": "a",
                    "Authorization": client.headers["Authorization"].replace("B", "b", 1),
                }
            },
        ),
        (400, {"headers": {}}),
        (401, {"headers": {"Idempotency-Key": "a", "Authorization": "Basic eA=="}}),
        (422, {"headers": {"Idempotency-Key": "a"}, "content": b'{"quantity": 0}'}),
        (400, {"headers": {"Idempotency-Key": "a"}, "content": b"{"}),
    )
    for status, options in odd:
        if "content" not in options:
            options["content"] = b'{"quantity": 1}'
        options["headers"] = {"Content-Type": "application/json"} | options["headers"]
        answer = await client.request("POST", buyer.path, **options)
        assert answer.status_code == status, (options, answer.text)
    assert direct == []


async def test_a_purchase_is_counted_as_its_route(api: Api, buyer: Buyer, direct: list[Any]) -> None:
    for headers in ({}, NOT_PLAIN):
        assert (await buyer.buy(1, "one", **headers)).status_code == 201
    metrics = (await api.client().get("//metrics")).text
    assert 'method="POST",route="/raffles/{raffle_id}/orders",status="201"} 2.0' in metrics
    assert len(direct) == 1


async def test_a_fault_of_ours_is_that_of_the_route(
    api: Api, buyer: Buyer, direct: list[Any], monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    async def fails(*_: object) -> None:
        raise ValueError("unheard of")

    monkeypatch.setattr(api.app.desk, "submit", fails)
    answer = await buyer.both(1, "one")
    assert refusal(answer, 500) == "internal"
    assert "unheard" not in answer.text
    said = [record.getMessage() for record in caplog.records if record.levelno >= logging.ERROR]
    assert said == ["POST /raffles/{raffle_id}/orders failed"] * 2
    assert len(direct) == 1
