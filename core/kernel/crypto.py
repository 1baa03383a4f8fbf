"""Secrets at rest: AES-256-GCM under a named key that can be rotated; tokens are kept as hashes."""

import base64
import binascii
import hashlib
import secrets
from dataclasses import dataclass, field
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_VERSION = 1
_NONCE_BYTES = 12
_KEY_BYTES = 32


class BadKeys(ValueError):
    """SECRET_KEYS is not a list of `id:base64-of-32-bytes`."""


class BadCiphertext(Exception):
    """The stored bytes are not a secret of ours: unknown key, another row's, or tampered with."""


@dataclass(frozen=True, slots=True)
class KeyRing:
    """Keys by id; the first one encrypts, all of them decrypt."""

    keys: dict[str, bytes] = field(repr=False)
    active: str

    @classmethod
    def parse(cls, text: str) -> "KeyRing":
        """Read `id:base64,id:base64`, newest first. Raises BadKeys."""
        keys: dict[str, bytes] = {}
        for item in filter(None, (part.strip() for part in text.split(","))):
            key_id, _, encoded = item.partition(":")
            try:
                key = base64.b64decode(encoded, validate=True)
            except binascii.Error as error:
                raise BadKeys(f"SECRET_KEYS: key {key_id!r} is not base64") from error
            if not key_id or len(key_id) > 32 or not key_id.isascii() or len(key) != _KEY_BYTES:
                raise BadKeys("SECRET_KEYS: each key is written id:base64, with 32 bytes of key")
            if key_id in keys:
                raise BadKeys(f"SECRET_KEYS: key id {key_id!r} appears twice")
            keys[key_id] = key
        if not keys:
            raise BadKeys("SECRET_KEYS: no key given")
        return cls(keys, next(iter(keys)))

    def encrypt(self, secret: bytes, context: str) -> bytes:
        """Encrypt under the active key, bound to `context` (which column of which row)."""
        key_id = self.active.encode()
        nonce = secrets.token_bytes(_NONCE_BYTES)
        header = bytes([_VERSION, len(key_id)]) + key_id
        sealed = AESGCM(self.keys[self.active]).encrypt(nonce, secret, header + context.encode())
        return header + nonce + sealed

    def decrypt(self, blob: bytes, context: str) -> bytes:
        """Undo `encrypt`. Raises BadCiphertext."""
        key_id, header, rest = _split(blob)
        key = self.keys.get(key_id)
        if key is None:
            raise BadCiphertext(f"no key {key_id!r}")
        try:
            return _cipher(key).decrypt(rest[:_NONCE_BYTES], rest[_NONCE_BYTES:], header + context.encode())
        except (InvalidTag, ValueError) as error:
            raise BadCiphertext("not authentic") from error

    def is_current(self, blob: bytes) -> bool:
        """Whether the blob is under the active key already."""
        return _split(blob)[0] == self.active


@lru_cache(maxsize=8)  # as many as a ring has keys
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


def _split(blob: bytes) -> tuple[str, bytes, bytes]:
    if len(blob) < 2 or blob[0] != _VERSION or len(blob) < 2 + blob[1] + _NONCE_BYTES:
        raise BadCiphertext("not a secret of this version")
    end = 2 + blob[1]
    return blob[2:end].decode("ascii", "replace"), blob[:end], blob[end:]


def new_key(key_id: str) -> str:
    """A fresh random key in the form SECRET_KEYS takes."""
    return f"{key_id}:{base64.b64encode(secrets.token_bytes(_KEY_BYTES)).decode()}"


def new_token() -> str:
    """A bearer token of 256 random bits."""
    return secrets.token_urlsafe(32)


def hash_token(token: str) -> bytes:
    """What is stored of a token. Tokens are random, so an unsalted hash gives nothing away."""
    return hashlib.sha256(token.encode()).digest()
