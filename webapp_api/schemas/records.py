"""Signed records and the keys behind them, over the wire (draw protocol LDP-1, section 7)."""

from collections.abc import Mapping
from typing import Any

from pydantic import Field

from core.draws.signatures import PublicKey, SignedRecord
from core.raffles.show_path import TicketPath as ShownPath
from core.raffles.views import HeldReceipt
from webapp_api.schemas.base import Answer


class Signed(Answer):
    """A record with the operator's signature; what is signed is its canonical JSON."""

    kind: str = Field(examples=["open", "receipt", "close", "reveal"])
    record: Mapping[str, Any]
    key_id: str = Field(description="One of /.well-known/fairlot-keys.json.")
    sig: str = Field(description='Hex: Ed25519 over F("ldp1/sig") || F(kind) || canonical record.')

    @classmethod
    def of(cls, signed: SignedRecord) -> "Signed":
        return cls.model_validate(signed.to_record())


class SignedRecords(Answer):
    """The records of one draw so far."""

    items: list[Signed]


class SignedReceipt(Answer):
    """The receipt of a purchase, and what its holder alone is given."""

    receipt: Signed
    user_ref: str = Field(description="The player, as the holder tag has it.")
    salt: str = Field(description='Hex. holder_tag is T("ldp1/holder", draw_id, user_ref, salt).')

    @classmethod
    def of(cls, held: HeldReceipt) -> "SignedReceipt":
        return cls.model_validate(held.to_record())


class Sibling(Answer):
    """The node that is hashed with ours on one step up."""

    side: str = Field(examples=["left", "right"])
    hash: str


class TicketPath(Answer):
    """An entry with its way through the tree to `entry_root` of the close record, and what shows whose it is."""

    close: Mapping[str, Any] = Field(description="The close record of the draw.")
    close_hash: str
    entry: list[int | str] = Field(description="first, last, holder tag")
    user_ref: str
    salt: str
    line: str = Field(description="What the leaf hashes: first,last,tag.")
    leaf: str
    index: int = Field(description="The entry's place in the list, from 0.")
    siblings: list[Sibling] = Field(description="From the leaf up.")

    @classmethod
    def of(cls, found: ShownPath) -> "TicketPath":
        return cls.model_validate(found.path.to_record())


class OperatorKey(Answer):
    """A key that signs the records dated from `valid_from` to just before `valid_until`, in unix seconds."""

    key_id: str
    algorithm: str = Field(examples=["ed25519"])
    public_key: str = Field(description="Hex, 32 bytes.")
    valid_from: int
    valid_until: int | None = Field(description="Null until the key is replaced.")


class OperatorKeys(Answer):
    """All keys that ever signed, the first one first."""

    keys: list[OperatorKey]

    @classmethod
    def of(cls, published: list[PublicKey]) -> "OperatorKeys":
        return cls(keys=[OperatorKey.model_validate(key.to_record()) for key in published])
