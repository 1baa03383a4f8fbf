"""What messengers show of a link to a proof: tags of the page, and a picture."""

import asyncio
import html
import re
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import httpx2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont

from core.draws import repository as draws
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.raffles import jobs
from core.raffles.models import CloseRule, RaffleState
from core.raffles.views import PrizeView, RaffleView
from tests.builders.raffles import PERIOD_S, TestBeacon, bought_out, make_draft, make_lottery, run_draw
from tests.raffles.helpers import rich_player
from tests.webapp_api.client import TOKEN, Api, refusal
from webapp_api.previews import gallery as gallery_module
from webapp_api.previews.gallery import Gallery
from webapp_api.previews.lettering import BOLD, drawable, font, width_of, wrapped, write
from webapp_api.previews.picture import HEIGHT, WIDTH, picture_of, tag_of
from webapp_api.previews.tags import with_tags
from webapp_api.previews.words import Preview, Tone

PUBLIC_URL = "https://lottery.example"
TURNED = "\u202e"
HOSTILE = f'"><script>alert(1)</script>\\1 & {TURNED}evil'
PREVIEW = Preview(
    language="en",
    number="RF-1AVW-572",
    title="A lottery",
    state="On sale",
    tone=Tone.ACTIVE,
    label="Prize",
    headline="5.00",
    beside="",
    trust=("Chance of grade D",),
    verify="Verify",
    sold_percent=0,
    is_lasting=False,
)


@pytest.fixture
def reached(context: Context) -> Api:
    """An API that knows its public address."""
    return Api(context, bot_token=type(context.settings.secret_keys)(TOKEN), public_url=PUBLIC_URL)


def titled(title: str) -> Preview:
    return Preview(**{name: getattr(PREVIEW, name) for name in Preview.__slots__} | {"title": title})


def tags(page: str) -> dict[str, str]:
    return {name: html.unescape(value) for name, value in re.findall(r'<meta \w+="([\w:]+)" content="([^"]*)"', page)}


async def picture(api: Api, raffle: RaffleView, language: str = "en", **headers: str) -> httpx2.Response:
    return await api.client(**headers).get(f"//proof/{raffle.id}/picture.png?language={language}")


def image(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


async def test_a_link_shows_the_raffle_in_the_language_of_the_request(reached: Api) -> None:
    raffle = await make_lottery(reached.context)
    spoken = {"en": "On sale", "ru": "В продаже", "tg": "Дар фурӯш", "th": "กำลังขาย"}
    for language, state in spoken.items():
        for path, accepted in ((f"//proof/{raffle.id}", language), (f"//proof/{raffle.id}?language={language}", "de")):
            answer = await reached.client(**{"Accept-Language": accepted}).get(path)
            assert (answer.status_code, answer.headers["cache-control"]) == (200, "no-store")
            found = tags(answer.text)
            assert found["og:title"] == f"A lottery · {raffle.number}"
            assert found["og:description"].startswith(state)
            assert f"lottery.example/proof/{raffle.number}" in found["og:description"]
            assert found["og:url"] == f"{PUBLIC_URL}{path[1:]}"
            assert found["og:image"].startswith(f"{PUBLIC_URL}/proof/{raffle.id}/picture.png?language={language}&v=")
            assert (found["og:image:width"], found["og:image:height"]) == (str(WIDTH), str(HEIGHT))
            assert state in found["og:image:alt"]
            assert found["twitter:card"] == "summary_large_image"
            assert f"<title>A lottery · {raffle.number}</title>" in answer.text
            shown = await reached.client().get("/" + found["og:image"].removeprefix(PUBLIC_URL))
            assert shown.status_code == 200
    plain = tags((await reached.client(**{"Accept-Language": "de"}).get(f"//proof/{raffle.id}?language=x")).text)
    assert plain["og:description"].startswith("On sale")
    led = await reached.client().get(f"//proof/{raffle.number}?language=th")
    assert led.headers["location"] == f"/proof/{raffle.id}?language=th"


async def test_without_a_public_address_none_is_made_up(api: Api) -> None:
    raffle = await make_lottery(api.context)
    answer = await api.client(Host="evil.example").get(f"//proof/{raffle.id}")
    found = tags(answer.text)
    assert "evil.example" not in answer.text
    assert not {"og:url", "og:image"} & found.keys()
    assert found["twitter:card"] == "summary"


def test_what_a_title_says_stays_text() -> None:
    page = with_tags("<head><title>Fairlot</title></head>", titled(HOSTILE), PUBLIC_URL, PUBLIC_URL)
    assert "<script>" not in page
    assert page.count("<title>") == 1
    assert tags(page)["og:title"] == HOSTILE.replace(TURNED, "") + f" · {PREVIEW.number}"


async def test_the_picture_and_what_caches_do_with_it(reached: Api) -> None:
    raffle = await make_lottery(reached.context)
    shown = await picture(reached, raffle)
    assert (shown.status_code, shown.headers["content-type"]) == (200, "image/png")
    assert image(shown.content).size == (WIDTH, HEIGHT)
    assert shown.headers["cache-control"] == "public, max-age=60"
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert "default-src 'none'" in shown.headers["content-security-policy"]
    tag = shown.headers["etag"]
    assert tag.startswith('"')
    known = await picture(reached, raffle, **{"If-None-Match": tag})
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    by_number = await reached.client().get(f"//proof/{raffle.number}/picture.png")
    assert by_number.headers["etag"] == tag
    head = await reached.client().request("HEAD", f"//proof/{raffle.id}/picture.png")
    assert (head.status_code, head.headers["etag"]) == (200, tag)
    assert (await picture(reached, raffle, "th")).headers["etag"] != tag


async def test_what_is_not_public_has_no_picture(reached: Api) -> None:
    draft = await make_draft(reached.context)
    for unknown in (draft, uuid4(), "RF-0000-000", "x" * 300):
        for method in ("GET", "HEAD"):
            answer = await reached.client().request(method, f"//proof/{unknown}/picture.png")
            assert answer.status_code == 404
        assert refusal(await reached.client().get(f"//proof/{unknown}/picture.png"), 404) == "not_found"
        page = await reached.client().get(f"//proof/{unknown}")
        assert page.status_code == 404
        assert "og:" not in page.text


async def test_each_state_is_another_picture_and_the_seed_is_in_none_before_its_time(
    reached: Api, clock: ManualClock
) -> None:
    context, beacon = reached.context, TestBeacon(clock)
    player = await rich_player(context)
    raffle = await bought_out(context, beacon, player, tickets=6, prize_minor=2_000)
    seen = [await picture(reached, raffle)]
    await jobs.close_due(context)
    seen.append(await picture(reached, raffle))
    await jobs.write_close_records(context, "test")
    seen.append(await picture(reached, raffle))
    waiting = tags((await reached.client().get(f"//proof/{raffle.id}")).text)["og:description"]
    assert raffle.draw_id is not None
    draw_id = raffle.draw_id
    close = await context.transact(lambda tx: draws.close_of(tx, draw_id))
    assert close is not None
    assert f"beacon round {close.round:,}" in waiting
    assert close.close_hash.hex()[:16] in waiting
    assert "grade D" in waiting
    clock.advance(timedelta(seconds=60 + 2 * PERIOD_S))
    await jobs.fetch_due_beacons(context, beacon)
    before = await reached.client().get(f"//proof/{raffle.id}")
    await jobs.draw_due(context, "test")
    seen.append(await picture(reached, raffle))
    await jobs.settle_due(context)
    settled = await picture(reached, raffle)
    assert settled.headers["cache-control"] == "public, max-age=3600"
    assert len({one.headers["etag"] for one in seen}) == len({one.content for one in seen}) == len(seen)
    after = await reached.client().get(f"//proof/{raffle.id}")
    reveal = await context.transact(lambda tx: draws.reveal_of(tx, draw_id))
    assert reveal is not None
    assert reveal.server_seed.hex()[:8] not in before.text + after.text
    [winner] = (await reached.client().get(f"/raffles/{raffle.id}/winners")).json()["items"]
    told = tags(after.text)["og:description"]
    assert f"Winning ticket: № {winner['ticket_number']} TJS\u00a020.00" in told
    assert "Winning" not in waiting + tags(before.text)["og:description"]
    assert winner["name"] not in after.text


async def test_only_winners_of_the_same_prize_stand_beside_its_amount(reached: Api, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    prizes = [PrizeView(1, 2, "fixed", 500, None, None), PrizeView(2, 4, "fixed", 100, None, None)]
    raffle = await bought_out(
        reached.context, beacon, await rich_player(reached.context), tickets=9, prizes=prizes, price_minor=500
    )
    await run_draw(reached.context, clock, beacon)
    winners = (await reached.client().get(f"/raffles/{raffle.id}/winners")).json()["items"]
    first, second = [winner["ticket_number"] for winner in winners[:2]]
    told = tags((await reached.client().get(f"//proof/{raffle.id}")).text)["og:description"]
    assert f"Winning tickets: № {first}, {second} TJS\u00a05.00 +4 more" in told


async def test_a_refunded_raffle_says_so(reached: Api, clock: ManualClock) -> None:
    beacon = TestBeacon(clock)
    sales_end_at = clock.now() + timedelta(hours=1)
    unsold = await make_lottery(
        reached.context, beacon=beacon.info().rule(60), close_rule=CloseRule.TIME, sales_end_at=sales_end_at
    )
    clock.advance(timedelta(hours=2))
    await run_draw(reached.context, clock, beacon)
    await jobs.refund_due(reached.context)
    state = (await reached.client().get(f"/raffles/{unsold.id}")).json()["state"]
    told = tags((await reached.client().get(f"//proof/{unsold.id}")).text)["og:description"]
    assert (state, told.split(" · ")[0]) == (RaffleState.CANCELLED, "Cancelled, refunded")


@pytest.mark.parametrize("title", ["Қуръаи Ғафур: Ӣд ва Ӯро Ҳаҷҷ Ҷашн", "ลอตเตอรี่คืนวันศุกร์ น้ำ เก้าอี้", "Ёлка № 5"])
def test_titles_are_drawn_letter_by_letter(title: str) -> None:
    assert drawable(title) == title
    for letter in set(title) - {" "}:
        package = "fontpkg_noto_sans_thai" if "\u0e00" <= letter <= "\u0e7f" else "fontpkg_noto_sans"
        basic = font(package, 60, BOLD, ImageFont.Layout.BASIC)
        assert bytes(basic.getmask(letter)) != bytes(basic.getmask("\uffff")), letter
    boxes = picture_of(titled("\u25af"))
    assert ImageChops.difference(image(picture_of(titled(title))), image(boxes)).getbbox() is not None


def test_a_tone_stands_above_its_vowel() -> None:
    """Unshaped they would lie upon each other."""

    def top(text: str) -> int:
        drawn = Image.new("L", (200, 160))
        write(ImageDraw.Draw(drawn), (20, 120), text, "white", size_px=60)
        box = drawn.getbbox()
        assert box is not None
        return box[1]

    assert top("ที่") < top("ท่")
    assert top("น้ำ") < top("น้")


def test_what_no_font_has_is_left_out() -> None:
    assert drawable("Friday 🎉\u202e\u200b\x00\n 中奖 night") == "Friday night"
    assert drawable("🎉中\ufe0f") == ""
    assert drawable("e" + "\u0301" * 50).count("\u0301") <= 2
    only = [image(picture_of(titled(title))) for title in ("🎉中", PREVIEW.number)]
    assert ImageChops.difference(*only).getbbox() is None


@pytest.mark.parametrize("text", ["word " * 60, "x" * 400, "ลอตเตอรี่" * 40])
def test_long_titles_end_in_an_ellipsis(text: str) -> None:
    lines = wrapped(drawable(text), 1000, 2, 60, BOLD)
    assert len(lines) == 2
    assert lines[1].endswith("…")
    assert all(width_of(line, 60, BOLD) <= 1000 for line in lines)


async def test_a_crowd_has_one_picture_drawn_and_no_queue_is_without_an_end(
    clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []

    def noting(preview: Preview) -> bytes:
        drawn.append(preview.title)
        return picture_of(preview)

    monkeypatch.setattr(gallery_module, "picture_of", noting)
    monkeypatch.setattr(gallery_module, "_MOST_WAITING", 2)
    gallery = Gallery(clock)
    crowd = await asyncio.gather(*(gallery.picture(PREVIEW) for _ in range(20)))
    assert (len(set(crowd)), drawn) == (1, [PREVIEW.title])
    many = await asyncio.gather(*(gallery.picture(titled(name)) for name in "abc"), return_exceptions=True)
    assert [type(one).__name__ for one in many] == ["bytes", "bytes", "Busy"]


def test_a_picture_has_a_tag_of_its_own() -> None:
    assert tag_of(titled("a")) != tag_of(titled("b"))
    assert tag_of(titled("a")) == tag_of(titled("a"))
    assert picture_of(PREVIEW) == picture_of(PREVIEW)
