"""How long the second start of the demo takes to its first answered update."""

import asyncio
import json
import signal
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import httpx2

from benchmarks.processes import ROOT, ProcessEnded, free_port
from benchmarks.report import Options, Result

_PLAYER = 920_001
_LONGEST_S = 180.0


def start(options: Options) -> list[Result]:
    """Seconds of `fairlot demo` on data that is there; there is no target."""
    with tempfile.TemporaryDirectory(prefix="fairlot-bench-") as folder:
        # root's servers run as nobody, who has to get in
        Path(folder).chmod(0o755)
        first, *others = [asyncio.run(_answered_s(Path(folder) / "demo")) for _ in range(options.runs + 1)]
    figures = {"first_start_s": first, "second_start_s": median(others)}
    return [Result("start", median(others), figures=figures)]


async def _answered_s(data: Path) -> float:
    began = perf_counter()
    async with _demo(data) as url, httpx2.AsyncClient(base_url=url, timeout=5, trust_env=False) as client:
        await _until_answered(client)
        return perf_counter() - began


@asynccontextmanager
async def _demo(data: Path) -> AsyncIterator[str]:
    """The demo without a crowd; gives the address of its Telegram once it can be asked."""
    (data / "demo.json").unlink(missing_ok=True)
    options = ["--port", str(free_port()), "--sandbox-port", str(free_port()), "--data-dir", str(data), "--no-players"]
    process = await asyncio.create_subprocess_exec(
        str(Path(sys.executable).parent / "fairlot"), "demo", *options, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(_LONGEST_S):
            while not (data / "demo.json").exists():
                if process.returncode is not None:
                    raise ProcessEnded(f"the demo ended with {process.returncode}")
                await asyncio.sleep(0.02)
        yield str(json.loads((data / "demo.json").read_text("ascii"))["sandbox_url"])
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGINT)
            await process.wait()


async def _until_answered(client: httpx2.AsyncClient) -> None:
    """A player writes, and the bot has answered. Raises TimeoutError."""
    path = f"/sandbox/users/{_PLAYER}/messages"
    said = (await client.post(path, json={"text": "/start"})).raise_for_status().json()
    after = _last_id(said)
    async with asyncio.timeout(_LONGEST_S):
        while True:
            listed: list[dict[str, Any]] = (await client.get(path, params={"after": 0})).json()["messages"]
            if any(one["from"]["is_bot"] and one["message_id"] > after for one in listed):
                return
            await asyncio.sleep(0.02)


def _last_id(said: dict[str, Any]) -> int:
    return int(said.get("message_id", 0) or said.get("message", {}).get("message_id", 0))
