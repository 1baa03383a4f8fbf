"""What a preview says of a raffle: only what its public page says too, and no names."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from core.draws.views import Standing
from core.kernel.context import Transaction
from core.kernel.money import share_bp
from core.kernel.texts import FALLBACK_LANGUAGE, money_text, text
from core.raffles import odds
from core.raffles.models import RaffleState
from core.raffles.show_draw import list_winners, show_draw
from core.raffles.shown import DrawPage, Winner
from core.raffles.views import RaffleView

HASH_LETTERS = 16
"""How much of the close hash a picture has room for."""
_NUMBERS_SHOWN = 3
_LASTING = (RaffleState.SETTLED, RaffleState.CANCELLED)


class Tone(StrEnum):
    """How a state is meant."""

    ACTIVE = "active"
    WAITING = "waiting"
    DONE = "done"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Preview:
    """A raffle in the words of one language. A picture is a function of these values, and its tag of nothing else."""

    language: str
    number: str
    title: str
    state: str
    tone: Tone
    label: str
    """What the headline is: the prize, or the winning ticket."""
    headline: str
    beside: str
    """What follows the headline: the prize of the winning ticket, how many more won."""
    trust: tuple[str, ...]
    """Whom one has to trust, and the beginning of the close hash once it stands."""
    verify: str
    sold_percent: int | None
    """Whole percents of the tickets, while they are on sale."""
    is_lasting: bool
    """Whether no draw and no refund is to come; an alternate may still step in."""

    @property
    def description(self) -> str:
        """The same in one line."""
        what = f"{self.label}: {self.headline} {self.beside}".rstrip()
        return " · ".join((self.state, what, *self.trust, self.verify))


async def preview_of(tx: Transaction, raffle_id: UUID, language: str) -> Preview:
    """What may be said of a published raffle now. Raises NotFound."""
    page = await show_draw(tx, raffle_id)
    # what is held back for people to check is not announced
    winners = [] if page.is_halted else [one for one in await list_winners(tx, raffle_id) if not one.is_unawarded]
    public_url = tx.context.settings.public_url
    raffle = page.raffle
    label, headline, beside = _headline(page, winners, language)
    return Preview(
        language=language,
        number=raffle.number,
        title=raffle.titles.get(language) or raffle.titles[FALLBACK_LANGUAGE],
        state=_state(page, language),
        tone=_tone(page),
        label=label,
        headline=headline,
        beside=beside,
        trust=_trust(page, language),
        verify=text(language, "preview-verify")
        if public_url is None
        else text(language, "preview-verify-at", address=f"{public_url.partition('://')[2]}/proof/{raffle.number}"),
        sold_percent=_percent(raffle) if raffle.state is RaffleState.OPEN else None,
        is_lasting=raffle.state in _LASTING and not page.is_halted,
    )


def _state(page: DrawPage, language: str) -> str:
    if page.is_halted:
        return text(language, "preview-halted")
    return text(
        language, "preview-state", state=page.raffle.state, percent=_percent(page.raffle), round=page.round or 0
    )


def _tone(page: DrawPage) -> Tone:
    match page.raffle.state:
        case _ if page.is_halted:
            return Tone.STOPPED
        case RaffleState.OPEN:
            return Tone.ACTIVE
        case RaffleState.DRAWN | RaffleState.SETTLED:
            return Tone.DONE
        case RaffleState.CANCELLING | RaffleState.CANCELLED:
            return Tone.STOPPED
        case _:
            return Tone.WAITING


def _percent(raffle: RaffleView) -> int:
    """Rounded down: a picture that changed with each ticket would be drawn for each."""
    return raffle.sold * 100 // raffle.ticket_total


def _headline(page: DrawPage, winners: Sequence[Winner], language: str) -> tuple[str, str, str]:
    raffle = page.raffle
    slots = odds.winners(raffle.prizes)
    if not winners:
        first_prize = text(language, "app-prize-label", count=slots)
        more = text(language, "preview-more", count=slots - 1) if slots > 1 else ""
        return first_prize, _worth(raffle, language), more
    first = winners[0]
    # one amount stands beside the numbers, so that it has to be that of each
    shown = [winner for winner in winners[:_NUMBERS_SHOWN] if winner.value_minor == first.value_minor]
    prize = money_text(first.value_minor, first.asset, language)
    left = slots - page.unawarded - len(shown)
    return (
        text(language, "preview-winners", count=len(shown)),
        "№ " + ", ".join(str(winner.ticket_number) for winner in shown),
        f"{prize} {text(language, 'preview-more', count=left)}" if left > 0 else prize,
    )


def _worth(raffle: RaffleView, language: str) -> str:
    """What a winner of the first prize gets when all tickets are sold; of a shared one rounded down."""
    first = min(raffle.prizes, key=lambda prize: prize.position)
    minor = first.value_minor
    if minor is None:
        gross_minor = raffle.price_minor * raffle.ticket_total
        minor = share_bp(gross_minor, first.percentage_bp or 0) // first.winner_count
    return money_text(minor, raffle.asset, language)


def _trust(page: DrawPage, language: str) -> tuple[str, ...]:
    said = [text(language, "app-grade", grade=page.grade)]
    if page.publication is Standing.LATE:
        said.append(text(language, "app-published-late"))
    if page.close_hash is not None:
        said.append(text(language, "preview-close", hash=page.close_hash.hex()[:HASH_LETTERS]))
    return tuple(said)
