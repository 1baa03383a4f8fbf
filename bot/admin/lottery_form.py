"""The form of a new lottery: which question comes when, and what each answer has to be. No Telegram here."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar
from uuid import UUID

from bot.admin.amounts import parse_amount, parse_instant, parse_whole
from core.catalogue import rules as texts
from core.catalogue.create_product import NewProduct
from core.catalogue.models import Condition, ProductKind
from core.kernel.errors import InvalidInput
from core.ledger.rules import exchange_wallet
from core.raffles import rules
from core.raffles.create_lottery import DEFAULT_CLAIM_DAYS, NewLottery, product_prize
from core.raffles.models import CloseRule, RaffleKind, RaffleState
from core.raffles.views import PrizeView, RaffleView
from core.raffles.watch import BreakEven, break_even

E = TypeVar("E", bound=StrEnum)


class Step(StrEnum):
    """The questions, in their order. The value stands in buttons."""

    TITLE_EN = "en"
    TITLE_RU = "ru"
    TITLE_TG = "tg"
    TITLE_TH = "th"
    PRICE = "price"
    TICKETS = "tickets"
    KIND = "kind"
    PRIZE = "prize"
    CAP = "cap"
    CLOSE = "close"
    END = "end"
    PHOTO = "photo"
    PREVIEW = "preview"


TITLES = (Step.TITLE_EN, Step.TITLE_RU, Step.TITLE_TG, Step.TITLE_TH)
SKIPPABLE = frozenset({Step.TITLE_RU, Step.TITLE_TG, Step.TITLE_TH, Step.CAP, Step.PHOTO})
_STEPS = tuple(Step)


@dataclass(frozen=True, slots=True)
class LotteryForm:
    """What has been answered so far, in values that JSON keeps."""

    titles: Mapping[str, str] = field(default_factory=dict)
    price_minor: int = 0
    asset: str = ""
    ticket_total: int = 0
    kind: str = ProductKind.CASH.value
    prize_minor: int = 0
    per_player_cap: int | None = None
    close_rule: str = CloseRule.SOLD_OUT.value
    sales_end_at: str | None = None
    photo: str | None = None

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "LotteryForm":
        """The form of `to_data`."""
        return cls(**data)

    def to_data(self) -> dict[str, Any]:
        """The form as JSON values."""
        return asdict(self)

    @property
    def missing_languages(self) -> tuple[str, ...]:
        """The languages whose readers will see the English title."""
        return tuple(step.value for step in TITLES if step.value not in self.titles)

    def after(self, step: Step) -> Step:
        """The question that follows."""
        return next(other for other in _STEPS[_STEPS.index(step) + 1 :] if self._is_asked(other))

    def before(self, step: Step) -> Step | None:
        """The question before; None for the first one."""
        earlier = [other for other in _STEPS[: _STEPS.index(step)] if self._is_asked(other)]
        return earlier[-1] if earlier else None

    def _is_asked(self, step: Step) -> bool:
        return step is not Step.END or self.close_rule != CloseRule.SOLD_OUT

    def answered(self, step: Step, answer: str, now: datetime, time_zone: str | None) -> "LotteryForm":
        """The form with an answer, typed or pressed. Raises InvalidInput."""
        return replace(self, **self._changes(step, answer, now, time_zone))

    def _changes(self, step: Step, answer: str, now: datetime, time_zone: str | None) -> dict[str, Any]:
        changes: dict[str, Any] = {}
        match step:
            case Step.TITLE_EN | Step.TITLE_RU | Step.TITLE_TG | Step.TITLE_TH:
                title = texts.check_texts(
                    {step.value: answer}, field="titles", max_length=texts.MAX_TITLE, required=False
                )
                changes = {"titles": {**self.titles, **title}}
            case Step.PRICE:
                price_minor, asset = parse_amount(answer, "price_minor")
                exchange_wallet(asset)
                # everything that was measured against another price is asked again, because the flow goes on from here
                changes = {"price_minor": price_minor, "asset": asset}
            case Step.TICKETS:
                ticket_total = parse_whole(answer, "ticket_total")
                rules.check_size(ticket_total, self.price_minor, None)
                changes = {"ticket_total": ticket_total}
            case Step.KIND:
                changes = {"kind": _one_of(ProductKind, answer, "prizes").value}
            case Step.PRIZE:
                changes = {"prize_minor": parse_amount(answer, "prizes", self.asset)[0]}
            case Step.CAP:
                cap = parse_whole(answer, "per_player_cap")
                rules.check_size(self.ticket_total, self.price_minor, cap)
                changes = {"per_player_cap": cap}
            case Step.CLOSE:
                changes = {"close_rule": _one_of(CloseRule, answer, "sales_end_at").value, "sales_end_at": None}
            case Step.END:
                end = parse_instant(answer, time_zone)
                rules.check_close_rule(CloseRule(self.close_rule), end, now)
                changes = {"sales_end_at": end.isoformat()}
            case Step.PHOTO | Step.PREVIEW:
                raise InvalidInput(field="media", reason="malformed")
        return changes

    def skipped(self, step: Step) -> "LotteryForm":
        """The form with a question left open. Raises InvalidInput for one that has to be answered."""
        if step not in SKIPPABLE:
            raise InvalidInput(field="titles" if step in TITLES else step.value, reason="missing")
        if step is Step.CAP:
            return replace(self, per_player_cap=None)
        if step is Step.PHOTO:
            return replace(self, photo=None)
        return replace(self, titles={name: title for name, title in self.titles.items() if name != step.value})

    @property
    def end(self) -> datetime | None:
        """The end of sales."""
        return datetime.fromisoformat(self.sales_end_at) if self.sales_end_at else None

    @property
    def economics(self) -> BreakEven:
        """When the lottery has paid for its prize."""
        return break_even(self.price_minor, self.ticket_total, self.prize_minor, CloseRule(self.close_rule))

    def product(self) -> NewProduct:
        """What stands behind the prize; it carries the lottery's titles."""
        kind = ProductKind(self.kind)
        return NewProduct(
            kind=kind,
            titles=self.titles,
            value_minor=self.prize_minor,
            asset=self.asset,
            condition=Condition.NEW if kind is ProductKind.GOODS else None,
            media=self._media,
        )

    def lottery(self, product_id: UUID) -> NewLottery:
        """The lottery with its one prize."""
        return NewLottery(
            titles=self.titles,
            price_minor=self.price_minor,
            asset=self.asset,
            ticket_total=self.ticket_total,
            prizes=[product_prize(1, product_id, self.prize_minor)],
            media=self._media,
            per_player_cap=self.per_player_cap,
            close_rule=CloseRule(self.close_rule),
            sales_end_at=self.end,
        )

    def preview(self) -> RaffleView:
        """The lottery as it would be shown, before it exists."""
        return RaffleView(
            id=UUID(int=0),
            number="RF-····-···",
            kind=RaffleKind.LOTTERY,
            state=RaffleState.DRAFT,
            titles=self.titles,
            descriptions={},
            media=self._media,
            price_minor=self.price_minor,
            asset=self.asset,
            ticket_total=self.ticket_total,
            per_player_cap=self.per_player_cap,
            close_rule=CloseRule(self.close_rule),
            sales_end_at=self.end,
            distinct="number",
            alternates=0,
            claim_days=DEFAULT_CLAIM_DAYS,
            sold=0,
            voided=0,
            gross_minor=0,
            draw_id=None,
            cancel_reason=None,
            prizes=(PrizeView(1, 1, "fixed", self.prize_minor, None, None),),
        )

    @property
    def _media(self) -> tuple[str, ...]:
        return (self.photo,) if self.photo else ()


def _one_of(choices: type[E], answer: str, field: str) -> E:
    if answer not in set(choices):
        raise InvalidInput(field=field, reason="unknown")
    return choices(answer)
