"""The demo's lotteries: one that sells out every few minutes, two for things, one that ends at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from core.app import App
from core.catalogue.create_product import NewProduct, create_product
from core.catalogue.models import Condition, ProductKind
from core.draws.rounds import MIN_DELAY_S
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.raffles.create_lottery import NewLottery, create_lottery, product_prize
from core.raffles.list_raffles import list_raffles
from core.raffles.models import CloseRule, RaffleState
from core.raffles.publish import approve_publish, request_publish
from core.raffles.views import RaffleView
from sandbox.play.people import ASSET

_SCAN = 100


@dataclass(frozen=True, slots=True)
class Offer:
    """A lottery of the demo that is published again whenever none of its kind is on sale."""

    titles: dict[str, str]
    descriptions: dict[str, str]
    prize_titles: dict[str, str]
    prize: ProductKind
    prize_minor: int
    price_minor: int
    tickets: int
    cap: int | None = None
    lasts: timedelta | None = None


QUICK = Offer(
    titles={"en": "Quick evening", "ru": "Быстрый вечер", "tg": "Шоми зуд", "th": "ลุ้นเร็วยามเย็น"},
    descriptions={
        "en": "Sells out and is drawn every few minutes.",
        "ru": "Раскупается и разыгрывается каждые несколько минут.",
        "tg": "Дар чанд дақиқа фурӯхта ва бозӣ мешавад.",
        "th": "ขายหมดและจับรางวัลทุกไม่กี่นาที",
    },
    prize_titles={"en": "Cash prize", "ru": "Денежный приз", "tg": "Мукофоти пулӣ", "th": "รางวัลเงินสด"},
    prize=ProductKind.CASH,
    prize_minor=21_000,
    price_minor=500,
    tickets=60,
)
PHONE = Offer(
    titles={"en": "A new phone", "ru": "Новый телефон", "tg": "Телефони нав", "th": "โทรศัพท์ใหม่"},
    descriptions={
        "en": "A phone, or its value in money.",
        "ru": "Телефон или его стоимость деньгами.",
        "tg": "Телефон ё арзиши он бо пул.",
        "th": "โทรศัพท์หนึ่งเครื่อง หรือมูลค่าเป็นเงิน",
    },
    prize_titles={"en": "Phone, 256 GB", "ru": "Телефон, 256 ГБ", "tg": "Телефон, 256 ГБ", "th": "โทรศัพท์ 256 GB"},
    prize=ProductKind.GOODS,
    prize_minor=600_000,
    price_minor=1_000,
    tickets=1_000,
    cap=50,
)
HEADPHONES = Offer(
    titles={"en": "Headphones", "ru": "Наушники", "tg": "Гӯшмонак", "th": "หูฟัง"},
    descriptions={
        "en": "Few tickets, so that a thing is soon won: delivered, or its value in money.",
        "ru": "Билетов мало, поэтому вещь скоро выиграют: с доставкой или деньгами.",
        "tg": "Билетҳо каманд, бинобар ин ашё зуд бурда мешавад: бо расондан ё бо пул.",
        "th": "ตั๋วมีไม่กี่ใบ จึงมีผู้ได้ของเร็ว: ให้จัดส่งหรือรับเป็นเงิน",
    },
    prize_titles={
        "en": "Wireless headphones",
        "ru": "Беспроводные наушники",
        "tg": "Гӯшмонаки бесим",
        "th": "หูฟังไร้สาย",
    },
    prize=ProductKind.GOODS,
    prize_minor=16_000,
    price_minor=1_000,
    tickets=20,
)
HOURLY = Offer(
    titles={"en": "On the hour", "ru": "Каждый час", "tg": "Ҳар соат", "th": "ทุกชั่วโมง"},
    descriptions={
        "en": "Drawn at its time, however many tickets are sold.",
        "ru": "Разыгрывается в срок, сколько бы билетов ни продали.",
        "tg": "Сари вақт бозӣ мешавад, ҳар қадар билет ҳам фурӯхта шавад.",
        "th": "จับรางวัลตามเวลา ไม่ว่าจะขายได้กี่ใบ",
    },
    prize_titles={"en": "Cash prize", "ru": "Денежный приз", "tg": "Мукофоти пулӣ", "th": "รางวัลเงินสด"},
    prize=ProductKind.CASH,
    prize_minor=50_000,
    price_minor=200,
    tickets=400,
    lasts=timedelta(hours=1),
)
OFFERS = (QUICK, PHONE, HEADPHONES, HOURLY)


async def on_sale(app: App) -> dict[str, RaffleView]:
    """The lotteries on sale, by their English title (the newest of each)."""
    page = await app.transact(lambda tx: list_raffles(tx, (RaffleState.OPEN,), limit=_SCAN))
    return {raffle.titles["en"]: raffle for raffle in reversed(page.items)}


async def publish_missing(app: App, admins: Sequence[Actor]) -> None:
    """Publish each offer of which none is on sale."""
    standing = await on_sale(app)
    for offer in OFFERS:
        if offer.titles["en"] not in standing:
            await publish(app, admins, offer)


async def publish(app: App, admins: Sequence[Actor], offer: Offer) -> RaffleView:
    """Publish an offer: one admin drafts it and asks, the other approves at once, so that nobody else is asked to."""
    beacon = await app.beacon_rule(MIN_DELAY_S)
    now = app.context.clock.now()

    async def draft_and_approve(tx: Transaction) -> RaffleView:
        product = NewProduct(
            kind=offer.prize,
            titles=offer.prize_titles,
            value_minor=offer.prize_minor,
            asset=ASSET,
            condition=Condition.NEW if offer.prize is ProductKind.GOODS else None,
        )
        prize = await create_product(tx, admins[0], product)
        lottery = NewLottery(
            titles=offer.titles,
            descriptions=offer.descriptions,
            price_minor=offer.price_minor,
            asset=ASSET,
            ticket_total=offer.tickets,
            prizes=[product_prize(1, prize.id, offer.prize_minor)],
            per_player_cap=offer.cap,
            close_rule=CloseRule.SOLD_OUT if offer.lasts is None else CloseRule.SOLD_OUT_OR_TIME,
            sales_end_at=None if offer.lasts is None else now + offer.lasts,
        )
        raffle = await create_lottery(tx, admins[0], lottery)
        approval = await request_publish(tx, admins[0], raffle.id, beacon)
        return await approve_publish(tx, admins[1], approval.id, approval.payload_hash)

    return await app.transact(draft_and_approve)
