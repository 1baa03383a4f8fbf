"""Awards of any draw against a second model, written plainly from sections 1, 4 and 5 of the draw protocol.

The model shares no line with the core: it lists every ticket, shuffles a whole array, and hashes by hand.
"""

import hmac
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.draws.awards import draw
from core.draws.beacons import BeaconValue
from core.draws.entries import Entry
from core.draws.entry_tree import EntryTree, void_root
from core.draws.proof import build_proof
from core.draws.records import build_close_record
from core.draws.verify import verify_proof
from tests.draws.samples import CHAIN, CHAIN_INFO, CLOSED_AT, DRAW_ID

RULES_HASH = sha256(b"rules").digest()


@dataclass(frozen=True)
class Sale:
    """What was sold, ranges of numbers with their holders; what was voided of it; and what is promised."""

    live: list[Entry]
    voids: list[int]
    prizes: list[dict[str, Any]]
    gross_minor: int
    alternates: int
    distinct: str
    server_seed: bytes


# -- the model ------------------------------------------------------------------------------------------------------


def framed(*fields: bytes) -> bytes:
    return b"".join(len(field).to_bytes(4, "big") + field for field in fields)


def tagged(*fields: bytes) -> bytes:
    return sha256(framed(*fields)).digest()


def tree(leaves: list[bytes]) -> bytes:
    """RFC 6962: split at the largest power of two below the count."""
    if len(leaves) < 2:
        return leaves[0] if leaves else sha256(b"").digest()
    half = 1
    while half * 2 < len(leaves):
        half *= 2
    return sha256(b"\x01" + tree(leaves[:half]) + tree(leaves[half:])).digest()


def root_of(kind: bytes, lines: list[str]) -> str:
    return tree([sha256(b"\x00" + framed(kind, DRAW_ID.encode(), line.encode())).digest() for line in lines]).hex()


def words(seed: bytes) -> Iterator[int]:
    block = 0
    while True:
        digest = hmac.new(seed, b"ldp1/stream" + block.to_bytes(8, "big"), sha256).digest()
        yield from (int.from_bytes(digest[at : at + 8], "big") for at in range(0, 32, 8))
        block += 1


def promised(sale: Sale) -> list[tuple[str, int | None, int | None, int | None]]:
    """Every slot in its order: role, position, seq, value."""
    slots: list[tuple[str, int | None, int | None, int | None]] = []
    for prize in sorted(sale.prizes, key=lambda one: int(one["position"])):
        winners = prize["winner_count"]
        if prize["type"] == "fixed":
            values = [prize["value_minor"]] * winners
        else:
            values = [0] * winners
            for unit in range(sale.gross_minor * prize["percentage_bp"] // 10000):
                values[unit % winners] += 1
        slots += [("winner", prize["position"], seq, value) for seq, value in enumerate(values, start=1)]
    return slots + [("alternate", None, None, None)] * sale.alternates


def model(
    sale: Sale, close: Mapping[str, Any], beacon: bytes
) -> tuple[list[tuple[Any, ...]], list[tuple[int, int]], int]:
    """Results (order, index, number, tag, role, position, seq, value), accepted words with bounds, slots unawarded."""
    canonical = json.dumps(close, sort_keys=True, separators=(",", ":")).encode()
    client = tagged(b"ldp1/client", tagged(b"ldp1/close", canonical), beacon, b"")
    stream = words(sha256((sale.server_seed.hex() + client.hex() + "0").encode()).digest())
    tickets = [(number, one.holder_tag) for one in sale.live for number in range(one.first, one.last + 1)]
    array, read, at = list(range(len(tickets))), [], 0
    results: list[tuple[Any, ...]] = []
    holders: set[str] = set()
    slots = promised(sale)
    while len(results) < len(slots) and at < len(tickets):
        bound = len(tickets) - at
        word = next(stream)
        while word >= 2**64 - 2**64 % bound:
            word = next(stream)
        read.append((word, bound))
        chosen = at + word % bound
        array[at], array[chosen] = array[chosen], array[at]
        number, tag = tickets[array[at]]
        if sale.distinct == "number" or tag not in holders:
            results.append((len(results) + 1, array[at], number, tag, *slots[len(results)]))
            holders.add(tag)
        at += 1
    winners = sum(slot[0] == "winner" for slot in slots)
    return results, read, winners - sum(result[4] == "winner" for result in results)


# -- what may happen ------------------------------------------------------------------------------------------------


@st.composite
def prizes_of(draw_: st.DrawFn) -> list[dict[str, Any]]:
    made = []
    for position in draw_(st.lists(st.integers(1, 30), max_size=4, unique=True)):
        prize: dict[str, Any] = {"position": position, "winner_count": draw_(st.integers(1, 5))}
        if draw_(st.booleans()):
            prize |= {"type": "fixed", "value_minor": draw_(st.integers(0, 900))}
        else:
            prize |= {"type": "percentage", "percentage_bp": draw_(st.integers(0, 10_000))}
        made.append(prize)
    return made


@st.composite
def sales(draw_: st.DrawFn) -> Sale:
    """Ranges in a row, of which some were never sold (gaps), some were voided, and the rest is live."""
    holders = [sha256(bytes([number])).hexdigest() for number in range(draw_(st.integers(1, 6)))]
    fates = st.sampled_from(["live", "live", "live", "void", "gap"])
    next_number = 1
    live: list[Entry] = []
    voids: list[int] = []
    for size, fate in draw_(st.lists(st.tuples(st.integers(1, 8), fates), max_size=14)):
        numbers = range(next_number, next_number + size)
        next_number += size
        if fate == "live":
            live.append(Entry(numbers[0], numbers[-1], draw_(st.sampled_from(holders))))
        elif fate == "void":
            voids.extend(numbers)
    return Sale(
        live,
        voids,
        draw_(prizes_of()),
        draw_(st.integers(0, 5_000)),
        draw_(st.integers(0, 5)),
        draw_(st.sampled_from(["number", "holder"])),
        draw_(st.binary(min_size=32, max_size=32)),
    )


@settings(max_examples=300, deadline=None)
@given(sales())
def test_any_draw_is_what_a_plain_model_says_and_its_proof_is_accepted(sale: Sale) -> None:
    entries = EntryTree(DRAW_ID)
    entries.add(sale.live)
    close = build_close_record(
        draw_id=DRAW_ID,
        rules_hash=RULES_HASH,
        server_commit=tagged(b"ldp1/server", DRAW_ID.encode(), sale.server_seed),
        entries=entries,
        gross_minor=sale.gross_minor,
        currency="TJS",
        prizes=sale.prizes,
        distinct=sale.distinct,
        alternates=sale.alternates,
        software_sha256="00" * 32,
        log_head=bytes(32),
        closed_at=CLOSED_AT,
        beacon=CHAIN_INFO.rule(60),
        void_root=void_root(DRAW_ID, sale.voids),
        void_count=len(sale.voids),
    )
    assert close["entry_root"] == root_of(
        b"ldp1/entry", [f"{one.first},{one.last},{one.holder_tag}" for one in sale.live]
    )
    assert close["void_root"] == root_of(b"ldp1/void", [str(number) for number in sale.voids])
    round_ = close["beacon"]["round"]  # type: ignore[index]
    beacon = BeaconValue(round_, CHAIN.value(round_))
    canonical = json.dumps(close, sort_keys=True, separators=(",", ":")).encode()
    outcome = draw(close, tagged(b"ldp1/close", canonical), sale.server_seed, beacon.randomness, sale.live)

    results, read, unawarded = model(sale, close, beacon.randomness)
    assert [
        (one.order, one.index, one.number, one.holder_tag, one.role, one.position, one.seq, one.value_minor)
        for one in outcome.results
    ] == results
    assert [(row.word, row.bound) for row in outcome.trace if row.is_accepted] == read
    assert outcome.unawarded == unawarded
    assert not {one.number for one in outcome.results} & set(sale.voids)
    proof = json.loads(json.dumps(build_proof(close, sale.server_seed, beacon, outcome, sale.live)))
    verdict = verify_proof(proof)
    assert verdict.is_valid, (verdict.field, verdict.reason)
