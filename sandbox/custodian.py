"""The custodian of a hash-chain beacon: a process of its own that keeps the chain's secret and publishes each round's
value when its time has come."""

import argparse
import ctypes
import fcntl
import json
import os
import secrets
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from core.draws.beacons import BeaconInfo
from core.draws.beacons.hashchain import KIND, MAX_ROUNDS, HashChain
from core.draws.fields import InvalidField, as_object, hex_of, integer, object_of

_CHAIN_FILE = "chain.json"
_LOCK_FILE = "lock"
_PR_SET_PDEATHSIG = 1
_SECRET_BYTES = 32

_STORED = object_of(
    {"secret": hex_of(_SECRET_BYTES), "genesis": integer(), "period": integer(1), "length": integer(1, MAX_ROUNDS)}
)

Clock = Callable[[], float]
"""Gives unix seconds."""


class CustodianRefusal(Exception):
    """The custodian cannot keep the chain that it was asked to keep."""


@dataclass(frozen=True, slots=True)
class KeptChain:
    """A chain with what is public of it; its secret stays inside `chain`."""

    info: BeaconInfo
    chain: HashChain


@contextmanager
def exclusive(directory: Path) -> Iterator[None]:
    """Holds the folder against a second custodian. Raises CustodianRefusal."""
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (directory / _LOCK_FILE).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise CustodianRefusal("another custodian keeps this folder") from error
        yield


def keep_chain(
    directory: Path, period: int, length: int, genesis: int | None = None, clock: Clock = time.time
) -> KeptChain:
    """The chain of a folder, made on first use and the same ever after. Times are unix seconds.

    Secret and terms are one file, written whole before anything is published: a kill leaves all of it or nothing.
    Raises CustodianRefusal where the folder holds another chain or an unreadable one, or a new genesis is to come.
    """
    path = directory / _CHAIN_FILE
    if path.exists():
        stored = _load(path)
        if (stored["period"], stored["length"]) != (period, length) or genesis not in (None, stored["genesis"]):
            raise CustodianRefusal("this folder holds a chain with other terms")
    else:
        now = int(clock())
        start = now if genesis is None else genesis
        if not 0 <= start <= now:
            raise CustodianRefusal("the genesis must not lie in the future")
        if period < 1 or not 1 <= length <= MAX_ROUNDS:
            raise CustodianRefusal(f"the period is at least 1 s, the length 1 to {MAX_ROUNDS} rounds")
        secret = secrets.token_bytes(_SECRET_BYTES)
        stored = {"secret": secret.hex(), "genesis": start, "period": period, "length": length}
        _write_durably(path, json.dumps(stored).encode("ascii"))
    return _kept(stored)


def open_chain(directory: Path) -> KeptChain:
    """The chain that a folder holds. Raises CustodianRefusal where there is none, or none that can be read."""
    return _kept(_load(directory / _CHAIN_FILE))


def holds_chain(directory: Path) -> bool:
    """Whether a chain was made in this folder."""
    return (directory / _CHAIN_FILE).exists()


def terms(kept: KeptChain) -> dict[str, object]:
    """What is public of a chain from its first second on."""
    return {name: getattr(kept.info, name) for name in ("kind", "chain_id", "genesis", "period", "length")}


def wait_s(kept: KeptChain, round_number: int, now: float) -> float:
    """How long it is until a round is due; 0 or less: it is. Raises CustodianRefusal for a round beyond the chain."""
    if not 1 <= round_number <= kept.chain.length:
        raise CustodianRefusal("no such round")
    return kept.info.genesis + (round_number - 1) * kept.info.period - now


def _kept(stored: dict[str, Any]) -> KeptChain:
    chain = HashChain(bytes.fromhex(stored["secret"]), stored["length"])
    info = BeaconInfo(KIND, chain.chain_id.hex(), stored["genesis"], stored["period"], stored["length"])
    return KeptChain(info, chain)


def create_app(kept: KeptChain, clock: Clock = time.time) -> Starlette:
    """The custodian's two pages: the chain's terms, and the value of each round that is due."""

    async def show_info(_: Request) -> JSONResponse:
        return JSONResponse(terms(kept))

    async def show_round(request: Request) -> JSONResponse:
        text = request.path_params["round"]
        # Bounded before it is read: a number of thousands of digits is an error, not a round.
        if not (text.isascii() and text.isdigit() and len(text) <= len(str(MAX_ROUNDS))):
            return JSONResponse({"error": "no such round"}, status_code=404)
        number = int(text)
        try:
            missing_s = wait_s(kept, number, clock())
        except CustodianRefusal as refusal:
            return JSONResponse({"error": str(refusal)}, status_code=404)
        if missing_s > 0:
            headers = {"Retry-After": str(int(missing_s) + 1)}
            return JSONResponse({"error": "this round is not due yet"}, status_code=425, headers=headers)
        return JSONResponse({"round": number, "value": kept.chain.value(number).hex()})

    return Starlette(routes=[Route("/info", show_info), Route("/rounds/{round}", show_round)])


def _load(path: Path) -> dict[str, Any]:
    try:
        stored = json.loads(path.read_bytes())
        _STORED(stored, "chain")
    except (OSError, ValueError, InvalidField) as error:
        # Without the cause: its words might quote the secret.
        raise CustodianRefusal("the stored chain cannot be read; it is never made anew") from (
            error if isinstance(error, OSError) else None
        )
    return dict(as_object(stored, "chain"))


def _write_durably(path: Path, data: bytes) -> None:
    temporary = path.with_suffix(".new")
    temporary.unlink(missing_ok=True)
    with os.fdopen(os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    temporary.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _die_with_parent(parent: int) -> None:
    """Asks Linux for a SIGTERM when the parent ends; elsewhere nothing happens."""
    if sys.platform != "linux":
        return
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
    if os.getppid() != parent:
        # It ended before we asked.
        sys.exit(0)


def main() -> None:
    """The command line; see --help."""
    parent = os.getppid()
    parser = argparse.ArgumentParser(prog="python -m sandbox.custodian", description=__doc__)
    parser.add_argument("--dir", type=Path, required=True, help="folder of the secret, made with mode 0700")
    parser.add_argument("--period", type=int, default=10, help="seconds between rounds")
    parser.add_argument("--length", type=int, default=20_000, help="rounds of the chain")
    parser.add_argument("--genesis", type=int, help="unix time of round 1, fixed at creation; now by default")
    parser.add_argument("--die-with-parent", action="store_true", help="end when the starting process ends (Linux)")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--port", type=int, help="listen on 127.0.0.1")
    where.add_argument("--unix-socket", help="listen on this socket")
    arguments = parser.parse_args()
    if arguments.die_with_parent:
        _die_with_parent(parent)
    try:
        with exclusive(arguments.dir):
            kept = keep_chain(arguments.dir, arguments.period, arguments.length, arguments.genesis)
            uvicorn.run(
                create_app(kept),
                host="127.0.0.1",
                port=arguments.port or 0,
                uds=arguments.unix_socket,
                access_log=False,
                log_level="warning",
            )
    except CustodianRefusal as refusal:
        sys.exit(f"custodian: {refusal}")


if __name__ == "__main__":
    main()
