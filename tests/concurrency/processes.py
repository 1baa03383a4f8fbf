"""Starting and ending the real processes of these tests."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from pydantic import SecretStr

from core.settings import Settings

ROOT = Path(__file__).parents[2]
ANSWER_TIMEOUT_S = 60.0


def is_alive(pid: int) -> bool:
    """False for a zombie, too: where nobody adopts orphans, it stays in the table."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"


def wait_until(is_true: Callable[[], bool], timeout_s: float = 15.0) -> None:
    deadline = time.monotonic() + timeout_s
    while not is_true():
        assert time.monotonic() < deadline, "did not happen in time"
        time.sleep(0.02)


def open_settings(settings: Settings) -> dict[str, object]:
    """Settings as a script is told them, secrets included."""
    return {
        name: value.get_secret_value() if isinstance(value, SecretStr) else value
        for name, value in settings.model_dump().items()
    }


class Script:
    """A module of ours as a process in a group of its own, spoken to by lines of JSON."""

    def __init__(self, module: str, log: Path) -> None:
        self.log = log
        with log.open("ab") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", module],
                cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors, text=True,
                start_new_session=True,
            )  # fmt: skip

    def tell(self, message: object) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(message) + "\n")
        self.process.stdin.flush()

    def hear(self) -> Any:
        """The next line that it says."""
        assert self.process.stdout is not None
        line = self.process.stdout.readline()
        assert line, self.log.read_text(encoding="utf-8")
        return json.loads(line)

    def close(self) -> None:
        """End what still runs of it, children too."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        try:
            self.process.wait(ANSWER_TIMEOUT_S)
        finally:
            if is_group_alive(self.process.pid):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            if self.process.stdout is not None:
                self.process.stdout.close()


def is_group_alive(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


@contextmanager
def scripts(module: str, log: Path, number: int = 1) -> Iterator[Sequence[Script]]:
    """Some processes of one script; none of them, nor a child of theirs, is left after the block."""
    started = [Script(module, log) for _ in range(number)]
    try:
        yield started
    finally:
        for script in started:
            script.close()
        wait_until(lambda: not any(is_group_alive(script.process.pid) for script in started))


@contextmanager
def custodian(folder: Path, socket_path: Path, genesis: int, length: int) -> Iterator[str]:
    """The real custodian of a chain with a round every second; gives its address as BEACON_URL takes it."""
    command = [sys.executable, "-m", "sandbox.custodian", "--dir", str(folder), "--unix-socket", str(socket_path)]
    terms = ["--period", "1", "--genesis", str(genesis), "--length", str(length), "--die-with-parent"]
    with subprocess.Popen([*command, *terms], cwd=ROOT) as process:
        try:
            wait_until(lambda: _answers(socket_path) or process.poll() is not None)
            assert process.poll() is None
            yield f"unix:{socket_path}"
        finally:
            process.terminate()


def _answers(socket_path: Path) -> bool:
    with socket.socket(socket.AF_UNIX) as probe:
        return probe.connect_ex(str(socket_path)) == 0
