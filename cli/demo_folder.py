"""The option of all commands that work on servers; those that need none start without their libraries."""

from contextvars import ContextVar
from pathlib import Path

DEMO_FOLDER: ContextVar[Path | None] = ContextVar("demo_folder", default=None)
"""The folder named by `fairlot --data-dir`, whose servers a command works on."""
