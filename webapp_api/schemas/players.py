"""Players over the wire, to themselves."""

from datetime import date
from uuid import UUID

from pydantic import Field

from core.accounts.views import PlayerView
from webapp_api.schemas.base import Answer, Body, Day, Instant


class Player(Answer):
    """One's own profile. Strangers see the public name alone."""

    id: UUID
    telegram_id: int | None
    username: str | None
    first_name: str
    last_name: str
    public_name: str
    avatar_url: str | None
    language: str = Field(examples=["en"])
    country: str | None = Field(examples=["TJ"], description="ISO 3166-1 alpha-2")
    birth_date: date | None
    time_zone: str | None = Field(examples=["Asia/Dushanbe"], description="IANA name")
    kyc_level: int
    accepted_terms: int | None = Field(description="The version of the terms that stands accepted.")
    referral_code: str
    created_at: Instant

    @classmethod
    def of(cls, view: PlayerView) -> "Player":
        return cls.model_validate(view)


class ProfileChange(Body):
    """New values; what is left out stays as it is."""

    language: str | None = Field(None, max_length=8, examples=["ru"])
    country: str | None = Field(None, max_length=8, examples=["TJ"])
    birth_date: Day | None = Field(None, examples=["1990-05-17"])
    time_zone: str | None = Field(None, max_length=64, examples=["Asia/Dushanbe"])
    display_name: str | None = Field(None, max_length=200, description="Blank gives the choice back.")
