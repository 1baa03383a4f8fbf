"""What a parcel needs to arrive, country by country as far as it is certain."""

import re
from dataclasses import dataclass

from core.accounts.names import clean_text, is_blank
from core.accounts.rules import check_country
from core.kernel.errors import InvalidInput

MAX_ADDRESSES = 10
FIELDS = ("recipient", "phone_number", "country", "region", "city", "line1", "line2", "postal_code")
"""In the order in which people are asked: what the country decides comes after it."""

_LONGEST = 120
_REQUIRED = frozenset({"recipient", "phone_number", "country", "city", "line1"})
_PHONE = re.compile(r"\+[1-9][0-9]{6,14}")  # E.164
_PUNCTUATION = re.compile(r"[\s().-]")

# Countries in which a parcel without a postal code of this form goes astray; the others take any, or none.
_POSTAL_FORMS = (
    (r"[0-9]{5}(-[0-9]{4})?", "12345", "US"),
    (r"[0-9]{6}", "123456", "RU KZ KG UZ TJ CN IN SG"),
    (r"[0-9]{5}", "12345", "TH DE FR ES IT UA TR MY"),
    (r"[0-9]{4}", "1234", "AU AT CH DK NO BE"),
    (r"[0-9]{3}-?[0-9]{4}", "123-4567", "JP"),
    (r"[A-Z]{1,2}[0-9][A-Z0-9]? ?[0-9][A-Z]{2}", "AB1 2CD", "GB"),
    (r"[A-Z][0-9][A-Z] ?[0-9][A-Z][0-9]", "A1B 2C3", "CA"),
    (r"[0-9]{4} ?[A-Z]{2}", "1234 AB", "NL"),
)
_POSTAL_CODES = {
    country: (re.compile(pattern), example)
    for pattern, example, members in _POSTAL_FORMS
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
    return AddressInput(**{field: check_field(field, getattr(address, field), address.country) for field in FIELDS})


def check_field(field: str, typed: str, country: str) -> str:
    """One of FIELDS in its stored form, for an address in `country`. Raises InvalidInput."""
    match field:
        case "country":
            return check_country(typed)
        case "phone_number":
            number = _PUNCTUATION.sub("", typed)
            if not _PHONE.fullmatch(number):
                raise InvalidInput(field=field, reason="malformed")
            return number
    cleaned = clean_text(typed, _LONGEST + 1)
    if len(cleaned) > _LONGEST:
        raise InvalidInput(field=field, reason="too_long")
    if is_blank(cleaned):
        if is_required(field, country):
            raise InvalidInput(field=field, reason="empty")
        return ""
    return _check_postal_code(cleaned.upper(), country) if field == "postal_code" else cleaned


def is_required(field: str, country: str) -> bool:
    """Whether a parcel to `country` needs this field."""
    match field:
        case "region":
            return country.upper() in _WITH_REGION
        case "postal_code":
            return country.upper() in _POSTAL_CODES
    return field in _REQUIRED


def postal_code_example(country: str) -> str | None:
    """What a postal code of a country looks like; None where any text does, or none."""
    form = _POSTAL_CODES.get(country.upper())
    return None if form is None else form[1]


def _check_postal_code(code: str, country: str) -> str:
    form = _POSTAL_CODES.get(country.upper())
    if form is not None and not form[0].fullmatch(code):
        raise InvalidInput(field="postal_code", reason="malformed")
    return code
