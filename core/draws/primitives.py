"""The small formulas of LDP-1: holder tags, commitments, seeds and the log chain (sections 1, 2, 4 and 7)."""

import hmac
from collections.abc import Mapping, Sequence
from hashlib import sha256

from core.kernel.canonical import canonical_json, frame, tagged_hash

PROTOCOL = "ldp1"
SALT_BYTES = 16
SEED_BYTES = 32
RECORD_KINDS = ("open", "receipt", "close", "reveal")
LOG_KINDS = ("sale", "void")


def player_salt(player_salt_key: bytes, draw_id: str) -> bytes:
    """The player's salt in one draw, 16 bytes, from the 32-byte key kept for the player."""
    return hmac.digest(player_salt_key, draw_id.encode("ascii"), "sha256")[:SALT_BYTES]


def holder_tag(draw_id: str, user_ref: str, salt: bytes) -> str:
    """What the public list shows of a holder, 64 hex digits. `user_ref` is the player's UUID (lowercase, hyphens)
    or a bearer ticket's validation number."""
    return tagged_hash("ldp1/holder", draw_id, user_ref, salt).hex()


def server_commit(draw_id: str, server_seed: bytes) -> bytes:
    """The commitment to the secret seed that is published at open."""
    return tagged_hash("ldp1/server", draw_id, server_seed)


def rules_hash(rules: Mapping[str, object]) -> bytes:
    """The hash of everything that is promised at open. Raises NotCanonical."""
    return tagged_hash("ldp1/rules", canonical_json(rules))


def close_hash(record: Mapping[str, object]) -> bytes:
    """The hash of a close record. Raises NotCanonical."""
    return tagged_hash("ldp1/close", canonical_json(record))


def results_hash(results: Sequence[Mapping[str, object]]) -> bytes:
    """The hash of a results list as it stands in the proof."""
    return tagged_hash("ldp1/results", canonical_json(list(results)))


def client_seed(close_digest: bytes, beacon_value: bytes) -> bytes:
    """The half of the seed that the operator cannot know before the beacon's round."""
    return tagged_hash("ldp1/client", close_digest, beacon_value, b"")


def combined_seed(server_seed: bytes, client: bytes) -> bytes:
    """The seed of the draw: SHA-256 over the two seeds in hex and the nonce, which is always 0."""
    return sha256(f"{server_seed.hex()}{client.hex()}0".encode("ascii")).digest()


def entry_line(first: int, last: int, tag: str) -> str:
    """An entry as it is hashed, logged and listed."""
    return f"{first},{last},{tag}"


def log_start(draw_id: str) -> bytes:
    """log_0 of a draw."""
    return tagged_hash("ldp1/log", draw_id)


def log_next(previous: bytes, kind: str, number: int, line: str) -> bytes:
    """log_i from log_{i-1}: `number` is i (from 1 on), `kind` "sale" with an entry's line or "void" with a number."""
    if kind not in LOG_KINDS or number < 1:
        raise ValueError("a log line is a sale or a void, numbered from 1")
    return tagged_hash("ldp1/log", previous, kind, str(number), line)


def signature_message(kind: str, record: Mapping[str, object]) -> bytes:
    """What Ed25519 signs: F("ldp1/sig") || F(kind) || canonical record."""
    if kind not in RECORD_KINDS:
        raise ValueError(f"no record is of kind {kind!r}")
    return frame(b"ldp1/sig") + frame(kind.encode("ascii")) + canonical_json(record)
