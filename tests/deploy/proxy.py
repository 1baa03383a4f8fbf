"""The proxy of production, the real one with its shipped configuration, on ports of this machine."""

import asyncio
import os
import socket
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import httpx2

from tests.deploy.files import in_project

CADDY = Path(sys.executable).with_name("caddy")
_READY_TRIES = 100


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def run_caddy(config: str, **variables: str) -> AsyncIterator[None]:
    """Caddy with a configuration of the project until the block ends; the variables are what its file reads."""
    async with AsyncExitStack() as stack:
        home = stack.enter_context(tempfile.TemporaryDirectory())
        admin = f"{home}/admin.sock"
        environment = {"PATH": os.environ["PATH"], "HOME": home, "CADDY_ADMIN": f"unix/{admin}", **variables}
        command = (CADDY, "run", "--adapter", "caddyfile", "--config", in_project(config))
        process = await asyncio.create_subprocess_exec(
            *command, env=environment, stdin=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
        )
        try:
            await _until_up(process, admin)
            yield
        finally:
            if process.returncode is None:
                process.terminate()
            await process.communicate()


async def _until_up(process: asyncio.subprocess.Process, admin: str) -> None:
    """It answers its admin once it serves."""
    async with httpx2.AsyncClient(transport=httpx2.AsyncHTTPTransport(uds=admin)) as client:
        for _ in range(_READY_TRIES):
            if process.returncode is not None:
                raise AssertionError((await process.communicate())[1].decode())
            try:
                (await client.get("http://localhost/config/")).raise_for_status()
            except httpx2.TransportError:
                await asyncio.sleep(0.1)
            else:
                return
    raise AssertionError("the proxy does not start")
