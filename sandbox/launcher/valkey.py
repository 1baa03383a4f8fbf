"""The embedded Valkey: append-only data on a unix socket."""

import signal
import socket
from pathlib import Path
from urllib.parse import quote

from sandbox.launcher.places import Places
from sandbox.launcher.process import Server, ServerSpec

READY_TIMEOUT_S = 60.0
PING_TIMEOUT_S = 1.0
# one for each test worker, and room
DATABASES = 64


class Valkey:
    """A Valkey server in the given places."""

    def __init__(self, binary: Path, places: Places, *, durable: bool) -> None:
        self._binary = binary
        self._places = places
        self._durable = durable
        self._data = places.home / "valkey"
        self._socket = places.run / "valkey.sock"
        self.server: Server | None = None

    @property
    def url(self) -> str:
        """The address for redis.asyncio."""
        return f"unix://{quote(str(self._socket), safe='/')}"

    def start(self) -> None:
        """Starts the server. Raises ServiceStartFailed."""
        if not self._data.exists():
            self._data.mkdir(mode=0o700)
            self._places.account.own(self._data)
        pid_file = self._data / "valkey.pid"
        options = {
            "port": "0",
            "unixsocket": str(self._socket),
            "unixsocketperm": "700",
            "dir": str(self._data),
            "pidfile": str(pid_file),
            "databases": str(DATABASES),
            "save": "",
            "appendonly": "yes",
            "appendfsync": "everysec" if self._durable else "no",
            # the command line stays as given: it is how an orphan is recognised
            "set-proc-title": "no",
        }
        self.server = Server(
            ServerSpec(
                name="Valkey",
                command=[self._binary, *(part for name, value in options.items() for part in (f"--{name}", value))],
                account=self._places.account,
                cwd=self._data,
                log=self._places.logs / "valkey.log",
                lock=self._places.home / "valkey.lock",
                pid_file=pid_file,
                marker=str(self._data),
                end_signal=signal.SIGTERM,
                leftovers=(self._socket,),
            )
        )
        self.server.wait_ready(self._is_ready, READY_TIMEOUT_S)

    def _is_ready(self) -> bool:
        # while the data is loaded the answer is an error, not PONG
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(PING_TIMEOUT_S)
            try:
                connection.connect(str(self._socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(64).startswith(b"+PONG")
            except OSError:
                return False
