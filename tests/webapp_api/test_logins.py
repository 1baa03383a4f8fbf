"""Logging in over HTTP: one launch, one session, one living token, whoever sends the string and however often."""

import asyncio
import json
import secrets
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlencode

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from pydantic import SecretStr, ValidationError

from core.accounts.block_player import BlockReason, block_player
from core.app import App
from core.kernel.actor import SYSTEM
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.settings import Settings
from tests.builders.accounts import make_player
from tests.concurrency.crowd import one_of
from tests.webapp_api.client import BOT_ID, TOKEN, Api, Client, launch, refusal, signed, with_signature
from webapp_api.factory import LoginsNotConfigured, build_api

User = dict[str, Any]
KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))


@pytest.fixture
def anna() -> User:
    """Somebody whom Valkey has not counted in another test."""
    names = {"first_name": "Анна + 👩🏽‍🚀", "last_name": 'O"Ń%2B', "username": "anna"}
    return {"id": secrets.randbelow(2**50) + 1, "language_code": "ru", **names}


async def log_in(client: Client, text: str) -> Client:
    answer = await client.post("/auth/telegram", {"init_data": text})
    assert answer.status_code == 200, answer.text
    return client.with_token(answer.json()["session_token"])


async def is_alive(client: Client) -> bool:
    answer = await client.get("/auth/session")
    if answer.status_code == 200:
        return True
    assert refusal(answer, 401) == "session_ended"
    return False


async def refused(client: Client, text: object, status: int = 401) -> str:
    return refusal(await client.post("/auth/telegram", {"init_data": text}), status)


async def test_a_launch_becomes_a_session(api: Api, clock: ManualClock, anna: User) -> None:
    client = api.client(**{"User-Agent": "Telegram-Android/11.2 (Pixel\x09)"})
    answer = await client.post("/auth/telegram", {"init_data": signed(launch(api.context, anna))})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    opened = answer.json()
    assert opened["expires_at"] == (clock.now() + timedelta(hours=24)).isoformat().replace("+00:00", "Z")
    user = opened["user"]
    assert (user["telegram_id"], user["username"], user["language"]) == (anna["id"], "anna", "ru")
    assert (user["first_name"], user["last_name"]) == (anna["first_name"], anna["last_name"])
    client = client.with_token(opened["session_token"])
    assert (await client.get("/me")).json() == user
    session = (await client.get("/auth/session")).json()
    assert session["user"] == user
    [listed] = (await client.get("/auth/sessions")).json()["items"]
    assert (listed["id"], listed["is_current"], listed["address"]) == (session["id"], True, client.address)
    assert listed["user_agent"].startswith("Telegram-Android/11.2")


async def test_a_reload_rotates_the_token(api: Api, clock: ManualClock, anna: User) -> None:
    text = signed(launch(api.context, anna))
    first = await log_in(api.client(), text)
    session = (await first.get("/auth/session")).json()["id"]
    clock.advance(timedelta(minutes=59))
    second = await log_in(api.client(), text)
    assert not await is_alive(first)
    assert (await second.get("/auth/session")).json()["id"] == session
    assert len((await second.get("/auth/sessions")).json()["items"]) == 1
    clock.advance(timedelta(minutes=2))
    assert await refused(api.client(), text) == "init_data_expired"
    assert await is_alive(second)


async def test_another_spelling_is_the_same_launch(api: Api, anna: User) -> None:
    text = signed(with_signature(launch(api.context, anna, start_param="lot_x"), KEY))
    first = await log_in(api.client(), text)
    second = await log_in(api.client(), urlencode(parse_qsl(text)[::-1]))
    assert [await is_alive(first), await is_alive(second)] == [False, True]
    assert await one_of(api.context, "SELECT count(*) FROM player_sessions") == 1


async def test_after_logout_the_launch_is_worth_nothing_in_any_spelling(api: Api, anna: User) -> None:
    text = signed(with_signature(launch(api.context, anna, start_param="lot_x"), KEY))
    client = await log_in(api.client(), text)
    assert (await client.request("DELETE", "/auth/session")).status_code == 204
    assert not await is_alive(client)
    assert await refused(api.client(), text) == "init_data_used"
    assert await refused(api.client(), urlencode(parse_qsl(text)[::-1])) == "init_data_used"
    # two signed lines written as one field of two lines
    fields = dict(parse_qsl(text))
    fields["query_id"] += f"\nsignature={fields.pop('signature')}"
    assert await refused(api.client(), urlencode(fields)) == "init_data_invalid"
    assert await one_of(api.context, "SELECT count(*) FROM player_sessions") == 1


async def test_another_persons_string_is_that_persons(api: Api, anna: User) -> None:
    hers = await log_in(api.client(), signed(launch(api.context, anna)))
    his = await log_in(hers, signed(launch(api.context, anna | {"id": anna["id"] + 1, "username": "bob"})))
    assert (await his.get("/me")).json()["telegram_id"] == anna["id"] + 1
    assert (await hers.get("/me")).json()["telegram_id"] == anna["id"]


@pytest.mark.parametrize(
    ("age_s", "code"),
    [(3600, None), (3601, "init_data_expired"), (-60, None), (-61, "init_data_invalid")],
)
async def test_a_launch_is_good_for_an_hour(
    api: Api, clock: ManualClock, age_s: int, code: str | None, anna: User
) -> None:
    text = signed(launch(api.context, anna))
    clock.set(clock.now() + timedelta(seconds=age_s))
    if code is None:
        assert await is_alive(await log_in(api.client(), text))
    else:
        assert await refused(api.client(), text) == code


async def test_a_string_that_is_not_telegrams_is_refused_and_leaves_no_trace(api: Api, anna: User) -> None:
    fields = launch(api.context, anna)
    good = signed(fields)
    name, client = json.dumps(anna | {"id": 1}), api.client()
    for text in (
        good[:-1] + ("0" if good[-1] != "0" else "1"),
        signed(fields, "434343:another-bot"),
        urlencode(dict(parse_qsl(good)) | {"user": name}),
        good + "&user=" + name,
        signed({**fields, "user": ""}),
        signed({key: value for key, value in fields.items() if key != "auth_date"}),
        "x",
    ):
        answer = await client.post("/auth/telegram", {"init_data": text})
        assert refusal(answer, 401) == "init_data_invalid"
        assert answer.headers["www-authenticate"] == "Bearer"
    for odd in ("", None, 7, True, [good], {"a": good}, "x" * 8193):
        assert await refused(client, odd, 422) == "invalid_input"
    # signed, and still nobody: the id is beyond Telegram's
    for nobody in (0, -1, 2**52, 2**63, 10**30):
        assert await refused(client, signed(launch(api.context, anna | {"id": nobody})), 422) == "invalid_input"
    for table in ("players", "player_sessions"):
        assert await one_of(api.context, f"SELECT count(*) FROM {table}") == 0


async def test_a_shut_account_does_not_get_in(api: Api, anna: User) -> None:
    player = await make_player(api.context)
    await api.context.transact(lambda tx: block_player(tx, SYSTEM, player.id, BlockReason.FRAUD))
    text = signed(launch(api.context, anna | {"id": player.telegram_id}))
    assert await refused(api.client(), text, 403) == "player_blocked"
    assert await one_of(api.context, "SELECT count(*) FROM player_sessions") == 0


async def test_a_launch_by_a_link_says_who_brought_the_player(api: Api, anna: User) -> None:
    inviter = (await (await api.log_in(anna["id"] + 1)).get("/me")).json()
    text = signed(launch(api.context, anna, start_param=f"ref_{inviter['referral_code']}"))
    await log_in(api.client(), text)
    brought = "SELECT referred_by_id FROM players WHERE telegram_id = :id"
    assert str(await one_of(api.context, brought, id=anna["id"])) == inviter["id"]


async def test_twenty_exchanges_at_once_leave_one_session_and_one_living_token(live_api: Api, anna: User) -> None:
    text = signed(launch(live_api.context, anna))
    clients = await asyncio.gather(*(log_in(live_api.client(), text) for _ in range(20)))
    assert sum(await asyncio.gather(*map(is_alive, clients))) == 1
    assert await one_of(live_api.context, "SELECT count(*) FROM player_sessions") == 1
    assert await one_of(live_api.context, "SELECT count(*) FROM players") == 1


async def test_logging_out_beside_reloads_ends_it(live_api: Api, anna: User) -> None:
    """Whatever comes first, at the end nobody is in."""
    text = signed(launch(live_api.context, anna))
    client = await log_in(live_api.client(), text)

    async def reload() -> Client | None:
        answer = await live_api.client().post("/auth/telegram", {"init_data": text})
        if answer.status_code == 200:
            return client.with_token(answer.json()["session_token"])
        assert refusal(answer, 401) == "init_data_used"
        return None

    async def log_out() -> None:
        answer = await client.request("DELETE", "/auth/sessions")
        assert answer.status_code == 204 or refusal(answer, 401) == "session_ended"

    reloaded, _, late = await asyncio.gather(reload(), log_out(), reload())
    for one in (client, reloaded, late):
        # a reload that came first has taken the token of whoever wanted to log out
        if one is not None and await is_alive(one):
            assert (await one.request("DELETE", "/auth/session")).status_code == 204
    assert await refused(live_api.client(), text) == "init_data_used"


async def test_third_parties_check_by_telegrams_key_without_a_token(context: Context, anna: User) -> None:
    public = KEY.public_key().public_bytes_raw().hex()
    api = Api(context, bot_token=None, bot_id=BOT_ID, telegram_public_key=public)
    fields = launch(context, anna)
    client = await log_in(api.client(), signed(with_signature(fields, KEY)))
    assert (await client.get("/me")).json()["telegram_id"] == anna["id"]
    # the hash alone, which whoever has the token could make, is not Telegram's word here
    assert await refused(api.client(), signed(fields)) == "init_data_invalid"
    assert await refused(api.client(), signed(with_signature(fields, KEY, BOT_ID + 1))) == "init_data_invalid"


def test_nobody_can_be_checked_without_token_and_id(context: Context) -> None:
    context.settings = context.settings.model_copy(update={"bot_token": None, "bot_id": None})
    with pytest.raises(LoginsNotConfigured):
        build_api(App(context))


def test_a_token_that_anybody_could_guess_is_none(context: Context, monkeypatch: pytest.MonkeyPatch) -> None:
    given = context.settings.model_dump(include={"database_url", "redis_url", "secret_keys"})
    monkeypatch.setenv("BOT_TOKEN", "")
    assert Settings(**given, _env_file=None).bot_token is None
    for token in ("", " ", "x", "1:", ":x", "1: x"):
        with pytest.raises(ValidationError):
            Settings(**given, bot_token=SecretStr(token), _env_file=None)
    assert Settings(**given, bot_token=SecretStr(TOKEN), _env_file=None).bot_token is not None
    for key in ("", "zz", "00" * 31, "00" * 33):
        with pytest.raises(ValidationError):
            Settings(**given, telegram_public_key=key, _env_file=None)
