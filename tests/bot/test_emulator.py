"""The bot before a Bot API server of other people's making, by long polling: what our own Telegram stands in for must
hold there as well. Payments and pictures are left out, which that server does not know."""

import asyncio
import secrets
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from bot.commands import ADMIN_COMMANDS, PLAYER_COMMANDS
from core.access.grant_role import grant_role
from core.access.roles import Role
from core.accounts.read_player import find_player
from core.app import App
from core.kernel.actor import SYSTEM
from core.kernel.context import Context
from core.ledger.set_rate import set_rate
from tests.bot.outsider import COMMAND, Outsider, Seen, emulator, running_bot, until
from tests.bot.playing import on_sale
from tests.builders.accounts import MadePlayer, make_player
from tests.builders.ledger import fund, two_admins
from tests.raffles.helpers import act, balance, count

pytestmark = pytest.mark.timeout(60)


@dataclass
class Stage:
    """The bot under way before the emulator."""

    app: App
    client: httpx2.AsyncClient
    token: str
    seen: Seen

    @property
    def context(self) -> Context:
        return self.app.context

    def stranger(self) -> Outsider:
        """Somebody whom the bot does not know."""
        return Outsider(self.client, self.token, self.seen, secrets.randbelow(2**40) + 1)

    async def player(self, money_minor: int) -> tuple[Outsider, MadePlayer]:
        """A player who is through the first steps, with money."""
        outsider = self.stranger()
        made = await make_player(self.context, telegram_id=outsider.telegram_id, language="en", last_name=None)
        await fund(self.context, made, money_minor)
        return outsider, made


@pytest.fixture
async def stage(live_context: Context, tmp_path: Path) -> AsyncIterator[Stage]:
    """The emulator, the bot, and at the end the emulator's verdict: it took every call, and edits came."""
    if not COMMAND.exists():
        pytest.skip("NO OUTSIDER TESTED: lo-bot-api-emulator is not installed (make setup)")
    journal, seen = tmp_path / "journal.jsonl", Seen()
    token = f"{secrets.randbelow(2**40) + 1}:{secrets.token_urlsafe(26)}"
    async with (
        emulator(journal) as url,
        httpx2.AsyncClient(base_url=url) as client,
        running_bot(live_context, url, token, seen) as app,
    ):
        yield Stage(app, client, token, seen)
    verdict = ("verdict", str(journal), "--require-response", "--require-method", "editMessageText")
    judge = await asyncio.create_subprocess_exec(
        COMMAND, *verdict, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
    )
    said, _ = await judge.communicate()
    assert judge.returncode == 0, f"{said.decode()}\n{journal.read_text()}"


async def test_first_steps_home_and_back(stage: Stage) -> None:
    friend = await make_player(stage.context)
    player, seen = stage.stranger(), stage.seen
    inviter = await stage.app.transact(lambda tx: find_player(tx, friend.telegram_id))
    assert inviter is not None
    await player.say(f"/start ref_{inviter.referral_code}")
    first, _ = await player.see("Choose your language")
    await player.press("English", on="Choose your language")
    await player.press("Continue", on="check every draw")
    await player.press("at least", on="Terms of play")
    await player.press("accept", on="Terms of play")
    await player.press("Continue", on="Terms of play")
    asked, screen = await player.see("Where do you live?")
    assert (asked, screen.edits) == (first, 5)
    await player.press("Tajikistan", on="Where do you live?")
    await player.see("When were you born?")
    await player.say("17.05.1990")
    home, _ = await player.see("Hello, ")
    assert home != first

    await player.press("Settings", on="Hello, ")
    assert seen.screens[home].edits == 1
    await player.press("Back", on=seen.screens[home].text)
    assert seen.screens[home].text.startswith("<b>Hello, ")
    known = await stage.app.transact(lambda tx: find_player(tx, player.telegram_id))
    assert known is not None
    assert (known.referred_by_id, known.country, known.language) == (inviter.id, "TJ", "en")


async def test_a_purchase_its_tickets_and_its_fairness(stage: Stage) -> None:
    await on_sale(stage.context)
    player, made = await stage.player(2450)
    await player.say("/lotteries")
    card, _ = await player.see("A bicycle")
    await player.press("View and buy", on="A bicycle")
    await player.press("Other", on="A bicycle")
    await player.see("How many")
    await player.say("5")
    confirmation, _ = await player.see("Balance after")
    await player.press("Pay", on="Balance after")
    receipt, _ = await player.see("You bought 5 tickets")
    assert receipt == confirmation
    assert card != confirmation
    assert await balance(stage.context, made) == 1450
    assert await count(stage.context, "orders", "source = 'bot'") == 1
    await player.say("/tickets")
    await player.see("1–5")
    await player.say("/verify nonsense")
    await player.see("We could not find")


async def test_an_exchange(stage: Stage) -> None:
    admin, _ = await two_admins(stage.context)
    await act(stage.context, set_rate, admin, "TJS", "COIN", numerator=1, denominator=100)
    player, made = await stage.player(600)
    await player.say("/wallet")
    await player.press("Exchange", on="Wallet")
    await player.press("→", on="What do you want to exchange?")
    await player.see("How much")
    await player.say("5")
    await player.press("Get 5 coins", on="You give")
    await player.see("5 coins")
    assert await balance(stage.context, made) == 100


async def test_every_command_is_answered(stage: Stage) -> None:
    """Of players and of staff: the server took whatever each of them sends."""
    await on_sale(stage.context)
    admin = stage.stranger()
    await act(stage.context, grant_role, SYSTEM, admin.telegram_id, Role.OWNER)
    player, _ = await stage.player(600)
    await player.say("/lotteries")
    await player.press("View and buy", on="A bicycle")
    for person, names in ((player, PLAYER_COMMANDS), (admin, [command.name for command in ADMIN_COMMANDS])):
        for name in names:
            shown = len(stage.seen.screens)
            await person.say(f"/{name}")
            await until(lambda shown=shown: len(stage.seen.screens) > shown, f"no answer to /{name}")  # type: ignore[misc]
