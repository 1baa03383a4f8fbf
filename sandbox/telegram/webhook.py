"""Delivers updates to the bot's webhook: a person's in order, different people's at once, again until it says 200."""

import asyncio
from contextlib import suppress
from http import HTTPStatus

import httpx2
import orjson
from starlette.datastructures import Headers

from sandbox.telegram.args import read_reply
from sandbox.telegram.errors import BotApiRefusal
from sandbox.telegram.methods.polling import webhook
from sandbox.telegram.methods.registry import METHODS, call
from sandbox.telegram.state import Json, Update
from sandbox.telegram.world import World

_TIMEOUT_S = 60.0
_LONGEST_PAUSE_S = 60.0


class Deliverer:
    """One task for all deliveries; it sleeps while there is no webhook."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._lanes: dict[int, asyncio.Task[None]] = {}
        self._client = httpx2.AsyncClient(timeout=_TIMEOUT_S, trust_env=False)

    async def run(self) -> None:
        """Runs until it is cancelled."""
        updates = self._world.updates
        try:
            while True:
                hook = webhook(self._world)
                updates.arrived.clear()
                if hook:
                    self._start(updates.pending(), hook)
                await updates.arrived.wait()
        finally:
            for task in list(self._lanes.values()):
                task.cancel()
            await asyncio.gather(*self._lanes.values(), return_exceptions=True)
            await self._client.aclose()

    def _start(self, pending: list[Update], hook: Json) -> None:
        for update in pending:
            if len(self._lanes) >= hook["max_connections"]:
                return
            if update.lane not in self._lanes:
                self._lanes[update.lane] = asyncio.create_task(self._deliver(update))

    async def _deliver(self, update: Update) -> None:
        pause_s = self._world.config.webhook_retry_s
        try:
            while hook := webhook(self._world):
                error = await self._post(update, hook)
                if error is None:
                    self._world.updates.confirm(update)
                    self._world.journal.flush()
                    return
                if not webhook(self._world):
                    return
                self._world.webhook_error = (self._world.now(), error)
                self._world.webhook_changed.clear()
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._world.webhook_changed.wait(), pause_s)
                pause_s = min(pause_s * 2, _LONGEST_PAUSE_S)
        finally:
            del self._lanes[update.lane]
            self._world.updates.arrived.set()

    async def _post(self, update: Update, hook: Json) -> str | None:
        """Tries once; gives what went wrong, in the words of getWebhookInfo."""
        headers = {"content-type": "application/json"}
        if hook["secret_token"]:
            headers["x-telegram-bot-api-secret-token"] = hook["secret_token"]
        try:
            answer = await self._client.post(hook["url"], content=orjson.dumps(update.as_json()), headers=headers)
        except httpx2.TimeoutException:
            return "Read timeout expired"
        except httpx2.ConnectError:
            return "Connection refused"
        except httpx2.HTTPError as error:
            return f"Connection failed: {type(error).__name__}"
        if not answer.is_success:
            words = HTTPStatus(answer.status_code).phrase if answer.status_code in set(HTTPStatus) else ""
            return f"Wrong response from the webhook: {answer.status_code} {words}".rstrip()
        with suppress(BotApiRefusal):
            # a refused call in an answer is lost without a word, as at Telegram
            args = await read_reply(Headers(dict(answer.headers)), answer.content)
            name = args.text("method") or ""
            if name.lower() in METHODS and name.lower() != "getupdates":
                await call(self._world, name, args)
        return None
