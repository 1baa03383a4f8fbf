"""The table of products."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from core.kernel.base import Base, Id, one_of


class ProductKind(StrEnum):
    CASH = "cash"
    """Money: paid to the winner's wallet at once."""
    GOODS = "goods"
    """A thing: the winner claims it, or its value where the rules offer that."""


class Condition(StrEnum):
    NEW = "new"
    REFURBISHED = "refurbished"
    USED = "used"


class Product(Base):
    """A thing or a sum that can be won (and later sold), with its texts per language."""

    __tablename__ = "products"

    id: Mapped[Id]
    kind: Mapped[ProductKind] = mapped_column(Text)
    titles: Mapped[dict[str, Any]]
    descriptions: Mapped[dict[str, Any]]
    category: Mapped[str | None]
    tier: Mapped[str | None]
    brand: Mapped[str | None]
    condition: Mapped[Condition | None] = mapped_column(Text)
    value_minor: Mapped[int]
    asset: Mapped[str]
    media: Mapped[list[Any]]
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]

    __table_args__ = (
        one_of("kind", ProductKind),
        one_of("condition", Condition),
        CheckConstraint("value_minor > 0", name="value"),
    )
