"""Each check of the raffles' reconciliation names the row that was corrupted, and nothing else."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from core.catalogue.models import ProductKind
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.prizes.jobs import pay_due
from core.raffles import jobs
from core.raffles.cancel_raffle import cancel_raffle
from core.raffles.reconcile import reconcile_raffles
from tests.builders.access import make_admin
from tests.builders.raffles import TestBeacon, buy, make_lottery, purchase, run_draw
from tests.raffles.helpers import act, all_differences, execute, query, rich_player, sold_out_lottery


@dataclass(frozen=True)
class World:
    """An open raffle with three entries, a cancelled one, one that paid its prize, one whose prize is claimable."""

    open_id: UUID
    paid_id: UUID
    claimable_id: UUID


@pytest.fixture
async def world(context: Context, clock: ManualClock) -> World:
    beacon, admin = TestBeacon(clock), await make_admin(context)
    players = [await rich_player(context) for _ in range(2)]
    opened, dropped = await make_lottery(context, tickets=50), await make_lottery(context)
    for player, raffle, quantity in [(0, opened, 2), (1, opened, 3), (0, opened, 1), (1, dropped, 2)]:
        await buy(context, purchase(players[player], raffle, quantity))
    await act(context, cancel_raffle, admin, dropped.id, "a mistake")
    await jobs.refund_due(context)
    paid = await sold_out_lottery(context, beacon, [(players[0], 4)])
    goods = await sold_out_lottery(context, beacon, [(players[0], 4)], product=ProductKind.GOODS)
    await run_draw(context, clock, beacon)
    assert await pay_due(context) == 1
    assert await all_differences(context) == []
    return World(opened.id, paid.id, goods.id)


_PAID = "draw_id = (SELECT draw_id FROM raffles WHERE id = :paid_id)"
_CLAIMABLE = "draw_id = (SELECT draw_id FROM raffles WHERE id = :claimable_id)"
_LAST = "raffle_id = :open_id AND log_seq = 3"
_ORDER = f"id = (SELECT order_id FROM entries WHERE {_LAST})"
_TRANSFER = f"reference_id = (SELECT order_id FROM entries WHERE {_LAST})"
_REFUNDED = "(SELECT id FROM orders WHERE state = 'refunded')"

CORRUPTIONS: dict[str, tuple[str, set[tuple[str, str | None, str | None]]]] = {
    "sold": ("UPDATE raffles SET sold = 7 WHERE id = :open_id", {("raffle_sold", "6", "7")}),
    "gross": ("UPDATE raffles SET gross_minor = 1 WHERE id = :open_id", {("raffle_gross", "3000", "1")}),
    "price": ("UPDATE raffles SET price_minor = 501 WHERE id = :open_id", {("raffle_price", "3006", "3000")}),
    "escrow": (
        "UPDATE raffles SET escrow_minor = 2999 WHERE id = :open_id",
        {("raffle_escrow_entries", "3000", "2999"), ("raffle_escrow_transfers", "3000", "2999")},
    ),
    "log length": ("UPDATE raffles SET log_seq = 4 WHERE id = :open_id", {("raffle_log", "3", "4")}),
    "log head": (
        "UPDATE raffles SET log_head = '\\x00' WHERE id = :open_id",
        {("raffle_log_head", None, "00")},
    ),
    "log place": (
        f"UPDATE entries SET log_seq = 5 WHERE {_LAST}",
        {("raffle_log_last", "3", "5")},
    ),
    "gap in the numbers": (
        f"UPDATE entries SET first = 9, last = 9 WHERE {_LAST}",
        {("raffle_numbers", "6", "9")},
    ),
    "range": (
        f"UPDATE entries SET last = last + 1 WHERE {_LAST}",
        {("raffle_sold", "7", "6"), ("raffle_price", "3500", "3000"), ("entry_bought", "4", "3")},
    ),
    "what was bought before": (
        f"UPDATE entries SET bought_after = 9 WHERE {_LAST}",
        {("entry_bought", "3", "9")},
    ),
    "amount of an entry": (
        f"UPDATE entries SET amount_minor = 400 WHERE {_LAST}",
        {
            ("raffle_price", "3000", "2900"),
            ("raffle_gross", "2900", "3000"),
            ("raffle_escrow_entries", "2900", "3000"),
            ("order_entries", "500", "400"),
        },
    ),
    "total of an order": (
        f"UPDATE orders SET total_minor = 400 WHERE {_ORDER}",
        {("order_entries", "400", "500"), ("order_sale", "400", "500")},
    ),
    "refund that was not": (
        f"UPDATE orders SET state = 'refunded' WHERE {_ORDER}",
        {
            ("order_refund", "500", "0"),
            ("raffle_escrow_entries", "2500", "3000"),
            ("order_void", "paid", "refunded"),
        },
    ),
    "refund of a paid order": (
        f"UPDATE orders SET state = 'paid' WHERE id = {_REFUNDED}",
        {("order_refund", "0", "1000"), ("raffle_escrow_entries", "1000", "0")},
    ),
    "order without its payment": (
        f"DELETE FROM transfers WHERE {_TRANSFER}",
        {("order_sale", "500", "0"), ("raffle_escrow_transfers", "2500", "3000")},
    ),
    "order without its entry": (
        "INSERT INTO orders SELECT gen_random_uuid(), 10000000, kind, player_id, 'x', input_hash, state, wallet_id,"
        f" total_minor, asset, source, created_at, refunded_at FROM orders WHERE {_ORDER}",
        {("order_entries", "500", "0"), ("order_sale", "500", "0")},
    ),
    "prize fund set aside twice": (
        "UPDATE transfers SET amount_minor = 2 * amount_minor WHERE kind = 'prize_fund' AND reference_id = :paid_id"
        " AND from_id IN (SELECT escrow_wallet_id FROM raffles)",
        {("raffle_prize_fund", "...", "..."), ("raffle_escrow_transfers", "...", "...")},
    ),
    "payment without its order": (
        f"UPDATE transfers SET reference_id = gen_random_uuid() WHERE {_TRANSFER}",
        {("order_sale", "500", "0"), ("order_sale", "0", "500")},
    ),
    "award that was not paid": (
        f"UPDATE awards SET state = 'paid' WHERE {_CLAIMABLE}",
        {("award_payment", "3000", "0")},
    ),
    "payment of an award that is not paid": (
        f"UPDATE awards SET state = 'payable' WHERE {_PAID}",
        {("award_payment", "0", "3000")},
    ),
    "award without a result, paid by nobody": (
        'INSERT INTO awards (id, draw_id, "order", player_id, ticket_number, position, seq, value_minor, asset, state,'
        " claim_by, created_at) SELECT gen_random_uuid(), draw_id, 99, player_id, ticket_number, position, seq,"
        f" value_minor, asset, state, claim_by, created_at FROM awards WHERE {_PAID}",
        {("award_payment", "3000", "0"), ("award_result", None, "...")},
    ),
    "payment without its award": (
        f"DELETE FROM awards WHERE {_PAID}",
        {("award_payment", "0", "3000"), ("award_result", "...", None)},
    ),
    "payment of another sum": (
        "UPDATE transfers SET amount_minor = 2999 WHERE kind = 'prize'",
        {("award_payment", "3000", "2999")},
    ),
    "ticket of an award": (
        f"UPDATE awards SET ticket_number = ticket_number % 4 + 1 WHERE {_PAID}",
        {("award_result", "...", "...")},
    ),
    "winner": (
        f"UPDATE awards SET player_id = (SELECT player_id FROM entries WHERE log_seq = 2 AND raffle_id = :open_id)"
        f" WHERE {_PAID}",
        {("award_holder", "...", "...")},
    ),
}


@pytest.mark.parametrize(("change", "named"), CORRUPTIONS.values(), ids=CORRUPTIONS)
async def test_what_was_corrupted_is_named(
    context: Context, world: World, change: str, named: set[tuple[str, str | None, str | None]]
) -> None:
    ids = vars(world)
    assert await execute(context, change, **{name: id_ for name, id_ in ids.items() if f":{name}" in change}) == 1
    found = await context.transact(reconcile_raffles)
    # figures whose values are made anew in each run (hashes, ids, drawn tickets) are named, not compared
    known = {check: (expected, actual) for check, expected, actual in named if "..." not in (expected, actual)}
    assert len(found) == len(named), found
    assert {one.check for one in found} == {check for check, _, _ in named}
    for one in found:
        if one.check in known and one.check != "raffle_log_head":
            assert (one.check, one.expected, one.actual) in named
        assert one.subject.startswith(one.check.split("_")[0]) or one.check == "award_result"


async def test_a_raffle_is_named_by_its_id(context: Context, world: World) -> None:
    await execute(context, "UPDATE raffles SET sold = 7 WHERE id = :id", id=world.open_id)
    assert [one.subject for one in await context.transact(reconcile_raffles)] == [f"raffle {world.open_id}"]
    assert len(await query(context, "SELECT id FROM raffles")) == 4
