"""What a process remembers for a moment of what anybody may ask again: public answers, and whose a token is.

Nothing here decides about money or who may play: those rules read the player's row, under its lock.
"""

from collections.abc import Hashable
from uuid import UUID

from core.kernel.caches import Cache
from core.kernel.clock import Clock
from webapp_api.routing import Prepared
from webapp_api.visitors import Visitor

RAFFLES_S = 1.0
"""How old a public answer about raffles is at most."""
SESSIONS_S = 5.0
"""How long a token is believed at most to be whose it was."""
_MOST_ANSWERS = 1_000
_MOST_SESSIONS = 20_000


class Memory:
    """The caches of one process, and what makes them forget."""

    def __init__(self, clock: Clock) -> None:
        self.answers: Cache[Hashable, Prepared] = Cache(
            clock, RAFFLES_S, _MOST_ANSWERS, lambda answer: answer.raffle_id
        )
        """Public answers by what was asked for; lists have no raffle."""
        self.sessions: Cache[bytes, Visitor] = Cache(
            clock, SESSIONS_S, _MOST_SESSIONS, lambda visitor: visitor.player.id
        )
        """Whose a token is, by the token's hash."""

    def forget_raffle(self, raffle_id: UUID) -> None:
        """Something about a raffle is another way now, and so is every list that it may stand in."""
        self.answers.forget(raffle_id)
        self.answers.forget(None)

    def forget_all(self) -> None:
        """Nobody knows what was missed."""
        self.answers.forget_all()
        self.sessions.forget_all()
