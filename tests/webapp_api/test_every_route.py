"""What holds for all routes, read from their description: sessions, ids, bodies."""

import re
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from tests.builders.accounts import make_player
from tests.webapp_api.client import ROOT, Api, Client, refusal

EXAMPLES = {"kind": "spend", "currency": "TJS", "window": "24h", "document": "terms", "index": "0"}
"""Values of the parts of paths that are no ids."""
BODIES: tuple[Any, ...] = ([], "text", 5, {"surprise": 1})


def operations(api: Api) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, methods in api.asgi.openapi()["paths"].items():
        for method, operation in methods.items():
            yield method.upper(), path.removeprefix(ROOT), operation


def filled(path: str, id_: str) -> str:
    return re.sub(r"{(\w+)}", lambda part: EXAMPLES.get(part[1], id_), path)


async def ask(client: Client, method: str, path: str, body: Any = None) -> Any:
    headers = {"Idempotency-Key": "any"} if method == "POST" else {}
    return await client.request(method, path, body, headers)


async def test_without_a_session_nothing_of_a_player_is_told_or_done(api: Api) -> None:
    closed = [one for one in operations(api) if one[2].get("security")]
    assert len(closed) > 10
    for method, path, _ in closed:
        answer = await ask(api.client(), method, filled(path, str(uuid4())), {})
        assert refusal(answer, 401) == "not_authenticated", f"{method} {path}"
        answer = await ask(api.client().with_token("unknown"), method, filled(path, str(uuid4())), {})
        assert refusal(answer, 401) == "session_ended", f"{method} {path}"


@pytest.mark.parametrize("id_", ["x", "0", "%00", "019a0000-0000-7000-8000-00000000000g"])
async def test_ids_that_are_none_are_refused(api: Api, id_: str) -> None:
    client = await api.log_in((await make_player(api.context)).telegram_id)
    with_id = [one for one in operations(api) if "_id}" in one[1]]
    assert len(with_id) > 5
    for method, path, _ in with_id:
        assert refusal(await ask(client, method, filled(path, id_)), 422) == "invalid_input", f"{method} {path}"


async def test_bodies_of_another_shape_are_refused(api: Api) -> None:
    client = await api.log_in((await make_player(api.context)).telegram_id)
    with_body = [one for one in operations(api) if "requestBody" in one[2]]
    assert len(with_body) > 3
    for method, path, _ in with_body:
        for body in BODIES:
            answer = await ask(client, method, filled(path, str(uuid4())), body)
            assert refusal(answer, 422) == "invalid_input", f"{method} {path} {body}"
        assert refusal(await ask(client, method, filled(path, str(uuid4()))), 400) == "malformed_body"
