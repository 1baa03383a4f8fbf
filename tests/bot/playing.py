"""Players in front of the bot: through the first steps, with money, before lotteries."""

import json
from collections.abc import Mapping
from typing import Any

from core.kernel.context import Context
from core.ledger.kinds import WalletType
from core.raffles.views import RaffleView
from tests.bot.harness import Chat, World
from tests.builders.accounts import MadePlayer, make_player
from tests.builders.ledger import fund
from tests.builders.raffles import make_lottery
from tests.raffles.helpers import execute

TITLES = {"en": "A bicycle", "ru": "Велосипед", "tg": "Велосипед", "th": "จักรยาน"}


async def make_chat(
    world: World, money_minor: int = 2450, *, language: str = "en", asset: str = "TJS", eligible: bool = True
) -> tuple[Chat, MadePlayer]:
    """A player who is through the first steps, with a private chat."""
    chat = world.chat(language=language)
    player = await make_player(
        world.context, telegram_id=chat.telegram_id, language=language, last_name=None, eligible=eligible
    )
    if money_minor:
        wallet = WalletType.LUCKY_COIN if asset == "COIN" else WalletType.BALANCE
        await fund(world.context, player, money_minor, asset, wallet)
    return chat, player


async def on_sale(
    context: Context, titles: Mapping[str, str] = TITLES, media: tuple[str, ...] = (), **terms: Any
) -> RaffleView:
    """A lottery on sale with a title in every language."""
    raffle = await make_lottery(context, **({"price_minor": 200} | terms))
    await execute(
        context,
        "UPDATE raffles SET titles = CAST(:titles AS jsonb), media = CAST(:media AS jsonb) WHERE id = :id",
        titles=json.dumps(titles),
        media=json.dumps(list(media)),
        id=raffle.id,
    )
    return raffle
