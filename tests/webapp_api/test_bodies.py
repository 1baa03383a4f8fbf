"""Bodies, headers and paths that nobody in their right mind sends: refused with a code, never a fault of ours."""

import json
from collections.abc import AsyncIterator

import httpx2
import pytest

from tests.builders.accounts import make_player
from tests.builders.ledger import fund
from tests.builders.raffles import make_lottery
from tests.concurrency.crowd import one_of
from tests.webapp_api.client import Api, Client, refusal
from webapp_api.security.bodies import LARGEST_BYTES

JSON = {"Content-Type": "application/json"}


class Shop:
    """A player with money in front of a lottery of ten tickets at 5.00."""

    def __init__(self, client: Client, raffle_id: str) -> None:
        self.client = client
        self.path = f"/raffles/{raffle_id}/orders"

    async def send(self, raw: bytes | AsyncIterator[bytes], **headers: str) -> httpx2.Response:
        """A purchase with these bytes as its body."""
        sent = {"Idempotency-Key": "one", **JSON, **headers}
        return await self.client.request("POST", self.path, headers=sent, content=raw)


@pytest.fixture
async def shop(api: Api) -> Shop:
    player = await make_player(api.context)
    await fund(api.context, player, 5000)
    raffle = await make_lottery(api.context)
    return Shop(await api.log_in(player.telegram_id), str(raffle.id))


async def orders(shop: Shop) -> int:
    found: int = await one_of(shop.client.api.context, "SELECT count(*) FROM orders")
    return found


NO_JSON = (
    b"",
    b"{",
    b"nothing",
    b'{"quantity": 1}}',
    b'{"quantity": 1',
    b"{'quantity': 1}",
    b'{"quantity": 01}',
    b'{"quantity": +1}',
    b'{"quantity": 0x1}',
    b'{"quantity": 1, "x": "\xff"}',
    b'{"quantity": 1}\x00',
    b"[" * 30_000,
    b'{"a":' * 10_000,
    b'{"quantity": ' + b"9" * 5000 + b"}",
)


async def test_what_is_no_json_is_malformed(shop: Shop) -> None:
    for raw in NO_JSON:
        assert refusal(await shop.send(raw), 400) == "malformed_body", raw[:50]
    assert await orders(shop) == 0


UNFIT = (
    ("null", "malformed"),
    ("7", "malformed"),
    ("[]", "malformed"),
    ('[{"quantity": 1}]', "malformed"),
    ('"{}"', "malformed"),
    ("{}", "missing"),
    ('{"quantity": null}', "not_an_integer"),
    ('{"quantity": true}', "not_an_integer"),
    ('{"quantity": 1.0}', "not_an_integer"),
    ('{"quantity": 1e0}', "not_an_integer"),
    ('{"quantity": "1"}', "not_an_integer"),
    ('{"quantity": [1]}', "not_an_integer"),
    ('{"quantity": NaN}', "not_an_integer"),
    ('{"quantity": Infinity}', "not_an_integer"),
    ('{"quantity": -Infinity}', "not_an_integer"),
    ('{"quantity": 1e999}', "not_an_integer"),
    ('{"quantity": 0}', "out_of_range"),
    ('{"quantity": -1}', "out_of_range"),
    ('{"quantity": 10001}', "out_of_range"),
    ('{"quantity": 9223372036854775808}', "out_of_range"),
    ('{"quantity": -' + "9" * 4000 + "}", "out_of_range"),
    ('{"quantity": 1, "price": 1}', "unknown"),
    ('{"quantity": 1, "\\ud800": 1}', "malformed"),
    ('{"quantity": 1, "' + "x" * 5000 + '": 1}', "unknown"),
    ('{"quantity": 1, "pay_with": "\\ud800"}', "malformed"),
    ('{"quantity": 1, "pay_with": "balance"}', "malformed"),
    ('{"quantity": 1, "pay_with": "\\u0000"}', "malformed"),
    ('{"quantity": 1, "pay_with": null}', "malformed"),
)


async def test_what_does_not_fit_is_invalid(shop: Shop) -> None:
    for raw, reason in UNFIT:
        answer = await shop.send(raw.encode())
        assert refusal(answer, 422) == "invalid_input"
        params = answer.json()["params"]
        assert params["reason"] == reason, raw[:50]
        # nothing that the client made up comes back to it
        assert params["field"] in {"body", "quantity", "pay_with", "price"}
    assert await orders(shop) == 0


async def test_of_a_doubled_name_the_last_one_counts(shop: Shop) -> None:
    bought = await shop.send(b'{"quantity": 9, "quantity": 2}')
    assert (bought.status_code, bought.json()["quantity"]) == (201, 2)


async def test_what_is_not_called_json_is_not_read_as_such(shop: Shop) -> None:
    """So that no form of another site, which a browser sends without asking, is a command."""
    for media_type in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "x", ""):
        answer = await shop.send(b'{"quantity": 1}', **{"Content-Type": media_type})
        assert refusal(answer, 422) == "invalid_input", media_type
    assert await orders(shop) == 0


async def test_what_is_called_json_is_read(shop: Shop) -> None:
    for media_type in ("application/json; charset=utf-8", "application/json; charset=x", "APPLICATION/JSON"):
        assert (await shop.send(b'{"quantity": 1}', **{"Content-Type": media_type})).status_code == 201
    for raw in (b'\xef\xbb\xbf{"quantity": 1}', '{"quantity": 1}'.encode("utf-16")):
        assert (await shop.send(raw)).status_code == 201
    assert await orders(shop) == 1


async def in_pieces(raw: bytes) -> AsyncIterator[bytes]:
    for start in range(0, len(raw), 8192):
        yield raw[start : start + 8192]


def purchase_of(length: int) -> bytes:
    """A valid purchase of exactly so many bytes."""
    return b'{"quantity": 1}'.rjust(length)


async def test_a_body_has_a_limit(shop: Shop) -> None:
    for cut in (bytes, in_pieces):
        assert refusal(await shop.send(cut(purchase_of(LARGEST_BYTES + 1))), 413) == "body_too_large"
        assert refusal(await shop.send(cut(purchase_of(20 * LARGEST_BYTES))), 413) == "body_too_large"
    assert await orders(shop) == 0
    for cut in (bytes, in_pieces):
        assert (await shop.send(cut(purchase_of(LARGEST_BYTES)))).status_code == 201


async def test_a_length_that_is_none_is_not_believed(shop: Shop) -> None:
    for length in ("-1", "x", "1e3", "9" * 30, "٣"):
        headers = {"Content-Length": length.encode()}
        answer = await shop.send(in_pieces(purchase_of(LARGEST_BYTES + 1)), **headers)  # type: ignore[arg-type]
        assert refusal(answer, 413) == "body_too_large", length


async def test_a_body_where_none_is_read_does_no_harm(shop: Shop) -> None:
    client, long = shop.client, b"x" * (LARGEST_BYTES + 1)
    assert refusal(await client.request("GET", "/wallets", content=long), 413) == "body_too_large"
    for path in ("/wallets", "/raffles", "//healthz"):
        assert (await client.request("GET", path, content=in_pieces(long))).status_code == 200
        assert (await client.request("GET", path, content=b"{")).status_code == 200
    assert refusal(await client.request("POST", "/nothing", content=long), 413) == "body_too_large"


async def test_a_key_that_is_none_is_refused(shop: Shop) -> None:
    for key in (None, "", "ключ", "\xe9", "a\tb"):
        headers = {} if key is None else {"Idempotency-Key": key.encode()}
        answer = await shop.client.request("POST", shop.path, {"quantity": 1}, headers=headers)  # type: ignore[arg-type]
        assert refusal(answer, 400) == "idempotency_key_missing", key
    for length in (101, 10_000):
        assert refusal(await shop.client.post(shop.path, {"quantity": 1}, key="x" * length), 422) == "invalid_input"
    assert await orders(shop) == 0


async def test_any_printable_key_is_one(shop: Shop) -> None:
    for key in ("x" * 100, "'; DROP TABLE orders; --", "a b", "%00", "{}"):
        answer = await shop.client.post(shop.path, {"quantity": 1}, key=key)
        assert answer.status_code == 201, answer.text
    assert await orders(shop) == 5


UNFIT_QUERIES = (
    "limit=true",
    "limit=١",
    "cursor=x",
    "cursor=%F0%9F%98%80",
    "cursor=%FF",
    "state=nothing",
    "state=",
    "&".join(["state=open"] * 17),
    "kind=x",
)
IDLE_QUERIES = (
    "",
    "unknown=1",
    "limit=1&limit=2",
    "%00=%00",
    "&&&",
    "=",
    "a[b]=c",
    "x=" + "y" * 5000,
    "state=open&state=open",
)


async def test_a_query_fits_or_is_invalid(api: Api) -> None:
    for query in UNFIT_QUERIES:
        assert refusal(await api.client().get(f"/raffles?{query}"), 422) == "invalid_input", query
    for query in IDLE_QUERIES:
        assert (await api.client().get(f"/raffles?{query}")).status_code == 200, query


NOWHERE = (
    ("/raffles/", 404),
    ("//api/v1", 404),
    ("//api/v1/", 404),
    ("//api//v1/raffles", 404),
    ("//api/v2/raffles", 404),
    ("/raffles/1", 422),
    ("/raffles/%00", 422),
    ("/raffles/%0a", 422),
    ("/raffles/' OR 1=1", 422),
    ("/raffles/" + "0" * 5000, 422),
    ("/raffles/%2e%2e%2fme", 404),
    ("/raffles/..%2f..%2fmetrics", 404),
    ("/raffles/019a0000-0000-7000-8000-000000000000/", 404),
    ("/raffles/019a0000-0000-7000-8000-000000000000%2Fdraw", 404),
    ("/raffles/ffffffff-ffff-ffff-ffff-ffffffffffff/draw", 404),
    ("/raffles/00000000-0000-0000-0000-000000000000/proof", 404),
    ("//webhooks/telegram", 404),
    ("//.well-known/nothing", 404),
)


async def test_a_path_that_leads_nowhere_is_refused(api: Api) -> None:
    for path, status in NOWHERE:
        code = refusal(await api.client().get(path), status)
        assert code in {"route_not_found", "not_found", "invalid_input"}, path


async def test_a_method_that_is_not_answered_is_refused(api: Api) -> None:
    for method in ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "FOO"):
        answer = await api.client().request(method, "/raffles")
        assert refusal(answer, 405) == "method_not_allowed", method
        assert answer.headers["allow"] == "GET"
    assert (await api.client().request("HEAD", "/raffles")).status_code == 405
    # where nothing is, no method is allowed
    assert refusal(await api.client().post("/nothing"), 404) == "route_not_found"


async def test_profiles_take_no_other_types(api: Api) -> None:
    player = await make_player(api.context)
    client = await api.log_in(player.telegram_id)
    before = (await client.get("/me")).json()
    for body in (
        {"birth_date": 0},
        {"birth_date": True},
        {"birth_date": 86_400},
        {"birth_date": "86400"},
        {"birth_date": "1990-05-17T00:00:00"},
        {"birth_date": "0000-00-00"},
        {"birth_date": "9999-12-31"},
        {"birth_date": "1700-01-01"},
        {"country": 7},
        {"country": "\x00\x00"},
        {"country": "XX"},
        {"language": "tlh"},
        {"time_zone": "../../etc/passwd"},
        {"time_zone": "\x00"},
        {"display_name": "\u202e\u2066"},
        {"display_name": "x" * 201},
        {"display_name": ["x"]},
        {"telegram_id": 1},
        {"kyc_level": 3},
        {"language": "en", "country": "XX"},
    ):
        answer = await client.request("PATCH", "/me", body)
        assert refusal(answer, 422) == "invalid_input", body
    assert (await client.get("/me")).json() == before
    raw = json.dumps({"display_name": "A\x00B\ud800\n\u202eC 👩🏽‍🚀"}).encode()
    answer = await client.request("PATCH", "/me", headers=JSON, content=raw)
    assert refusal(answer, 422) == "invalid_input"
    answer = await client.request("PATCH", "/me", {"display_name": "A\x00B\n\u202eC 👩🏽‍🚀"})
    assert answer.json()["public_name"] == "AB C 👩🏽‍🚀"
