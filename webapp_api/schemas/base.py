"""What all schemas share."""

import re
from datetime import date
from typing import Annotated, Generic, TypeVar

from pydantic import AwareDatetime, BaseModel, BeforeValidator, ConfigDict, Field, Strict

from core.kernel.money import MAX_MINOR
from core.kernel.pagination import MAX_PAGE

T = TypeVar("T")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)


def _day(value: object) -> object:
    """Pydantic would also take a number of seconds since 1970."""
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("must be YYYY-MM-DD")
    return value


class Body(BaseModel):
    """What a client sends: nothing beyond the named fields."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Answer(BaseModel):
    """What a client is given; fields may be added to it, so a client ignores those that it does not know."""

    model_config = ConfigDict(from_attributes=True, frozen=True)


class Money(Answer):
    """An amount in whole minor units of a currency: of an ISO currency, Stars (XTR), COIN or CREDIT."""

    amount: int = Field(ge=-MAX_MINOR, le=MAX_MINOR, examples=[1250])
    currency: str = Field(examples=["TJS"])


class Listing(Answer, Generic[T]):
    """A page of a list, and the cursor of the next page, null on the last one."""

    items: list[T]
    next_cursor: str | None = Field(description="Give it as `cursor` to read on.")


Instant = AwareDatetime
"""An instant with its time zone, RFC 3339."""

WholeNumber = Annotated[int, Strict()]
"""A JSON integer: neither 5.0 nor "5" nor true."""

Switch = Annotated[bool, Strict()]
"""A JSON boolean."""

Day = Annotated[date, BeforeValidator(_day)]
"""A date of the calendar as RFC 3339 writes it."""

Cursor = Annotated[str | None, Field(max_length=64, description="`next_cursor` of the page before.")]
Limit = Annotated[int, Field(ge=1, le=MAX_PAGE, description="How many items a page has at most.")]
