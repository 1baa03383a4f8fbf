"""Every refusal of a purchase, each of which leaves not one row changed, and which of them comes first."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest

from core.accounts.block_player import BlockReason, block_player
from core.accounts.errors import (
    BirthDateUnknown,
    ConsentRequired,
    CountryRefused,
    LimitExceeded,
    PlayerBlocked,
    Underage,
)
from core.accounts.kinds import LimitKind, LimitWindow
from core.accounts.set_limit import set_limit
from core.accounts.update_profile import ProfileChange, update_profile
from core.accounts.views import LimitName
from core.kernel.actor import SYSTEM, Actor
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import DomainError, Forbidden, InvalidInput, NotFound
from core.ledger.errors import InsufficientFunds
from core.ledger.kinds import WalletType
from core.raffles.buy_tickets import BuyTickets
from core.raffles.cancel_raffle import cancel_raffle
from core.raffles.errors import CapReached, NotEnoughTickets, SalesEnded, SoldOut
from core.raffles.jobs import close_due
from core.raffles.models import CloseRule
from core.raffles.views import Receipt
from tests.builders.accounts import MadePlayer, make_player
from tests.builders.ledger import fund, two_admins
from tests.builders.raffles import buy, make_draft, make_lottery, purchase
from tests.raffles.helpers import bought, contents, execute, rich_player

Case = Callable[[Context, ManualClock], Awaitable[tuple[BuyTickets, type[DomainError], dict[str, object]]]]


async def unknown_raffle(context: Context, _: ManualClock) -> tuple:
    return purchase(await rich_player(context), uuid4()), NotFound, {"what": "raffle"}


async def unknown_player(context: Context, _: ManualClock) -> tuple:
    command = purchase(await rich_player(context), await make_lottery(context))
    return replace(command, actor=Actor.player(uuid4())), NotFound, {"what": "player"}


async def an_admin(context: Context, _: ManualClock) -> tuple:
    command = purchase(await rich_player(context), await make_lottery(context))
    return replace(command, actor=(await two_admins(context))[0]), Forbidden, {}


async def the_system(context: Context, _: ManualClock) -> tuple:
    command = purchase(await rich_player(context), await make_lottery(context))
    return replace(command, actor=SYSTEM), Forbidden, {}


async def draft(context: Context, _: ManualClock) -> tuple:
    return purchase(await rich_player(context), await make_draft(context)), SalesEnded, {}


async def cancelled(context: Context, _: ManualClock) -> tuple:
    raffle, (admin, _other) = await make_lottery(context), await two_admins(context)
    await context.transact(lambda tx: cancel_raffle(tx, admin, raffle.id, "a mistake"))
    return purchase(await rich_player(context), raffle), SalesEnded, {}


async def sold_out(context: Context, _: ManualClock) -> tuple:
    player, raffle = await rich_player(context), await make_lottery(context, tickets=3)
    await bought(context, player, raffle, 3)
    return purchase(player, raffle), SoldOut, {"raffle": str(raffle.id)}


async def sold_out_and_closing(context: Context, clock: ManualClock) -> tuple:
    command, error, params = await sold_out(context, clock)
    assert await close_due(context) == 1
    return command, error, params


async def more_than_are_left(context: Context, _: ManualClock) -> tuple:
    player, raffle = await rich_player(context), await make_lottery(context, tickets=3)
    await bought(context, player, raffle, 2)
    return purchase(player, raffle, 2), NotEnoughTickets, {"left": 1}


async def past_the_end_before_any_job(context: Context, clock: ManualClock) -> tuple:
    end = clock.now() + timedelta(minutes=5)
    raffle = await make_lottery(context, close_rule=CloseRule.TIME, sales_end_at=end)
    player = await rich_player(context)
    clock.set(end - timedelta(microseconds=1))
    await bought(context, player, raffle)
    clock.set(end)
    return purchase(player, raffle), SalesEnded, {"raffle": str(raffle.id)}


async def blocked(context: Context, _: ManualClock) -> tuple:
    player, raffle = await rich_player(context), await make_lottery(context)
    await context.transact(lambda tx: block_player(tx, SYSTEM, player.id, BlockReason.FRAUD))
    return purchase(player, raffle), PlayerBlocked, {}


async def underage(context: Context, _: ManualClock) -> tuple:
    player = await make_player(context, birth_date=date(2008, 1, 1))
    await fund(context, player, 5000)
    return purchase(player, await make_lottery(context)), Underage, {"minimum_age": 20}


async def without_terms(context: Context, _: ManualClock) -> tuple:
    player = await make_player(context, eligible=False)
    change = ProfileChange(country="TJ", birth_date=date(1990, 1, 1), time_zone="Asia/Dushanbe")
    await context.transact(lambda tx: update_profile(tx, player.actor, change))
    await fund(context, player, 5000)
    return purchase(player, await make_lottery(context)), ConsentRequired, {}


async def without_birth_date(context: Context, _: ManualClock) -> tuple:
    player = await make_player(context, eligible=False)
    await context.transact(lambda tx: update_profile(tx, player.actor, ProfileChange(country="TJ")))
    return purchase(player, await make_lottery(context)), BirthDateUnknown, {}


async def from_a_denied_country(context: Context, _: ManualClock) -> tuple:
    player = await make_player(context, country="KP")
    return purchase(player, await make_lottery(context)), CountryRefused, {"country": "KP"}


async def over_the_cap(context: Context, _: ManualClock) -> tuple:
    player, raffle = await rich_player(context), await make_lottery(context, cap=3)
    await bought(context, player, raffle, 2)
    return purchase(player, raffle, 2), CapReached, {"cap": 3, "held": 2}


async def wallet_of_another_asset(context: Context, _: ManualClock) -> tuple:
    player, raffle = await rich_player(context), await make_lottery(context)
    return purchase(player, raffle, pay_with=WalletType.LUCKY_COIN), InvalidInput, {"field": "asset"}


async def too_little_money(context: Context, _: ManualClock) -> tuple:
    player, raffle = await rich_player(context, 999), await make_lottery(context)
    return purchase(player, raffle, 2), InsufficientFunds, {"needed_minor": 1000, "available_minor": 999}


async def no_such_wallet(context: Context, _: ManualClock) -> tuple:
    player, raffle = await rich_player(context), await make_lottery(context)
    command = purchase(player, raffle, pay_with=WalletType.BONUS)
    return command, InsufficientFunds, {"wallet_type": "BONUS", "available_minor": 0}


async def limited(context: Context, kind: LimitKind, amount_minor: int) -> MadePlayer:
    player = await rich_player(context)
    name = LimitName(kind, "TJS", LimitWindow.DAY)
    await context.transact(lambda tx: set_limit(tx, player.actor, name, amount_minor))
    return player


async def over_the_spend_limit(context: Context, _: ManualClock) -> tuple:
    player = await limited(context, LimitKind.SPEND, 1499)
    return purchase(player, await make_lottery(context), 3), LimitExceeded, {"kind": "spend", "left_minor": 1499}


async def over_the_net_loss_limit(context: Context, _: ManualClock) -> tuple:
    player, raffle = await limited(context, LimitKind.NET_LOSS, 1000), await make_lottery(context)
    await bought(context, player, raffle, 2)  # reaching a limit exactly is allowed
    return purchase(player, raffle), LimitExceeded, {"kind": "net_loss", "left_minor": 0}


def with_quantity(quantity: Any) -> Case:
    async def case(context: Context, _: ManualClock) -> tuple:
        command = purchase(await rich_player(context), await make_lottery(context))
        return replace(command, quantity=quantity), InvalidInput, {"field": "quantity"}

    case.__name__ = f"quantity_{quantity!r}"
    return case


def with_key(key: str) -> Case:
    async def case(context: Context, _: ManualClock) -> tuple:
        command = purchase(await rich_player(context), await make_lottery(context))
        return replace(command, key=key), InvalidInput, {"field": "key"}

    case.__name__ = f"key_{key[:5]!r}"
    return case


CASES = [
    unknown_raffle,
    unknown_player,
    an_admin,
    the_system,
    draft,
    cancelled,
    sold_out,
    sold_out_and_closing,
    more_than_are_left,
    past_the_end_before_any_job,
    blocked,
    underage,
    without_terms,
    without_birth_date,
    from_a_denied_country,
    over_the_cap,
    wallet_of_another_asset,
    too_little_money,
    no_such_wallet,
    over_the_spend_limit,
    over_the_net_loss_limit,
    *(with_quantity(quantity) for quantity in (0, -1, True, 10**9, 1.5, "3", None)),
    *(with_key(key) for key in ("", "x" * 101, "ключ", "a\n")),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
async def test_a_refusal_changes_nothing(context: Context, clock: ManualClock, case: Case) -> None:
    command, error, params = await case(context, clock)
    before = await contents(context)
    outcome = (await buy(context, command))[0]
    assert type(outcome) is error, outcome
    assert outcome.params.items() >= params.items()
    assert await contents(context) == before


async def test_which_refusal_comes_first(context: Context, clock: ManualClock) -> None:
    """A command that breaks every rule hears of them one by one, as each is mended."""
    end = clock.now() + timedelta(hours=1)
    player = await limited(context, LimitKind.SPEND, 900)
    await execute(context, "UPDATE wallets SET balance_minor = 0 WHERE player_id = :id", id=player.id)
    raffle = await make_lottery(
        context, tickets=4, cap=3, close_rule=CloseRule.SOLD_OUT_OR_TIME, sales_end_at=end, asset="TJS"
    )
    other = await rich_player(context)
    await bought(context, other, raffle, 1)
    await context.transact(lambda tx: block_player(tx, SYSTEM, player.id, BlockReason.FRAUD))
    command = BuyTickets(SYSTEM, uuid4(), 0, "", purchase(player, raffle).source, WalletType.CREDIT)
    clock.set(end)

    async def refused() -> str:
        outcome = (await buy(context, command))[0]
        assert isinstance(outcome, DomainError), outcome
        return f"{outcome.code} {outcome.params.get('field', '')}".strip()

    assert await refused() == "invalid_input key"
    command = replace(command, key="key")
    assert await refused() == "invalid_input quantity"
    command = replace(command, quantity=4)
    assert await refused() == "forbidden"
    command = replace(command, actor=player.actor)
    assert await refused() == "not_found"
    command = replace(command, raffle_id=raffle.id)
    assert await refused() == "sales_ended"
    clock.set(end - timedelta(minutes=30))
    assert await refused() == "player_blocked"
    await execute(context, "UPDATE players SET status = 'active' WHERE id = :id", id=player.id)
    assert await refused() == "not_enough_tickets"
    await execute(context, "UPDATE raffles SET ticket_total = 9, per_player_cap = 3 WHERE id = :id", id=raffle.id)
    assert await refused() == "cap_reached"
    command = replace(command, quantity=2)
    assert await refused() == "invalid_input asset"
    command = replace(command, pay_with=WalletType.BONUS)
    assert await refused() == "limit_exceeded"
    command = replace(command, pay_with=WalletType.BALANCE)
    assert await refused() == "limit_exceeded"
    command = replace(command, quantity=1)
    assert await refused() == "insufficient_funds"
    await execute(context, "UPDATE wallets SET balance_minor = 500 WHERE player_id = :id", id=player.id)
    assert isinstance((await buy(context, command))[0], Receipt)
