"""The embedded PostgreSQL: its data folder, settings for the machine it runs on, and the database `fairlot`."""

import os
import shutil
import signal
import subprocess
from pathlib import Path
from urllib.parse import quote

from sandbox.launcher.account import Account
from sandbox.launcher.errors import ServiceStartFailed
from sandbox.launcher.places import Places
from sandbox.launcher.process import Server, ServerSpec, tool_environment

USER = "app"
DATABASE = "fairlot"
# names the socket only: no TCP port is opened
PORT = 5432
# recovery after kill -9 may have minutes of log to replay
READY_TIMEOUT_S = 120.0

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "shared_preload_libraries": "pg_stat_statements",
    "max_connections": "200",
    "max_wal_size": "2GB",
    "random_page_cost": "1.1",
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
}
_LEAST_BUFFERS_MB = 128
_MOST_BUFFERS_MB = 2048
# for data that is thrown away: a crash of the machine may lose or break it
NOT_DURABLE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def _memory() -> dict[str, str]:
    """Buffers of a quarter of the machine's memory, as PostgreSQL's manual advises, and 2 GB at most.

    They are taken only as they fill; as much again is expected of the system's own cache.
    """
    quarter_mb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 4 // 2**20
    buffers_mb = max(_LEAST_BUFFERS_MB, min(quarter_mb, _MOST_BUFFERS_MB))
    return {"shared_buffers": f"{buffers_mb}MB", "effective_cache_size": f"{2 * buffers_mb}MB"}


class Postgres:
    """A PostgreSQL server in the given places."""

    def __init__(self, bin_dir: Path, places: Places, *, durable: bool) -> None:
        self._bin = bin_dir
        self._places = places
        self._durable = durable
        self._data = places.home / "postgres"
        self.server: Server | None = None

    @property
    def url(self) -> str:
        """The address for SQLAlchemy with asyncpg."""
        return f"postgresql+asyncpg://{USER}@/{DATABASE}?host={quote(str(self._places.run), safe='/')}&port={PORT}"

    def start(self) -> None:
        """Makes the data on the first start, starts the server, makes the database. Raises ServiceStartFailed."""
        if not (self._data / "PG_VERSION").exists():
            self._make_data()
        settings = SETTINGS | _memory() | ({} if self._durable else NOT_DURABLE)
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        self.server = Server(
            ServerSpec(
                name="PostgreSQL",
                command=[
                    self._bin / "postgres",
                    *("-D", self._data, "-k", self._places.run, "-p", str(PORT)),
                    *options,
                ],
                account=self._places.account,
                cwd=self._data,
                log=self._places.logs / "postgres.log",
                lock=self._places.home / "postgres.lock",
                pid_file=self._data / "postmaster.pid",
                marker=str(self._data),
                # SIGINT is PostgreSQL's fast shutdown: sessions are ended, data is written
                end_signal=signal.SIGINT,
                leftovers=(self._places.run / f".s.PGSQL.{PORT}.lock",),
            )
        )
        self.server.wait_ready(self._is_ready, READY_TIMEOUT_S)
        self._make_database()

    def _make_data(self) -> None:
        """initdb into a draft that is renamed when complete, so that a kill in between leaves no half of it."""
        draft = self._data.with_name("postgres.new")
        shutil.rmtree(draft, ignore_errors=True)
        draft.mkdir(mode=0o700)
        self._places.account.own(draft)
        done = self._tool(
            "initdb",
            *("-D", str(draft), "-U", USER, "-A", "trust", "-E", "UTF8", "--no-instructions"),
            *("--locale-provider=builtin", "--locale=C.UTF-8"),
            *(() if self._durable else ("--no-sync",)),
            cwd=draft,
        )
        if done.returncode != 0:
            raise ServiceStartFailed(f"initdb failed ({done.returncode}): {done.stderr.decode(errors='replace')}")
        draft.rename(self._data)

    def _is_ready(self) -> bool:
        return self._tool("pg_isready", "-q", "-h", str(self._places.run), "-p", str(PORT)).returncode == 0

    def _make_database(self) -> None:
        statement = (
            f"SELECT 'CREATE DATABASE {DATABASE}' "  # noqa: S608 - constants
            f"WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = '{DATABASE}')\n\\gexec\n"
        )
        done = self._tool(
            "psql",
            *("-h", str(self._places.run), "-p", str(PORT), "-U", USER, "-d", "postgres"),
            *("-X", "-q", "-v", "ON_ERROR_STOP=1"),
            stdin=statement,
        )
        if done.returncode != 0:
            raise ServiceStartFailed(f"the database could not be made: {done.stderr.decode(errors='replace')}")

    def _tool(
        self, name: str, *arguments: str, cwd: Path | None = None, stdin: str = ""
    ) -> subprocess.CompletedProcess[bytes]:
        account: Account = self._places.account
        return subprocess.run(
            [self._bin / name, *arguments],
            user=account.uid, group=account.gid, extra_groups=account.extra_groups,
            cwd=cwd or self._data, env=tool_environment(), umask=0o077,
            input=stdin.encode(), capture_output=True, check=False, start_new_session=True,
        )  # fmt: skip
