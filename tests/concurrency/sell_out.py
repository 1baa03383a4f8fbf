"""Buyers at both doors of a lottery that sells out, who keep what they were told of each purchase."""

import asyncio
import random
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import aiohttp

from core.kernel.links import LinkKind, link_to
from tests.builders.accounts import MadePlayer
from tests.concurrency.telegram import Shown, Telegram

CAP = 20
"""Tickets that one player may hold."""
_ENDS = {"sold_out", "sales_ended"}
_ORDER = re.compile(r"TR-[0-9A-Z-]+")
_AGAIN_S = 0.2
_THINKING_S = 10.0
"""What a buyer thinks at most between two purchases over HTTP: without it they were gone before the chat has begun."""


@dataclass(frozen=True)
class Told:
    """One purchase as its buyer sees it: accepted under an order's number, or refused by a code."""

    player: MadePlayer
    key: str
    quantity: int
    order: str | None
    refusal: str | None


@dataclass
class Market:
    """Where all buy, and what they were told."""

    raffle_id: UUID
    apis: Sequence[str]
    """The addresses of the API's processes."""
    client: aiohttp.ClientSession
    telegram: Telegram
    told: list[Told] = field(default_factory=list)
    repeated: int = 0
    """Requests that had to be sent again under the same key."""


async def order(market: Market, token: str, key: str, quantity: int) -> tuple[int, dict[str, Any]]:
    """One order over HTTP, sent under its key until some process has answered it; gives status and body."""
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key}
    while True:
        url = f"{random.choice(market.apis)}/api/v1/raffles/{market.raffle_id}/orders"
        try:
            async with market.client.post(url, json={"quantity": quantity}, headers=headers) as answer:
                if answer.status not in {429, 503}:
                    return answer.status, await answer.json(content_type=None)
                wait_s = float(answer.headers["Retry-After"])
        except (aiohttp.ClientError, TimeoutError):
            wait_s = _AGAIN_S
        market.repeated += 1
        await asyncio.sleep(wait_s)


async def buy_by_api(market: Market, player: MadePlayer, token: str) -> None:
    """Buy until nothing is left; now and then more than anybody may hold."""
    while True:
        key, quantity = secrets.token_hex(8), random.choice([1, 1, 2, 2, CAP + 1])
        status, body = await order(market, token, key, quantity)
        is_bought = status == 201
        assert is_bought or status == 409, body
        code = None if is_bought else body["code"]
        market.told.append(Told(player, key, quantity, body["order_number"] if is_bought else None, code))
        if code in _ENDS or (code in {"insufficient_funds", "cap_reached"} and quantity == 1):
            return
        await asyncio.sleep(random.uniform(0, _THINKING_S))


async def buy_in_chat(market: Market, player: MadePlayer) -> None:
    """Open the lottery by its link and buy five tickets after the other, by whatever the screen offers."""
    telegram, chat_id = market.telegram, player.telegram_id
    shown = await telegram.say(chat_id, f"/start {link_to(LinkKind.LOT, market.raffle_id)}")
    quantity = 0
    while True:
        if pay := _button(shown, "Pay"):
            key = pay.rpartition(":")[2]
            shown = await _paid(telegram, chat_id, pay)
            market.told.append(_told(shown, player, key, quantity))
        elif more := _button(shown, "More tickets"):
            shown = await telegram.press(chat_id, more)
        elif offered := _button(shown, "5 tickets", "Buy "):
            quantity = next(int(one) for one in re.findall(r"\d+", _label(shown, offered)))
            shown = await telegram.press(chat_id, offered)
        else:
            return


async def _paid(telegram: Telegram, chat_id: int, pay: str) -> Shown:
    """Pay, and where it was left open try again under the same key, as the screen offers."""
    shown = await telegram.press(chat_id, pay)
    while again := _button(shown, "Try again"):
        await asyncio.sleep(_AGAIN_S)
        shown = await telegram.press(chat_id, again)
    return shown


def _told(shown: Shown, player: MadePlayer, key: str, quantity: int) -> Told:
    found = _ORDER.search(shown.text)
    return Told(player, key, quantity, found[0] if found else None, None if found else shown.text)


def _button(shown: Shown, *beginnings: str) -> str | None:
    for label, data in shown.buttons.items():
        if any(beginning in label for beginning in beginnings):
            return data
    return None


def _label(shown: Shown, data: str) -> str:
    return next(label for label, its in shown.buttons.items() if its == data)
