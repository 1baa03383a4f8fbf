"""One process of the API: from its start to its end in order."""

import asyncio
import contextlib
import logging
import signal
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from core.app import open_app
from core.kernel.garbage import spare_what_is_loaded
from core.logs import configure_logging
from core.settings import Settings
from webapp_api.factory import build_api
from webapp_api.live import EventHub

_END_S = 10
_KEEP_ALIVE_S = 65
"""Longer than proxies keep their connections to us, so that it is they who close them."""
_BACKLOG = 2048
_STALLED_MS = 60_000
"""After which a connection ends whose other side has taken nothing of what waits for it."""
_log = logging.getLogger(__name__)


class CannotListen(Exception):
    """API_HOST:API_PORT is another program's, or no address of this machine."""


class _Server(uvicorn.Server):
    """Ends by SIGTERM and SIGINT in order and with 0, like our other processes; uvicorn would raise them again."""

    def __init__(self, config: uvicorn.Config, hub: EventHub) -> None:
        super().__init__(config)
        self._hub = hub

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._stop)
        yield

    def _stop(self) -> None:
        # streams have no end of their own that could be waited for
        self._hub.close()
        self.should_exit = True


async def run_api(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; requests under way are finished first.

    Raises LoginsNotConfigured and CannotListen.
    """
    configure_logging(settings.log_level)
    async with open_app(settings) as app:
        api = build_api(app)
        hub: EventHub = api.state.hub
        config = config_of(api, settings.trusted_proxies)
        spare_what_is_loaded()
        with _listen(settings.api_host, settings.api_port) as listener:
            listening = asyncio.create_task(hub.run())
            try:
                _log.info("listening on %s:%d", settings.api_host, settings.api_port)
                await _Server(config, hub).serve([listener])
            finally:
                listening.cancel()
                await asyncio.gather(listening, return_exceptions=True)
    _log.info("API ended")


def config_of(api: ASGIApp, trusted_proxies: str) -> uvicorn.Config:
    """How an application is served here."""
    return uvicorn.Config(
        api,
        lifespan="off",
        ws="none",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=True,
        forwarded_allow_ips=trusted_proxies,
        timeout_keep_alive=_KEEP_ALIVE_S,
        timeout_graceful_shutdown=_END_S,
    )


def _listen(host: str, port: int) -> socket.socket:
    """By ourselves: uvicorn would end the process without a word to whoever started it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise CannotListen(f"cannot listen on {host}:{port}: {error.strerror}") from error
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        # connections have it from their listener; nothing above the kernel ends one whose client does not read
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, _STALLED_MS)
    return listener
