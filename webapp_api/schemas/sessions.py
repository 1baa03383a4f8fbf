"""Sessions over the wire."""

from uuid import UUID

from pydantic import Field

from webapp_api.schemas.base import Answer, Body, Instant
from webapp_api.schemas.players import Player


class Login(Body):
    """What Telegram hands the mini-app: `WebApp.initData`, as it is."""

    init_data: str = Field(
        min_length=1,
        max_length=8192,
        examples=["user=%7B%22id%22%3A7%2C%22first_name%22%3A%22Anna%22%7D&auth_date=1795600000&hash=..."],
    )


class OpenedSession(Answer):
    """A fresh session; its token is told this once."""

    session_token: str
    expires_at: Instant = Field(description="24 hours after the last use, 30 days after the login at the latest.")
    user: Player


class CurrentSession(Answer):
    """The session that asks."""

    id: UUID
    expires_at: Instant
    user: Player


class Session(Answer):
    """Where one is logged in."""

    id: UUID
    device: str | None
    user_agent: str | None
    address: str | None
    created_at: Instant
    last_used_at: Instant
    expires_at: Instant
    is_current: bool


class Sessions(Answer):
    """All sessions that have not ended, newest first."""

    items: list[Session]
