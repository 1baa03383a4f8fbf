"""What this installation says about itself, over the wire."""

from pydantic import Field

from webapp_api.schemas.base import Answer


class About(Answer):
    """Who runs the lottery, where its chat is, and what a player has to accept."""

    bot_username: str | None = Field(examples=["fairlot_bot"], description="Null while nobody knows it.")
    operator: str | None
    licence: str | None
    is_sandbox: bool = Field(description="A trial with play money.")
    minimum_age: int = Field(description="The least age anywhere; a country may ask for more.")
    terms_version: int
    languages: list[str]
