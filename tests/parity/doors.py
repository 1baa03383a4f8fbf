"""One player through one door or the other, doing the same things."""

from dataclasses import asdict
from typing import Protocol

from core.accounts.address_rules import FIELDS
from core.kernel.context import Context
from core.raffles.views import RaffleView
from tests.bot.harness import Chat, World, through_first_steps
from tests.bot.winning import ADDRESS
from tests.builders.accounts import MadePlayer
from tests.webapp_api.client import Api, Client

TELEGRAM_ID = 88_001


class Door(Protocol):
    """What every door can do for a player."""

    async def buy(self, raffle: RaffleView, quantity: int) -> None:
        """Buy tickets, or be refused."""

    async def exchange(self, amount: str, amount_minor: int) -> None:
        """Turn TJS into coins."""

    async def follow(self, raffle: RaffleView) -> None:
        """Put a raffle on the watchlist."""

    async def limit(self, amount: str, amount_minor: int) -> None:
        """Set a limit on the spending of a day."""

    async def keep_address(self) -> None:
        """Put `ADDRESS` into the book."""

    async def take_first_steps(self) -> None:
        """Choose a language, agree to the terms, and say where one lives and when one was born."""

    async def take_value(self) -> None:
        """Have the one prize that was won paid out."""


class InChat:
    """Through the bot."""

    def __init__(self, context: Context) -> None:
        self.world = World(context)
        self.chat: Chat = self.world.chat(telegram_id=TELEGRAM_ID)

    async def enter(self, _player: MadePlayer) -> "InChat":
        await self.chat.send("/start")
        return self

    async def buy(self, raffle: RaffleView, quantity: int) -> None:
        await self._card(raffle)
        await self.chat.press("Other")
        await self.chat.send(str(quantity))
        await self.chat.press("Pay")

    async def exchange(self, amount: str, _amount_minor: int) -> None:
        await self.chat.send("/wallet")
        await self.chat.press("Exchange")
        await self.chat.press("→")
        await self.chat.send(amount)
        await self.chat.press("Get")

    async def follow(self, raffle: RaffleView) -> None:
        await self._card(raffle)
        await self.chat.press("Watch")

    async def limit(self, amount: str, _amount_minor: int) -> None:
        await self.chat.send("/limits")
        await self.chat.press("Spending")
        await self.chat.press("24 hours")
        await self.chat.press("Set a limit")
        await self.chat.send(amount)
        await self.chat.press("Set TJS")

    async def keep_address(self) -> None:
        await self.chat.send("/settings")
        await self.chat.press("Addresses")
        await self.chat.press("New address")
        for field in FIELDS:
            if field == "country":
                await self.chat.press("Tajikistan")
            elif value := getattr(ADDRESS, field):
                await self.chat.send(value)
            else:
                await self.chat.press("Without it")
        await self.chat.press("Save")

    async def take_first_steps(self) -> None:
        await through_first_steps(self.chat)

    async def take_value(self) -> None:
        await self.chat.send("/prizes")
        await self.chat.press("1. 🎁")
        await self.chat.press("Take its value")
        await self.chat.press("✅ Take")

    async def _card(self, _raffle: RaffleView) -> None:
        await self.chat.send("/lotteries")
        await self.chat.press("View and buy")


class InApp:
    """Through the mini-app's API."""

    def __init__(self, context: Context) -> None:
        self.api = Api(context)
        self.client: Client

    async def enter(self, _player: MadePlayer) -> "InApp":
        self.client = await self.api.log_in(TELEGRAM_ID)
        return self

    async def buy(self, raffle: RaffleView, quantity: int) -> None:
        await self.client.post(f"/raffles/{raffle.id}/orders", {"quantity": quantity}, key=f"buy-{quantity}")

    async def exchange(self, _amount: str, amount_minor: int) -> None:
        body = {"from_currency": "TJS", "to_currency": "COIN", "amount": amount_minor}
        await self.client.post("/exchanges", body, key=f"exchange-{amount_minor}")

    async def follow(self, raffle: RaffleView) -> None:
        await self.client.request("PUT", f"/raffles/{raffle.id}/watch")

    async def limit(self, _amount: str, amount_minor: int) -> None:
        await self.client.request("PUT", "/me/limits/spend/TJS/24h", {"amount": amount_minor})

    async def keep_address(self) -> None:
        await self.client.post("/me/addresses", asdict(ADDRESS))

    async def take_first_steps(self) -> None:
        await self.client.post("/me/consents", {"document": "terms", "version": 1})
        stated = {"language": "en", "country": "TJ", "birth_date": "1990-05-17", "time_zone": "Asia/Dushanbe"}
        await self.client.request("PATCH", "/me", stated)

    async def take_value(self) -> None:
        (prize,) = (await self.client.get("/prizes")).json()["items"]
        # the app's own key, which the chat has as well: what is claimed
        await self.client.post(f"/prizes/{prize['id']}/claims", {"choice": "cash"}, key=f"claim-{prize['id']}-cash")
