"""Refusals as data: a stable code and parameters. Words and HTTP statuses belong to the doors."""

from typing import ClassVar

Param = str | int | bool | None


class DomainError(Exception):
    """A refusal that a person or program is told about.

    `code` is stable and unique; the keyword arguments are what a text in any language needs to explain it.
    """

    code: ClassVar[str]

    def __init__(self, **params: Param) -> None:
        self.params = params
        super().__init__(self.code, params)

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value}" for name, value in self.params.items())
        return f"{self.code} ({details})" if details else self.code


class Forbidden(DomainError):
    """The actor may not do this (params: permission)."""

    code = "forbidden"


class NotFound(DomainError):
    """There is no such thing, or it is not this actor's (params: what, id)."""

    code = "not_found"


class InvalidInput(DomainError):
    """A value is outside what a use case accepts (params: field, reason)."""

    code = "invalid_input"


class WrongState(DomainError):
    """A compare-and-set found another state than the ones it starts from (params: what, state)."""

    code = "wrong_state"


class IdempotencyConflict(DomainError):
    """The key was used before with another body (params: key)."""

    code = "idempotency_conflict"


class Unavailable(DomainError):
    """The database, or another service that the answer needs, cannot be reached or went away; the command may be sent
    again with the same key."""

    code = "unavailable"


class Internal(DomainError):
    """A fault of ours; it was logged."""

    code = "internal"


class Busy(DomainError):
    """A lock or a connection was not to be had in time; try again."""

    code = "busy"
