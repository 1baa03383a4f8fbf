"""What tests of raffles share: a look at the tables, players with money, ways through a draw."""

from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Concatenate, ParamSpec, TypeVar
from uuid import UUID

from sqlalchemy import text

from core.draws.rounds import BeaconRule
from core.kernel.actor import Actor
from core.kernel.context import Context, Transaction
from core.ledger.kinds import WalletType
from core.ledger.reconcile import reconcile_wallets
from core.ledger.views import Difference
from core.raffles.models import RaffleState
from core.raffles.reconcile import reconcile_raffles
from core.raffles.views import RaffleView, Receipt
from tests.builders.accounts import MadePlayer, make_player
from tests.builders.ledger import fund
from tests.builders.raffles import TestBeacon, buy, make_lottery, purchase

P = ParamSpec("P")
R = TypeVar("R")


async def act(
    context: Context,
    use_case: Callable[Concatenate[Transaction, Actor, P], Awaitable[R]],
    actor: Actor,
    *args: P.args,
    **kwargs: P.kwargs,
) -> R:
    """One use case of an actor in one transaction."""
    return await context.transact(lambda tx: use_case(tx, actor, *args, **kwargs))


async def query(context: Context, statement: str, **params: Any) -> Sequence[Any]:
    async def run(tx: Transaction) -> Sequence[Any]:
        return (await tx.execute(text(statement), params)).all()

    return await context.transact(run)


async def execute(context: Context, statement: str, **params: Any) -> int:
    """Change rows with the triggers (foreign keys, append-only) off; gives how many."""

    async def run(tx: Transaction) -> int:
        await tx.execute(text("SET LOCAL session_replication_role = replica"))
        done = (await tx.execute(text(statement), params)).rowcount
        await tx.execute(text("SET LOCAL session_replication_role = origin"))
        return done

    return await context.transact(run)


async def contents(context: Context) -> dict[str, tuple[int, str]]:
    """The number of rows and a digest of every table: equal if not one row came, went or changed."""
    tables = await query(
        context,
        "SELECT relname FROM pg_class WHERE relkind IN ('r', 'p') AND NOT relispartition"
        " AND relnamespace = 'public'::regnamespace ORDER BY relname",
    )
    one = (
        "SELECT '{0}' AS name, count(*) AS rows, md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) AS digest"
    )
    parts = [f'{one.format(table.relname)} FROM "{table.relname}" t' for table in tables]
    return {row.name: (row.rows, row.digest) for row in await query(context, " UNION ALL ".join(parts))}


async def count(context: Context, table: str, where: str = "true", **params: Any) -> int:
    rows = await query(context, f"SELECT count(*) AS number FROM {table} WHERE {where}", **params)
    return int(rows[0].number)


async def balance(
    context: Context, player: MadePlayer, asset: str = "TJS", wallet: WalletType = WalletType.BALANCE
) -> int:
    """What a player holds in a wallet; 0 where there is none."""
    rows = await query(
        context,
        "SELECT balance_minor FROM wallets WHERE player_id = :player AND account = :account AND asset = :asset",
        player=player.id,
        account=wallet,
        asset=asset,
    )
    return int(rows[0].balance_minor) if rows else 0


async def rich_player(context: Context, amount_minor: int = 1_000_000, asset: str = "TJS") -> MadePlayer:
    player = await make_player(context)
    wallet = WalletType.LUCKY_COIN if asset == "COIN" else WalletType.BALANCE
    await fund(context, player, amount_minor, asset, wallet)
    return player


async def bought(context: Context, player: MadePlayer, raffle: RaffleView | UUID, quantity: int = 1) -> Receipt:
    outcome = (await buy(context, purchase(player, raffle, quantity)))[0]
    assert isinstance(outcome, Receipt), outcome
    return outcome


async def sold_out_lottery(
    context: Context, beacon: TestBeacon, shares: Sequence[tuple[MadePlayer, int]], **terms: Any
) -> RaffleView:
    """A lottery of which each player has bought a share, to the last ticket."""
    tickets = sum(quantity for _, quantity in shares)
    rule: BeaconRule = beacon.info().rule(60)
    raffle = await make_lottery(context, tickets=tickets, beacon=rule, **terms)
    for player, quantity in shares:
        await bought(context, player, raffle, quantity)
    return raffle


async def row_of(context: Context, raffle: RaffleView | UUID) -> Any:
    """The raffle's row as it stands."""
    raffle_id = raffle if isinstance(raffle, UUID) else raffle.id
    return (await query(context, "SELECT * FROM raffles WHERE id = :id", id=raffle_id))[0]


async def state_of(context: Context, raffle: RaffleView | UUID) -> RaffleState:
    return RaffleState((await row_of(context, raffle)).state)


async def all_differences(context: Context) -> list[Difference]:
    """What either reconciliation names."""
    return await context.transact(reconcile_wallets) + await context.transact(reconcile_raffles)
