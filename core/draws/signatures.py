"""Signed records: the operator's Ed25519 signature over a record of a draw (draw protocol, section 7). No database.

All hex is lowercase: of a signature 64 bytes, of a public key 32. A key speaks for the records that are dated within
its validity, by the record's own time; when a record was signed does not matter, and is not known.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from core.draws import primitives
from core.draws.fields import (
    Check,
    InvalidField,
    as_object,
    check_object,
    hex_of,
    integer,
    join,
    list_of,
    object_of,
    one_of,
    text,
)
from core.draws.records import check_close_record, check_open_record, check_receipt, check_reveal_record

ALGORITHM = "ed25519"
PUBLIC_KEY_BYTES = 32
SIGNATURE_BYTES = 64

DATED_BY: Mapping[str, str] = {
    "open": "opened_at",
    "receipt": "issued_at",
    "close": "closed_at",
    "reveal": "revealed_at",
}
"""The field of each kind of record that says when it is from, in unix seconds."""

_RECORD_CHECKS = {
    "open": check_open_record,
    "receipt": check_receipt,
    "close": check_close_record,
    "reveal": check_reveal_record,
}
_KEY_ID = text(r"[!-~]{1,64}", "1 to 64 printable ASCII characters without spaces")


def _integer_or_null(value: object, path: str) -> None:
    if value is not None:
        integer()(value, path)


_SIGNED = object_of(
    {
        "kind": one_of(*primitives.RECORD_KINDS),
        "record": check_object,
        "key_id": _KEY_ID,
        "sig": hex_of(SIGNATURE_BYTES),
    }
)
_KEYS: Check = object_of(
    {
        "keys": list_of(
            object_of(
                {
                    "key_id": _KEY_ID,
                    "algorithm": one_of(ALGORITHM),
                    "public_key": hex_of(PUBLIC_KEY_BYTES),
                    "valid_from": integer(),
                    "valid_until": _integer_or_null,
                }
            )
        )
    }
)


@dataclass(frozen=True, slots=True)
class PublicKey:
    """A key as it is published. It is valid from `valid_from` to just before `valid_until`, in unix seconds; None:
    until it is replaced."""

    key_id: str
    public_key: bytes
    valid_from: int
    valid_until: int | None

    def is_valid_at(self, at: int) -> bool:
        """Whether records of this time are signed with this key."""
        return self.valid_from <= at and (self.valid_until is None or at < self.valid_until)

    def to_record(self) -> dict[str, object]:
        """The key as it stands in the keys document."""
        return {
            "key_id": self.key_id,
            "algorithm": ALGORITHM,
            "public_key": self.public_key.hex(),
            "valid_from": self.valid_from,
            "valid_until": self.valid_until,
        }


@dataclass(frozen=True, slots=True)
class SignedRecord:
    """A record with its signature."""

    kind: str
    record: Mapping[str, Any]
    key_id: str
    signature: bytes

    @property
    def dated(self) -> int:
        """When the record is from, in unix seconds."""
        return int(self.record[DATED_BY[self.kind]])

    def to_record(self) -> dict[str, object]:
        """The signed record as it is published."""
        return {"kind": self.kind, "record": dict(self.record), "key_id": self.key_id, "sig": self.signature.hex()}


def keys_document(keys: Iterable[PublicKey]) -> dict[str, object]:
    """What stands at /.well-known/fairlot-keys.json."""
    return {"keys": [key.to_record() for key in keys]}


def new_private_key() -> bytes:
    """A fresh private key, 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_key_of(private_key: bytes) -> bytes:
    """The public key that belongs to a private one."""
    return Ed25519PrivateKey.from_private_bytes(private_key).public_key().public_bytes_raw()


def sign_record(kind: str, record: Mapping[str, Any], key_id: str, private_key: bytes) -> SignedRecord:
    """Sign a checked record. Ed25519 takes no random input: the same record and key give the same bytes."""
    message = primitives.signature_message(kind, record)
    return SignedRecord(kind, record, key_id, Ed25519PrivateKey.from_private_bytes(private_key).sign(message))


def read_keys(document: object) -> dict[str, PublicKey]:
    """The keys of a keys document by their ids. Raises InvalidField."""
    _KEYS(document, "")
    listed: list[Mapping[str, Any]] = as_object(document, "")["keys"]  # type: ignore[assignment]
    keys: dict[str, PublicKey] = {}
    for index, key in enumerate(listed):
        if key["key_id"] in keys:
            raise InvalidField(f"keys[{index}].key_id", "stands twice")
        public_key = bytes.fromhex(key["public_key"])
        keys[key["key_id"]] = PublicKey(key["key_id"], public_key, key["valid_from"], key["valid_until"])
    return keys


def read_signed_record(value: object, path: str) -> SignedRecord:
    """A signed record of exactly the specified fields; its signature is not judged here. Raises InvalidField."""
    _SIGNED(value, path)
    signed: Mapping[str, Any] = as_object(value, path)
    _RECORD_CHECKS[signed["kind"]](signed["record"], join(path, "record"))
    return SignedRecord(signed["kind"], signed["record"], signed["key_id"], bytes.fromhex(signed["sig"]))


def check_signature(signed: SignedRecord, keys: Mapping[str, PublicKey], path: str) -> None:
    """Raises InvalidField unless one of the keys, valid at the record's own time, has signed the record."""
    key = keys.get(signed.key_id)
    if key is None:
        raise InvalidField(join(path, "key_id"), "is none of the published keys")
    if not key.is_valid_at(signed.dated):
        raise InvalidField(f"{join(path, 'record')}.{DATED_BY[signed.kind]}", "is outside of the key's validity")
    try:
        message = primitives.signature_message(signed.kind, signed.record)
        Ed25519PublicKey.from_public_bytes(key.public_key).verify(signed.signature, message)
    except InvalidSignature:
        raise InvalidField(join(path, "sig"), "is not the key's signature over this record") from None
