"""What a parcel needs to arrive, country by country as far as it is certain."""

import re
from dataclasses import dataclass

from core.accounts.names import clean_text
from core.accounts.rules import check_country
from core.kernel.errors import InvalidInput

MAX_ADDRESSES = 10
_LONGEST = 120
_REQUIRED = ("recipient", "city", "line1")
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")  # E.164
_PUNCTUATION = re.compile(r"[\s().-]")

# Countries in which a parcel without a postal code of this form goes astray; the others take any, or none.
_POSTAL_CODES = {
    country: re.compile(pattern)
    for pattern, members in {
        r"[0-9]{5}(-[0-9]{4})?": "US",
        r"[0-9]{6}": "RU KZ KG UZ TJ CN IN SG",
        r"[0-9]{5}": "TH DE FR ES IT UA TR MY",
        r"[0-9]{4}": "AU AT CH DK NO BE",
        r"[0-9]{3}-?[0-9]{4}": "JP",
        r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}": "GB",
        r"[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]": "CA",
        r"[0-9]{4} ?[A-Z]{2}": "NL",
    }.items()
    for country in members.split()
}
_WITH_REGION = frozenset({"US", "CA", "AU", "CN", "IN", "TH"})  # state, province or changwat is part of the address


@dataclass(frozen=True, slots=True)
class AddressInput:
    """An address as somebody typed it. `phone_number` in the international form, with a plus."""

    recipient: str
    phone_number: str
    country: str
    city: str
    line1: str
    line2: str = ""
    region: str = ""
    postal_code: str = ""


def check_address(address: AddressInput) -> AddressInput:
    """The address in its stored form. Raises InvalidInput naming the first field that does not do."""
    cleaned = AddressInput(
        recipient=_text(address.recipient, "recipient"),
        phone_number=_PUNCTUATION.sub("", address.phone_number),
        country=check_country(address.country),
        city=_text(address.city, "city"),
        line1=_text(address.line1, "line1"),
        line2=_text(address.line2, "line2"),
        region=_text(address.region, "region"),
        postal_code=_text(address.postal_code, "postal_code").upper(),
    )
    for field in _REQUIRED:
        if not getattr(cleaned, field):
            raise InvalidInput(field=field, reason="empty")
    if not _PHONE.fullmatch(cleaned.phone_number):
        raise InvalidInput(field="phone_number", reason="malformed")
    if cleaned.country in _WITH_REGION and not cleaned.region:
        raise InvalidInput(field="region", reason="empty")
    pattern = _POSTAL_CODES.get(cleaned.country)
    if pattern is not None and not pattern.fullmatch(cleaned.postal_code):
        raise InvalidInput(field="postal_code", reason="malformed")
    return cleaned


def _text(text: str, field: str) -> str:
    cleaned = clean_text(text, _LONGEST + 1)
    if len(cleaned) > _LONGEST:
        raise InvalidInput(field=field, reason="too_long")
    return cleaned
