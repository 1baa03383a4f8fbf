"""The real process: killed and started again, it has lost nothing; two do not share a folder; it ends cleanly."""

import asyncio
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx2
import pytest

from sandbox.telegram.journal import Journal, Table
from tests.sandbox.telegram.conftest import ANN, TOKEN, bot_at

ROOT = Path(__file__).parents[3]


@pytest.fixture
def started(tmp_path: Path) -> Iterator[tuple[list[subprocess.Popen[bytes]], int, Path]]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    processes: list[subprocess.Popen[bytes]] = []
    yield processes, port, tmp_path / "telegram"
    for process in processes:
        process.kill()
        process.wait()


def start(processes: list[subprocess.Popen[bytes]], port: int, folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "sandbox.telegram", "--port", str(port), "--data-dir", str(folder)]
    process = subprocess.Popen([*command, "--bot-token", TOKEN, "--die-with-parent"], cwd=ROOT)
    processes.append(process)
    return process


async def ready(people: httpx2.AsyncClient) -> None:
    for _ in range(500):
        try:
            await people.get("/sandbox/state")
        except httpx2.TransportError:
            await asyncio.sleep(0.02)
        else:
            return
    pytest.fail("the server did not come up")


async def test_kill_and_restart(started: tuple[list[subprocess.Popen[bytes]], int, Path]) -> None:
    processes, port, folder = started
    url = f"http://127.0.0.1:{port}"
    bot = bot_at(url)
    async with httpx2.AsyncClient(base_url=url, trust_env=False) as people:
        process = start(processes, port, folder)
        await ready(people)
        for number in range(5):
            await people.post(f"/sandbox/users/{ANN}/messages", json={"text": f"m{number}"})
        (first, *_) = await bot.get_updates()
        await bot.get_updates(offset=first.update_id + 1, limit=1)
        sent = await bot.send_message(ANN, "one")
        await sent.edit_text("two")
        await bot.set_my_name("Kept")
        before = (await people.get(f"/sandbox/users/{ANN}/messages")).json()
        process.kill()
        process.wait()
        # a kill can tear the last line
        with (folder / "journal.jsonl").open("ab") as journal:
            journal.write(b'["messages",[42,1],{"chat')

        start(processes, port, folder)
        await ready(people)
        assert (await people.get(f"/sandbox/users/{ANN}/messages")).json() == before
        texts = [update.message.text for update in await bot.get_updates() if update.message]
        assert texts == ["m1", "m2", "m3", "m4"]
        assert (await bot.get_my_name()).name == "Kept"
        assert (await bot.send_message(ANN, "three")).message_id == sent.message_id + 1
        await people.post(f"/sandbox/users/{ANN}/messages", json={"text": "m5"})
        assert (await bot.get_updates(offset=-1))[0].update_id == first.update_id + 5
    await bot.session.close()


async def test_one_process_per_folder_and_an_orderly_end(
    started: tuple[list[subprocess.Popen[bytes]], int, Path],
) -> None:
    processes, port, folder = started
    async with httpx2.AsyncClient(base_url=f"http://127.0.0.1:{port}", trust_env=False, timeout=20) as people:
        process = start(processes, port, folder)
        await ready(people)
        second = start(processes, port + 1, folder)
        assert await asyncio.to_thread(second.wait, 20) == 1
        polling = asyncio.create_task(people.post(f"/bot{TOKEN}/getUpdates", json={"timeout": 50}))
        await asyncio.sleep(0.2)
        process.send_signal(signal.SIGTERM)
        assert (await polling).json() == {"ok": True, "result": []}
        await asyncio.to_thread(process.wait, 10)


def test_the_journal_is_rewritten_and_stays_the_same(tmp_path: Path) -> None:
    path = tmp_path / "journal.jsonl"

    def opened() -> tuple[Journal, Table[str, int]]:
        journal = Journal(path)
        table: Table[str, int] = Table(journal, "numbers", int)
        journal.open()
        return journal, table

    journal, table = opened()
    for number in range(25_000):
        table.put(f"k{number % 10}", number)
        if number % 100 == 0:
            journal.flush()
    table.drop("k3")
    journal.close()
    assert path.read_bytes().count(b"\n") < 10_000
    journal, again = opened()
    assert again.rows == table.rows
    assert len(again.rows) == 9
    journal.close()
