"""Logging in by Telegram's init-data, and out again."""

from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from fastapi import APIRouter, Request, Response

from core.accounts.end_session import end_all_sessions, end_session, list_sessions
from core.accounts.open_session import open_session
from core.accounts.read_player import read_profile
from core.accounts.register_player import register_player
from core.accounts.views import PlayerView
from core.kernel.actor import SYSTEM
from core.kernel.context import Transaction
from core.kernel.errors import NotFound
from webapp_api.dependencies import AppDep, MemoryDep, RatesDep, VisitorDep
from webapp_api.openapi import problems
from webapp_api.schemas.players import Player
from webapp_api.schemas.sessions import CurrentSession, Login, OpenedSession, Session, Sessions
from webapp_api.security.addresses import address_of, network_of
from webapp_api.security.init_data import Check, read_init_data
from webapp_api.security.rates import LOGINS_OF_ADDRESS, LOGINS_OF_PLAYER

router = APIRouter(prefix="/auth", tags=["auth"])


@router.post(
    "/telegram",
    summary="Exchange init-data for a session",
    responses=problems("init_data_invalid", "init_data_expired", "init_data_used", "player_blocked"),
)
async def log_in(request: Request, app: AppDep, rates: RatesDep, memory: MemoryDep, body: Login) -> OpenedSession:
    """One launch string has one session. Telegram serves the same string again after a reload: a second exchange gives
    that session a new token, and the first token is worth nothing from then on. After logging out the string is
    refused."""
    await rates.check((LOGINS_OF_ADDRESS, network_of(request.scope)))
    check: Check = request.app.state.check_init_data
    launch = read_init_data(body.init_data, check, app.context.clock.now())
    await rates.check((LOGINS_OF_PLAYER, str(launch.profile.telegram_id)))

    async def open_(tx: Transaction) -> tuple[PlayerView, str, datetime]:
        player = await register_player(tx, SYSTEM, launch.profile, referral_code=launch.referral_code)
        token, expires_at = await open_session(
            tx,
            SYSTEM,
            player.id,
            launch.digest,
            user_agent=request.headers.get("user-agent"),
            address=address_of(request.scope),
        )
        return player, token, expires_at

    player, token, expires_at = await app.transact(open_)
    # a session that it took over has another token now
    memory.sessions.forget(player.id)
    return OpenedSession(session_token=token, expires_at=expires_at, user=Player.of(player))


@router.get("/session", summary="The session that asks")
async def read_session(app: AppDep, visitor: VisitorDep) -> CurrentSession:
    """Whose session the token is, and how long it lasts."""
    player = await app.transact(lambda tx: read_profile(tx, visitor.actor))
    return CurrentSession(id=visitor.session_id, expires_at=visitor.expires_at, user=Player.of(player))


@router.delete("/session", status_code=204, summary="Log out", response_class=Response)
async def log_out(app: AppDep, memory: MemoryDep, visitor: VisitorDep) -> None:
    """End the session that asks. Its launch string is refused from then on."""
    # where it has ended meanwhile, from another device or by a second tap, that is what was wanted
    with suppress(NotFound):
        await app.transact(lambda tx: end_session(tx, visitor.actor, visitor.session_id))
    memory.sessions.forget(visitor.player.id)


@router.get("/sessions", summary="Where one is logged in")
async def read_sessions(app: AppDep, visitor: VisitorDep) -> Sessions:
    """The player's sessions that have not ended, newest first."""
    views = await app.transact(lambda tx: list_sessions(tx, visitor.actor))
    current = visitor.session_id
    return Sessions(items=[Session.model_validate(asdict(view) | {"is_current": view.id == current}) for view in views])


@router.delete("/sessions", status_code=204, summary="Log out everywhere", response_class=Response)
async def end_sessions(app: AppDep, memory: MemoryDep, visitor: VisitorDep) -> None:
    """End all of the player's sessions, this one too."""
    await app.transact(lambda tx: end_all_sessions(tx, visitor.actor))
    memory.sessions.forget(visitor.player.id)


@router.delete(
    "/sessions/{session_id}",
    status_code=204,
    summary="End one session",
    response_class=Response,
    responses=problems("not_found"),
)
async def end_one_session(app: AppDep, memory: MemoryDep, visitor: VisitorDep, session_id: UUID) -> None:
    """End one of the player's own sessions."""
    await app.transact(lambda tx: end_session(tx, visitor.actor, session_id))
    memory.sessions.forget(visitor.player.id)
