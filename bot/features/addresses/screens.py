"""What is said about addresses: whole, as on a parcel, and in one line."""

from bot.features.start.countries import country_name
from bot.texts import Texts
from core.accounts.address_rules import AddressInput
from core.accounts.names import clean_text
from core.accounts.views import AddressView

_LABEL_LETTERS = 40


def whole(t: Texts, address: AddressView | AddressInput) -> str:
    """An address line by line, without marks."""
    place = ", ".join(part for part in (address.city, address.region) if part)
    country = " ".join(part for part in (address.postal_code, country_name(address.country, t.language)) if part)
    lines = (address.recipient, address.phone_number, address.line1, address.line2, place, country)
    return "\n".join(line for line in lines if line)


def label(t: Texts, address: AddressView) -> str:
    """An address for a button: where it is, shortened."""
    short = clean_text(f"{address.line1}, {address.city}", _LABEL_LETTERS)
    return t.plain("addresses-line", mark="default" if address.is_default else "other", address=short)
