"""Documents and what a player agreed to, over the wire."""

from pydantic import Field

from core.accounts.kinds import Document
from core.accounts.views import ConsentView, ShownDocument
from webapp_api.schemas.base import Answer, Body, Instant, WholeNumber

MAX_VERSION = 1_000_000


class LegalDocument(Answer):
    """The current version of a document, in the player's language."""

    document: Document
    version: int
    language: str = Field(examples=["en"])
    text: str = Field(description="HTML of plain marks such as `<b>`, as Telegram takes it.")
    hash: str = Field(description="Hex: SHA-256 of the text. The consent is recorded with it.")
    is_accepted: bool = Field(description="Whether the player agrees to this version.")

    @classmethod
    def of(cls, shown: ShownDocument, accepted_version: int | None) -> "LegalDocument":
        return cls(
            document=shown.document,
            version=shown.version,
            language=shown.language,
            text=shown.text,
            hash=shown.hash.hex(),
            is_accepted=accepted_version == shown.version,
        )


class LegalDocuments(Answer):
    """Everything that players are asked to agree to."""

    items: list[LegalDocument]


class NewConsent(Body):
    """A player's yes to a document that was shown."""

    document: Document
    version: WholeNumber = Field(ge=1, le=MAX_VERSION, description="The version that was shown.", examples=[1])
    locale: str | None = Field(
        None, max_length=8, description="The language it was read in; left out, the player's own.", examples=["ru"]
    )


class Consent(Answer):
    """One line of the history: a yes, or one that was taken back."""

    document: Document
    version: int
    document_hash: str = Field(description="Hex: SHA-256 of the text that was shown.")
    locale: str
    is_given: bool
    at: Instant

    @classmethod
    def of(cls, view: ConsentView) -> "Consent":
        return cls(
            document=view.document,
            version=view.version,
            document_hash=view.document_hash.hex(),
            locale=view.locale,
            is_given=view.is_given,
            at=view.at,
        )
