"""One server as a child process: started under an account, ended in order, recognised when it outlived its parent.

Every process of a server holds the server's lock file open and locked. So a free lock proves that none of them
is left, whatever a stale pid file says.
"""

import ctypes
import fcntl
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

from sandbox.launcher.account import Account
from sandbox.launcher.errors import ServiceStartFailed

POLL_S = 0.01
ORPHAN_END_S = 20.0
LOG_LIMIT_BYTES = 1 << 20
PR_SET_PDEATHSIG = 1

_libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None
# The death signal is sent when the *thread* that started the child ends, so one thread that lives as long as
# this process starts them all.
_starter = ThreadPoolExecutor(max_workers=1, thread_name_prefix="fairlot-services")


@dataclass(frozen=True, slots=True)
class ServerSpec:
    """How one server is started, recognised and asked to end."""

    name: str
    command: Sequence[str | Path]
    account: Account
    cwd: Path
    log: Path
    lock: Path
    pid_file: Path
    marker: str
    """A path that stands in the command line of this very server and of no other."""
    end_signal: signal.Signals
    leftovers: tuple[Path, ...] = ()
    """Files that only a killed server leaves behind and that would hinder the next one."""
    end_timeout_s: float = 15.0
    environment: Mapping[str, str] = field(default_factory=dict)
    """What the server is told beside our own environment."""


class Server:
    """A running server of a spec."""

    def __init__(self, spec: ServerSpec) -> None:
        """Starts it. Raises ServiceStartFailed when processes of an earlier run cannot be ended."""
        self.spec = spec
        end_orphan(spec)
        lock = _wait_for_lock(spec.lock, ORPHAN_END_S)
        if lock is None:
            raise ServiceStartFailed(f"{spec.name}: processes of an earlier run still use {spec.marker}", spec.log)
        try:
            # nobody holds the lock, so the pid in these files is a stranger's that got the same number
            spec.account.own(spec.lock)
            for path in (spec.pid_file, *spec.leftovers):
                path.unlink(missing_ok=True)
            self.process = _starter.submit(_popen, spec, lock).result()
        finally:
            os.close(lock)

    @property
    def pid(self) -> int:
        """The server's process id."""
        return self.process.pid

    @property
    def is_running(self) -> bool:
        """False once the process has ended."""
        return self.process.poll() is None

    def wait_ready(self, is_ready: Callable[[], bool], timeout_s: float) -> None:
        """Returns when `is_ready` says so. Raises ServiceStartFailed with the log's end when it never does."""
        deadline = time.monotonic() + timeout_s
        while not is_ready():
            if not self.is_running:
                raise ServiceStartFailed(
                    f"{self.spec.name} ended at once (exit code {self.process.returncode})", self.spec.log
                )
            if time.monotonic() > deadline:
                raise ServiceStartFailed(f"{self.spec.name} was not ready after {timeout_s:.0f} s", self.spec.log)
            time.sleep(POLL_S)

    def ask_to_end(self) -> None:
        """Sends the signal of an orderly end."""
        if self.is_running:
            self.process.send_signal(self.spec.end_signal)

    def stop(self) -> None:
        """Ends it in order, by force after the time limit; returns when all its processes are gone."""
        self.ask_to_end()
        try:
            self.process.wait(self.spec.end_timeout_s)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        lock = _wait_for_lock(self.spec.lock, ORPHAN_END_S)
        if lock is not None:
            os.close(lock)


def end_orphan(spec: ServerSpec) -> None:
    """Ends a server of this data that outlived its parent: in order, by force after the time limit."""
    for number in (spec.end_signal, signal.SIGKILL):
        pid = _living_pid(spec)
        if pid is None:
            return
        try:
            os.kill(pid, number)
        except ProcessLookupError:
            return
        except PermissionError:
            raise ServiceStartFailed(f"{spec.name}: process {pid} of another user runs on {spec.marker}") from None
        _wait_until(lambda: _living_pid(spec) is None, spec.end_timeout_s)


def tool_environment() -> dict[str, str]:
    """Our environment without the variables that steer PostgreSQL's programs."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def _popen(spec: ServerSpec, lock: int) -> subprocess.Popen[bytes]:
    parent = os.getpid()
    account = spec.account

    def die_with_parent() -> None:
        # runs in the child after the change of user, which would clear the setting
        if _libc is not None:
            _libc.prctl(PR_SET_PDEATHSIG, int(spec.end_signal))
        if os.getppid() != parent:
            os._exit(1)

    if spec.log.exists() and spec.log.stat().st_size > LOG_LIMIT_BYTES:
        spec.log.replace(spec.log.with_suffix(".old.log"))
    with spec.log.open("ab") as log:
        account.own(spec.log)
        return subprocess.Popen(
            [str(part) for part in spec.command],
            user=account.uid, group=account.gid, extra_groups=account.extra_groups,
            cwd=spec.cwd, env=tool_environment() | dict(spec.environment), pass_fds=(lock,), umask=0o077,
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            # a session of its own: the terminal's Ctrl-C is for us, we end the servers in order
            start_new_session=True, preexec_fn=die_with_parent,  # noqa: PLW1509 - two system calls, no lock
        )  # fmt: skip


def _wait_for_lock(path: Path, timeout_s: float) -> int | None:
    lock = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    taken = _wait_until(lambda: _try_lock(lock), timeout_s)
    if taken:
        return lock
    os.close(lock)
    return None


def _try_lock(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _wait_until(is_done: Callable[[], bool], timeout_s: float) -> bool:
    deadline = time.monotonic() + timeout_s
    while not is_done():
        if time.monotonic() > deadline:
            return False
        time.sleep(POLL_S)
    return True


def _living_pid(spec: ServerSpec) -> int | None:
    """The pid of the pid file, if that process runs on this very data; a zombie has an empty command line."""
    try:
        pid = int(spec.pid_file.read_text(encoding="ascii").split("\n", 1)[0])
        command_line = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (OSError, ValueError):
        return None
    return pid if os.fsencode(spec.marker) in command_line.split(b"\0") else None
