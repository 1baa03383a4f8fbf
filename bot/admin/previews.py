"""A lottery before its publication, exactly as its players would see it, and what its makers should know beside."""

from dataclasses import replace
from datetime import datetime

from bot.admin.cards import economics_lines
from bot.admin.publication import delay_s
from bot.features.lotteries.screens import card
from bot.texts import Texts
from core.draws.beacons.hashchain import KIND
from core.draws.rounds import BeaconRule
from core.draws.views import DrawView
from core.raffles.models import RaffleState
from core.raffles.shown import DrawPage, grade_of
from core.raffles.views import RaffleView
from core.raffles.watch import BreakEven
from core.settings import Settings

_LONGEST_CAPTION = 1024  # Bot API, sendPhoto
_NO_COMMIT = bytes(32)


def as_players_see(t: Texts, raffle: RaffleView, now: datetime, settings: Settings) -> str:
    """The players' card of a draft. Its commitment is zeros, because the seed is made at the publication."""
    draw = DrawView(
        id=raffle.id,
        event_no=0,
        rules={},
        rules_hash=_NO_COMMIT,
        server_commit=_NO_COMMIT,
        beacon=BeaconRule(KIND, "", 0, 1, delay_s(settings)),
        opened_at=now,
    )
    page = DrawPage(
        raffle=replace(raffle, state=RaffleState.OPEN),
        draw=draw,
        grade=grade_of(KIND, settings.beacon_url),
        close=None,
        close_hash=None,
        due_at=None,
        randomness=None,
        server_seed=None,
        unawarded=0,
        is_halted=False,
    )
    return card(t, page, 0, now)


def makers_lines(t: Texts, raffle: RaffleView, economics: BreakEven) -> str:
    """Break-even, and what the card cannot show yet."""
    return f"{economics_lines(t, raffle, economics)}\n{t('admin-commit-later')}"


def with_photo(t: Texts, text: str, media: tuple[str, ...]) -> tuple[str, str | None]:
    """The text and its photo; a text that is too long for a caption says that there is a photo."""
    if not media or len(text) <= _LONGEST_CAPTION:
        return text, media[0] if media else None
    return f"{text}\n{t('admin-photo-kept')}", None
