"""The process: `python -m sandbox.telegram --port 8081 --data-dir DIR --bot-token TOKEN`. Listens on loopback only."""

import argparse
import ctypes
import fcntl
import os
import re
import signal
import socket
import sys
import time
from pathlib import Path

import uvicorn

from sandbox.telegram.app import create_app
from sandbox.telegram.connections import KnownConnection
from sandbox.telegram.top_up import top_up_route
from sandbox.telegram.world import Config, World

_PR_SET_PDEATHSIG = 1
_TOKEN = re.compile(r"[1-9]\d{0,15}:[A-Za-z0-9_-]{10,100}", re.ASCII)


class _Server(uvicorn.Server):
    """Lets waiting polls and event streams go before it waits for open requests to end."""

    def __init__(self, config: uvicorn.Config, world: World) -> None:
        super().__init__(config)
        self._world = world

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._world.updates.end_poll("")
        self._world.hub.close()
        await super().shutdown(sockets)


def main() -> None:
    """The command line; see --help."""
    parent = os.getppid()
    parser = argparse.ArgumentParser(prog="python -m sandbox.telegram", description=__doc__)
    parser.add_argument("--port", type=int, default=8081)
    parser.add_argument("--data-dir", type=Path, required=True, help="kept from run to run")
    parser.add_argument("--bot-token", required=True, help="123456:ABC...; the bot's id is the number")
    parser.add_argument("--bot-username", default="fairlot_sandbox_bot")
    parser.add_argument("--webapp-url", help="where the mini-app is served")
    parser.add_argument("--top-up-socket", type=Path, help="where the demo hands out play money")
    parser.add_argument("--flood", action="store_true", help="refuse with 429 beyond Telegram's limits")
    parser.add_argument("--webhook-retry-s", type=float, default=1.0, help="pause after the first failed delivery")
    parser.add_argument("--die-with-parent", action="store_true", help="end when the starting process ends (Linux)")
    given = parser.parse_args()
    if not _TOKEN.fullmatch(given.bot_token):
        parser.error("--bot-token looks like 123456:ABCDEFGHIJ")
    if given.die_with_parent:
        _die_with_parent(parent)
    given.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (given.data_dir / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            sys.exit("sandbox telegram: another one runs on this folder")
        _serve(given)


def _serve(given: argparse.Namespace) -> None:
    config = Config(
        data_dir=given.data_dir,
        bot_token=given.bot_token,
        webapp_url=given.webapp_url,
        bot_username=given.bot_username,
        is_flood_limited=given.flood,
        webhook_retry_s=given.webhook_retry_s,
        has_top_up=given.top_up_socket is not None,
    )
    world = World(config, time.time)
    world.open()
    options = uvicorn.Config(
        create_app(world, [] if given.top_up_socket is None else [top_up_route(given.top_up_socket)]),
        host="127.0.0.1",
        port=given.port,
        http=KnownConnection,
        access_log=False,
        log_level="warning",
        timeout_graceful_shutdown=3,
        timeout_keep_alive=75,
    )
    _Server(options, world).run()


def _die_with_parent(parent: int) -> None:
    """Asks Linux for a SIGTERM when the parent ends; elsewhere nothing happens."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        # it ended before we asked
        sys.exit(0)


if __name__ == "__main__":
    main()
