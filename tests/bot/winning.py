"""Winners in front of the bot: a prize that is settled, and an address to have it sent to."""

from core.accounts.address_rules import AddressInput
from core.accounts.addresses import add_address
from core.accounts.views import AddressView
from core.catalogue.models import ProductKind
from core.kernel.clock import ManualClock
from core.prizes.list_prizes import list_prizes
from core.prizes.views import AwardView
from tests.bot.harness import Chat, World
from tests.bot.playing import make_chat, on_sale
from tests.builders.accounts import MadePlayer
from tests.builders.raffles import TestBeacon, run_draw
from tests.raffles.helpers import act, bought

ADDRESS = AddressInput("Firuz Karimov", "+992901234567", "TJ", "Dushanbe", "Rudaki 1", postal_code="734000")
ON_PARCEL = "Firuz Karimov\n+992901234567\nRudaki 1\nDushanbe\n734000 Tajikistan"


async def win(world: World, clock: ManualClock, player: MadePlayer, kind: ProductKind = ProductKind.GOODS) -> AwardView:
    """The player buys a lottery out and wins its prize, to be claimed within ten days."""
    beacon = TestBeacon(clock)
    raffle = await on_sale(world.context, tickets=2, product=kind, claim_days=10, beacon=beacon.info().rule(60))
    await bought(world.context, player, raffle, 2)
    await run_draw(world.context, clock, beacon)
    return (await act(world.context, list_prizes, player.actor)).items[0]


async def make_winner(
    world: World, clock: ManualClock, kind: ProductKind = ProductKind.GOODS, *, language: str = "en"
) -> tuple[Chat, MadePlayer, AwardView]:
    """A player with TJS 20.50 left and a prize worth TJS 30.00."""
    chat, player = await make_chat(world, language=language)
    return chat, player, await win(world, clock, player, kind)


async def saved(world: World, player: MadePlayer, address: AddressInput = ADDRESS) -> AddressView:
    """An address in the player's book."""
    return await act(world.context, add_address, player.actor, address)
