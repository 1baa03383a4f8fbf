"""What routes are given: the application, whose session it is, the key of a command."""

import hashlib
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from core.accounts.authenticate_session import authenticate_session
from core.accounts.read_player import read_player
from core.accounts.views import AuthenticatedSession, PlayerView
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.idempotency import MAX_KEY
from webapp_api.refusals import IdempotencyKeyMissing, NotAuthenticated
from webapp_api.security.rates import (
    COMMANDS_OF_PLAYER,
    READS_OF_ADDRESS,
    REQUESTS_OF_SESSION,
    TOKENS_OF_ADDRESS,
    RateLimits,
)

_bearer = HTTPBearer(auto_error=False, description="The `session_token` of `POST auth/telegram`.")


@dataclass(frozen=True, slots=True)
class Visitor:
    """Whoever asks with a session: the player, as an actor too, and the session."""

    player: PlayerView
    session: AuthenticatedSession

    @property
    def actor(self) -> Actor:
        return Actor.player(self.player.id)


def app_of(request: Request) -> App:
    """The application behind this door."""
    app: App = request.app.state.app
    return app


AppDep = Annotated[App, Depends(app_of)]


def rates_of(request: Request) -> RateLimits:
    """The limits of this door."""
    rates: RateLimits = request.app.state.rates
    return rates


RatesDep = Annotated[RateLimits, Depends(rates_of)]


def address_of(request: Request) -> str:
    """The address of the other side; of the proxy's client where the proxy is one of ours (see `process`)."""
    return request.client.host if request.client else "unknown"


async def visitor_of(
    request: Request,
    app: AppDep,
    rates: RatesDep,
    credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)],
) -> Visitor:
    """Whose session the bearer token is. Raises NotAuthenticated, SessionEnded, PlayerBlocked, TooManyRequests."""
    address = address_of(request)
    if credentials is None:
        await rates.check((READS_OF_ADDRESS, address))
        raise NotAuthenticated
    token = credentials.credentials
    of_token = hashlib.sha256(token.encode()).hexdigest()[:32]
    await rates.check((TOKENS_OF_ADDRESS, address), (REQUESTS_OF_SESSION, of_token))

    async def read(tx: Transaction) -> Visitor:
        session = await authenticate_session(tx, token)
        return Visitor(await read_player(tx, session.player_id), session)

    visitor = await app.transact(read)
    request.state.language = visitor.player.language
    return visitor


VisitorDep = Annotated[Visitor, Depends(visitor_of)]


def actor_of(visitor: VisitorDep) -> Actor:
    """The player behind the session."""
    return visitor.actor


ActorDep = Annotated[Actor, Depends(actor_of)]


async def anybody(request: Request, rates: RatesDep) -> None:
    """A read that needs no session. Raises TooManyRequests."""
    await rates.check((READS_OF_ADDRESS, address_of(request)))


Public = Depends(anybody)


async def command_key(
    rates: RatesDep,
    actor: ActorDep,
    idempotency_key: Annotated[
        str | None,
        Header(
            max_length=MAX_KEY,
            # what is no key has a code of its own, so that this is told and not checked by the framework
            json_schema_extra={"pattern": "^[ -~]+$"},
            description="Required. Sent again with the same key, a request gives its first result and does nothing"
            " more; another request under the key is refused. Printable ASCII.",
            examples=["0b2f6c1e-buy-1"],
        ),
    ] = None,
) -> str:
    """The key that makes a repetition a replay. Raises IdempotencyKeyMissing, TooManyRequests."""
    key = idempotency_key or ""
    if not 1 <= len(key) <= MAX_KEY or not key.isascii() or not key.isprintable():
        raise IdempotencyKeyMissing
    await rates.check((COMMANDS_OF_PLAYER, str(actor.player_id)))
    return key


KeyDep = Annotated[str, Depends(command_key)]
