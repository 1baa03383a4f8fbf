"""Alembic's entry: runs on a connection handed over by `core.kernel.migrate`, or on DATABASE_URL from the shell."""

import importlib
import pkgutil
import re
from typing import Any

from alembic import context
from sqlalchemy import Connection

import core
from core.kernel.base import Base

# A partition of a month, or the default one: made by functions, not described by models.
_PARTITION = re.compile(r"_(p\d{4}_\d{2}|default)$")


def load_models() -> None:
    """Import the models of every feature so that the metadata is whole."""
    for package in pkgutil.iter_modules(core.__path__, "core."):
        if package.ispkg:
            for module in pkgutil.iter_modules(importlib.import_module(package.name).__path__, package.name + "."):
                if module.name.endswith(".models"):
                    importlib.import_module(module.name)


def include_object(obj: Any, name: str | None, type_: str, reflected: bool, compare_to: Any) -> bool:
    """Leave partitions out of comparisons, and the indexes on them."""
    table = name if type_ == "table" else getattr(getattr(obj, "table", None), "name", None)
    return not (table and _PARTITION.search(table))


def run(connection: Connection) -> None:
    context.configure(
        connection=connection, target_metadata=Base.metadata, include_object=include_object, compare_type=True
    )
    with context.begin_transaction():
        context.run_migrations()


load_models()
given = context.config.attributes.get("connection")
if given is None:
    raise SystemExit("run `fairlot migrate`: it takes the migration lock and reads the settings")
run(given)
