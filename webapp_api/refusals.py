"""Refusals that only this door has."""

from core.kernel.errors import DomainError


class InitDataInvalid(DomainError):
    """The launch string is not Telegram's, or says nothing that can be used (params: reason)."""

    code = "init_data_invalid"


class InitDataExpired(DomainError):
    """The launch string is older than an hour; the mini-app has to be opened again."""

    code = "init_data_expired"


class NotAuthenticated(DomainError):
    """The request carries no bearer token."""

    code = "not_authenticated"


class IdempotencyKeyMissing(DomainError):
    """A request that moves money carries no usable Idempotency-Key."""

    code = "idempotency_key_missing"


class TooManyRequests(DomainError):
    """More than one address, session or player may ask in a while (params: wait_s)."""

    code = "too_many_requests"


class BodyTooLarge(DomainError):
    """The body is longer than anything that is ever asked for."""

    code = "body_too_large"


class MalformedBody(DomainError):
    """The body is not JSON."""

    code = "malformed_body"


class RouteNotFound(DomainError):
    """Nothing answers at this path."""

    code = "route_not_found"


class MethodNotAllowed(DomainError):
    """The path answers other methods."""

    code = "method_not_allowed"


class TooManyStreams(DomainError):
    """This process streams to as many clients as it may, of this address or in all; ask again, or without a stream."""

    code = "too_many_streams"
