"""Cursor pages over rows in the order of their ids."""

import base64
import binascii
from dataclasses import dataclass
from typing import Generic, TypeVar
from uuid import UUID

from core.kernel.errors import InvalidInput

T = TypeVar("T")
MAX_PAGE = 100
MAX_OFFSET = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Some items and, where there are more, the cursor that the next page starts after."""

    items: list[T]
    next_cursor: str | None


@dataclass(frozen=True, slots=True)
class Excerpt(Generic[T]):
    """Some items of a list that is leafed through by places, and how many there are in all."""

    items: list[T]
    total: int


def check_offset(offset: int) -> int:
    """The place (from 0) that an excerpt begins with. Raises InvalidInput."""
    if not 0 <= offset <= MAX_OFFSET:
        raise InvalidInput(field="cursor", reason="out_of_range")
    return offset


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
