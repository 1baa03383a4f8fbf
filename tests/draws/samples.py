"""A whole draw made of fixed bytes, for tests to look at and to bend."""

import copy
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from core.draws import primitives
from core.draws.awards import DrawOutcome, draw
from core.draws.beacons import BeaconInfo, BeaconValue, drand
from core.draws.beacons.hashchain import KIND, HashChain
from core.draws.entries import Entry, EntryList, Row
from core.draws.entry_tree import EntryTree, entry_leaf
from core.draws.proof import build_proof
from core.draws.records import build_close_record

DRAW_ID = "0190b7a8-5e1c-7c3e-8a55-0c8f6d0e2b11"
SERVER_SEED = bytes(range(32))
CHAIN = HashChain(sha256(b"the custodian's secret").digest(), 500)
CHAIN_INFO = BeaconInfo(KIND, CHAIN.chain_id.hex(), genesis=1_000_000, period=10, length=500)
CLOSED_AT = 1_000_095
DRAND_ROUND = BeaconValue(
    1000,
    bytes.fromhex("fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd"),
    bytes.fromhex("b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"),
)
"""A round that quicknet has really signed."""
DRAND_CLOSED_AT = drand.QUICKNET.genesis + 998 * drand.QUICKNET.period - 60
"""The first second at which a close names that round, 60 seconds ahead."""
PRIZES: tuple[Mapping[str, object], ...] = (
    {"position": 1, "winner_count": 2, "type": "percentage", "percentage_bp": 3333},
    {"position": 2, "winner_count": 1, "type": "fixed", "value_minor": 700},
)


def tag(holder: object) -> str:
    """A holder's tag."""
    return primitives.holder_tag(DRAW_ID, str(holder), bytes(16))


def entries_of(*ranges: tuple[int, int], holders: int = 1_000) -> list[Entry]:
    """Ranges with a holder each, in turn."""
    return [Entry(first, last, tag(index % holders)) for index, (first, last) in enumerate(ranges)]


SOME_ENTRIES = entries_of((1, 3), (4, 4), (7, 11), (12, 12), (20, 29))


@dataclass(frozen=True)
class Sample:
    """A finished draw."""

    close: dict[str, Any]
    entries: list[Entry]
    outcome: DrawOutcome
    beacon: BeaconValue
    proof: dict[str, Any] = field(repr=False)


def listed(entries: Sequence[Row]) -> EntryList:
    """Well-formed entries by columns."""
    columns = EntryList.of_rows(entries)
    assert columns is not None
    return columns


def leaves_of(entries: Iterable[Row]) -> list[bytes]:
    """The leaf hashes of entries, one by one."""
    return [entry_leaf(DRAW_ID, entry) for entry in entries]


def make_sample(entries: Sequence[Entry] = tuple(SOME_ENTRIES), *, with_entries: bool = True, **changes: Any) -> Sample:
    """A valid draw; `changes` go to build_close_record."""
    tree = EntryTree(DRAW_ID)
    tree.add(entries)
    close = build_close_record(
        **{
            "draw_id": DRAW_ID,
            "rules_hash": primitives.rules_hash({"price_minor": 100}),
            "server_commit": primitives.server_commit(DRAW_ID, SERVER_SEED),
            "entries": tree,
            "gross_minor": 10_001,
            "currency": "THB",
            "prizes": PRIZES,
            "distinct": "number",
            "alternates": 2,
            "software_sha256": "ab" * 32,
            "log_head": primitives.log_start(DRAW_ID),
            "closed_at": CLOSED_AT,
            "beacon": CHAIN_INFO.rule(min_delay_s=60),
            **changes,
        }
    )
    return finish(close, list(entries), with_entries=with_entries)


def finish(close: dict[str, Any], entries: list[Entry], *, with_entries: bool = True) -> Sample:
    """Draws by a close record, whatever it says, and builds the proof."""
    round_number = close["beacon"]["round"]
    is_drand = close["beacon"]["kind"] == drand.KIND
    beacon = DRAND_ROUND if is_drand else BeaconValue(round_number, CHAIN.value(round_number))
    outcome = draw(close, primitives.close_hash(close), SERVER_SEED, beacon.randomness, entries)
    proof = build_proof(close, SERVER_SEED, beacon, outcome, entries if with_entries else None)
    return Sample(close, entries, outcome, beacon, copy.deepcopy(proof))


def make_drand_sample() -> Sample:
    """A valid draw by a round of drand."""
    return make_sample(closed_at=DRAND_CLOSED_AT, beacon=drand.QUICKNET.rule(60))
