"""A rehearsal: the whole draw over given entries with a seed and a beacon made for it, forgotten with its result.

Nothing of a real draw but its public rules goes in, so nothing about the real draw can come out.
"""

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from core.draws import primitives
from core.draws.awards import ALTERNATE, WINNER, DrawOutcome, draw
from core.draws.beacons.hashchain import KIND, HashChain
from core.draws.beacons.source import BeaconValue
from core.draws.entries import Row
from core.draws.entry_tree import EntryTree
from core.draws.proof import build_proof
from core.draws.records import build_close_record
from core.draws.rounds import MIN_DELAY_S, BeaconRule
from core.draws.software import software_sha256
from core.draws.verify import Verdict, verify_proof

_ROUNDS = 3
"""What a draw that closes with the chain's first round names: time, the delay, and one more."""


@dataclass(frozen=True, slots=True)
class RehearsedPrize:
    """What a prize would give: to how many of its places, and how much in all, in minor units."""

    position: int
    places: int
    awarded: int
    value_minor: int


@dataclass(frozen=True, slots=True)
class Rehearsal:
    """What would be awarded. Which numbers were drawn is not told: they mean nothing, and would be taken for more."""

    entries: int
    tickets: int
    gross_minor: int
    prizes: tuple[RehearsedPrize, ...]
    alternates: int
    alternates_drawn: int
    unawarded: int
    verdict: Verdict
    """That of the usual verification on the rehearsal's own proof."""


def rehearse(
    rules: Mapping[str, Any], entries: Sequence[Row], price_minor: int, currency: str, closed_at: int
) -> Rehearsal:
    """Close, draw and verify entries by the rules of a draw. Raises InvalidField where these cannot be closed."""
    draw_id, server_seed, chain = str(uuid4()), os.urandom(primitives.SEED_BYTES), HashChain(os.urandom(32), _ROUNDS)
    tree = EntryTree(draw_id)
    tree.add(entries)
    close = build_close_record(
        draw_id=draw_id,
        rules_hash=primitives.rules_hash(rules),
        server_commit=primitives.server_commit(draw_id, server_seed),
        entries=tree,
        gross_minor=tree.n * price_minor,
        currency=currency,
        prizes=rules["prizes"],
        distinct=rules["distinct"],
        alternates=rules["alternates"],
        software_sha256=software_sha256(),
        log_head=primitives.log_start(draw_id),
        closed_at=closed_at,
        beacon=BeaconRule(KIND, chain.chain_id.hex(), genesis=closed_at, period=MIN_DELAY_S, min_delay_s=MIN_DELAY_S),
    )
    beacon = BeaconValue(_ROUNDS, chain.value(_ROUNDS))
    outcome = draw(close, primitives.close_hash(close), server_seed, beacon.randomness, entries)
    proof = build_proof(close, server_seed, beacon, outcome, None)
    return Rehearsal(
        entries=tree.count,
        tickets=tree.n,
        gross_minor=tree.n * price_minor,
        prizes=tuple(_prize(prize, outcome) for prize in sorted(rules["prizes"], key=lambda one: one["position"])),
        alternates=rules["alternates"],
        alternates_drawn=sum(result.role == ALTERNATE for result in outcome.results),
        unawarded=outcome.unawarded,
        verdict=verify_proof(proof, entries),
    )


def _prize(prize: Mapping[str, Any], outcome: DrawOutcome) -> RehearsedPrize:
    position = prize["position"]
    won = [result for result in outcome.results if result.role == WINNER and result.position == position]
    value_minor = sum(result.value_minor or 0 for result in won)
    return RehearsedPrize(position, prize["winner_count"], len(won), value_minor)
