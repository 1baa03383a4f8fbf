"""The public records of a draw: exactly the fields that sections 2, 6 and 7 name, built and checked in one place."""

from collections.abc import Mapping, Sequence
from typing import Any

from core.draws import primitives
from core.draws.awards import BASIS_POINTS, ROLES, Result
from core.draws.beacons import drand, hashchain
from core.draws.beacons.source import BeaconValue
from core.draws.entries import Entry
from core.draws.entry_tree import EntryTree
from core.draws.fields import Check, InvalidField, as_object, hex_of, integer, join, list_of, object_of, one_of, text
from core.draws.merkle import EMPTY_ROOT
from core.draws.rounds import MIN_DELAY_S, BeaconRule

_DRAW_ID = text(r"[!-~]{1,64}", "1 to 64 printable ASCII characters without spaces")
_CURRENCY = text(r"[A-Z]{3,8}", "a currency in 3 to 8 capitals")
_VERSION = one_of(primitives.PROTOCOL)

_PRIZE = {"position": integer(1), "winner_count": integer(1)}
_PRIZES_BY_TYPE = {
    "fixed": object_of({**_PRIZE, "type": one_of("fixed"), "value_minor": integer()}),
    "percentage": object_of({**_PRIZE, "type": one_of("percentage"), "percentage_bp": integer(0, BASIS_POINTS)}),
}
_PRIZE_TYPE = one_of(*_PRIZES_BY_TYPE)

_BEACON = {
    "kind": one_of(drand.KIND, hashchain.KIND),
    "chain_id": hex_of(32),
    "genesis": integer(),
    "period": integer(1),
    "round": integer(1),
    "min_delay_s": integer(MIN_DELAY_S),
}
_BEACON_BEFORE_CLOSE = {name: check for name, check in _BEACON.items() if name != "round"}
_PUBLIC_KEY = {"public_key": hex_of(drand.PUBLIC_KEY_BYTES)}


def _check_prize(value: object, path: str) -> None:
    kind = as_object(value, path).get("type")
    if kind is None:
        raise InvalidField(join(path, "type"), "is missing")
    _PRIZE_TYPE(kind, join(path, "type"))
    _PRIZES_BY_TYPE[str(kind)](value, path)


def _beacon(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """A beacon object: with a public key for drand alone, and then with nothing but quicknet's own constants."""
    of_hashchain = object_of(required, optional)
    of_drand = object_of({**required, **_PUBLIC_KEY}, optional)

    def check(value: object, path: str) -> None:
        beacon = as_object(value, path)
        if beacon.get("kind") != drand.KIND:
            of_hashchain(beacon, path)
            return
        of_drand(beacon, path)
        for name in ("public_key", "chain_id", "genesis", "period"):
            if beacon[name] != getattr(drand.QUICKNET, name):
                raise InvalidField(join(path, name), "is not that of drand quicknet")

    return check


_CLOSE = object_of(
    {
        "v": _VERSION,
        "draw_id": _DRAW_ID,
        "rules_hash": hex_of(32),
        "server_commit": hex_of(32),
        "entry_root": hex_of(32),
        "entry_count": integer(),
        "n": integer(),
        "void_root": hex_of(32),
        "void_count": integer(),
        "gross_minor": integer(),
        "currency": _CURRENCY,
        "prizes": list_of(_check_prize),
        "distinct": one_of("number", "holder"),
        "alternates": integer(),
        "software_sha256": hex_of(32),
        "log_head": hex_of(32),
        "closed_at": integer(),
        "beacon": _beacon(_BEACON),
    }
)

_OPEN = object_of(
    {
        "v": _VERSION,
        "draw_id": _DRAW_ID,
        "event_no": integer(),
        "rules_hash": hex_of(32),
        "server_commit": hex_of(32),
        "beacon": _beacon(_BEACON_BEFORE_CLOSE, {"round": integer(1)}),
        "opened_at": integer(),
    }
)

_RECEIPT = object_of(
    {
        "v": _VERSION,
        "draw_id": _DRAW_ID,
        "seq": integer(1),
        "first": integer(),
        "last": integer(),
        "holder_tag": hex_of(32),
        "server_commit": hex_of(32),
        "rules_hash": hex_of(32),
        "log_head": hex_of(32),
        "issued_at": integer(),
    }
)

_REVEAL = object_of(
    {
        "v": _VERSION,
        "draw_id": _DRAW_ID,
        "close_hash": hex_of(32),
        "server_seed": hex_of(32),
        "round": integer(1),
        "randomness": hex_of(32),
        "results_hash": hex_of(32),
        "revealed_at": integer(),
    }
)

# Which of the prize fields a row must have follows from its role; verification compares whole rows and names them.
check_result = object_of(
    {"order": integer(1), "index": integer(), "number": integer(), "holder_tag": hex_of(32), "role": one_of(*ROLES)},
    {"position": integer(1), "seq": integer(1), "value_minor": integer()},
)
"""One row of a proof's results."""


def build_close_record(
    *,
    draw_id: str,
    rules_hash: bytes,
    server_commit: bytes,
    entries: EntryTree,
    gross_minor: int,
    currency: str,
    prizes: Sequence[Mapping[str, object]],
    distinct: str,
    alternates: int,
    software_sha256: str,
    log_head: bytes,
    closed_at: int,
    beacon: BeaconRule,
    round_number: int | None = None,
    void_root: bytes = EMPTY_ROOT,
    void_count: int = 0,
) -> dict[str, object]:
    """A checked close record. `round_number` is given only where the round was named at open; else it is named now.

    Hashes are raw bytes (`software_sha256` is hex, as software.py gives it), times unix seconds. Raises InvalidField.
    """
    named = beacon.named_at_close(closed_at) if round_number is None else round_number
    record: dict[str, object] = {
        "v": primitives.PROTOCOL,
        "draw_id": draw_id,
        "rules_hash": rules_hash.hex(),
        "server_commit": server_commit.hex(),
        "entry_root": entries.root().hex(),
        "entry_count": entries.count,
        "n": entries.n,
        "void_root": void_root.hex(),
        "void_count": void_count,
        "gross_minor": gross_minor,
        "currency": currency,
        "prizes": [dict(prize) for prize in prizes],
        "distinct": distinct,
        "alternates": alternates,
        "software_sha256": software_sha256,
        "log_head": log_head.hex(),
        "closed_at": closed_at,
        "beacon": beacon.to_record(named),
    }
    check_close_record(record)
    return record


def build_open_record(
    *,
    draw_id: str,
    event_no: int,
    rules_hash: bytes,
    server_commit: bytes,
    beacon: BeaconRule,
    opened_at: int,
    round_number: int | None = None,
) -> dict[str, object]:
    """A checked open record; `round_number` only where the round is named at open. Raises InvalidField."""
    record: dict[str, object] = {
        "v": primitives.PROTOCOL,
        "draw_id": draw_id,
        "event_no": event_no,
        "rules_hash": rules_hash.hex(),
        "server_commit": server_commit.hex(),
        "beacon": beacon.to_record(round_number),
        "opened_at": opened_at,
    }
    check_open_record(record)
    return record


def build_receipt(
    *,
    draw_id: str,
    seq: int,
    entry: Entry,
    server_commit: bytes,
    rules_hash: bytes,
    log_head: bytes,
    issued_at: int,
) -> dict[str, object]:
    """A checked receipt of one sale; `seq` is its place in the log, `log_head` the log's value there."""
    record: dict[str, object] = {
        "v": primitives.PROTOCOL,
        "draw_id": draw_id,
        "seq": seq,
        "first": entry.first,
        "last": entry.last,
        "holder_tag": entry.holder_tag,
        "server_commit": server_commit.hex(),
        "rules_hash": rules_hash.hex(),
        "log_head": log_head.hex(),
        "issued_at": issued_at,
    }
    check_receipt(record)
    return record


def build_reveal_record(
    *, close: Mapping[str, Any], server_seed: bytes, beacon: BeaconValue, results: Sequence[Result], revealed_at: int
) -> dict[str, object]:
    """A checked reveal record of a draw."""
    record: dict[str, object] = {
        "v": primitives.PROTOCOL,
        "draw_id": close["draw_id"],
        "close_hash": primitives.close_hash(close).hex(),
        "server_seed": server_seed.hex(),
        "round": beacon.round,
        "randomness": beacon.randomness.hex(),
        "results_hash": primitives.results_hash([result.to_record() for result in results]).hex(),
        "revealed_at": revealed_at,
    }
    check_reveal_record(record)
    return record


def check_close_record(record: object, path: str = "close") -> None:
    """Shape and inner rules of a close record; raises InvalidField with the first wrong field."""
    _CLOSE(record, path)
    close: Mapping[str, Any] = as_object(record, path)
    seen: set[int] = set()
    for index, prize in enumerate(close["prizes"]):
        if prize["position"] in seen:
            raise InvalidField(f"{path}.prizes[{index}].position", "stands twice, so the drawing order is open")
        seen.add(prize["position"])
    if close["n"] < close["entry_count"] or (close["n"] > 0) != (close["entry_count"] > 0):
        raise InvalidField(join(path, "n"), "does not go with the number of entries")
    for root, count in (("entry_root", "entry_count"), ("void_root", "void_count")):
        if (close[count] == 0) != (close[root] == EMPTY_ROOT.hex()):
            raise InvalidField(join(path, root), f"does not go with {count}")
    beacon = close["beacon"]
    if not BeaconRule.from_record(beacon).is_late_enough(beacon["round"], close["closed_at"]):
        raise InvalidField(f"{path}.beacon.round", "is due before closed_at + min_delay_s")


def check_open_record(record: object, path: str = "open") -> None:
    """Raises InvalidField unless this is an open record."""
    _OPEN(record, path)


def check_receipt(record: object, path: str = "receipt") -> None:
    """Raises InvalidField unless this is a receipt."""
    _RECEIPT(record, path)
    receipt: Mapping[str, Any] = as_object(record, path)
    if receipt["last"] < receipt["first"]:
        raise InvalidField(join(path, "last"), "must not be below first")


def check_reveal_record(record: object, path: str = "reveal") -> None:
    """Raises InvalidField unless this is a reveal record."""
    _REVEAL(record, path)
