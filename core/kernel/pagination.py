"""Cursor pages over rows in the order of their ids."""

import base64
import binascii
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from core.kernel.errors import InvalidInput

T = TypeVar("T")
MAX_PAGE = 100


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items and, where there are more, the cursor that the next page starts after."""

    items: list[T]
    next_cursor: str | None


def encode_cursor(last: UUID) -> str:
    return base64.urlsafe_b64encode(last.bytes).decode().rstrip("=")


def decode_cursor(cursor: str | None) -> UUID | None:
    """The id that a page starts after. Raises InvalidInput for what is no cursor of ours."""
    if cursor is None:
        return None
    try:
        return UUID(bytes=base64.urlsafe_b64decode(cursor + "=="))
    except (ValueError, binascii.Error) as error:
        raise InvalidInput(field="cursor", reason="malformed") from error


def check_limit(limit: int) -> int:
    """A page's size within bounds. Raises InvalidInput."""
    if not 1 <= limit <= MAX_PAGE:
        raise InvalidInput(field="limit", reason="out_of_range")
    return limit
