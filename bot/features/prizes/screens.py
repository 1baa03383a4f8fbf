"""What is said about prizes: in the list, one by itself, and before a choice that is final."""

from collections.abc import Sequence
from datetime import datetime

from bot.features.addresses.screens import whole
from bot.texts import Texts
from core.accounts.names import clean_text
from core.accounts.views import AddressView
from core.prizes.models import AwardState
from core.raffles.shown import PrizePage, WonPrize

_LABEL_LETTERS = 40
_MOST_DESCRIPTION = 1_000  # of 3,000: a message has 4,096, and an emoji counts for two of them


def title(t: Texts, won: WonPrize) -> str:
    """What was won, without marks."""
    return t.plain("prizes-money") if won.product is None else t.of_texts(won.product.titles)


def listed(t: Texts, prizes: Sequence[WonPrize], now: datetime) -> str:
    """A page of prizes, as HTML."""
    return "\n\n".join([t("prizes-heading"), *(_item(t, place, won, now) for place, won in enumerate(prizes, start=1))])


def _item(t: Texts, place: int, won: WonPrize, now: datetime) -> str:
    award = won.award
    return t(
        "prizes-item",
        place=place,
        title=title(t, won),
        value=t.money(award.value_minor, award.asset),
        raffle=t.of_texts(won.raffle.titles),
        state=award.state_at(now),
        when=t.when(award.claim_by),
    )


def label(t: Texts, place: int, won: WonPrize, now: datetime) -> str:
    """A prize of the list, for its button."""
    return t.plain(
        "prizes-line", place=place, state=won.award.state_at(now), title=clean_text(title(t, won), _LABEL_LETTERS)
    )


def card(t: Texts, page: PrizePage, now: datetime) -> str:
    """A prize by itself, as HTML."""
    won, award = page.won, page.won.award
    lines = [t("prizes-title", title=title(t, won), value=t.money(award.value_minor, award.asset))]
    description = _description(t, won)
    if description:
        lines.append(t("lotteries-description", description=description))
    lines += [
        "",
        t("lotteries-card-title", title=t.of_texts(won.raffle.titles), number=won.raffle.number),
        t("prizes-ticket", number=str(award.ticket_number), position=award.position),
    ]
    if award.replaces_id is not None:
        lines.append(t("prizes-stepped-in"))
    lines += ["", _standing(t, page, now)]
    return "\n".join(lines)


def _description(t: Texts, won: WonPrize) -> str:
    texts = won.product.descriptions if won.product is not None else {}
    description = texts.get(t.language) or texts.get("en", "")
    return description if len(description) <= _MOST_DESCRIPTION else f"{description[:_MOST_DESCRIPTION]}…"


def _standing(t: Texts, page: PrizePage, now: datetime) -> str:
    """How things stand, and what comes next."""
    won, award, way = page.won, page.won.award, "thing" if page.won.is_thing else "money"
    match award.state_at(now):
        case AwardState.CLAIMABLE:
            return t("prizes-claimable", when=t.when(award.claim_by), countdown=t.countdown(now, award.claim_by))
        case AwardState.CLAIMED if page.claim is not None and page.address is not None:
            return t("prizes-claimed", when=t.when(page.claim.claimed_at), address=whole(t, page.address))
        case AwardState.PAID if award.paid_at is not None:
            money = t.money(award.value_minor, award.asset)
            return t("prizes-paid", way=way, value=money, when=t.when(award.paid_at))
        case AwardState.EXPIRED:
            return t("prizes-expired", when=t.when(award.claim_by), number=won.raffle.number)
        case (AwardState.FORFEITED | AwardState.HELD) as state:
            said = "prizes-held" if state is AwardState.HELD else "prizes-forfeited"
            return t(said, number=won.raffle.number)
        case state:
            return t("prizes-state", state=state, way=way)


def before_cash(t: Texts, won: WonPrize) -> str:
    """What taking the value means, as HTML."""
    return t("prizes-before-cash", title=title(t, won), value=t.money(won.award.value_minor, won.award.asset))


def before_delivery(t: Texts, won: WonPrize, address: AddressView) -> str:
    """What having it delivered means, as HTML."""
    return t("prizes-before-delivery", title=title(t, won), address=whole(t, address))
