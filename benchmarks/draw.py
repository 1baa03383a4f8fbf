"""LDP-1's close and draw, and the verification of the proof, against the bare hashes that they cannot do without."""

import json
import multiprocessing
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from statistics import median
from time import process_time

from benchmarks.report import Options, Result, ratio_of
from cli.verify import judge_files
from core.draws import awards, primitives
from core.draws.beacons.hashchain import KIND, HashChain
from core.draws.beacons.source import BeaconValue
from core.draws.entries import EntryList, entry_rows
from core.draws.entry_tree import EntryTree
from core.draws.proof import build_proof
from core.draws.records import build_close_record
from core.draws.rounds import BeaconRule
from core.kernel.canonical import frame

ENTRIES = 1_000_000
WINNERS = 1_000
TARGET = 1.5
VERIFY_TARGET = 2.0

_DRAW_ID = "0190b7a8-5e1c-7c3e-8a55-0c8f6d0e2b11"
_SEED = bytes(range(32))
_CLOSED_AT = 1_000_100
_CHAIN = HashChain(bytes(32), 100)
_BEACON = BeaconRule(KIND, _CHAIN.chain_id.hex(), 1_000_000, 10, 60)
_ROUND = _BEACON.named_at_close(_CLOSED_AT)
_VALUE = BeaconValue(_ROUND, _CHAIN.value(_ROUND))
_NODE_BYTES = 65
_HOLDERS = 10_000


def draw(options: Options) -> list[Result]:
    """Close and draw `size` entries, and verify the files of the proof in a process of its own, as a stranger does.

    Times are of the processor, since other processes may share the machine. The start of the interpreter with its
    libraries is told apart from the verification.
    """
    size = options.size or ENTRIES
    with _one_process() as pool:
        memory = pool.submit(_memory_mb, size).result()
    entries = make_entries(size)
    messages = _messages(entries)
    close_and_draw(entries[: size // 10 + 1])
    subject, verified, started, baseline = [], [], [], []
    with tempfile.TemporaryDirectory(prefix="fairlot-bench-") as folder:
        _write_proof(Path(folder), entries)
        for _ in range(options.runs):
            baseline.append(_hash_all(messages))
            subject.append(_timed(entries))
            with _one_process() as pool:
                begun, judged = pool.submit(_verify, Path(folder)).result()
            started.append(begun)
            verified.append(judged)
    hashed: dict[str, object] = {"entries": size, "winners": min(WINNERS, size), "hashlib_s": median(baseline)}
    return [
        Result(
            "draw",
            ratio_of(subject, baseline),
            TARGET,
            lower_is_better=True,
            figures={**hashed, "draw_s": median(subject), **memory},
        ),
        Result(
            "draw-verify",
            ratio_of(verified, baseline),
            VERIFY_TARGET,
            lower_is_better=True,
            figures={**hashed, "verify_s": median(verified), "start_s": median(started)},
        ),
    ]


def _one_process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"))


def make_entries(size: int) -> EntryList:
    """Entries of one to five tickets, by columns as they are read from the database and from a file."""
    tags = [primitives.holder_tag(_DRAW_ID, str(holder), bytes(16)) for holder in range(min(size, _HOLDERS))]
    lasts = list(accumulate(1 + index % 5 for index in range(size)))
    firsts = [1, *(last + 1 for last in lasts[:-1])]
    return EntryList.of_columns(firsts, lasts, "".join(tags[index % len(tags)] for index in range(size)))


def close_and_draw(entries: EntryList) -> tuple[dict[str, object], awards.DrawOutcome]:
    """What the jobs do with the entries of a raffle between reading and writing rows."""
    tree = EntryTree(_DRAW_ID)
    tree.add(entries)
    close = build_close_record(
        draw_id=_DRAW_ID,
        rules_hash=bytes(32),
        server_commit=primitives.server_commit(_DRAW_ID, _SEED),
        entries=tree,
        gross_minor=500 * tree.n,
        currency="TJS",
        prizes=[
            {"position": 1, "winner_count": min(WINNERS, len(entries)), "type": "percentage", "percentage_bp": 7000}
        ],
        distinct="number",
        alternates=0,
        software_sha256="ab" * 32,
        log_head=primitives.log_start(_DRAW_ID),
        closed_at=_CLOSED_AT,
        beacon=_BEACON,
    )
    return close, awards.draw(close, primitives.close_hash(close), _SEED, _VALUE.randomness, entries)


def _write_proof(folder: Path, entries: EntryList) -> None:
    close, outcome = close_and_draw(entries)
    proof = build_proof(close, _SEED, _VALUE, outcome, None)
    (folder / "proof.json").write_text(json.dumps(proof), encoding="ascii")
    with (folder / "entries.csv").open("w", encoding="ascii") as file:
        file.writelines(entry_rows(entries))


def _verify(folder: Path) -> tuple[float, float]:
    """How long this process took to start, and then to judge a folder."""
    began = process_time()
    verdict = judge_files(str(folder))
    if not verdict.is_valid:
        raise RuntimeError(f"a proof of our own is invalid: {verdict.field}: {verdict.reason}")
    return began, process_time() - began


def _messages(entries: EntryList) -> list[bytes]:
    """A message of the length of each leaf and of each inner node; messages of one length are one object."""
    prefix = 1 + len(frame(b"ldp1/entry")) + len(frame(_DRAW_ID.encode()))
    lengths = [prefix + len(frame(primitives.entry_line(*entry).encode())) for entry in entries]
    made = {length: bytes(length) for length in set(lengths)}
    return [made[length] for length in lengths] + [bytes(_NODE_BYTES)] * (len(entries) - 1)


def _hash_all(messages: Sequence[bytes]) -> float:
    began = process_time()
    for message in messages:
        sha256(message).digest()
    return process_time() - began


def _timed(entries: EntryList) -> float:
    began = process_time()
    close_and_draw(entries)
    return process_time() - began


def _memory_mb(size: int) -> dict[str, int]:
    """The peak of a process that closes and draws, and of the entries alone that it holds (0: the system is silent)."""
    entries = make_entries(size)
    before = _peak_mb()
    close_and_draw(entries)
    return {"entries_peak_mb": before, "draw_peak_mb": _peak_mb()}


def _peak_mb() -> int:
    # not getrusage: its peak is inherited from the process that started this one
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM:")), 0)
