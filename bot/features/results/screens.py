"""What is said about draws: the result, and a draw while it happens."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from bot.features.lotteries.screens import short
from bot.texts import Texts
from core.raffles.models import RaffleState
from core.raffles.shown import DrawPage, Holding, Winner

DRAWN = (RaffleState.DRAWN, RaffleState.SETTLED)
REFUNDED = (RaffleState.CANCELLING, RaffleState.CANCELLED)
MOST_WINNERS = 10
BY_SECONDS = timedelta(minutes=2)
"""How near the round has to be for a countdown by seconds."""


def winner_lines(t: Texts, page: DrawPage, winners: Sequence[Winner]) -> list[str]:
    """One line per prize, the first ones of many, and how many had no ticket left for them."""
    lines = [_winner_line(t, winner) for winner in winners[:MOST_WINNERS]]
    if len(winners) > MOST_WINNERS:
        lines.append(t("results-more-winners"))
    if page.unawarded:
        lines.append(t("results-fewer", count=page.unawarded))
    return lines


def _winner_line(t: Texts, winner: Winner) -> str:
    prize = t.money(winner.value_minor, winner.asset)
    if winner.is_unawarded:
        return t("results-unawarded", position=winner.position, prize=prize)
    number, name = str(winner.ticket_number), winner.name
    if winner.alternate is not None:
        alternate = winner.alternate
        return t(
            "results-alternate", position=winner.position, number=number, name=name, prize=prize, alternate=alternate
        )
    return t("results-winner", position=winner.position, number=number, name=name, prize=prize)


def own_result(t: Texts, holding: Holding) -> str:
    """How the draw went for the reader: neutral for who did not win."""
    if not holding.tickets:
        return t("results-no-tickets")
    if not holding.won:
        return t("results-not-won", tickets=holding.tickets)
    prizes = ((str(won.ticket_number), t.money(won.value_minor, won.asset)) for won in holding.won)
    return "\n".join(t("results-won", number=number, prize=prize) for number, prize in prizes)


def result(t: Texts, page: DrawPage, winners: Sequence[Winner], holding: Holding) -> str:
    """A draw that is over, as HTML."""
    raffle = page.raffle
    lines = [t("lotteries-card-title", title=t.of_texts(raffle.titles), number=raffle.number), ""]
    if raffle.state in REFUNDED:
        lines.append(t("proof-cancelled", reason=raffle.cancel_reason or ""))
    elif raffle.state in DRAWN:
        lines += winner_lines(t, page, winners) or [t("results-no-winner")]
        lines += ["", own_result(t, holding)]
    else:
        lines.append(t("lotteries-state", state=raffle.state))
    return "\n".join(lines)


def live(t: Texts, page: DrawPage, winners: Sequence[Winner], holding: Holding, now: datetime) -> str:
    """A draw step by step: sealed, the beacon's round, the numbers, the reader's own result; as HTML."""
    raffle = page.raffle
    lines = [t("live-heading", title=t.of_texts(raffle.titles), number=raffle.number), ""]
    if raffle.state in REFUNDED:
        return "\n".join([*lines, t("proof-cancelled", reason=raffle.cancel_reason or "")])
    if page.close_hash is None or page.due_at is None:
        return "\n".join([*lines, t("live-sealing")])
    lines.append(t("live-sealed", tickets=raffle.sold - raffle.voided, hash=short(page.close_hash)))
    number = str(page.round)
    if page.is_halted:
        lines.append(t("live-halted"))
    elif page.randomness is not None:
        lines.append(t("live-round", round=number, value=short(page.randomness)))
    elif page.due_at > now:
        lines.append(t("live-countdown", round=number, countdown=_countdown(t, now, page.due_at)))
    else:
        lines.append(t("live-waiting", round=number))
    if raffle.state in DRAWN:
        lines += [t("live-numbers"), *winner_lines(t, page, winners), "", own_result(t, holding)]
    elif holding.tickets:
        lines += ["", t("lotteries-held", held=holding.tickets)]
    return "\n".join(lines)


def is_over(page: DrawPage) -> bool:
    """Whether nothing more will happen that a live view could show."""
    return page.is_halted or page.raffle.state in (*DRAWN, *REFUNDED)


def is_drawn(page: DrawPage) -> bool:
    """Whether there is a whole draw to be replayed."""
    return page.close is not None and not page.is_halted and page.raffle.state in DRAWN


def replay(t: Texts, page: DrawPage, winners: Sequence[Winner], holding: Holding) -> list[str]:
    """A draw that is over as it was, in the words of its steps, one after the other: each is the whole message, as
    HTML. The times are those that were written then."""
    raffle = page.raffle
    if page.close is None or page.close_hash is None or page.due_at is None or page.randomness is None:
        raise ValueError("only a draw that is over can be replayed")
    number = str(page.round)
    sealed = [
        t("replay-heading", title=t.of_texts(raffle.titles), number=raffle.number),
        "",
        t("live-sealed", tickets=raffle.sold - raffle.voided, hash=short(page.close_hash)),
        t("replay-time", when=t.when(datetime.fromtimestamp(page.close["closed_at"], UTC))),
    ]
    out = [*sealed, t("live-round", round=number, value=short(page.randomness))]
    out.append(t("replay-time", when=t.when(page.due_at)))
    drawn = [*out, t("live-numbers"), *(winner_lines(t, page, winners) or [t("results-no-winner")])]
    steps = (sealed, [*sealed, t("live-waiting", round=number)], out, drawn, [*drawn, "", own_result(t, holding)])
    return ["\n".join(lines) for lines in steps]


def _countdown(t: Texts, now: datetime, due_at: datetime) -> str:
    left = due_at - now
    if left < BY_SECONDS:
        return t.plain("live-seconds", seconds=int(left.total_seconds()))
    return t.countdown(now, due_at)
