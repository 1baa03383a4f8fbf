"""Headers of every answer: what a browser may do with it, who may frame it, whether it has to be sent again."""

from datetime import timedelta
from pathlib import Path

import pytest

from core.kernel.clock import ManualClock
from core.kernel.context import Context
from tests.builders.accounts import make_player
from tests.builders.ledger import fund
from tests.builders.raffles import make_lottery
from tests.webapp_api.client import TOKEN, Api, refusal
from webapp_api import pages
from webapp_api.caches import RAFFLES_S

TELEGRAM = "https://web.telegram.org https://*.telegram.org"
ASSET = "index-DqYRrjfl.js"


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A mini-app as it is built, with things around it that are nobody's business. Comes before the API in a test."""
    dist = tmp_path / "dist"
    (dist / "assets").mkdir(parents=True)
    (dist / "index.html").write_text("<!doctype html><title>the app</title>")
    (dist / "icon.svg").write_text("<svg/>")
    (dist / "assets" / ASSET).write_text("let a = 1;" * 500)
    (tmp_path / ".env").write_text("BOT_TOKEN=of the test")
    (dist / "assets" / "out").symlink_to(tmp_path)
    (dist / "inner").mkdir()
    monkeypatch.setattr(pages, "BUILT", dist)
    return dist


def policy(text: str) -> dict[str, str]:
    return {name: sources for name, _, sources in (part.strip().partition(" ") for part in text.split(";"))}


def settings(context: Context, **update: object) -> Api:
    return Api(context, bot_token=type(context.settings.secret_keys)(TOKEN), **update)


async def test_pages_run_our_scripts_alone_and_are_framed_by_telegram_alone(context: Context, built: Path) -> None:
    api = settings(context, environment="production", telegram_api_url="http://127.0.0.1:8081")
    answer = await api.client().get("//")
    assert answer.text == (built / "index.html").read_text()
    found = policy(answer.headers["content-security-policy"])
    assert found["frame-ancestors"] == f"'self' {TELEGRAM}"
    assert found["script-src"] == "'self' https://telegram.org"
    assert found["default-src"] == found["style-src"] == found["connect-src"] == "'self'"
    assert (found["object-src"], found["base-uri"]) == ("'none'", "'none'")
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert "x-frame-options" not in answer.headers


async def test_in_the_sandbox_its_telegram_frames_pages_too(context: Context, built: Path) -> None:
    api = settings(context, environment="sandbox", telegram_api_url="http://127.0.0.1:8081/some/path")
    found = policy((await api.client().get("//")).headers["content-security-policy"])
    assert found["frame-ancestors"] == f"'self' {TELEGRAM} http://127.0.0.1:8081"
    assert found["script-src"] == "'self' https://telegram.org"


async def test_a_worker_may_load_of_our_own_alone(built: Path, api: Api) -> None:
    """It is bound by the policy of its own file."""
    answer = await api.client().get(f"//assets/{ASSET}")
    found = policy(answer.headers["content-security-policy"])
    assert (found["default-src"], found["script-src"], found["connect-src"]) == ("'none'", "'self'", "'self'")


async def test_every_answer_has_them(built: Path, api: Api) -> None:
    for path in ("/raffles", "/nothing", "//", "//proof/RF-0000-000", "//healthz", "/openapi.json", "/me"):
        headers = (await api.client().get(path)).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["cache-control"]
        assert "server" not in headers
        assert "strict-transport-security" not in headers
        # its own origin alone
        assert not [name for name in headers if name.startswith("access-control")]


async def test_no_other_origin_is_let_in(api: Api) -> None:
    headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "POST"}
    answer = await api.client().request("OPTIONS", "/exchanges", headers=headers)
    assert refusal(answer, 405) == "method_not_allowed"
    assert not [name for name in answer.headers if name.startswith("access-control")]


async def test_over_https_browsers_come_back_by_https(context: Context) -> None:
    api = settings(context, public_url="https://lottery.example")
    assert "max-age" in (await api.client().get("/raffles")).headers["strict-transport-security"]


async def test_what_is_personal_is_kept_by_nobody_else(api: Api) -> None:
    player = await make_player(api.context)
    await fund(api.context, player, 1000)
    client = await api.log_in(player.telegram_id)
    for path in ("/me", "/auth/session", "/auth/sessions"):
        assert (await client.get(path)).headers["cache-control"] == "no-store"
    for path in ("/wallets", "/orders", "/tickets"):
        answer = await client.get(path)
        assert answer.headers["cache-control"] == "private, no-cache"
        assert "Authorization" in answer.headers["vary"]
    public = await client.get("/raffles")
    assert public.headers["cache-control"] == "no-cache"


async def test_an_answer_that_is_known_is_not_sent_again(api: Api) -> None:
    raffle = await make_lottery(api.context)
    client, path = api.client(), f"/raffles/{raffle.id}"
    tag = (await client.get(path)).headers["etag"]
    strong = tag.removeprefix("W/")
    assert tag != strong, "a strong one would have to differ for the compressed answer"
    for known in (tag, strong, "*", f'"x", {tag}', f'{strong},W/"y"', f' "x" , {tag} '):
        answer = await client.get(path, headers={"If-None-Match": known})
        assert (answer.status_code, answer.content) == (304, b""), known
        assert answer.headers["etag"] == tag
        assert "content-type" not in answer.headers
    for unknown in ("", '"x"', strong[1:-1], tag.upper(), f"{strong[:-2]}", '"*"', "W/", "x" * 5000):
        assert (await client.get(path, headers={"If-None-Match": unknown})).status_code == 200, unknown
    # a refusal is not what the client knows
    gone = await client.get(f"/raffles/{raffle.draw_id}", headers={"If-None-Match": "*"})
    assert refusal(gone, 404) == "not_found"
    assert "etag" not in gone.headers


async def test_a_tag_changes_with_the_answer_and_not_with_its_coding(api: Api, clock: ManualClock) -> None:
    raffle, _ = [await make_lottery(api.context) for _ in range(2)]
    player = await make_player(api.context)
    await fund(api.context, player, 1000)
    client, path = await api.log_in(player.telegram_id), "/raffles"
    plain = await client.get(path, headers={"Accept-Encoding": "identity"})
    packed = await client.get(path, headers={"Accept-Encoding": "gzip"})
    assert packed.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in plain.headers
    assert "Accept-Encoding" in packed.headers["vary"]
    assert plain.headers["etag"] == packed.headers["etag"]
    assert plain.content == packed.content
    assert (await client.post(f"/raffles/{raffle.id}/orders", {"quantity": 1}, key="x")).status_code == 201
    clock.advance(timedelta(seconds=RAFFLES_S))
    assert (await client.get(path)).headers["etag"] != plain.headers["etag"]


async def test_only_the_page_itself_is_never_kept(built: Path, api: Api) -> None:
    client = api.client()
    for path in ("//", "//index.html", "//tickets", "//raffles/1", "//api", "//a/b/c", "//proof/x", "//INDEX.HTML"):
        answer = await client.get(path)
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["cache-control"] == "no-store", path
        assert answer.status_code == (404 if path == "//proof/x" else 200)
    asset = await client.get(f"//assets/{ASSET}", headers={"Accept-Encoding": "gzip"})
    assert asset.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert asset.headers["content-encoding"] == "gzip"
    assert asset.text == (built / "assets" / ASSET).read_text()
    assert (await client.get("//icon.svg")).headers["cache-control"] == "no-cache"
    head = await client.request("HEAD", "//")
    assert (head.status_code, head.headers["cache-control"]) == (200, "no-store")
    for path in ("//assets/nothing.js", "//assets/", "//assets/../index.html", "//api/v1/x", "//webhooks/x"):
        missing = await client.get(path)
        assert missing.status_code == 404 or path == "//assets/../index.html"
        assert "immutable" not in missing.headers["cache-control"]


ELSEWHERE = (
    "//../.env",
    "//..%2f.env",
    "//..%2f..%2f.env",
    "//%2e%2e/%2e%2e/.env",
    "//..%5c.env",
    "//%2f..%2f.env",
    "//.env",
    "//inner",
    "//inner/..%2f..%2f.env",
    "//assets/..%2f..%2f.env",
    "//assets/%2e%2e%2f%2e%2e%2f.env",
    "//assets/....//....//.env",
    "//assets/out/.env",
    "//assets/%2fetc%2fpasswd",
    "//assets//etc/passwd",
    "//assets/%00",
    "//icon.svg%00",
    "//%00",
    "//%ff%fe",
    "//" + "x" * 300,
    "//" + "x" * 5000,
    "//assets/" + "x" * 300,
    "//proof/" + "x" * 5000,
    "//proof/%00",
    "//proof/..%2f..%2f.env",
    "//file:%2f%2f%2fetc%2fpasswd",
)


async def test_nothing_beside_the_built_app_is_served(built: Path, api: Api) -> None:
    for path in ELSEWHERE:
        answer = await api.client().get(path)
        assert answer.status_code in (200, 404), path
        if answer.status_code == 200:
            assert answer.text == (built / "index.html").read_text(), path
        assert "BOT_TOKEN" not in answer.text
        assert "root:" not in answer.text


async def test_pieces_of_files_are_given_or_refused(built: Path, api: Api) -> None:
    client, path = api.client(), f"//assets/{ASSET}"
    whole = (built / "assets" / ASSET).read_bytes()
    for wanted, status in (("bytes=0-9", 206), ("bytes=-5", 206), ("bytes=99999-", 416), ("bytes=x", 400), ("x", 400)):
        answer = await client.get(path, headers={"Range": wanted})
        assert answer.status_code == status, wanted
        assert len(answer.content) <= len(whole)
    many = "bytes=" + ",".join(f"{start}-" for start in range(2000))
    answer = await client.get(path, headers={"Range": many})
    assert answer.status_code in (200, 206, 400, 416)
    assert len(answer.content) <= 2 * len(whole)


async def test_what_is_small_is_not_compressed_and_what_is_large_comes_whole(api: Api) -> None:
    small = await api.client().get("//healthz", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in small.headers
    for encoding in ("gzip", "gzip;q=1.0, *;q=0.5", "br, gzip"):
        large = await api.client().get("/openapi.json", headers={"Accept-Encoding": encoding})
        assert large.headers["content-encoding"] == "gzip"
        assert large.json()["openapi"]
