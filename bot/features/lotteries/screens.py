"""What is said about a lottery: in the list, by itself, and about its end."""

from datetime import datetime
from fractions import Fraction

from bot.features.lotteries import shares
from bot.texts import Texts
from core.draws.views import DrawView, Standing
from core.raffles import odds
from core.raffles.models import CloseRule, RaffleState
from core.raffles.shown import DrawPage
from core.raffles.views import RaffleView

MOST_PRIZES = 10
COMMIT_LETTERS = 16


def listed(t: Texts, raffle: RaffleView, now: datetime) -> str:
    """A lottery in the list, as HTML."""
    gross_minor = raffle.price_minor * raffle.ticket_total
    return "\n".join(
        (
            t("lotteries-heading"),
            "",
            t("lotteries-title", title=t.of_texts(raffle.titles)),
            t(
                "lotteries-offer",
                price=t.money(raffle.price_minor, raffle.asset),
                prizes=t.money(odds.prizes_minor(raffle, gross_minor), raffle.asset),
            ),
            progress(t, raffle),
            ends(t, raffle, now),
        )
    )


def card(t: Texts, page: DrawPage, held: int, now: datetime) -> str:
    """All that a player should know before buying, as HTML."""
    raffle = page.raffle
    lines = [t("lotteries-card-title", title=t.of_texts(raffle.titles), number=raffle.number)]
    description = raffle.descriptions.get(t.language) or raffle.descriptions.get("en", "")
    if description:
        lines.append(t("lotteries-description", description=description))
    lines += ["", t("lotteries-prizes"), *prizes(t, raffle), ""]
    lines.append(t("lotteries-price", price=t.money(raffle.price_minor, raffle.asset), tickets=raffle.ticket_total))
    lines += [progress(t, raffle), ends(t, raffle, now)]
    if raffle.per_player_cap is not None:
        lines.append(t("lotteries-cap", cap=raffle.per_player_cap))
    if held:
        lines.append(t("lotteries-held", held=held))
    lines += ["", chances(t, raffle), split(t, raffle), draw_rule(t, raffle, page.draw)]
    lines += [t("lotteries-commit", commit=short(page.draw.server_commit)), grade(t, page)]
    return "\n".join(lines)


def progress(t: Texts, raffle: RaffleView) -> str:
    """How much is sold and how much is left."""
    share = Fraction(raffle.sold, raffle.ticket_total)
    left = raffle.ticket_total - raffle.sold
    return t("lotteries-progress", bar=shares.bar(share), percent=int(share * 100), left=left)


def ends(t: Texts, raffle: RaffleView, now: datetime) -> str:
    """When the sale ends, or how it ended."""
    if raffle.state is not RaffleState.OPEN:
        return t("lotteries-state", state=raffle.state)
    if raffle.sales_end_at is None:
        return t("lotteries-ends-sold-out")
    rule = "lotteries-ends-either" if raffle.close_rule is CloseRule.SOLD_OUT_OR_TIME else "lotteries-ends-timed"
    return t(rule, countdown=t.countdown(now, raffle.sales_end_at), when=t.when(raffle.sales_end_at))


def prizes(t: Texts, raffle: RaffleView) -> list[str]:
    """One line for each prize, the first ones of many."""
    lines = []
    for prize in raffle.prizes[:MOST_PRIZES]:
        if prize.value_minor is not None:
            worth = t.money(prize.value_minor, raffle.asset)
        else:
            worth = t.plain(
                "lotteries-share-of-sales", share=shares.percentage_text(prize.percentage_bp or 0, t.language)
            )
        lines.append(t("lotteries-prize", position=prize.position, count=prize.winner_count, worth=worth))
    if len(raffle.prizes) > MOST_PRIZES:
        lines.append(t("lotteries-more-prizes", more=len(raffle.prizes) - MOST_PRIZES))
    return lines


def chances(t: Texts, raffle: RaffleView) -> str:
    """The odds of one ticket when all are sold: with fewer sold they are better."""
    winning = odds.winners(raffle.prizes)
    share = odds.chance(1, raffle.ticket_total, winning)
    return t(
        "lotteries-odds",
        one_in=odds.one_in(raffle.ticket_total, winning),
        percent=shares.percent_text(share, t.language),
    )


def split(t: Texts, raffle: RaffleView) -> str:
    """Where the money goes when all tickets are sold."""
    gross_minor = raffle.price_minor * raffle.ticket_total
    prizes_minor = odds.prizes_minor(raffle, gross_minor)
    return t(
        "lotteries-split",
        gross=t.money(gross_minor, raffle.asset),
        prizes=t.money(prizes_minor, raffle.asset),
        share=shares.percent_text(Fraction(prizes_minor, gross_minor), t.language),
        rest=t.money(abs(gross_minor - prizes_minor), raffle.asset),
        side="operator" if gross_minor >= prizes_minor else "added",
    )


def draw_rule(t: Texts, raffle: RaffleView, draw: DrawView) -> str:
    """How the winners are found."""
    return t("lotteries-draw-rule", rule=raffle.close_rule, minutes=-(-draw.beacon.min_delay_s // 60))


def grade(t: Texts, page: DrawPage) -> str:
    """Whom the chance comes from; beside it, where the close was public only after its round."""
    line = t("lotteries-grade", grade=page.grade)
    return f"{line} · {t('lotteries-published-late')}" if page.publication is Standing.LATE else line


def short(digest: bytes) -> str:
    """The beginning of a hash, enough to compare by eye."""
    return f"{digest.hex()[:COMMIT_LETTERS]}…"
