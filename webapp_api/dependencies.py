"""What routes are given: the application, whose session it is, the key of a command."""

from functools import partial
from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from core.app import App
from core.kernel.actor import Actor
from core.kernel.crypto import hash_token
from core.kernel.idempotency import MAX_KEY
from webapp_api.caches import Memory
from webapp_api.refusals import IdempotencyKeyMissing, NotAuthenticated
from webapp_api.security.addresses import network_of
from webapp_api.security.rates import (
    COMMANDS_OF_PLAYER,
    READS_OF_ADDRESS,
    REQUESTS_OF_SESSION,
    TOKENS_OF_ADDRESS,
    RateLimits,
)
from webapp_api.visitors import Visitor, Visitors

_bearer = HTTPBearer(auto_error=False, description="The `session_token` of `POST auth/telegram`.")


# asynchronous, all of them: FastAPI takes any other function to a thread, which costs more than what it does
async def app_of(request: Request) -> App:
    """The application behind this door."""
    app: App = request.app.state.app
    return app


AppDep = Annotated[App, Depends(app_of)]


async def rates_of(request: Request) -> RateLimits:
    """The limits of this door."""
    rates: RateLimits = request.app.state.rates
    return rates


RatesDep = Annotated[RateLimits, Depends(rates_of)]


async def memory_of(request: Request) -> Memory:
    """What this process keeps for a moment."""
    memory: Memory = request.app.state.memory
    return memory


MemoryDep = Annotated[Memory, Depends(memory_of)]


# what every request goes through takes these from the request itself: each dependency costs the framework more
# than most of them do
async def visitor_of(
    request: Request, credentials: Annotated[HTTPAuthorizationCredentials | None, Depends(_bearer)]
) -> Visitor:
    """Whose session the bearer token is. Raises NotAuthenticated, SessionEnded, PlayerBlocked, TooManyRequests."""
    if credentials is None:
        rates = await rates_of(request)
        await rates.check((READS_OF_ADDRESS, network_of(request.scope)))
        raise NotAuthenticated
    return await whose(request, credentials.credentials)


async def whose(request: Request, token: str) -> Visitor:
    """Whose session a token is. Raises SessionEnded, PlayerBlocked, TooManyRequests."""
    app, rates, memory = await app_of(request), await rates_of(request), await memory_of(request)
    digest = hash_token(token)
    await rates.check((TOKENS_OF_ADDRESS, network_of(request.scope)), (REQUESTS_OF_SESSION, digest.hex()[:32]))

    visitors: Visitors = request.app.state.visitors
    visitor = await memory.sessions.get(digest, partial(visitors.find, token))
    if visitor.expires_at <= app.context.clock.now():
        # its use elsewhere may have made it last longer since
        memory.sessions.forget(visitor.player.id)
        visitor = await memory.sessions.get(digest, partial(visitors.find, token))
    request.state.language = visitor.player.language
    return visitor


VisitorDep = Annotated[Visitor, Depends(visitor_of)]


async def actor_of(visitor: VisitorDep) -> Actor:
    """The player behind the session."""
    return visitor.actor


ActorDep = Annotated[Actor, Depends(actor_of)]


async def anybody(request: Request) -> None:
    """A read that needs no session. Raises TooManyRequests."""
    rates = await rates_of(request)
    await rates.check((READS_OF_ADDRESS, network_of(request.scope)))


Public = Depends(anybody)


async def command_key(
    request: Request,
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
    rates = await rates_of(request)
    await rates.check((COMMANDS_OF_PLAYER, str(actor.player_id)))
    return key


KeyDep = Annotated[str, Depends(command_key)]
