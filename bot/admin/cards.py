"""Raffles as text, for previews, lists and approvals."""

from aiogram import html

from bot.texts import Texts
from core.kernel.money import share_bp
from core.raffles.models import CloseRule
from core.raffles.views import PrizeView, RaffleView
from core.raffles.watch import BreakEven

_BAR = 10


def raffle_card(t: Texts, raffle: RaffleView) -> str:
    """A raffle's public terms as its reader sees them."""
    lines = [f"<b>{html.quote(t.of_texts(raffle.titles))}</b>", ""]
    lines += [
        t("admin-card-price", price=t.money(raffle.price_minor, raffle.asset)),
        t("admin-card-prize", value=t.money(prizes_minor(raffle), raffle.asset), count=_winners(raffle)),
        t("admin-card-sold", bar=progress(raffle), sold=raffle.sold, total=raffle.ticket_total),
    ]
    if raffle.per_player_cap is not None:
        lines.append(t("admin-card-cap", cap=raffle.per_player_cap))
    lines.append(close_rule_line(t, raffle))
    return "\n".join(lines)


def close_rule_line(t: Texts, raffle: RaffleView) -> str:
    """When the sale ends, in words."""
    when = t.when(raffle.sales_end_at) if raffle.sales_end_at is not None else ""
    match raffle.close_rule:
        case CloseRule.SOLD_OUT:
            return t("admin-card-sold-out")
        case CloseRule.TIME:
            return t("admin-card-time", when=when)
        case CloseRule.SOLD_OUT_OR_TIME:
            return t("admin-card-sold-out-or-time", when=when)


def economics_lines(t: Texts, raffle: RaffleView, economics: BreakEven) -> str:
    """Break-even, worst and best result of a lottery, for its makers alone."""
    if economics.tickets is None:
        first = t("admin-never-even")
    else:
        percent = -(-economics.tickets * 100 // raffle.ticket_total)
        first = t("admin-break-even", tickets=economics.tickets, percent=percent)
    worst, best = (signed_money(t, minor, raffle.asset) for minor in (economics.worst_minor, economics.best_minor))
    return f"{first}\n{t('admin-worst-best', worst=worst, best=best)}"


def signed_money(t: Texts, amount_minor: int, asset: str) -> str:
    """An amount that may be a loss, with its sign."""
    sign = "−" if amount_minor < 0 else "+"
    return f"{sign}{t.money(abs(amount_minor), asset)}"


def prizes_minor(raffle: RaffleView) -> int:
    """What the prizes are worth if every ticket is sold."""
    full_minor = raffle.price_minor * raffle.ticket_total
    return sum(_prize_minor(prize, full_minor) for prize in raffle.prizes)


def progress(raffle: RaffleView) -> str:
    """How much is sold, as a bar."""
    filled = raffle.sold * _BAR // raffle.ticket_total
    return "▓" * filled + "░" * (_BAR - filled)


def _prize_minor(prize: PrizeView, full_minor: int) -> int:
    if prize.value_minor is not None:
        return prize.value_minor * prize.winner_count
    return share_bp(full_minor, prize.percentage_bp or 0)


def _winners(raffle: RaffleView) -> int:
    return sum(prize.winner_count for prize in raffle.prizes)
