"""Processes of ours beside the one that measures, on ports of this machine that are free."""

import asyncio
import signal
import socket
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_START_S = 60.0


class ProcessEnded(RuntimeError):
    """A process ended by itself."""


@asynccontextmanager
async def running(port: int, *arguments: str, environment: dict[str, str] | None = None) -> AsyncIterator[None]:
    """Python with some arguments, from when it listens on the port until the block ends.

    Raises ProcessEnded, and TimeoutError where it does not listen in time.
    """
    process = await asyncio.create_subprocess_exec(
        sys.executable, *arguments, cwd=ROOT, env=environment, stdout=asyncio.subprocess.DEVNULL
    )
    try:
        async with asyncio.timeout(_START_S):
            while not await listens(port):
                if process.returncode is not None:
                    raise ProcessEnded(f"{' '.join(arguments)} ended with {process.returncode}")
                await asyncio.sleep(0.05)
        yield
    finally:
        if process.returncode is None:
            process.send_signal(signal.SIGTERM)
            await process.wait()


async def listens(port: int) -> bool:
    """Whether somebody takes connections on a port of this machine."""
    try:
        _, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.close()
    return True


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
