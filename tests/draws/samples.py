"""A whole draw made of fixed bytes, for tests to look at and to bend."""

import copy
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from core.draws import primitives
from core.draws.awards import DrawOutcome, draw
from core.draws.beacons import BeaconInfo, BeaconValue
from core.draws.beacons.hashchain import KIND, HashChain
from core.draws.entries import Entry, EntryTree
from core.draws.proof import build_proof
from core.draws.records import build_close_record

DRAW_ID = "0190b7a8-5e1c-7c3e-8a55-0c8f6d0e2b11"
SERVER_SEED = bytes(range(32))
CHAIN = HashChain(sha256(b"the custodian's secret").digest(), 500)
CHAIN_INFO = BeaconInfo(KIND, CHAIN.chain_id.hex(), genesis=1_000_000, period=10, length=500)
CLOSED_AT = 1_000_095
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
    beacon = BeaconValue(round_number, CHAIN.value(round_number))
    outcome = draw(close, primitives.close_hash(close), SERVER_SEED, beacon.randomness, entries)
    proof = build_proof(close, SERVER_SEED, beacon, outcome, entries if with_entries else None)
    return Sample(close, entries, outcome, beacon, copy.deepcopy(proof))
