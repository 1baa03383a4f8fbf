"""A lottery before its publication, exactly as its players would see it, and what its makers should know beside."""

from dataclasses import replace
from datetime import datetime

from bot.admin.cards import economics_lines
from bot.features.lotteries.screens import card
from bot.texts import Texts
from core.draws.beacons.hashchain import KIND
from core.draws.rounds import DEFAULT_DELAY_S, BeaconRule
from core.draws.views import DrawView
from core.raffles.models import RaffleState
from core.raffles.shown import DrawPage, grade_of
from core.raffles.views import RaffleView
from core.raffles.watch import BreakEven

_LONGEST_CAPTION = 1024  # Bot API, sendPhoto
_NO_COMMIT = bytes(32)


def as_players_see(t: Texts, raffle: RaffleView, now: datetime, beacon_url: str | None) -> str:
    """The players' card of a draft. Its commitment is zeros, because the seed is made at the publication."""
    draw = DrawView(
        id=raffle.id,
        event_no=0,
        rules={},
        rules_hash=_NO_COMMIT,
        server_commit=_NO_COMMIT,
        beacon=BeaconRule(KIND, "", 0, 1, DEFAULT_DELAY_S),
        opened_at=now,
    )
    page = DrawPage(
        raffle=replace(raffle, state=RaffleState.OPEN),
        draw=draw,
        grade=grade_of(KIND, beacon_url),
        close=None,
        close_hash=None,
        due_at=None,
        randomness=None,
        server_seed=None,
        is_halted=False,
    )
    return card(t, page, 0, now)


def makers_lines(t: Texts, raffle: RaffleView, economics: BreakEven) -> str:
    """Break-even, and what the card cannot show yet."""
    return f"{economics_lines(t, raffle, economics)}\n{t('admin-commit-later')}"


def preview_photo(text: str, media: tuple[str, ...]) -> str | None:
    """The photo, unless the text is too long for a caption: players get it the same way."""
    return media[0] if media and len(text) <= _LONGEST_CAPTION else None
