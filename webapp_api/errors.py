"""Refusals as HTTP: a status for each code, problem+json in the reader's language (RFC 9457)."""

import logging
import re
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from core.kernel.errors import DomainError, Internal, InvalidInput
from core.kernel.texts import error_text
from webapp_api.languages import language_of
from webapp_api.metrics import Metrics, route_of
from webapp_api.refusals import BodyTooLarge, MalformedBody, MethodNotAllowed, RouteNotFound
from webapp_api.schemas.problems import MEDIA_TYPE, Problem

STATUS_OF: Mapping[str, HTTPStatus] = {
    "already_reversed": HTTPStatus.CONFLICT,
    "approval_expired": HTTPStatus.CONFLICT,
    "approval_mismatch": HTTPStatus.CONFLICT,
    "beacon_ending": HTTPStatus.SERVICE_UNAVAILABLE,
    "beacon_mismatch": HTTPStatus.CONFLICT,
    "beacon_missing": HTTPStatus.SERVICE_UNAVAILABLE,
    "beacon_not_trusted": HTTPStatus.CONFLICT,
    "birth_date_locked": HTTPStatus.CONFLICT,
    "birth_date_unknown": HTTPStatus.FORBIDDEN,
    "body_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "busy": HTTPStatus.SERVICE_UNAVAILABLE,
    "cap_reached": HTTPStatus.CONFLICT,
    "channel_missing": HTTPStatus.SERVICE_UNAVAILABLE,
    "claim_closed": HTTPStatus.CONFLICT,
    "configuration_changed": HTTPStatus.CONFLICT,
    "consent_required": HTTPStatus.FORBIDDEN,
    "country_refused": HTTPStatus.FORBIDDEN,
    "country_unknown": HTTPStatus.FORBIDDEN,
    "document_outdated": HTTPStatus.CONFLICT,
    "exchange_not_allowed": HTTPStatus.CONFLICT,
    "exchange_too_small": HTTPStatus.CONFLICT,
    "forbidden": HTTPStatus.FORBIDDEN,
    "idempotency_conflict": HTTPStatus.CONFLICT,
    "idempotency_key_missing": HTTPStatus.BAD_REQUEST,
    "init_data_expired": HTTPStatus.UNAUTHORIZED,
    "init_data_invalid": HTTPStatus.UNAUTHORIZED,
    "init_data_used": HTTPStatus.UNAUTHORIZED,
    "insufficient_funds": HTTPStatus.CONFLICT,
    "internal": HTTPStatus.INTERNAL_SERVER_ERROR,
    "invalid_input": HTTPStatus.UNPROCESSABLE_ENTITY,
    "last_owner": HTTPStatus.CONFLICT,
    "limit_change_pending": HTTPStatus.CONFLICT,
    "limit_change_too_early": HTTPStatus.CONFLICT,
    "limit_exceeded": HTTPStatus.CONFLICT,
    "malformed_body": HTTPStatus.BAD_REQUEST,
    "method_not_allowed": HTTPStatus.METHOD_NOT_ALLOWED,
    "no_limit_change": HTTPStatus.CONFLICT,
    "no_rate": HTTPStatus.CONFLICT,
    "no_tree_yet": HTTPStatus.CONFLICT,
    "not_authenticated": HTTPStatus.UNAUTHORIZED,
    "not_enough_tickets": HTTPStatus.CONFLICT,
    "not_found": HTTPStatus.NOT_FOUND,
    "player_blocked": HTTPStatus.FORBIDDEN,
    "rate_changed": HTTPStatus.CONFLICT,
    "route_not_found": HTTPStatus.NOT_FOUND,
    "sales_ended": HTTPStatus.CONFLICT,
    "self_approval": HTTPStatus.FORBIDDEN,
    "session_ended": HTTPStatus.UNAUTHORIZED,
    "software_differs": HTTPStatus.SERVICE_UNAVAILABLE,
    "sold_out": HTTPStatus.CONFLICT,
    "too_many_addresses": HTTPStatus.CONFLICT,
    "too_many_limits": HTTPStatus.CONFLICT,
    "too_many_requests": HTTPStatus.TOO_MANY_REQUESTS,
    "too_many_streams": HTTPStatus.SERVICE_UNAVAILABLE,
    "unavailable": HTTPStatus.SERVICE_UNAVAILABLE,
    "underage": HTTPStatus.FORBIDDEN,
    "unknown_configuration": HTTPStatus.NOT_FOUND,
    "wrong_state": HTTPStatus.CONFLICT,
}
"""The status of every code; a test holds it complete."""

RETRY_AFTER_S = 2
"""When to come back after a 503, where the refusal does not say."""

_REASONS = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "int_parsing": "not_an_integer",
    "int_type": "not_an_integer",
    "int_from_float": "not_an_integer",
}
_FIELD = re.compile(r"[A-Za-z0-9_-]{1,40}")
"""A name that may be a field's; what a client made up is not repeated to it."""
_log = logging.getLogger(__name__)


def install_errors(api: FastAPI) -> None:
    """Answer every refusal as a problem."""

    @api.exception_handler(DomainError)
    async def refused(request: Request, error: DomainError) -> JSONResponse:
        return problem(request, error)

    @api.exception_handler(RequestValidationError)
    async def invalid(request: Request, error: RequestValidationError) -> JSONResponse:
        return problem(request, _of_validation(error))

    @api.exception_handler(HTTPException)
    async def unrouted(request: Request, error: HTTPException) -> JSONResponse:
        answer = problem(request, _of_framework(error.status_code))
        answer.headers.update(error.headers or {})
        return answer


class Faults:
    """Answers what nobody expected as a fault of ours and logs it, once: the framework's own handler stands outside of
    everything that is added to it, so that its answer would lack the headers, and logs it a second time."""

    def __init__(self, inner: ASGIApp) -> None:
        self._inner = inner

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._inner(scope, receive, send)
            return
        is_begun = False

        async def noting(message: Message) -> None:
            nonlocal is_begun
            is_begun = is_begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._inner(scope, receive, noting)
        except Exception:  # noqa: BLE001 - the door's outermost loop: one request must not end the others
            _log.exception("%s %s failed", scope["method"], route_of(scope))
            if not is_begun:
                await problem(Request(scope), Internal())(scope, receive, send)


def problem(request: Request, error: DomainError) -> JSONResponse:
    """The answer to a refusal, with words for the reader of this request; it is counted."""
    status = STATUS_OF[error.code]
    metrics: Metrics = request.app.state.metrics
    metrics.refusals.labels(error.code).inc()
    language = language_of(request)
    body = Problem(
        type="about:blank",
        title=status.phrase,
        status=status.value,
        detail=error_text(error, language),
        code=error.code,
        params=error.params,
    )
    headers = {"Content-Language": language, "Cache-Control": "no-store"}
    if status is HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    wait_s = error.params.get("wait_s")
    if status is HTTPStatus.TOO_MANY_REQUESTS or status is HTTPStatus.SERVICE_UNAVAILABLE:
        headers["Retry-After"] = str(wait_s if isinstance(wait_s, int) else RETRY_AFTER_S)
    return JSONResponse(body.model_dump(mode="json"), status, headers, MEDIA_TYPE)


def _of_framework(status: int) -> DomainError:
    match status:
        case HTTPStatus.BAD_REQUEST:
            return MalformedBody()
        case HTTPStatus.METHOD_NOT_ALLOWED:
            return MethodNotAllowed()
        case HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return BodyTooLarge()
        case _:
            return RouteNotFound()


def _of_validation(error: RequestValidationError) -> DomainError:
    """The first thing that does not fit the schema."""
    first: dict[str, Any] = error.errors()[0]
    where, kind = first["loc"], str(first["type"])
    if kind == "json_invalid" or (kind == "missing" and len(where) == 1):
        return MalformedBody()
    named = next((part for part in reversed(where) if isinstance(part, str)), "")
    field = named if _FIELD.fullmatch(named) else "body"
    if kind.startswith(("greater_than", "less_than", "too_", "string_too_")):
        return InvalidInput(field=field, reason="out_of_range")
    return InvalidInput(field=field, reason=_REASONS.get(kind, "malformed"))
