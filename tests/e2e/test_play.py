"""`fairlot play` as a newcomer runs it: from an empty folder to a verified proof, and again from a used one."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sandbox.services import ServiceUrls, remove_data
from tests.plugins.database import url_of

ROOT = Path(__file__).resolve().parents[2]
FAIRLOT = Path(sys.executable).with_name("fairlot")
SMALL = ("--players", "5", "--tickets", "40")


def fairlot(*arguments: str | Path, timeout_s: float = 60) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [FAIRLOT, *map(str, arguments)], cwd=ROOT, capture_output=True, text=True, timeout=timeout_s, check=False
    )


def processes_of(folder: Path) -> list[str]:
    """Command lines of living processes that name the folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if str(folder) in line:
            found.append(line)
    return found


@pytest.fixture(autouse=True)
def _no_data_elsewhere(tmp_path: Path) -> Iterator[None]:
    """Root's data lies outside of pytest's private folder, and would stay there."""
    yield
    for folder in (tmp_path / "data", tmp_path):
        remove_data(folder)


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_from_nothing_to_a_proof_that_verifies_and_from_a_used_folder(tmp_path: Path) -> None:
    # The protocol waits a minute at least between the close and the beacon's round: there is no shorter way.
    data, out = tmp_path / "data", tmp_path / "out"
    played = fairlot("play", *SMALL, "--data-dir", data, "--out", out, timeout_s=300)
    assert played.returncode == 0, played.stdout + played.stderr
    assert "valid" in played.stdout
    assert processes_of(data) == []

    proof = out / "proof.json"
    assert fairlot("verify", proof).returncode == 0
    assert fairlot("verify", proof, "--records", out / "records.json").returncode == 0
    document = json.loads(proof.read_text())
    assert sum(last - first + 1 for first, last, _ in document["entries"]) == 40
    document["results"][0]["number"] = document["results"][0]["number"] % 40 + 1
    proof.write_text(json.dumps(document))
    refused = fairlot("verify", proof)
    assert refused.returncode == 1
    assert "results[0].number" in refused.stdout

    for command in (("reconcile",), ("audit", "verify")):
        checked = fairlot("--data-dir", data, *command)
        assert checked.returncode == 0, checked.stderr

    _start_again_and_interrupt(data)
    assert processes_of(data) == []


def _start_again_and_interrupt(data: Path) -> None:
    again = subprocess.Popen(
        [FAIRLOT, "play", *SMALL, "--data-dir", str(data)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    assert again.stdout is not None
    seen = ""
    for line in again.stdout:
        seen += line
        if "Sold out" in line:
            break
    again.send_signal(signal.SIGINT)
    rest, _ = again.communicate(timeout=60)
    assert again.returncode == 130, seen + rest
    assert "what was done is kept" in rest


def test_a_folder_in_use_and_wrong_arguments_get_a_clear_line(tmp_path: Path) -> None:
    absurd = fairlot("play", "--players", "0")
    assert absurd.returncode == 2
    assert "greater than or equal to 1" in absurd.stderr
    first = subprocess.Popen(
        [sys.executable, "-m", "sandbox.services", "--data-dir", str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert first.stdout is not None
        assert "DATABASE_URL" in first.stdout.readline()
        second = fairlot("play", "--data-dir", tmp_path)
        assert second.returncode == 2
        assert "in use by process" in second.stderr
        assert "Traceback" not in second.stderr
    finally:
        first.send_signal(signal.SIGINT)
        first.wait(30)
    deadline = time.monotonic() + 10
    while processes_of(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert processes_of(tmp_path) == []


def test_settings_that_are_missing_or_wrong_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "REDIS_URL", "SECRET_KEYS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    missing = subprocess.run([FAIRLOT, "reconcile"], capture_output=True, text=True, check=False)
    assert missing.returncode == 2
    assert "DATABASE_URL" in missing.stderr
    assert "SECRET_KEYS" in missing.stderr
    monkeypatch.setenv("DATABASE_URL", "mysql://x")
    monkeypatch.setenv("REDIS_URL", "redis://127.0.0.1:1")
    monkeypatch.setenv("SECRET_KEYS", "not-a-key")
    wrong = subprocess.run([FAIRLOT, "reconcile"], capture_output=True, text=True, check=False)
    assert wrong.returncode == 2
    assert "DATABASE_URL" in wrong.stderr
    monkeypatch.setenv("DATABASE_URL", "postgresql://nobody@127.0.0.1:1/none")
    wrong = subprocess.run([FAIRLOT, "reconcile"], capture_output=True, text=True, check=False)
    assert (wrong.returncode, "SECRET_KEYS" in wrong.stderr, "Traceback" in wrong.stderr) == (2, True, False)


def test_given_servers_need_no_folder_of_their_own_and_what_they_lack_is_said(
    tmp_path: Path, fresh_database: str, services: ServiceUrls, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("REDIS_URL", services.redis_url)
    monkeypatch.setenv("DATABASE_URL", fresh_database)
    named = fairlot("--data-dir", tmp_path / "not" / "there", "reconcile")
    assert (named.returncode, named.stderr) == (0, "")
    monkeypatch.setenv("DATABASE_URL", url_of(services, "postgres"))
    no_schema = fairlot("--data-dir", tmp_path / "other", "reconcile")
    assert (no_schema.returncode, "fairlot migrate" in no_schema.stderr) == (2, True)
    monkeypatch.setenv("DATABASE_URL", url_of(services, "absent"))
    absent = fairlot("play", *SMALL, "--data-dir", tmp_path / "third")
    assert (absent.returncode, "does not exist" in absent.stderr) == (2, True)
    monkeypatch.setenv("DATABASE_URL", "mysql://someone:password@host/x")
    wrong = fairlot("play", *SMALL, "--data-dir", tmp_path / "fourth")
    assert (wrong.returncode, "DATABASE_URL: must begin" in wrong.stderr) == (2, True)
    for done in (no_schema, absent, wrong):
        assert "Traceback" not in done.stderr
        assert "password" not in done.stderr


def test_a_proof_without_a_place_is_said_before_the_play(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    done = fairlot("play", *SMALL, "--data-dir", tmp_path / "data", "--out", tmp_path / "file")
    assert (done.returncode, "cannot be written" in done.stderr) == (2, True)
    assert not (tmp_path / "data").exists()
