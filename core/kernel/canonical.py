"""Byte-exact encodings that hashes stand on: frames, tagged hashes and canonical JSON (draw protocol, section 1)."""

import json
from collections.abc import Mapping
from hashlib import sha256

MAX_SAFE_INTEGER = 2**53 - 1
"""The largest integer that JavaScript reads exactly; a verifier in a browser must see the same number."""

MAX_DEPTH = 64


class NotCanonical(ValueError):
    """A value that canonical JSON cannot hold; `path` says where it stands."""

    def __init__(self, path: str, reason: str) -> None:
        super().__init__(f"{path or 'value'}: {reason}")
        self.path = path
        self.reason = reason


def frame(x: bytes) -> bytes:
    """F(x): the length as four big-endian bytes, then x. Raises OverflowError from 4 GiB on."""
    return len(x).to_bytes(4, "big") + x


def tagged_hash(tag: str, *fields: bytes | str) -> bytes:
    """T(tag, fields...): SHA-256 over the framed tag and the framed fields, 32 bytes.

    Text is ASCII; anything else raises UnicodeEncodeError.
    """
    state = sha256(frame(tag.encode("ascii")))
    for field in fields:
        state.update(frame(field.encode("ascii") if isinstance(field, str) else field))
    return state.digest()


def canonical_json(value: object) -> bytes:
    """The one spelling of a JSON value: sorted keys, no spaces, ASCII-escaped, integers only. Tuples count as lists.

    Raises NotCanonical with the path of the first value that has no such spelling (floats, integers beyond
    2^53 - 1, keys that are not text, other types, nesting beyond 64 levels).
    """
    plain = _plain(value, "", 0)
    return json.dumps(plain, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False).encode("ascii")


def _plain(value: object, path: str, depth: int) -> object:
    if depth > MAX_DEPTH:
        raise NotCanonical(path, "nested too deeply")
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, str):
        return str(value)
    if isinstance(value, int):
        if abs(value) > MAX_SAFE_INTEGER:
            raise NotCanonical(path, "the integer is beyond 2^53 - 1")
        return int(value)
    if isinstance(value, Mapping):
        for key in value:
            if not isinstance(key, str):
                raise NotCanonical(path, f"the key {key!r} is not text")
        return {str(key): _plain(item, f"{path}.{key}" if path else key, depth + 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item, f"{path}[{index}]", depth + 1) for index, item in enumerate(value)]
    raise NotCanonical(path, f"a {type(value).__name__} has no place in canonical JSON")
