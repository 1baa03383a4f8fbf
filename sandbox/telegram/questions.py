"""What people wait for until the bot answers: pressed buttons, checkouts, inline queries, launched mini-apps."""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sandbox.telegram.errors import QUERY_TOO_OLD, bad_request

_LIMIT = 10_000

CALLBACK_S = 60.0
PRE_CHECKOUT_S = 10.0
"""Telegram drops a checkout that is not answered in 10 seconds (Bot API, PreCheckoutQuery)."""
INLINE_S = 10.0
WEB_APP_S = 3_600.0


@dataclass(slots=True)
class Question:
    """One open question and where its answer goes."""

    id: str
    kind: str
    expires_at: float
    context: Any = None
    answer: "asyncio.Future[Any]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Questions:
    """Open questions. They do not outlive a restart: a late answer then gets "query is too old"."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._open: dict[str, Question] = {}

    def ask(self, kind: str, lifetime_s: float, context: object = None) -> Question:
        """Opens a question."""
        now = self._clock()
        if len(self._open) >= _LIMIT:
            self._open = {key: asked for key, asked in self._open.items() if asked.expires_at > now}
        question = Question(str(secrets.randbits(62)), kind, now + lifetime_s, context)
        self._open[question.id] = question
        return question

    def take(self, kind: str, question_id: str) -> Question:
        """Closes a question that the bot answers. Raises BotApiRefusal when it is unknown, answered or too old."""
        question = self._open.get(question_id)
        if question is None or question.kind != kind:
            raise bad_request(QUERY_TOO_OLD)
        del self._open[question_id]
        if question.expires_at <= self._clock():
            raise bad_request(QUERY_TOO_OLD)
        return question

    def forget(self, question: Question) -> None:
        """Closes a question that nobody waits for any more."""
        self._open.pop(question.id, None)


async def answer_of(question: Question, timeout_s: float) -> Any | None:
    """Waits for the bot; None when it does not answer in time."""
    try:
        return await asyncio.wait_for(asyncio.shield(question.answer), timeout_s)
    except TimeoutError:
        return None
