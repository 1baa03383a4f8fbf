"""Refusals over HTTP: one shape, words for the reader, and of our own faults nothing but that there was one."""

import logging

import httpx2
import pytest

from core.kernel.context import Context, open_context
from core.kernel.texts import error_text
from tests.builders.accounts import make_player
from tests.raffles.helpers import execute
from tests.webapp_api.client import Api, refusal
from webapp_api.errors import RETRY_AFTER_S
from webapp_api.refusals import RouteNotFound
from webapp_api.schemas.problems import MEDIA_TYPE


async def test_a_problem_says_what_programs_and_people_need(api: Api) -> None:
    answer = await api.client().get("/raffles/019a0000-0000-7000-8000-000000000000")
    assert answer.status_code == 404
    assert answer.headers["content-type"] == MEDIA_TYPE
    assert (answer.headers["cache-control"], answer.headers["content-language"]) == ("no-store", "en")
    body = answer.json()
    assert body.keys() == {"type", "title", "status", "detail", "code", "params"}
    assert (body["type"], body["title"], body["status"]) == ("about:blank", "Not Found", 404)
    assert (body["code"], body["params"]["what"]) == ("not_found", "raffle")
    assert "retry-after" not in answer.headers


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        (None, "en"),
        ("", "en"),
        ("*", "en"),
        ("ru", "ru"),
        ("TH-th", "th"),
        ("fr, tg;q=0.5, ru;q=0.8", "ru"),
        ("fr,ru,th", "ru"),
        ("ru;q=0, th;q=0.1", "th"),
        ("de-CH, fr;q=0.9", "en"),
        ("ru ; q=0.3 , th ; q=0.4", "th"),
        ("ru;q=x, th;q=nan, tg;q=-1", "en"),
        (";;;,,,;q=,q=1", "en"),
        ("ru" * 20_000, "en"),
        ("x," * 20_000 + "ru", "en"),
        ("рус", "en"),
        ("\x00ru", "en"),
    ],
)
async def test_words_are_in_the_readers_language(api: Api, accepted: str | None, language: str) -> None:
    headers = {} if accepted is None else {"Accept-Language": accepted.encode()}
    answer = await api.client().get("/nothing", headers=headers)
    assert refusal(answer, 404) == "route_not_found"
    assert answer.headers["content-language"] == language
    assert answer.json()["detail"] == error_text(RouteNotFound(), language)


async def test_a_players_language_comes_before_the_browsers(api: Api) -> None:
    player = await make_player(api.context, language="tg")
    client = await api.log_in(player.telegram_id, language="tg")
    path = "/wallets/019a0000-0000-7000-8000-000000000000/transactions"
    answer = await client.get(path, headers={"Accept-Language": "th"})
    assert refusal(answer, 404) == "not_found"
    assert answer.headers["content-language"] == "tg"


async def test_whoever_comes_without_a_session_is_told_how(api: Api) -> None:
    for method, path in (("GET", "/me"), ("DELETE", "/auth/session"), ("POST", "/exchanges"), ("GET", "/orders")):
        answer = await api.client().request(method, path, {} if method == "POST" else None)
        assert refusal(answer, 401) == "not_authenticated"
        assert answer.headers["www-authenticate"] == "Bearer"


async def test_without_a_database_it_is_unavailable_for_a_while(context: Context) -> None:
    url = "postgresql+asyncpg://nobody@127.0.0.1:9/none"
    settings = context.settings.model_copy(update={"database_url": type(context.settings.database_url)(url)})
    away = open_context(settings, context.clock)
    try:
        answer = await Api(away).client().get("/raffles")
        assert refusal(answer, 503) == "unavailable"
        assert answer.headers["retry-after"] == str(RETRY_AFTER_S)
        ready = await Api(away).client().get("//readyz")
        assert (ready.status_code, ready.json()) == (
            503,
            {"status": "unavailable", "database": False, "valkey": True},
        )
        assert (await Api(away).client().get("//healthz")).json() == {"status": "ok"}
    finally:
        await away.close()


SECRET = "a-secret-column"


@pytest.fixture
async def broken(api: Api) -> Api:
    """A database where a table is missing, as after a release that came before its migration."""
    await execute(api.context, f'ALTER TABLE exchange_rates RENAME TO "{SECRET}"')
    return api


async def fails(api: Api) -> httpx2.Response:
    answer = await api.client(**{"Accept-Language": "ru"}).get("/exchange-rates")
    assert refusal(answer, 500) == "internal"
    return answer


async def test_of_a_fault_of_ours_only_the_log_tells_and_once(broken: Api, caplog: pytest.LogCaptureFixture) -> None:
    answer = await fails(broken)
    assert answer.json()["params"] == {}
    for word in ("exchange_rates", "SELECT", "Traceback", "asyncpg", SECRET):
        assert word not in answer.text
    [line] = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert line.getMessage() == "GET /exchange-rates failed"
    assert line.exc_info is not None
    # the others are served
    assert (await broken.client().get("/raffles")).status_code == 200


async def test_a_fault_has_the_headers_of_every_answer_and_is_counted(broken: Api) -> None:
    answer = await fails(broken)
    fine = await broken.client().get("/raffles")
    for name in ("content-security-policy", "x-content-type-options", "referrer-policy"):
        assert answer.headers[name] == fine.headers[name]
    assert (answer.headers["content-language"], answer.headers["cache-control"]) == ("ru", "no-store")
    metrics = (await broken.client().get("//metrics")).text
    assert 'fairlot_http_requests_total{method="GET",route="/exchange-rates",status="500"} 1.0' in metrics
    assert 'fairlot_refusals_total{code="internal"} 1.0' in metrics


async def test_metrics_do_not_grow_with_what_clients_make_up(api: Api) -> None:
    client = api.client()
    await client.get("/raffles/019a0000-0000-7000-8000-000000000000")
    text = (await client.get("//metrics")).text
    for number in range(20):
        await client.request(f"FOO{number}", "/raffles")
        await client.get(f"/raffles/{number}")
        await client.get(f"/nothing/{number}")
        await client.get(f"//page/{number}")
    assert (await client.get(f"/raffles/{'0' * 8}-0000-0000-0000-{'0' * 12}")).status_code == 404
    later = (await client.get("//metrics")).text
    assert "FOO" not in later
    assert later.count("\n") - text.count("\n") < 150
    assert 'code="not_found"} 2.0' in later
