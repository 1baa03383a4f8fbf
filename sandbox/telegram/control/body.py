"""What a control call brings: a JSON object, numbers in paths and queries, a multipart upload."""

import re
from typing import Any

import orjson
from starlette.datastructures import UploadFile
from starlette.formparsers import MultiPartException
from starlette.requests import Request

from sandbox.telegram.args import Upload
from sandbox.telegram.errors import ControlRefusal
from sandbox.telegram.state import Json

_NUMBER = re.compile(r"-?\d{1,16}", re.ASCII)


async def read_object(request: Request) -> Json:
    """The JSON object of the body; an empty body is an empty object. Raises ControlRefusal."""
    body = await request.body()
    if not body.strip():
        return {}
    try:
        given = orjson.loads(body)
    except orjson.JSONDecodeError as error:
        raise ControlRefusal(400, "the body is no JSON") from error
    if not isinstance(given, dict):
        raise ControlRefusal(400, "the body is no JSON object")
    return given


async def read_upload(request: Request, field: str) -> tuple[Upload, str]:
    """A file of a multipart body and its caption. Raises ControlRefusal."""
    try:
        form = await request.form()
    except MultiPartException as error:
        raise ControlRefusal(400, "the body is no multipart form") from error
    part, caption = form.get(field), form.get("caption")
    if not isinstance(part, UploadFile):
        raise ControlRefusal(400, f"the form has no file named {field}")
    upload = Upload(part.filename or "file", part.content_type or "application/octet-stream", await part.read())
    await form.close()
    return upload, caption if isinstance(caption, str) else ""


def path_number(request: Request, name: str) -> int:
    """A number of the path. Raises ControlRefusal."""
    return _number(request.path_params[name], name)


def query_number(request: Request, name: str) -> int:
    """A number of the query, 0 when it is absent. Raises ControlRefusal."""
    return _number(request.query_params.get(name) or "0", name)


def number_in(given: Json, name: str, default: int | None = None) -> int:
    """A number of the body. Raises ControlRefusal."""
    value: Any = given.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool):
        raise ControlRefusal(400, f"{name} is a number")
    return value


def _number(text: str, name: str) -> int:
    if not _NUMBER.fullmatch(text):
        raise ControlRefusal(400, f"{name} is a number")
    return int(text)
