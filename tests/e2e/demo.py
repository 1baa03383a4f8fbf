"""`fairlot demo` as a process, with all that it runs."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import parse_qs, urlsplit

import httpx2

from tests.e2e.chat import free_port

ROOT = Path(__file__).resolve().parents[2]
FAIRLOT = Path(sys.executable).with_name("fairlot")

ANSWER_S = 20.0
"""What the bot takes at most for an answer, on a busy machine and after "too fast"."""

T = TypeVar("T")


def wait_for(what: str, find: Callable[[], T | None], timeout_s: float = ANSWER_S) -> T:
    """What `find` gives as soon as it is not None. AssertionError says what did not come."""
    deadline = time.monotonic() + timeout_s
    while (found := find()) is None:
        assert time.monotonic() < deadline, f"{what} did not come within {timeout_s} s"
        time.sleep(0.1)
    return found


def processes_of(*folders: Path) -> list[str]:
    """Command lines of living processes that name one of the folders there or in their environment."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            line, environment = (path / "cmdline").read_bytes(), (path / "environ").read_bytes()
        except OSError:
            continue
        if any(os.fsencode(folder) in line + environment for folder in folders):
            found.append(line.replace(b"\0", b" ").decode(errors="replace"))
    return found


@contextmanager
def running_demo(data: Path) -> Iterator[tuple[httpx2.Client, dict[str, Any]]]:
    """The demo, ended by Ctrl-C after the block; a failure shows what it and its processes wrote."""
    output, addresses = data.with_suffix(".out"), data / "demo.json"
    addresses.unlink(missing_ok=True)
    environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    command: list[str | Path] = [FAIRLOT, "demo", "--data-dir", data, "--port", str(free_port())]
    command += ["--sandbox-port", str(free_port()), "--no-players"]
    with output.open("wb") as written:
        demo = subprocess.Popen(
            command, cwd=ROOT, stdout=written, stderr=subprocess.STDOUT, env=environment, start_new_session=True
        )
    try:
        wait_for("demo.json", lambda: True if addresses.exists() or demo.poll() is not None else None, timeout_s=90)
        assert demo.poll() is None, "the demo ended at its start"
        given = json.loads(addresses.read_text())
        # where the servers' data is, if the folder is closed to their account
        servers = Path(parse_qs(urlsplit(given["database_url"]).query)["host"][0]).parent
        assert processes_of(data, servers)
        with httpx2.Client(base_url=given["sandbox_url"], timeout=20) as client:
            yield client, given
        demo.send_signal(signal.SIGINT)
        assert demo.wait(40) == 130
        assert "everything is kept" in output.read_text()
        wait_for("the end of all processes", lambda: True if processes_of(data, servers) == [] else None)
    except BaseException:
        for log in (output, *sorted((data / "logs").glob("*.log"))):
            sys.stderr.write(f"--- {log.name}\n{log.read_text(errors='replace')[-4_000:]}\n")
        raise
    finally:
        if demo.poll() is None:
            demo.kill()
            demo.wait(10)
