"""The public page of a draw, which verifies on the visitor's device: in a worker, by the files alone."""

import asyncio
import json
import re
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Page, Route, expect

from core.kernel.clock import ManualClock
from core.raffles.views import RaffleView
from tests.builders.raffles import TestBeacon, bought_out, run_draw
from tests.draws.samples import entries_of, make_drand_sample, make_sample
from tests.draws.test_bls import TORSION_SIGNATURE
from tests.e2e.miniapp import Served, player

STEPS = 8
VERIFIED = 30_000
"""Milliseconds that a verification may take."""


@pytest.fixture
async def drawn(served: Served, clock: ManualClock) -> RaffleView:
    beacon, anna = TestBeacon(clock), await player(served)
    raffle = await bought_out(served.api.context, beacon, anna, tickets=6, prize_minor=2_000)
    await run_draw(served.api.context, clock, beacon)
    return raffle


async def opened(served: Served, raffle: RaffleView) -> Page:
    page = await served.page()
    await page.goto(f"{served.base_url}/proof/{raffle.id}")
    return page


async def give(page: Page, proof: dict[str, Any], rows: str = "") -> None:
    """Let the server have other files for the page."""

    async def answer(route: Route) -> None:
        await route.fulfill(status=200, content_type="application/json", body=json.dumps(proof))

    async def entries(route: Route) -> None:
        await route.fulfill(status=200, content_type="text/csv", body=rows)

    await page.route("**/api/v1/raffles/*/proof", answer)
    await page.route("**/api/v1/raffles/*/entries.csv", entries)


async def verify(page: Page, *, again: bool = False) -> None:
    await page.get_by_role("button", name="Verify again" if again else "Verify on this device").click()


async def test_a_proof_that_was_tampered_with_is_refused(served: Served, drawn: RaffleView) -> None:
    page = await served.page()

    async def tamper(route: Route) -> None:
        answer = await route.fetch()
        text = await answer.text()
        number = re.search(r'"number":\s*(\d+)', text)
        assert number
        changed = text[: number.start(1)] + str(int(number[1]) % 6 + 1) + text[number.end(1) :]
        await route.fulfill(response=answer, body=changed)

    await page.route("**/proof", lambda route: tamper(route) if "/api/" in route.request.url else route.continue_())
    await page.goto(f"{served.base_url}/proof/{drawn.id}")
    await verify(page)
    await expect(page.get_by_text("Not valid")).to_be_visible(timeout=VERIFIED)
    await expect(page.get_by_text("results[0].number")).to_be_visible()


async def test_a_round_of_drand_is_verified_on_the_device(served: Served, drawn: RaffleView) -> None:
    """By a curve that only such a proof has loaded; entries that lie beside the proof are fetched, too."""
    page, proof = await opened(served, drawn), make_drand_sample().proof
    rows = "".join(f"{first},{last},{tag}\n" for first, last, tag in proof.pop("entries"))
    await give(page, proof, rows)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    await verify(page)
    await expect(page.get_by_text("Valid", exact=True)).to_be_visible(timeout=VERIFIED)
    await expect(page.get_by_role("listitem")).to_have_count(STEPS)
    assert any("/assets/drand-" in url for url in asked)
    proof["reveal"]["beacon"] |= {
        "signature": TORSION_SIGNATURE.hex(),
        "randomness": sha256(TORSION_SIGNATURE).hexdigest(),
    }
    await verify(page, again=True)
    await expect(page.get_by_text("reveal.beacon.signature:")).to_be_visible(timeout=VERIFIED)


async def test_a_proof_is_sent_on_with_the_language_of_its_preview(served: Served, drawn: RaffleView) -> None:
    page = await served.page()
    await page.add_init_script("navigator.share = async (given) => { window.given = given; }")
    await page.goto(f"{served.base_url}/proof/{drawn.id}")
    await page.get_by_role("button", name="Share", exact=True).click()
    given = await page.evaluate("window.given")
    assert given == {"url": f"{served.base_url}/proof/{drawn.id}?language=en", "text": "A lottery"}


async def test_whoever_has_node_takes_the_files_away(served: Served, drawn: RaffleView, tmp_path: Path) -> None:
    page = await opened(served, drawn)
    for link in ("proof.json", "entries.csv", "verify.mjs"):
        async with page.expect_download() as downloading:
            await page.get_by_role("link", name=link, exact=True).click()
        file = await downloading.value
        await file.save_as(tmp_path / file.suggested_filename)
    command = await page.get_by_text("node verify.mjs").inner_text()
    verifying = await asyncio.create_subprocess_exec(*command.split(), cwd=tmp_path)
    assert await verifying.wait() == 0


@pytest.mark.slow
async def test_the_page_stays_alive_over_a_long_list(served: Served, drawn: RaffleView) -> None:
    """Steps are ticked one after the other, and no picture of the page comes late."""
    page = await opened(served, drawn)
    entries = entries_of(*((number, number) for number in range(1, 100_001)))
    rows = "".join(f"{first},{last},{tag}\n" for first, last, tag in entries)
    await give(page, make_sample(entries, with_entries=False).proof, rows)
    await page.evaluate(
        """() => {
            window.slowest = 0; window.seen = [];
            let last = performance.now();
            const look = (now) => {
                window.slowest = Math.max(window.slowest, now - last);
                last = now;
                const done = document.querySelectorAll("ol li[class*=done]").length;
                if (done && done !== seen.at(-1)) seen.push(done);
                requestAnimationFrame(look);
            };
            requestAnimationFrame(look);
        }"""
    )
    began = await page.evaluate("performance.now()")
    await verify(page)
    await expect(page.get_by_role("progressbar")).to_be_visible(timeout=VERIFIED)
    await expect(page.get_by_text("Valid", exact=True)).to_be_visible(timeout=VERIFIED)
    seen = await page.evaluate("seen")
    assert seen == sorted(seen)
    assert {4, STEPS} <= set(seen), "the tree takes long enough to be seen under way"
    # a computation in the page would hold it for most of the time that all takes
    took_ms = await page.evaluate("performance.now()") - began
    slowest_ms = await page.evaluate("slowest")
    assert slowest_ms < took_ms / 6
