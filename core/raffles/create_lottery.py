"""Create a lottery: a draft that nobody sees yet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from core.access import permissions
from core.audit.record import AuditEntry, record
from core.catalogue import repository as catalogue
from core.catalogue import rules as texts
from core.catalogue.models import ProductKind
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import InvalidInput, NotFound
from core.kernel.money import check_asset
from core.ledger.rules import exchange_wallet
from core.raffles import rules
from core.raffles.models import CloseRule, RaffleKind, RaffleState
from core.raffles.repository import reading, states
from core.raffles.views import PrizeView, RaffleView

DEFAULT_CLAIM_DAYS = 90


@dataclass(frozen=True, slots=True)
class NewLottery:
    """A lottery as an admin describes it. Prices in minor units of `asset`; prizes at positions 1, 2, ..."""

    titles: Mapping[str, str]
    price_minor: int
    asset: str
    ticket_total: int
    prizes: Sequence[PrizeView]
    descriptions: Mapping[str, str] = field(default_factory=dict)
    media: Sequence[str] = ()
    per_player_cap: int | None = None
    close_rule: CloseRule = CloseRule.SOLD_OUT
    sales_end_at: datetime | None = None
    distinct: str = "number"
    alternates: int = 0
    claim_days: int = DEFAULT_CLAIM_DAYS


@allow(admin=permissions.LOTTERIES_CREATE)
async def create_lottery(tx: Transaction, actor: Actor, new: NewLottery) -> RaffleView:
    """Write a draft and give it. Raises InvalidInput, NotFound for an unknown product."""
    exchange_wallet(check_asset(new.asset))
    rules.check_size(new.ticket_total, new.price_minor, new.per_player_cap)
    rules.check_draw_terms(new.alternates, new.claim_days, new.distinct)
    rules.check_prizes(new.prizes, new.ticket_total)
    rules.check_close_rule(new.close_rule, new.sales_end_at, tx.now)
    await _check_products(tx, new)
    raffle_id = tx.new_id()
    draft = RaffleView(
        id=raffle_id,
        number="",
        kind=RaffleKind.LOTTERY,
        state=RaffleState.DRAFT,
        titles=texts.check_texts(new.titles, field="titles", max_length=texts.MAX_TITLE, required=True),
        descriptions=texts.check_texts(
            new.descriptions,
            field="descriptions",
            max_length=texts.MAX_DESCRIPTION,
            required=False,
            multiline=True,
        ),
        media=tuple(texts.check_media(new.media)),
        price_minor=new.price_minor,
        asset=new.asset,
        ticket_total=new.ticket_total,
        per_player_cap=new.per_player_cap,
        close_rule=new.close_rule,
        sales_end_at=new.sales_end_at,
        distinct=new.distinct,
        alternates=new.alternates,
        claim_days=new.claim_days,
        sold=0,
        voided=0,
        gross_minor=0,
        draw_id=None,
        cancel_reason=None,
        prizes=tuple(new.prizes),
    )
    await states.insert_raffle(tx, draft, actor.admin_id)
    record(tx, AuditEntry(actor, "lottery.created", "raffle", raffle_id))
    return (await reading.raffles_by_id(tx, [raffle_id]))[raffle_id]


async def _check_products(tx: Transaction, new: NewLottery) -> None:
    """A prize of fixed value is backed by a product of that value; a share of the gross is money."""
    wanted = {prize.product_id for prize in new.prizes if prize.product_id is not None}
    products = await catalogue.products_by_id(tx, wanted)
    for prize in new.prizes:
        if prize.product_id is None:
            continue
        product = products.get(prize.product_id)
        if product is None or product.is_archived:
            raise NotFound(what="product", id=str(prize.product_id))
        if product.asset != new.asset or (prize.type == "fixed" and product.value_minor != prize.value_minor):
            raise InvalidInput(field="prizes", reason="product_value")
        if prize.type == "percentage" and product.kind is not ProductKind.CASH:
            raise InvalidInput(field="prizes", reason="percentage_of_goods")


def product_prize(position: int, product_id: UUID, value_minor: int, winner_count: int = 1) -> PrizeView:
    """A prize of fixed value behind which a product stands."""
    return PrizeView(position, winner_count, "fixed", value_minor, None, product_id)
