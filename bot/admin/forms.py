"""Flows of the staff that wait for typed text: their key, and whether a button belongs to what is asked now."""

import secrets
from collections.abc import Mapping
from typing import Any

_TOKEN_LETTERS = 8


def new_key() -> str:
    """A key that makes a repeated command of this flow a replay."""
    return secrets.token_hex(16)


def token_of(data: Mapping[str, Any]) -> str:
    """What the flow's buttons carry, so that those of an older flow are known."""
    return str(data.get("key", ""))[:_TOKEN_LETTERS]
