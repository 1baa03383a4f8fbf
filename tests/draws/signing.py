"""A second implementation of section 7 of the draw protocol, from its text alone: hashlib, json and cryptography.

Also a draw whose records are signed by it, for tests to look at and to bend.
"""

import hmac
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from tests.draws.samples import CLOSED_AT, DRAW_ID, SERVER_SEED, Sample, entries_of, make_sample

OPENED_AT = CLOSED_AT - 1000
REVEALED_AT = CLOSED_AT + 90


def f(x: bytes) -> bytes:
    return len(x).to_bytes(4, "big") + x


def t(*fields: str | bytes) -> bytes:
    return sha256(b"".join(f(x.encode() if isinstance(x, str) else x) for x in fields)).digest()


def canon(value: object) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=True).encode()


def message(kind: str, record: Mapping[str, Any]) -> bytes:
    return f(b"ldp1/sig") + f(kind.encode()) + canon(record)


@dataclass
class Operator:
    """Whoever signs: one key after the other."""

    key_id: str = "key-1"
    seed: bytes = field(default_factory=lambda: bytes(32))
    valid_from: int = 0
    valid_until: int | None = None

    @property
    def private_key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(self.seed)

    def sign(self, kind: str, record: Mapping[str, Any]) -> dict[str, Any]:
        """A signed record as it is published."""
        sig = self.private_key.sign(message(kind, record)).hex()
        return {"kind": kind, "record": dict(record), "key_id": self.key_id, "sig": sig}

    def document(self, *others: "Operator") -> dict[str, Any]:
        """The keys document."""
        return {"keys": [key.published() for key in (self, *others)]}

    def published(self) -> dict[str, Any]:
        return {
            "key_id": self.key_id,
            "algorithm": "ed25519",
            "public_key": self.private_key.public_key().public_bytes_raw().hex(),
            "valid_from": self.valid_from,
            "valid_until": self.valid_until,
        }


def verifies(signed: Mapping[str, Any], keys: Mapping[str, Any]) -> None:
    """Raises InvalidSignature, or AssertionError, unless a published key has signed the record at its time."""
    [key] = [key for key in keys["keys"] if key["key_id"] == signed["key_id"]]
    names = {"open": "opened_at", "close": "closed_at", "reveal": "revealed_at", "receipt": "issued_at"}
    dated = signed["record"][names[signed["kind"]]]
    assert key["valid_from"] <= dated
    assert key["valid_until"] is None or dated < key["valid_until"]
    public_key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key["public_key"]))
    public_key.verify(bytes.fromhex(signed["sig"]), message(signed["kind"], signed["record"]))


def salt_of(player: str, draw_id: str = DRAW_ID) -> bytes:
    return hmac.new(sha256(player.encode()).digest(), draw_id.encode(), sha256).digest()[:16]


@dataclass(frozen=True)
class SignedDraw:
    """A finished draw with all its records, unsigned."""

    sample: Sample
    opened: dict[str, Any]
    close: dict[str, Any]
    reveal: dict[str, Any]
    receipts: list[dict[str, Any]]

    def records(self) -> list[tuple[str, dict[str, Any]]]:
        return [
            ("open", self.opened),
            ("close", self.close),
            ("reveal", self.reveal),
            *(("receipt", receipt) for receipt in self.receipts),
        ]

    def signed(self, operator: Operator) -> list[dict[str, Any]]:
        return [operator.sign(kind, record) for kind, record in self.records()]


def signed_draw(ranges: Sequence[tuple[int, int]] = ((1, 3), (4, 4), (5, 12))) -> SignedDraw:
    """A draw with a receipt for each of its entries, in the order of their sale."""
    entries = entries_of(*ranges)
    head = t("ldp1/log", DRAW_ID)
    heads = []
    for index, entry in enumerate(entries, start=1):
        line = f"{entry.first},{entry.last},{entry.holder_tag}"
        head = t("ldp1/log", head, "sale", str(index), line)
        heads.append(head)
    sample = make_sample(entries, log_head=head)
    close = sample.close
    common = {"v": "ldp1", "draw_id": DRAW_ID, "rules_hash": close["rules_hash"]}
    common["server_commit"] = t("ldp1/server", DRAW_ID, SERVER_SEED).hex()
    beacon = {name: value for name, value in close["beacon"].items() if name != "round"}
    receipts = [
        {
            **common,
            "seq": index,
            "first": entry.first,
            "last": entry.last,
            "holder_tag": entry.holder_tag,
            "log_head": log_head.hex(),
            "issued_at": OPENED_AT + index,
        }
        for index, (entry, log_head) in enumerate(zip(entries, heads, strict=True), start=1)
    ]
    reveal = {
        "v": "ldp1",
        "draw_id": DRAW_ID,
        "close_hash": t("ldp1/close", canon(close)).hex(),
        "server_seed": SERVER_SEED.hex(),
        "round": sample.beacon.round,
        "randomness": sample.beacon.randomness.hex(),
        "results_hash": t("ldp1/results", canon(sample.proof["results"])).hex(),
        "revealed_at": REVEALED_AT,
    }
    opened = {**common, "event_no": 1, "beacon": beacon, "opened_at": OPENED_AT}
    return SignedDraw(sample, opened, close, reveal, receipts)
