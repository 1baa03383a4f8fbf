"""What the operator may change at run time about who plays."""

from typing import Any

from core.accounts.kinds import Document
from core.accounts.rules import check_country
from core.audit.configuration import ConfigKey, read_config
from core.kernel.context import Transaction


def _countries(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(code, str) for code in value):
        raise ValueError("a list of country codes")
    return tuple(sorted({check_country(code) for code in value}))


def _ages(value: Any) -> dict[str, int]:
    if not isinstance(value, dict):
        raise ValueError("a map of country codes to ages")
    for age in value.values():
        if isinstance(age, bool) or not isinstance(age, int) or not 1 <= age <= 99:
            raise ValueError("an age is a whole number from 1 to 99")
    return {check_country(code): age for code, age in value.items()}


def _version(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 1 <= value <= 1_000_000:
        raise ValueError("a version is a whole number from 1 on")
    return value


# FATF's "high-risk jurisdictions subject to a call for action" (February 2025): the least an operator denies.
DENIED_COUNTRIES: ConfigKey[tuple[str, ...]] = ConfigKey("accounts.denied_countries", ("IR", "KP", "MM"), _countries)
# Empty: every country that is not denied.
ALLOWED_COUNTRIES: ConfigKey[tuple[str, ...]] = ConfigKey("accounts.allowed_countries", (), _countries)
# Countries whose law asks for more than the platform's age; states of the US go up to 21.
MINIMUM_AGES: ConfigKey[dict[str, int]] = ConfigKey("accounts.minimum_ages", {"US": 21}, _ages)
REQUIRED_TERMS: ConfigKey[int] = ConfigKey("accounts.required_terms", 1, _version)
MARKETING_VERSION: ConfigKey[int] = ConfigKey("accounts.marketing_version", 1, _version)
DOCUMENT_VERSIONS = {Document.TERMS: REQUIRED_TERMS, Document.MARKETING: MARKETING_VERSION}


async def required_terms(tx: Transaction) -> int:
    """The version of the terms that a player must have accepted to play."""
    return await read_config(tx, REQUIRED_TERMS)
