"""PostgreSQL and Valkey for a machine that has neither: started from wheels, without root's help, Docker or ports.

`python -m sandbox.services --data-dir .demo` runs both in the foreground and prints their addresses.
"""

import argparse
import os
import shutil
import signal
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from sandbox.launcher.binaries import postgres_bin, valkey_server
from sandbox.launcher.errors import DataFolderInUse, ServiceStartFailed
from sandbox.launcher.places import Places, public_dir, remove_sockets, settle, take_folder
from sandbox.launcher.postgres import Postgres
from sandbox.launcher.process import Server
from sandbox.launcher.valkey import Valkey

__all__ = [
    "DataFolderInUse",
    "EmbeddedServices",
    "ServiceStartFailed",
    "ServiceUrls",
    "open_services",
    "remove_data",
]

WATCH_INTERVAL_S = 0.5


@dataclass(frozen=True)
class ServiceUrls:
    """Addresses of the two servers, as DATABASE_URL and REDIS_URL take them."""

    database_url: str
    redis_url: str


class EmbeddedServices:
    """The two servers of one data folder; a URL that is given replaces the server of its kind.

    The data survives kill -9 of either server and of this process. With `durable=False` (tests) a crash of the
    machine may lose it.
    """

    def __init__(
        self,
        data_dir: Path,
        *,
        durable: bool = True,
        database_url: str | None = None,
        redis_url: str | None = None,
    ) -> None:
        self._data_dir = data_dir.absolute()
        self._durable = durable
        self._given = (database_url, redis_url)
        self._lock: int | None = None
        self._postgres: Postgres | None = None
        self._valkey: Valkey | None = None
        self._places: Places | None = None

    def start(self) -> ServiceUrls:
        """Starts what is not given and returns when both answer.

        Raises DataFolderInUse when another launcher runs on the folder, ServiceStartFailed with the last log
        lines when a server does not come up. Nothing is left running then.
        """
        database_url, redis_url = self._given
        if database_url and redis_url:
            return ServiceUrls(database_url, redis_url)
        if sys.platform != "linux":
            raise ServiceStartFailed("the embedded servers need Linux; set DATABASE_URL and REDIS_URL")
        with ExitStack() as undo:
            self._lock = take_folder(self._data_dir)
            undo.callback(self.stop)
            try:
                urls = self._start_missing(database_url, redis_url)
            except OSError as refused:
                raise ServiceStartFailed(f"the data folder {self._data_dir} cannot be used: {refused}") from refused
            undo.pop_all()
        return urls

    def _start_missing(self, database_url: str | None, redis_url: str | None) -> ServiceUrls:
        self._places = places = settle(self._data_dir)
        if not redis_url:
            binary = valkey_server(places.account, public_dir)
            self._valkey = Valkey(binary, places, durable=self._durable)
            self._valkey.start()
            redis_url = self._valkey.url
        if not database_url:
            bin_dir = postgres_bin(places.account, public_dir)
            self._postgres = Postgres(bin_dir, places, durable=self._durable)
            self._postgres.start()
            database_url = self._postgres.url
        return ServiceUrls(database_url, redis_url)

    def stop(self) -> None:
        """Ends both servers in order, by force after a time limit; does nothing when they are not running."""
        servers = self._servers()
        for server in servers:
            server.ask_to_end()
        for server in servers:
            server.stop()
        self._postgres = self._valkey = None
        if self._places is not None:
            remove_sockets(self._places)
            self._places = None
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def restart_postgres(self) -> None:
        """Starts PostgreSQL again at the same address, after ending it if it still runs (tests kill it)."""
        if self._postgres is None:
            raise ServiceStartFailed("PostgreSQL is not one of these services")
        if self._postgres.server is not None:
            self._postgres.server.stop()
        self._postgres.start()

    @property
    def postgres_pid(self) -> int:
        """Process id of the postmaster."""
        return _pid(self._postgres)

    @property
    def valkey_pid(self) -> int:
        """Process id of valkey-server."""
        return _pid(self._valkey)

    @property
    def is_running(self) -> bool:
        """True while every server that was started lives."""
        servers = self._servers()
        return bool(servers) and all(server.is_running for server in servers)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _servers(self) -> list[Server]:
        parts = (self._postgres, self._valkey)
        return [part.server for part in parts if part is not None and part.server is not None]


@contextmanager
def open_services(
    data_dir: Path, settings_database_url: str | None, settings_redis_url: str | None, *, durable: bool = True
) -> Iterator[ServiceUrls]:
    """The addresses to use: a URL of the settings where there is one, else an embedded server until the block ends."""
    services = EmbeddedServices(
        data_dir, durable=durable, database_url=settings_database_url, redis_url=settings_redis_url
    )
    try:
        yield services.start()
    finally:
        services.stop()


def remove_data(data_dir: Path) -> None:
    """Deletes a data folder and, when root's data lies elsewhere, that too. Raises DataFolderInUse."""
    if not data_dir.exists():
        return
    lock = take_folder(data_dir)
    try:
        places = settle(data_dir)
        remove_sockets(places)
        shutil.rmtree(places.home, ignore_errors=True)
        shutil.rmtree(data_dir, ignore_errors=True)
    finally:
        os.close(lock)


def main() -> int:
    """Runs the servers until Ctrl-C or SIGTERM; gives the exit code."""
    parser = argparse.ArgumentParser(prog="python -m sandbox.services", description=main.__doc__)
    parser.add_argument("--data-dir", type=Path, default=Path(".demo"), help="where the data is kept (.demo)")
    data_dir = parser.parse_args().data_dir
    # SIGINT too: a shell script starts its background jobs with that signal ignored
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)
    services = EmbeddedServices(data_dir)
    try:
        urls = services.start()
        sys.stdout.write(f"DATABASE_URL={urls.database_url}\nREDIS_URL={urls.redis_url}\n")
        sys.stdout.flush()
        while services.is_running:
            time.sleep(WATCH_INTERVAL_S)
        sys.stderr.write("a server ended by itself; its log is in the data folder\n")
    except KeyboardInterrupt:
        return 0
    except ServiceStartFailed as failure:
        sys.stderr.write(f"{failure}\n")
    finally:
        services.stop()
    return 1


def _pid(part: Postgres | Valkey | None) -> int:
    if part is None or part.server is None:
        raise ServiceStartFailed("this server is not one of these services")
    return part.server.pid


if __name__ == "__main__":
    sys.exit(main())
