"""The custodian as a real process, and the client that trusts nothing it says."""

import asyncio
import json
import os
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from core.draws.beacons import BeaconInfo, BeaconInvalid, BeaconNotReady, BeaconUnavailable
from core.draws.beacons.hashchain import belongs_to_chain
from core.draws.beacons.hashchain_http import HashchainSource
from sandbox.custodian import CustodianRefusal, create_app, exclusive, keep_chain

NOW = 1_800_000_000
ROOT = Path(__file__).parents[2]


def answers(folder: Path, now: float) -> TestClient:
    kept = keep_chain(folder, period=10, length=100, clock=lambda: NOW)
    return TestClient(create_app(kept, clock=lambda: now))


def test_a_value_is_public_from_its_second_on(tmp_path: Path) -> None:
    info = answers(tmp_path, NOW).get("/info").json()
    assert (info["kind"], info["genesis"], info["period"], info["length"]) == ("hashchain1", NOW, 10, 100)
    assert answers(tmp_path, NOW + 9.9).get("/rounds/2").status_code == 425
    answer = answers(tmp_path, NOW + 10).get("/rounds/2")
    assert answer.status_code == 200
    assert belongs_to_chain(bytes.fromhex(info["chain_id"]), 2, bytes.fromhex(answer.json()["value"]))
    assert answers(tmp_path, NOW + 10).get("/rounds/3").headers["retry-after"] == "11"


@pytest.mark.parametrize("number", ["0", "101", "-1", "x", "1.0", "٣", "9" * 5000, "1/2"])
def test_what_is_no_round_is_not_found(number: str, tmp_path: Path) -> None:
    assert answers(tmp_path, NOW + 10**6).get(f"/rounds/{number}").status_code == 404


def test_the_secret_is_kept_from_others_and_never_shown(tmp_path: Path) -> None:
    folder = tmp_path / "custodian"
    with exclusive(folder):
        kept = keep_chain(folder, 10, 100, clock=lambda: NOW)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    path = folder / "chain.json"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    secret = json.loads(path.read_text())["secret"]
    assert secret == kept.chain.value(100).hex()
    assert secret not in repr(kept)


def test_the_chain_is_made_once(tmp_path: Path) -> None:
    first = keep_chain(tmp_path, 10, 100, clock=lambda: NOW)
    (tmp_path / "chain.new").write_text("left by a kill")
    assert keep_chain(tmp_path, 10, 100, clock=lambda: NOW + 999).info == first.info
    for period, length, genesis in ((11, 100, None), (10, 101, None), (10, 100, NOW + 1)):
        with pytest.raises(CustodianRefusal, match="other terms"):
            keep_chain(tmp_path, period, length, genesis, clock=lambda: NOW)


def test_a_chain_cannot_begin_later_or_be_too_long(tmp_path: Path) -> None:
    for period, length, genesis in (
        (10, 100, NOW + 1),
        (10, 100, -1),
        (0, 100, None),
        (10, 0, None),
        (10, 200_001, None),
    ):
        with pytest.raises(CustodianRefusal):
            keep_chain(tmp_path, period, length, genesis, clock=lambda: NOW)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", ["", "junk", "{}", '{"secret": "ab", "genesis": 1, "period": 10, "length": 100}'])
def test_a_spoilt_secret_is_never_replaced(content: str, tmp_path: Path) -> None:
    (tmp_path / "chain.json").write_text(content)
    with pytest.raises(CustodianRefusal, match="never made anew"):
        keep_chain(tmp_path, 10, 100)
    assert (tmp_path / "chain.json").read_text() == content


def test_one_custodian_per_folder(tmp_path: Path) -> None:
    with (
        exclusive(tmp_path / "folder"),
        pytest.raises(CustodianRefusal, match="another"),
        exclusive(tmp_path / "folder"),
    ):
        pass


class Custodian:
    """The real process on a unix socket."""

    def __init__(self, folder: Path, socket_path: str, *options: str) -> None:
        self.socket = socket_path
        command = [sys.executable, "-m", "sandbox.custodian", "--dir", str(folder), "--unix-socket", socket_path]
        self.process = subprocess.Popen(
            [*command, "--period", "1", *options], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )

    def wait_until_up(self) -> None:
        for _ in range(200):
            with socket.socket(socket.AF_UNIX) as probe:
                if probe.connect_ex(self.socket) == 0:
                    return
            assert self.process.poll() is None, self.process.communicate()[0]
            time.sleep(0.05)
        pytest.fail("the custodian did not start")

    def end(self, number: int = signal.SIGKILL) -> str:
        self.process.send_signal(number)
        return self.process.communicate(timeout=10)[0]


@pytest.fixture
def socket_path() -> Iterator[str]:
    # A short folder of its own: a socket's path has at most 107 bytes.
    with tempfile.TemporaryDirectory() as folder:
        yield str(Path(folder) / "s")


async def test_a_killed_custodian_comes_back_with_its_chain(tmp_path: Path, socket_path: str) -> None:
    genesis = ("--genesis", str(int(time.time()) - 100))
    custodian = Custodian(tmp_path, socket_path, *genesis)
    try:
        custodian.wait_until_up()
        async with await HashchainSource.connect(unix_socket=socket_path) as source:
            before, info = await source.fetch(50), source.info()
            with pytest.raises(BeaconNotReady):
                await source.fetch(source.round_at(int(time.time())) + 5)
            with pytest.raises(BeaconUnavailable):
                await source.fetch(20_001)
            custodian.end()
            with pytest.raises(BeaconUnavailable):
                await source.fetch(51)
        custodian = Custodian(tmp_path, socket_path, *genesis)
        custodian.wait_until_up()
        async with HashchainSource(info, unix_socket=socket_path) as source:
            assert await source.fetch(50) == before
            assert (await source.fetch(99)).randomness != before.randomness
            assert (await source.fetch(1)).round == 1
    finally:
        output = custodian.end(signal.SIGTERM)
    assert json.loads((tmp_path / "chain.json").read_text())["secret"] not in output
    assert "Traceback" not in output


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_it_ends_when_asked(number: int, tmp_path: Path, socket_path: str) -> None:
    custodian = Custodian(tmp_path, socket_path)
    custodian.wait_until_up()
    assert "Traceback" not in custodian.end(number)
    assert custodian.process.returncode in (0, -number)


def test_a_second_one_is_refused(tmp_path: Path, socket_path: str) -> None:
    first = Custodian(tmp_path, socket_path)
    try:
        first.wait_until_up()
        second = Custodian(tmp_path, socket_path + "2")
        assert second.process.communicate(timeout=20)[0] == "custodian: another custodian keeps this folder\n"
        assert second.process.returncode == 1
    finally:
        first.end()


@pytest.mark.skipif(sys.platform != "linux", reason="the parent's death is signalled by Linux alone")
def test_it_ends_with_its_parent(tmp_path: Path, socket_path: str) -> None:
    arguments = ["-m", "sandbox.custodian", "--dir", str(tmp_path), "--unix-socket", socket_path, "--die-with-parent"]
    code = (
        "import subprocess, sys\n"
        f"child = subprocess.Popen([sys.executable, *{arguments!r}])\n"
        "print(child.pid, flush=True)\n"
        "child.wait()\n"
    )
    with subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        child = int(parent.stdout.readline())
        for _ in range(200):
            if Path(socket_path).exists():
                break
            time.sleep(0.05)
        os.kill(child, 0)
        parent.kill()
    for _ in range(200):
        if not Path(f"/proc/{child}").exists() or " Z " in Path(f"/proc/{child}/stat").read_text():
            return
        time.sleep(0.05)
    os.kill(child, signal.SIGKILL)
    pytest.fail("the custodian outlived its parent")


def served(app: Starlette, pinned: BeaconInfo) -> HashchainSource:
    """A source whose custodian answers in this process."""
    return HashchainSource(pinned, transport=httpx2.ASGITransport(app))


ROUND_5 = "the value of round 5"


@pytest.mark.parametrize(
    ("body", "status", "error"),
    [
        (json.dumps({"round": 5, "value": "ab" * 32}), 200, BeaconInvalid),
        (json.dumps({"round": 6, "value": ROUND_5}), 200, BeaconInvalid),
        (json.dumps({"round": 5, "value": ROUND_5, "extra": 1}), 200, BeaconInvalid),
        ('{"round": 5, "value": "00"}', 200, BeaconInvalid),
        ("[]", 200, BeaconInvalid),
        ("junk", 200, BeaconUnavailable),
        ("[" * 4000, 200, BeaconUnavailable),
        ("x" * 100_000, 200, BeaconUnavailable),
        ("{}", 500, BeaconUnavailable),
        ("", 404, BeaconUnavailable),
    ],
)
async def test_a_lying_custodian_is_not_believed(
    body: str, status: int, error: type[Exception], tmp_path: Path
) -> None:
    kept = keep_chain(tmp_path, 10, 100)
    text = body.replace(ROUND_5, kept.chain.value(5).hex())

    async def lie(_: object) -> PlainTextResponse:
        return PlainTextResponse(text, status)

    async with served(Starlette(routes=[Route("/{path:path}", lie)]), kept.info) as source:
        with pytest.raises(error):
            await source.fetch(5)


async def test_a_foreign_chain_is_refused(tmp_path: Path) -> None:
    for name in "ab":
        (tmp_path / name).mkdir()
    mine, other = keep_chain(tmp_path / "a", 10, 100), keep_chain(tmp_path / "b", 10, 100)
    async with served(create_app(other), mine.info) as source:
        with pytest.raises(BeaconInvalid):
            await source.fetch(1)
    async with served(create_app(mine, clock=lambda: 10**12), replace(mine.info, length=50)) as source:
        await source.fetch(50)
        with pytest.raises(BeaconInvalid):
            await source.fetch(51)
        assert not source.verify(50, mine.chain.value(50), b"a proof"), "a hash chain has none"
        assert source.verify(7, mine.chain.value(7), None)


async def test_a_silent_custodian_is_given_up(tmp_path: Path, socket_path: str) -> None:
    async def say_nothing(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(2)
        writer.close()

    server = await asyncio.start_unix_server(say_nothing, socket_path)
    async with (
        server,
        HashchainSource(keep_chain(tmp_path, 10, 5).info, unix_socket=socket_path, timeout_s=0.1) as source,
    ):
        with pytest.raises(BeaconUnavailable):
            await source.fetch(1)
