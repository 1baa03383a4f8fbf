"""Keys, signed records and receipts over HTTP."""

import json
from datetime import timedelta
from typing import Any
from uuid import uuid4

from core.draws.inclusion import verify_path
from core.draws.signing_keys import rotate_signing_key
from core.kernel.actor import SYSTEM
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from tests.builders.raffles import TestBeacon, make_lottery, run_draw
from tests.draws.signing import t, verifies
from tests.raffles.helpers import bought, query, rich_player
from tests.webapp_api.client import Api, refusal

KEYS = "//.well-known/fairlot-keys.json"


async def secrets_of(context: Context) -> list[str]:
    """Everything in the database that nobody may be told, in hex."""
    found = []
    for table, column in (("signing_keys", "private_key"), ("draws", "server_seed"), ("players", "salt_key")):
        for row in await query(context, f"SELECT id, {column} AS sealed FROM {table} WHERE {column} IS NOT NULL"):
            found += [row.sealed.hex(), context.keys.decrypt(row.sealed, f"{table}.{column}:{row.id}").hex()]
    return found


async def test_keys_are_public_and_cached(api: Api) -> None:
    answer = await api.client().get(KEYS)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["cache-control"] == "public, max-age=60"
    [key] = answer.json()["keys"]
    assert sorted(key) == ["algorithm", "key_id", "public_key", "valid_from", "valid_until"]
    assert (key["algorithm"], len(key["public_key"]), key["valid_until"]) == ("ed25519", 64, None)
    known = await api.client().get(KEYS, headers={"If-None-Match": answer.headers["etag"]})
    assert known.status_code == 304
    await api.context.transact(lambda tx: rotate_signing_key(tx, SYSTEM))
    old, new = (await api.client().get(KEYS)).json()["keys"]
    assert old == {**key, "valid_until": new["valid_from"]}
    text = (await api.client().get(KEYS)).text
    assert not [secret for secret in await secrets_of(api.context) if secret in text]


async def test_records_of_a_draw_are_public(api: Api, clock: ManualClock) -> None:
    beacon, player = TestBeacon(clock), await rich_player(api.context)
    raffle = await make_lottery(api.context, tickets=2, beacon=beacon.info().rule(60))
    path = f"/raffles/{raffle.id}/records"
    opened = await api.client().get(path)
    assert [item["kind"] for item in opened.json()["items"]] == ["open"]
    assert not [secret for secret in await secrets_of(api.context) if secret in opened.text]
    sold = await bought(api.context, player, raffle, 2)
    await run_draw(api.context, clock, beacon)
    answer = await api.client().get(path)
    items: list[dict[str, Any]] = answer.json()["items"]
    assert [item["kind"] for item in items] == ["open", "close", "reveal"]
    assert items[0] == opened.json()["items"][0]
    keys = (await api.client().get(KEYS)).json()
    for item in items:
        verifies(item, keys)
    proof = (await api.client().get(f"/raffles/{raffle.id}/proof")).json()
    assert items[1]["record"] == proof["close"]
    assert items[2]["record"]["server_seed"] == proof["reveal"]["server_seed"]
    assert sold.holder_tag in json.dumps(proof)
    assert refusal(await api.client().get(f"/raffles/{uuid4()}/records"), 404) == "not_found"


async def test_a_receipt_is_for_its_buyer_alone(api: Api, clock: ManualClock) -> None:
    player, other = await rich_player(api.context), await rich_player(api.context)
    raffle = await make_lottery(api.context)
    sold = await bought(api.context, player, raffle, 2)
    path = f"/orders/{sold.order_id}/receipt"
    clock.advance(timedelta(hours=1))
    buyer = await api.log_in(player.telegram_id)
    answer = await buyer.get(path)
    assert answer.status_code == 200, answer.text
    held = answer.json()
    assert sorted(held) == ["receipt", "salt", "user_ref"]
    verifies(held["receipt"], (await api.client().get(KEYS)).json())
    record = held["receipt"]["record"]
    assert (record["first"], record["last"], record["log_head"]) == (1, 2, sold.log_head.hex())
    tag = t("ldp1/holder", str(raffle.draw_id), held["user_ref"], bytes.fromhex(held["salt"]))
    assert tag.hex() == record["holder_tag"] == sold.holder_tag
    assert (await buyer.get(path)).json() == held
    assert not [secret for secret in await secrets_of(api.context) if secret in answer.text]
    assert "public" not in answer.headers["cache-control"]
    assert refusal(await (await api.log_in(other.telegram_id)).get(path), 404) == "not_found"
    assert refusal(await api.client().get(path), 401) == "not_authenticated"
    assert refusal(await buyer.get(f"/orders/{uuid4()}/receipt"), 404) == "not_found"
    [ticket] = (await buyer.get("/tickets")).json()["items"]
    assert ticket["order_id"] == str(sold.order_id)


async def test_a_path_is_for_its_buyer_alone(api: Api, clock: ManualClock) -> None:
    player, other = await rich_player(api.context), await rich_player(api.context)
    beacon = TestBeacon(clock)
    raffle = await make_lottery(api.context, tickets=3, beacon=beacon.info().rule(60))
    await bought(api.context, other, raffle, 1)
    sold = await bought(api.context, player, raffle, 2)
    path, buyer = f"/orders/{sold.order_id}/path", await api.log_in(player.telegram_id)
    early = await buyer.get(path)
    assert refusal(early, 409) == "no_tree_yet"
    assert raffle.number in early.json()["detail"]
    await run_draw(api.context, clock, beacon)
    buyer = await api.log_in(player.telegram_id)
    answer = await buyer.get(path)
    assert answer.status_code == 200, answer.text
    proof = (await api.client().get(f"/raffles/{raffle.id}/proof")).json()
    verdict = verify_path(answer.json(), [("the proof", proof["close"])])
    assert verdict.is_valid, verdict
    assert answer.json()["entry"] == [2, 3, sold.holder_tag]
    assert not [secret for secret in await secrets_of(api.context) if secret in answer.text]
    assert "public" not in answer.headers["cache-control"]
    assert refusal(await (await api.log_in(other.telegram_id)).get(path), 404) == "not_found"
    assert refusal(await api.client().get(path), 401) == "not_authenticated"
    assert refusal(await buyer.get(f"/orders/{uuid4()}/path"), 404) == "not_found"


async def test_the_public_page_leads_programs_to_the_proof(api: Api, clock: ManualClock) -> None:
    """As `fairlot verify https://.../proof/RF-...` asks for it."""
    raffle = await make_lottery(api.context, tickets=2, beacon=TestBeacon(clock).info().rule(60))
    for name in (raffle.number, str(raffle.id)):
        answer = await api.client().get(f"//proof/{name}", headers={"Accept": "application/json, text/csv"})
        assert (answer.status_code, answer.headers["location"]) == (303, f"/api/v1/raffles/{raffle.id}/proof")
        assert (await api.client().get(f"//proof/{name}", headers={"Accept": "text/html"})).status_code != 303
    unknown = await api.client().get("//proof/RF-0000-000", headers={"Accept": "application/json"})
    assert unknown.status_code == 404
