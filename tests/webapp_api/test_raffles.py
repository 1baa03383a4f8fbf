"""Raffles over HTTP: reading, buying, refusals."""

from uuid import uuid4

from core.kernel.clock import ManualClock
from core.raffles.desk import PurchaseDesk
from tests.builders.accounts import make_player
from tests.builders.ledger import fund
from tests.builders.raffles import TestBeacon, bought_out, make_draft, publish, run_past_the_deadline
from tests.webapp_api.client import Api, Client, refusal
from webapp_api.errors import RETRY_AFTER_S


async def buyer(api: Api, amount_minor: int = 10_000) -> Client:
    """A player who may buy, logged in."""
    player = await make_player(api.context, language="en")
    await fund(api.context, player, amount_minor)
    return await api.log_in(player.telegram_id)


async def on_sale(api: Api, **options: object) -> str:
    raffle = await publish(api.context, await make_draft(api.context, **options))  # type: ignore[arg-type]
    return str(raffle.id)


async def test_a_raffle_is_bought_and_seen(api: Api) -> None:
    raffle_id, client = await on_sale(api), await buyer(api)
    bought = await client.post(f"/raffles/{raffle_id}/orders", {"quantity": 3}, key="one")
    assert bought.status_code == 201, bought.text
    receipt = bought.json()
    assert (receipt["first"], receipt["last"], receipt["quantity"]) == (1, 3, 3)
    assert receipt["total"] == {"amount": 1500, "currency": "TJS"}
    again = await client.post(f"/raffles/{raffle_id}/orders", {"quantity": 3}, key="one")
    assert again.json() == receipt
    other = await client.post(f"/raffles/{raffle_id}/orders", {"quantity": 2}, key="one")
    assert refusal(other, 409) == "idempotency_conflict"
    raffle = (await api.client().get(f"/raffles/{raffle_id}")).json()
    assert raffle["sold"] == 3
    assert [wallet["balance"]["amount"] for wallet in (await client.get("/wallets")).json()["items"]] == [8500]
    [ticket] = (await client.get("/tickets")).json()["items"]
    assert ticket["order_number"] == receipt["order_number"]


async def test_a_full_desk_says_when_to_come_back(api: Api) -> None:
    raffle_id, client = await on_sale(api), await buyer(api)
    desk, api.app.desk = api.app.desk, PurchaseDesk(api.context, batch=0, max_wait_s=0)
    path = f"/raffles/{raffle_id}/orders"
    refused = await client.post(path, {"quantity": 1}, key="one")
    assert refusal(refused, 503) == "busy"
    assert refused.headers["retry-after"] == str(RETRY_AFTER_S)
    assert (await client.get("/orders")).json()["items"] == []
    api.app.desk = desk
    assert (await client.post(path, {"quantity": 1}, key="one")).status_code == 201


async def test_what_is_not_known_is_not_found(api: Api) -> None:
    client = await buyer(api)
    assert refusal(await client.get(f"/raffles/{uuid4()}"), 404) == "not_found"
    bought = await client.post(f"/raffles/{uuid4()}/orders", {"quantity": 1}, key="x")
    assert refusal(bought, 404) == "not_found"
    assert refusal(await client.get("/nothing"), 404) == "route_not_found"


async def test_a_draw_that_was_not_revealed_is_public_as_such(api: Api, clock: ManualClock) -> None:
    player = await make_player(api.context, language="en")
    await fund(api.context, player, 10_000)
    raffle = await bought_out(api.context, TestBeacon(clock), player)
    await run_past_the_deadline(api.context, clock)
    stranger = api.client()
    shown = (await stranger.get(f"/raffles/{raffle.id}")).json()
    assert (shown["state"], shown["cancel_reason"]) == ("cancelled", "reveal_overdue")
    draw = (await stranger.get(f"/raffles/{raffle.id}/draw")).json()
    assert draw["close_hash"] is not None  # what was sealed stays public; what was secret stays secret
    assert draw["server_seed"] is None
    assert refusal(await stranger.get(f"/raffles/{raffle.id}/proof"), 404) == "not_found"
    wallets = (await (await api.log_in(player.telegram_id)).get("/wallets")).json()["items"]
    assert [wallet["balance"]["amount"] for wallet in wallets] == [10_000]
