"""People with a mini-app: launched as Telegram does it, their requests through the whole application."""

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

import httpx2
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from fastapi import FastAPI
from pydantic import SecretStr

from core.app import App
from core.kernel.context import Context
from webapp_api.factory import build_api

TOKEN = "424242:a-token-of-the-api-tests"
BOT_ID = 424242
ROOT = "/api/v1"


def signed(fields: Mapping[str, str], token: str = TOKEN) -> str:
    """A launch string as Telegram signs it, written from its documentation."""
    check_string = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    secret = hmac.new(b"WebAppData", token.encode(), hashlib.sha256).digest()
    digest = hmac.new(secret, check_string.encode(), hashlib.sha256).hexdigest()
    return urlencode({**fields, "hash": digest}, quote_via=quote)


def with_signature(fields: Mapping[str, str], key: Ed25519PrivateKey, bot_id: int = BOT_ID) -> dict[str, str]:
    """The fields with the signature for third parties, written from Telegram's documentation."""
    check_string = "\n".join(f"{name}={value}" for name, value in sorted(fields.items()))
    signature = key.sign(f"{bot_id}:WebAppData\n{check_string}".encode())
    return {**fields, "signature": base64.urlsafe_b64encode(signature).decode().rstrip("=")}


def launch(context: Context, user: Mapping[str, Any], **fields: str) -> dict[str, str]:
    """The fields of a launch now, not signed yet."""
    stamp = str(int(context.clock.now().timestamp()))
    return {"user": json.dumps(user), "auth_date": stamp, "query_id": secrets.token_hex(8), **fields}


class Api:
    """The application in this process, and clients of it."""

    def __init__(self, context: Context, **settings: object) -> None:
        """With a bot's token, or with other settings in its place."""
        context.settings = context.settings.model_copy(update=settings or {"bot_token": SecretStr(TOKEN)})
        self.context = context
        self.app = App(context)
        self.asgi: FastAPI = build_api(self.app)

    def client(self, **headers: str) -> "Client":
        """Somebody without a session, at an address of their own: no counter is shared with other tests."""
        address = f"10.{secrets.randbelow(256)}.{secrets.randbelow(256)}.{secrets.randbelow(256)}"
        return Client(self, address, headers)

    async def log_in(self, telegram_id: int, first_name: str = "Firuz", language: str = "en") -> "Client":
        """A new session of a Telegram account."""
        client = self.client()
        user = {"id": telegram_id, "first_name": first_name, "language_code": language}
        answer = await client.post("/auth/telegram", {"init_data": signed(launch(self.context, user))})
        assert answer.status_code == 200, answer.text
        return client.with_token(answer.json()["session_token"])


class Client:
    """One caller."""

    def __init__(self, api: Api, address: str, headers: Mapping[str, str]) -> None:
        self.api = api
        self.address = address
        self.headers = dict(headers)

    def with_token(self, token: str) -> "Client":
        """The same caller with a session."""
        return Client(self.api, self.address, {**self.headers, "Authorization": f"Bearer {token}"})

    async def request(
        self, method: str, path: str, body: Any = None, headers: Mapping[str, str] | None = None, **options: Any
    ) -> httpx2.Response:
        """A request below the root of the API; a path that begins with `//` is taken from the server's root."""
        transport = httpx2.ASGITransport(self.api.asgi, client=(self.address, 50_000), raise_app_exceptions=False)
        url = path[1:] if path.startswith("//") else ROOT + path
        if body is not None:
            options["json"] = body
        async with httpx2.AsyncClient(transport=transport, base_url="http://fairlot.test") as http:
            return await http.request(method, url, headers={**self.headers, **(headers or {})}, **options)

    async def get(self, path: str, **options: Any) -> httpx2.Response:
        return await self.request("GET", path, **options)

    async def post(self, path: str, body: Any = None, key: str | None = None, **options: Any) -> httpx2.Response:
        """A POST; `key` is its Idempotency-Key."""
        headers = {} if key is None else {"Idempotency-Key": key}
        return await self.request("POST", path, body, headers, **options)


def refusal(answer: httpx2.Response, status: int) -> str:
    """The code of a refusal. AssertionError where it is none, or not as a problem."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert body["status"] == status
    assert all((body["title"], body["detail"]))
    return str(body["code"])
