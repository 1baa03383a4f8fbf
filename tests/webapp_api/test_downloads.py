"""Lists of entries over HTTP: known again by their root, made as they are read, and so many at a time."""

import asyncio
import gc
from collections.abc import AsyncIterator
from typing import Any

import pytest

from core.draws.entries import EntryList
from core.draws.proof import CSV_HEADING
from core.draws.verify import verify_proof
from core.kernel.clock import ManualClock
from core.kernel.errors import Busy
from core.raffles import build_proof, proof_files
from core.raffles.proof_files import EntriesCsv
from tests.builders.raffles import TestBeacon, run_draw
from tests.builders.statements import statements
from tests.concurrency.crowd import until
from tests.raffles.helpers import rich_player, sold_out_lottery
from tests.webapp_api.client import Api, refusal
from webapp_api.places import LongAnswer, Places


async def drawn(api: Api, clock: ManualClock, entries: int = 40) -> str:
    beacon, player = TestBeacon(clock), await rich_player(api.context)
    raffle = await sold_out_lottery(api.context, beacon, [(player, 1) for _ in range(entries)])
    path = f"/raffles/{raffle.id}"
    for file in ("proof", "entries.csv"):
        assert refusal(await api.client().get(f"{path}/{file}"), 404) == "not_found"
    await run_draw(api.context, clock, beacon)
    return path


@pytest.mark.parametrize("encoding", ["gzip", "identity"])
async def test_a_stranger_downloads_and_judges(
    api: Api, clock: ManualClock, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setattr(build_proof, "INLINE_ENTRIES", 10)
    monkeypatch.setattr(proof_files, "LINES", 7)
    path, stranger = await drawn(api, clock), api.client(**{"Accept-Encoding": encoding})
    proof = (await stranger.get(f"{path}/proof")).json()
    answer = await stranger.get(f"{path}/entries.csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    assert answer.headers["cache-control"] == "public, max-age=60"
    assert answer.headers.get("content-encoding", "identity") == encoding
    entries = EntryList.of_lines(answer.content.removeprefix(CSV_HEADING.encode()))
    assert verify_proof(proof, entries).is_valid


async def test_who_has_a_list_already_costs_no_reading(api: Api, clock: ManualClock) -> None:
    path, client = await drawn(api, clock), api.client()
    tag = (await client.get(f"{path}/entries.csv")).headers["etag"]
    assert tag == f'W/"{(await client.get(f"{path}/proof")).json()["close"]["entry_root"]}"'
    with statements(api.context) as sent:
        known = await client.get(f"{path}/entries.csv", headers={"If-None-Match": tag})
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    assert len([one for one in sent if "FROM" in one.sql]) == 1
    other = await client.get(f"{path}/entries.csv", headers={"If-None-Match": f'W/"{"0" * 64}"'})
    assert other.status_code == 200


async def test_so_many_lists_are_sent_at_a_time(api: Api, clock: ManualClock, monkeypatch: pytest.MonkeyPatch) -> None:
    path, client = await drawn(api, clock), api.client()
    tag = (await client.get(f"{path}/entries.csv")).headers["etag"]
    api.asgi.state.downloads = Places(8, 2, Busy)
    monkeypatch.setattr(EntriesCsv, "lines", held := Held())
    sending = []
    for number in (1, 2):
        sending.append(asyncio.create_task(client.get(f"{path}/entries.csv")))
        await until(held.has_begun(number))
    async with asyncio.timeout(10):
        assert refusal(await client.get(f"{path}/entries.csv"), 503) == "busy"
    known = await client.get(f"{path}/entries.csv", headers={"If-None-Match": tag})
    assert known.status_code == 304, "who has it needs no place"
    sending.append(asyncio.create_task(api.client().get(f"{path}/entries.csv")))
    await until(held.has_begun(3))
    held.go_on.set()
    assert [answer.status_code for answer in await asyncio.gather(*sending)] == [200] * 3
    for _ in range(9):
        assert (await client.get(f"{path}/entries.csv")).status_code == 200


class Held:
    """A list in the middle of which it stands still."""

    def __init__(self) -> None:
        self.begun = 0
        self.go_on = asyncio.Event()

    def __get__(self, _listed: object, _type: type) -> Any:
        return self._lines

    async def _lines(self) -> AsyncIterator[bytes]:
        self.begun += 1
        yield b"first,last,tag\n"
        await self.go_on.wait()

    def has_begun(self, number: int) -> Any:
        async def begun() -> bool:
            return self.begun == number

        return begun


def test_nobody_takes_all_places_from_many_networks_of_their_own() -> None:
    places = Places(40, 4, Busy)
    kept = [places.take(f"2001:db8:0:{number % 16:x}::/64") for number in range(10)]
    with pytest.raises(Busy):
        places.take("2001:db8:0:ff::/64")
    kept.append(places.take("2001:db8:1::/64"))
    kept += [places.take(f"192.0.2.{number}") for number in range(20)]
    places.give_up(kept[0])
    kept.append(places.take("2001:db8:0:ff::/64"))


def test_a_place_is_free_when_nobody_keeps_it() -> None:
    places = Places(1, 1, Busy)
    place = places.take("192.0.2.1")
    with pytest.raises(Busy):
        places.take("192.0.2.2")
    del place
    gc.collect()
    places.take("192.0.2.2")


async def test_an_answer_that_cannot_go_on_ends_without_its_end(caplog: pytest.LogCaptureFixture) -> None:
    async def lines() -> AsyncIterator[bytes]:
        yield b"x"
        raise Busy

    said: list[dict[str, Any]] = []

    async def send(message: dict[str, Any]) -> None:
        said.append(message)

    await _sent(LongAnswer(lines(), 60, "text/csv", {}), send)
    assert said[-1] == {"type": "http.response.body", "body": b"x", "more_body": True}
    assert [(one.levelname, one.getMessage()) for one in caplog.records] == [("WARNING", "an answer was cut off: busy")]


async def _sent(answer: LongAnswer, send: Any) -> None:
    await answer({"type": "http", "asgi": {"spec_version": "2.3"}}, asyncio.Event().wait, send)  # type: ignore[arg-type]


async def test_a_client_that_does_not_read_is_cut_off(caplog: pytest.LogCaptureFixture) -> None:
    has_ended = False

    async def lines() -> AsyncIterator[bytes]:
        nonlocal has_ended
        try:
            while True:
                yield b"x"
        finally:
            has_ended = True

    async def send(message: dict[str, Any]) -> None:
        if message.get("body"):
            await asyncio.Event().wait()

    caplog.set_level("INFO", "webapp_api.places")
    await _sent(LongAnswer(lines(), 0.05, "text/csv", {}), send)
    assert [record.getMessage() for record in caplog.records] == [
        "an answer was cut off: its client did not read it in time"
    ]
    gc.collect()
    await asyncio.sleep(0.01)
    assert has_ended


async def test_a_time_out_of_our_own_is_no_client_that_does_not_read() -> None:
    async def lines() -> AsyncIterator[bytes]:
        yield b"x"
        raise TimeoutError

    async def send(_message: dict[str, Any]) -> None:
        pass

    with pytest.raises(TimeoutError):
        await _sent(LongAnswer(lines(), 60, "text/csv", {}), send)
