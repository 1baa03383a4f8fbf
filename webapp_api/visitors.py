"""Whoever asks with a session: whose tokens are is looked up for all who ask at the same time."""

from collections.abc import Sequence

from core.accounts.authenticate_sessions import Authenticated, authenticate_sessions, look_up_sessions
from core.accounts.views import AuthenticatedSession
from core.app import App
from core.kernel.batches import Batches

AT_ONCE = 100
Visitor = AuthenticatedSession
"""It may be a few seconds old: see `caches`."""


class Visitors:
    """The look-ups of one process: one at a time, for everybody who arrived during the one before."""

    def __init__(self, app: App) -> None:
        self._app = app
        self._batches: Batches[str, Authenticated] = Batches(self._find, AT_ONCE)

    async def find(self, token: str) -> Visitor:
        """Whose session the token is. Raises SessionEnded, PlayerBlocked."""
        found = await self._batches.add(token)
        if not isinstance(found, AuthenticatedSession):
            raise found
        return found

    async def _find(self, tokens: Sequence[str]) -> list[Authenticated]:
        found = await self._app.read(lambda tx: look_up_sessions(tx, tokens))
        unnoted = [token for token, one in zip(tokens, found, strict=True) if one is None]
        # of a session once a minute; all other look-ups need no transaction
        noted = iter(await self._app.transact(lambda tx: authenticate_sessions(tx, unnoted)) if unnoted else ())
        return [next(noted) if one is None else one for one in found]
