"""Addresses over the wire."""

from uuid import UUID

from pydantic import Field

from core.accounts.address_rules import AddressInput
from core.accounts.views import AddressView
from webapp_api.schemas.base import Answer, Body, Switch

_LONGEST = 500
"""Far beyond what an address takes: the rules say which field is too long."""


class NewAddress(Body):
    """An address as somebody typed it. Some countries need a region or a postal code, too."""

    recipient: str = Field(max_length=_LONGEST, examples=["Anna Petrova"])
    phone_number: str = Field(max_length=_LONGEST, description="International.", examples=["+992 93 123 45 67"])
    country: str = Field(max_length=8, description="ISO 3166-1 alpha-2", examples=["TJ"])
    city: str = Field(max_length=_LONGEST, examples=["Dushanbe"])
    line1: str = Field(max_length=_LONGEST, examples=["Rudaki Avenue 15, apt. 3"])
    line2: str = Field("", max_length=_LONGEST)
    region: str = Field("", max_length=_LONGEST)
    postal_code: str = Field("", max_length=_LONGEST, examples=["734025"])
    is_default: Switch = Field(False, description="Whether it is offered first from now on; the first address is.")

    def to_input(self) -> AddressInput:
        """The address without its place in the book."""
        return AddressInput(**self.model_dump(exclude={"is_default"}))


class Address(Answer):
    """Where a player's things can be sent."""

    id: UUID
    recipient: str
    phone_number: str
    country: str
    region: str
    city: str
    line1: str
    line2: str
    postal_code: str
    is_default: bool

    @classmethod
    def of(cls, view: AddressView) -> "Address":
        return cls.model_validate(view)


class Addresses(Answer):
    """The player's address book: the default one, then the newest first."""

    items: list[Address]
