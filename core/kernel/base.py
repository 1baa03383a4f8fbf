"""The declarative base: a naming rule for every constraint, and the column types that all tables share."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar, NamedTuple
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    ColumnElement,
    DateTime,
    LargeBinary,
    MetaData,
    Text,
    any_,
    bindparam,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import DeclarativeBase, mapped_column

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

Id = Annotated[UUID, mapped_column(postgresql.UUID(as_uuid=True), primary_key=True)]
# A secret under a rotatable key: `rotate_keys` finds these columns by their mark.
Encrypted = Annotated[bytes, mapped_column(LargeBinary, info={"encrypted": True})]


class Base(DeclarativeBase):
    """All tables. Instants are timestamptz, amounts BIGINT, texts TEXT, documents JSONB."""

    metadata = MetaData(naming_convention=NAMING)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        UUID: postgresql.UUID(as_uuid=True),
        datetime: DateTime(timezone=True),
        int: BigInteger,
        str: Text,
        bytes: LargeBinary,
        dict[str, Any]: postgresql.JSONB,
        list[Any]: postgresql.JSONB,
    }


def one_of(column: str, values: type[StrEnum]) -> CheckConstraint:
    """The CHECK that holds a text column to the values of an enumeration."""
    listed = ", ".join(f"'{value}'" for value in values)
    return CheckConstraint(f"{column} IN ({listed})", name=column)


def is_one_of(column: ColumnElement[UUID]) -> ColumnElement[bool]:
    """Whether a column of ids is in the array that the statement is given as `ids`.

    For statements that are built once: one array is one statement to Python and PostgreSQL for any number of ids, where
    each length of a list is another one to build, to compile and to prepare.
    """
    return column == any_(bindparam("ids", type_=postgresql.ARRAY(postgresql.UUID(as_uuid=True))))


def columns_of(rows: Sequence[NamedTuple]) -> dict[str, list[Any]]:
    """Rows of one kind, at least one, as an array for each of their fields: what `unnest` takes."""
    return dict(zip(rows[0]._fields, map(list, zip(*rows, strict=True)), strict=True))


def encryption_context(table: str, column: str, row_id: UUID) -> str:
    """What a secret is bound to, so that a ciphertext moved to another row or column does not open."""
    return f"{table}.{column}:{row_id}"
