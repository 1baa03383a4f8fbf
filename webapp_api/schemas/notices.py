"""Notices over the wire, in words for their reader."""

from collections.abc import Mapping
from typing import Self
from uuid import UUID

from pydantic import Field, model_validator

from core.accounts.views import PlayerView
from core.notifications.kinds import Category, Kind
from core.notifications.render import render
from core.notifications.views import NotificationView
from webapp_api.schemas.base import Answer, Body, Instant, Listing


class Notice(Answer):
    """Something that the player was told."""

    id: UUID
    kind: Kind
    category: Category
    text: str = Field(description="In the player's language: HTML of plain marks such as `<b>`, as Telegram takes it.")
    params: Mapping[str, str | int | None] = Field(
        description="What the text was made of.", examples=[{"amount_minor": 70_000, "asset": "TJS", "ticket": 79}]
    )
    raffle_id: UUID | None = Field(description="The raffle that it speaks of.")
    prize_id: UUID | None = Field(description="The player's prize that it speaks of.")
    created_at: Instant
    read_at: Instant | None

    @classmethod
    def of(cls, view: NotificationView, reader: PlayerView) -> "Notice":
        rendered = render(view.kind, view.params, reader.language, reader.time_zone, live_times=False)
        plain = {name: value for name, value in view.params.items() if not isinstance(value, Mapping)}
        return cls(
            id=view.id,
            kind=Kind(view.kind),
            category=view.category,
            text=rendered.text,
            raffle_id=plain.pop("raffle_id", None),
            prize_id=plain.pop("award_id", None),
            params=plain,
            created_at=view.created_at,
            read_at=view.read_at,
        )


class Notices(Listing[Notice]):
    """A page of the inbox."""

    unread: int = Field(description="How many notices of the whole inbox are unread.")


class NoticesRead(Body):
    """Which notices were read: either some, or all that are not newer than one."""

    ids: list[UUID] | None = Field(None, min_length=1, max_length=100)
    up_to: UUID | None = Field(None, description="The newest one that was seen.")

    @model_validator(mode="after")
    def _says_which(self) -> Self:
        if (self.ids is None) == (self.up_to is None):
            raise ValueError("either ids or up_to")
        return self


class Unread(Answer):
    """What is left."""

    unread: int
