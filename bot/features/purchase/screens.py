"""What is said while tickets are bought."""

from bot.features.lotteries import screens, shares
from bot.texts import Texts
from core.accounts.kinds import LimitKind
from core.kernel.errors import DomainError
from core.raffles import odds
from core.raffles.shown import DrawPage
from core.raffles.views import RaffleView, Receipt


def confirmation(t: Texts, raffle: RaffleView, quantity: int, held: int, balance_minor: int) -> str:
    """What will be paid, what is left then, and what it is worth in chances, as HTML."""
    total_minor = raffle.price_minor * quantity
    after_minor = balance_minor - total_minor
    lines = [
        t("purchase-confirm", title=t.of_texts(raffle.titles)),
        "",
        t(
            "purchase-sum",
            quantity=quantity,
            price=t.money(raffle.price_minor, raffle.asset),
            total=t.money(total_minor, raffle.asset),
        ),
    ]
    if after_minor < 0:
        lines.append(t("purchase-balance", balance=t.money(balance_minor, raffle.asset)))
        lines.append(t("purchase-missing", missing=t.money(-after_minor, raffle.asset)))
    else:
        lines.append(t("purchase-balance-after", after=t.money(after_minor, raffle.asset)))
    lines.append(chances(t, raffle, quantity, held))
    return "\n".join(lines)


def chances(t: Texts, raffle: RaffleView, quantity: int, held: int) -> str:
    """The chance of all tickets that the player will hold: of those sold by now, and when all are sold."""
    winning = odds.winners(raffle.prizes)
    tickets = held + quantity
    sold = min(raffle.sold + quantity, raffle.ticket_total)
    return t(
        "purchase-chances",
        tickets=tickets,
        now=shares.percent_text(odds.chance(tickets, sold, winning), t.language),
        full=shares.percent_text(odds.chance(tickets, raffle.ticket_total, winning), t.language),
    )


def numbers(first: int, last: int) -> str:
    """A range of ticket numbers."""
    return str(first) if first == last else f"{first}–{last}"


def receipt(t: Texts, page: DrawPage, bought: Receipt) -> str:
    """What was bought, with what the operator is committed to, as HTML."""
    raffle = page.raffle
    return "\n".join(
        (
            t("purchase-bought", count=bought.quantity),
            t("lotteries-title", title=t.of_texts(raffle.titles)),
            "",
            t("purchase-numbers", numbers=numbers(bought.first, bought.last)),
            t("purchase-paid", total=t.money(bought.total_minor, bought.asset)),
            t("purchase-order", order=bought.order_number),
            "",
            screens.draw_rule(t, raffle, page.draw),
            t("purchase-commit", commit=bought.server_commit.hex()),
        )
    )


def refusal(t: Texts, raffle: RaffleView, error: DomainError) -> str:
    """Why it was not bought, that nothing was paid, and what can be done, as HTML."""
    lines = [t("purchase-refused", title=t.of_texts(raffle.titles)), "", t.error(error)]
    if error.code == "insufficient_funds":
        needed, available = error.params.get("needed_minor"), error.params.get("available_minor")
        if isinstance(needed, int) and isinstance(available, int):
            lines.append(t("purchase-missing", missing=t.money(needed - available, raffle.asset)))
    if error.code not in _UNCERTAIN:
        lines.append(t("purchase-nothing-paid"))
    if error.params.get("kind") == LimitKind.NET_LOSS:
        lines += ["", t("purchase-loss-help")]  # compliance C11
    return "\n".join(lines)


_UNCERTAIN = frozenset({"unavailable", "busy"})
"""After these a purchase may have happened: the same key tells."""
