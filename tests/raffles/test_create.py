"""Drafts of lotteries: what is refused, what is written, and who sees it."""

import json
from dataclasses import replace
from datetime import timedelta
from functools import partial
from uuid import uuid4

import pytest

from cli.verify_inputs import LARGEST_FILE_BYTES
from core.access.roles import Role
from core.catalogue.create_product import NewProduct, create_product
from core.catalogue.models import ProductKind
from core.catalogue.views import ProductView
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import InvalidInput, NotFound, WrongState
from core.kernel.ids import parse_public_number
from core.kernel.money import MAX_MINOR
from core.raffles import rules
from core.raffles.cancel_raffle import cancel_raffle
from core.raffles.create_lottery import NewLottery, create_lottery, product_prize
from core.raffles.list_raffles import get_raffle, list_raffles
from core.raffles.models import CloseRule, RaffleState
from core.raffles.views import PrizeView
from tests.builders.access import make_admin
from tests.builders.raffles import make_draft, make_lottery
from tests.plugins.database import NOW
from tests.raffles.helpers import act, contents, execute, query

CASH = PrizeView(1, 1, "fixed", 1000, None, None)
SHARE = PrizeView(1, 1, "percentage", None, 5000, None)
GOOD = NewLottery({"en": "A lottery"}, 500, "TJS", 10, [CASH])
LATER = NOW + timedelta(hours=1)

BAD = {
    "asset unknown": ({"asset": "XXX0"}, "asset"),
    "asset that players hold no wallet of": ({"asset": "XTR"}, "asset"),
    "no tickets": ({"ticket_total": 0}, "ticket_total"),
    "too many tickets": ({"ticket_total": 1_000_001}, "ticket_total"),
    "half a ticket": ({"ticket_total": 1.5}, "ticket_total"),
    "a truth for tickets": ({"ticket_total": True}, "ticket_total"),
    "free": ({"price_minor": 0}, "price_minor"),
    "a price below zero": ({"price_minor": -1}, "price_minor"),
    "a price with a fraction": ({"price_minor": 0.5}, "price_minor"),
    "a gross beyond what is exact": ({"price_minor": MAX_MINOR // 10 + 1}, "price_minor"),
    "a cap of nothing": ({"per_player_cap": 0}, "per_player_cap"),
    "a cap above the tickets": ({"per_player_cap": 11}, "per_player_cap"),
    "alternates below zero": ({"alternates": -1}, "alternates"),
    "too many alternates": ({"alternates": 101}, "alternates"),
    "no time to claim": ({"claim_days": 0}, "claim_days"),
    "too long to claim": ({"claim_days": 366}, "claim_days"),
    "an unknown way to be distinct": ({"distinct": "colour"}, "distinct"),
    "no prizes": ({"prizes": []}, "prizes"),
    "prizes that do not begin at 1": ({"prizes": [replace(CASH, position=2)]}, "prizes"),
    "a position twice": ({"prizes": [CASH, CASH]}, "prizes"),
    "no winner": ({"prizes": [replace(CASH, winner_count=0)]}, "prizes"),
    "winners below zero beside others": (
        {"prizes": [replace(CASH, winner_count=5), replace(CASH, position=2, winner_count=-1)]},
        "prizes",
    ),
    "more winners than tickets": ({"prizes": [replace(CASH, winner_count=11)]}, "prizes"),
    "more winners than tickets together": (
        {"prizes": [replace(CASH, winner_count=6), replace(CASH, position=2, winner_count=5)]},
        "prizes",
    ),
    "a prize of nothing": ({"prizes": [replace(CASH, value_minor=0)]}, "prizes"),
    "a prize without value": ({"prizes": [replace(CASH, value_minor=None)]}, "prizes"),
    "a fixed prize with a share": ({"prizes": [replace(CASH, percentage_bp=1)]}, "prizes"),
    "a share with a value": ({"prizes": [replace(SHARE, value_minor=1)]}, "prizes"),
    "a share of nothing": ({"prizes": [replace(SHARE, percentage_bp=0)]}, "prizes"),
    "a share above all": ({"prizes": [replace(SHARE, percentage_bp=10_001)]}, "prizes"),
    "shares above all together": ({"prizes": [SHARE, replace(SHARE, position=2, percentage_bp=5001)]}, "prizes"),
    "an unknown type of prize": ({"prizes": [replace(CASH, type="mystery")]}, "prizes"),
    "prizes beyond what is exact": ({"prizes": [replace(CASH, value_minor=MAX_MINOR, winner_count=2)]}, "prizes"),
    "a time without the rule": ({"sales_end_at": LATER}, "sales_end_at"),
    "the rule without a time": ({"close_rule": CloseRule.TIME}, "sales_end_at"),
    "the other rule without a time": ({"close_rule": CloseRule.SOLD_OUT_OR_TIME}, "sales_end_at"),
    "a time too close": (
        {"close_rule": CloseRule.TIME, "sales_end_at": NOW + timedelta(seconds=59)},
        "sales_end_at",
    ),
    "a time without a zone": (
        {"close_rule": CloseRule.TIME, "sales_end_at": LATER.replace(tzinfo=None)},
        "sales_end_at",
    ),
    "no title": ({"titles": {}}, "titles"),
    "no English title": ({"titles": {"ru": "Лотерея"}}, "titles"),
    "a blank title": ({"titles": {"en": " "}}, "titles"),
    "a title too long": ({"titles": {"en": "x" * 121}}, "titles"),
    "a title in no language": ({"titles": {"en": "x", "EN-us": "x"}}, "titles"),
    "a description too long": ({"descriptions": {"en": "x" * 3001}}, "descriptions"),
    "too many pictures": ({"media": ["x"] * 11}, "media"),
    "a picture without a name": ({"media": [""]}, "media"),
}


@pytest.mark.parametrize(("change", "field"), BAD.values(), ids=BAD)
async def test_what_is_refused_leaves_nothing(context: Context, change: dict, field: str) -> None:
    admin = await make_admin(context, Role.MANAGER)
    before = await contents(context)
    with pytest.raises(InvalidInput) as refusal:
        await act(context, create_lottery, admin, replace(GOOD, **change))
    assert refusal.value.params["field"] == field
    assert await contents(context) == before


async def test_a_draft_holds_what_was_said(context: Context) -> None:
    admin = await make_admin(context, Role.MANAGER)
    new = replace(
        GOOD,
        titles={"en": " Car ", "ru": "Машина"},
        prizes=[SHARE, replace(CASH, position=2, winner_count=3)],
        per_player_cap=5,
        close_rule=CloseRule.SOLD_OUT_OR_TIME,
        sales_end_at=LATER,
        alternates=2,
        claim_days=30,
        distinct="holder",
        media=["a.jpg"],
    )
    draft = await act(context, create_lottery, admin, new)
    assert (draft.state, draft.sold, draft.draw_id) == (RaffleState.DRAFT, 0, None)
    assert draft.titles == {"en": "Car", "ru": "Машина"}
    assert draft.prizes == (SHARE, replace(CASH, position=2, winner_count=3))
    assert (draft.per_player_cap, draft.close_rule, draft.sales_end_at) == (5, CloseRule.SOLD_OUT_OR_TIME, LATER)
    assert (draft.distinct, draft.alternates, draft.claim_days, draft.media) == ("holder", 2, 30, ("a.jpg",))
    parsed = parse_public_number(draft.number)
    rows = await query(context, "SELECT number, created_by FROM raffles WHERE id = :id", id=draft.id)
    assert parsed == ("RF", rows[0].number)
    assert rows[0].created_by == admin.admin_id


async def test_the_product_behind_a_prize(context: Context) -> None:
    admin = await make_admin(context, Role.MANAGER)

    async def product(kind: ProductKind, value_minor: int = 1000, asset: str = "TJS") -> ProductView:
        return await act(context, create_product, admin, NewProduct(kind, {"en": "x"}, value_minor, asset))

    async def create(prize: PrizeView) -> None:
        await act(context, create_lottery, admin, replace(GOOD, prizes=[prize]))

    goods, cash = await product(ProductKind.GOODS), await product(ProductKind.CASH)
    await create(product_prize(1, goods.id, 1000))
    await create(replace(SHARE, product_id=cash.id))
    for prize in (
        product_prize(1, goods.id, 999),
        product_prize(1, (await product(ProductKind.GOODS, asset="USD")).id, 1000),
        replace(SHARE, product_id=goods.id),
    ):
        with pytest.raises(InvalidInput):
            await create(prize)
    with pytest.raises(NotFound):
        await create(product_prize(1, uuid4(), 1000))
    await execute(context, "UPDATE products SET archived_at = now() WHERE id = :id", id=goods.id)
    with pytest.raises(NotFound):
        await create(product_prize(1, goods.id, 1000))


async def test_drafts_are_seen_by_nobody_even_when_dropped(context: Context) -> None:
    admin = await make_admin(context)
    draft, opened = await make_draft(context), await make_lottery(context)

    async def seen() -> list:
        return [raffle.id for raffle in (await context.transact(list_raffles)).items]

    assert await seen() == [opened.id]
    assert await act(context, cancel_raffle, admin, draft, "a mistake") is RaffleState.CANCELLED
    assert await seen() == [opened.id]
    for raffle_id in (draft, uuid4()):
        with pytest.raises(NotFound):
            await context.transact(partial(get_raffle, raffle_id=raffle_id))
    with pytest.raises(WrongState):
        await act(context, cancel_raffle, admin, draft, "again")


async def test_raffles_are_paged_newest_first(context: Context, clock: ManualClock) -> None:
    made = [(await make_lottery(context)).id for _ in range(5)]
    seen: list = []
    cursor: str | None = None
    while True:
        page = await context.transact(partial(list_raffles, cursor=cursor, limit=2))
        seen += [raffle.id for raffle in page.items]
        cursor = page.next_cursor
        if cursor is None:
            break
    assert seen == made[::-1]
    nothing = await context.transact(lambda tx: list_raffles(tx, (RaffleState.DRAFT, RaffleState.SETTLED)))
    assert nothing.items == []
    bad: dict
    for bad in ({"limit": 0}, {"limit": 101}, {"cursor": "?"}):
        with pytest.raises(InvalidInput):
            await context.transact(partial(list_raffles, **bad))


def test_the_largest_raffle_can_be_verified() -> None:
    """Its files are read by `fairlot verify`: all tickets sold one by one, and every number drawn and traced."""
    largest = rules.MAX_TICKETS
    line = f"{largest},{largest},{'0' * 64}\n"
    traced = json.dumps([str(2**64 - 1), str(largest), "accept"]) + ", "
    assert largest * len(line) < LARGEST_FILE_BYTES
    assert largest * len(traced) < LARGEST_FILE_BYTES
    # PostgreSQL holds a JSONB array of at most 268,435,455 bytes, and what is stored is larger than what is written
    assert 2 * largest * len(traced) < 268_435_455
