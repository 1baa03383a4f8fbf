"""The parameters of a Bot API call, however they came: query, form, multipart or JSON. Unknown ones are ignored."""

import re
from dataclasses import dataclass, field
from typing import Any

import orjson
from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from sandbox.telegram.errors import BotApiRefusal, bad_request
from sandbox.telegram.state import Json

_NUMBER = re.compile(r"-?\d{1,19}", re.ASCII)
_BODY_LIMIT_BYTES = 55 << 20
_FIELD_LIMIT_BYTES = 4 << 20


@dataclass(frozen=True, slots=True)
class Upload:
    """A file part of a multipart body."""

    name: str
    mime_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Args:
    """Parameters as text, as Telegram keeps them: whatever is no string is its JSON text."""

    values: dict[str, str] = field(default_factory=dict)
    files: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str | None:
        """A parameter, or None when it is absent."""
        return self.values.get(name)

    def required(self, name: str) -> str:
        """A parameter that must not be empty. Raises BotApiRefusal."""
        value = self.values.get(name, "")
        if not value:
            raise bad_request(f'parameter "{name}" is required')
        return value

    def integer(self, name: str, default: int = 0) -> int:
        """A number; the default when it is absent, 0 when it is none (as Telegram reads numbers)."""
        value = self.values.get(name, "")
        if not value:
            return default
        return int(value) if _NUMBER.fullmatch(value) else 0

    def flag(self, name: str) -> bool:
        """True for what Telegram takes as true."""
        return self.values.get(name, "").lower() in ("true", "yes", "1")

    def json(self, name: str, what: str) -> Any:
        """A parameter's JSON; None when it is absent. Raises BotApiRefusal."""
        value = self.values.get(name, "")
        if not value or value == "null":
            return None
        try:
            return orjson.loads(value)
        except orjson.JSONDecodeError as error:
            raise bad_request(f"can't parse {what} JSON object") from error


async def read_args(request: Request) -> Args:
    """The parameters of a request. Raises BotApiRefusal."""
    if int(request.headers.get("content-length", "0") or 0) > _BODY_LIMIT_BYTES:
        raise BotApiRefusal(413, "Request Entity Too Large")
    values = dict(request.query_params)
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return Args(values | from_json(await request.body()))
    if kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        try:
            form = await request.form(max_part_size=_FIELD_LIMIT_BYTES)
        except MultiPartException as error:
            raise bad_request(f"can't parse the body: {error.message}") from error
        fields, files = await _parts(form)
        return Args(values | fields, files)
    return Args(values)


async def read_reply(headers: Headers, body: bytes) -> Args:
    """The call in the answer to a webhook; its name is the parameter `method`. Raises BotApiRefusal."""
    kind = headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind == "application/json":
        return Args(from_json(body)) if body.strip() else Args()
    if kind != "multipart/form-data":
        return Args()

    async def stream() -> Any:
        yield body

    try:
        form = await MultiPartParser(headers, stream(), max_part_size=_FIELD_LIMIT_BYTES).parse()
    except (MultiPartException, KeyError) as error:
        raise bad_request("can't parse the answer of the webhook") from error
    return Args(*await _parts(form))


def from_json(body: bytes) -> dict[str, str]:
    """Parameters of a JSON object. Raises BotApiRefusal."""
    if not body.strip():
        return {}
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise bad_request("can't parse JSON object") from error
    if not isinstance(given, dict):
        raise bad_request("object expected as JSON body")
    return {name: _as_text(value) for name, value in given.items() if value is not None}


def as_object(value: object, what: str) -> Json:
    """The value as a JSON object. Raises BotApiRefusal."""
    if not isinstance(value, dict):
        raise bad_request(f"object expected as {what}")
    return value


def _as_text(value: object) -> str:
    return value if isinstance(value, str) else orjson.dumps(value).decode()


async def _parts(form: FormData) -> tuple[dict[str, str], dict[str, Upload]]:
    values: dict[str, str] = {}
    files: dict[str, Upload] = {}
    for name, part in form.multi_items():
        if isinstance(part, UploadFile):
            mime_type = part.content_type or "application/octet-stream"
            files[name] = Upload(part.filename or "file", mime_type, await part.read())
        else:
            values[name] = part
    await form.close()
    return values, files
