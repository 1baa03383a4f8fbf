"""Strict checks of JSON values by shape: each refusal names the one field that is wrong."""

import json
import re
from collections.abc import Callable, Mapping

from core.kernel.canonical import MAX_SAFE_INTEGER

Check = Callable[[object, str], None]
"""Takes a value and its path; raises InvalidField."""

_PLAIN_NAME = re.compile(r"[A-Za-z0-9_]{1,64}", re.ASCII)
FREE_INPUTS = frozenset({"vrf_pk", "vrf_beta", "vrf_pi", "nonce"})
"""Inputs that would let an operator try again after the beacon (section 4)."""


class InvalidField(ValueError):
    """A field that is absent, unknown, or holds what the specification does not allow."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


def integer(minimum: int = 0, maximum: int = MAX_SAFE_INTEGER) -> Check:
    """An integer in a range; a boolean is none."""

    def check(value: object, path: str) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            raise InvalidField(path, "must be an integer")
        if not minimum <= value <= maximum:
            raise InvalidField(path, f"must be from {minimum} to {maximum}")

    return check


def text(pattern: str, description: str) -> Check:
    """Text that matches a pattern from end to end."""
    compiled = re.compile(pattern, re.ASCII)

    def check(value: object, path: str) -> None:
        if not isinstance(value, str) or not compiled.fullmatch(value):
            raise InvalidField(path, f"must be {description}")

    return check


def hex_of(size: int) -> Check:
    """Lowercase hex of so many bytes."""
    return text(f"[0-9a-f]{{{2 * size}}}", f"{2 * size} lowercase hex digits")


def one_of(*allowed: str) -> Check:
    """One of a few words."""

    def check(value: object, path: str) -> None:
        if not isinstance(value, str) or value not in allowed:
            raise InvalidField(path, "must be " + " or ".join(f'"{word}"' for word in allowed))

    return check


def list_of(item: Check) -> Check:
    """A list whose items all pass a check."""

    def check(value: object, path: str) -> None:
        if not isinstance(value, list | tuple):
            raise InvalidField(path, "must be a list")
        for index, element in enumerate(value):
            item(element, f"{path}[{index}]")

    return check


def row_of(*columns: Check) -> Check:
    """A list of exactly these columns."""

    def check(value: object, path: str) -> None:
        if not isinstance(value, list | tuple) or len(value) != len(columns):
            raise InvalidField(path, f"must be a list of {len(columns)}")
        for index, column in enumerate(columns):
            column(value[index], f"{path}[{index}]")

    return check


def object_of(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """An object with exactly these fields: unknown names first (sorted), then absent ones, then the values in order."""
    known = {**required, **(optional or {})}

    def check(value: object, path: str) -> None:
        fields = as_object(value, path)
        unknown = sorted(str(name) for name in fields if name not in known)
        if unknown:
            reason = "is a free input, which a proof may not carry" if unknown[0] in FREE_INPUTS else "is not known"
            raise InvalidField(join(path, unknown[0]), reason)
        for name in required:
            if name not in fields:
                raise InvalidField(join(path, name), "is missing")
        for name, item in known.items():
            if name in fields:
                item(fields[name], join(path, name))

    return check


def as_object(value: object, path: str) -> Mapping[str, object]:
    """The value as an object, or InvalidField."""
    if not isinstance(value, Mapping):
        raise InvalidField(path, "must be an object")
    return value


def check_object(value: object, path: str) -> None:
    """Raises InvalidField unless the value is an object, whatever its fields are."""
    as_object(value, path)


def join(path: str, name: str) -> str:
    """A field's path; an odd name is quoted and cut, since it comes from a stranger's file."""
    shown = name if _PLAIN_NAME.fullmatch(name) else _ascii_json(name)[:80]
    return f"{path}.{shown}" if path else shown


def _ascii_json(name: str) -> str:
    """Quoted as JSON does in every language, the one sign of ASCII included that is not printable."""
    return json.dumps(name).replace("\x7f", "\\u007f")
