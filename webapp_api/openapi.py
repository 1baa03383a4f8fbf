"""The description of this door: every route with its refusals, so that programs can be written from it."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from webapp_api.errors import STATUS_OF
from webapp_api.schemas.problems import MEDIA_TYPE, Problem

PLAYING = ("country_unknown", "country_refused", "birth_date_unknown", "underage", "consent_required")
"""Why a player may not play for money; see `core.accounts.rules.check_may_play`."""

Responses = dict[int | str, dict[str, Any]]

_EVERYWHERE = ("too_many_requests", "internal", "unavailable", "busy")
_WITH_SESSION = ("not_authenticated", "session_ended", "player_blocked")
_WITH_INPUT = ("invalid_input",)
_WITH_BODY = ("malformed_body", "body_too_large")
_WITH_KEY = ("idempotency_key_missing", "idempotency_conflict")
_KEY_HEADER = "idempotency-key"
_SCHEMA = {"$ref": "#/components/schemas/Problem"}


def problems(*codes: str) -> Responses:
    """The refusals of a route beyond those that follow from its form, for `responses=`."""
    found: Responses = {}
    for code in codes:
        _add(found, code)
    return found


def describe(api: FastAPI) -> dict[str, Any]:
    """The OpenAPI document, made once."""
    if api.openapi_schema:
        return api.openapi_schema
    document = get_openapi(title=api.title, version=api.version, description=api.description, routes=api.routes)
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    schemas["Problem"] = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    for path in document["paths"].values():
        for operation in path.values():
            _complete(operation)
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    api.openapi_schema = document
    return document


def _complete(operation: dict[str, Any]) -> None:
    """Add the refusals that follow from a route's form; require the key where a key is taken."""
    responses = operation["responses"]
    responses.pop("422", None) if "HTTPValidationError" in str(responses.get("422")) else None
    for code in _implied(operation):
        _add(responses, code)
    for parameter in operation.get("parameters", ()):
        if parameter["name"] == _KEY_HEADER:
            parameter["required"] = True
    operation["responses"] = dict(sorted(responses.items(), key=lambda one: str(one[0])))


def _implied(operation: dict[str, Any]) -> Iterable[str]:
    yield from _EVERYWHERE
    names = {parameter["name"] for parameter in operation.get("parameters", ())}
    if operation.get("security"):
        yield from _WITH_SESSION
    if names or "requestBody" in operation:
        yield from _WITH_INPUT
    if "requestBody" in operation:
        yield from _WITH_BODY
    if _KEY_HEADER in names:
        yield from _WITH_KEY


def _add(responses: dict[Any, Any], code: str) -> None:
    status: HTTPStatus = STATUS_OF[code]
    # before FastAPI has seen them the keys are numbers, in the document they are text
    key = str(status.value) if any(isinstance(known, str) for known in responses) else status.value
    answer = responses.setdefault(key, {"description": status.phrase})
    content = answer.setdefault("content", {}).setdefault(MEDIA_TYPE, {"schema": _SCHEMA})
    example: dict[str, Any] = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": "",
        "code": code,
        "params": {},
    }
    content.setdefault("examples", {})[code] = {"value": example}
