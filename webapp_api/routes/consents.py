"""What a player has to agree to, agreed to, and whether that is enough to play for money."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Response

from core.accounts.check_eligibility import check_eligibility
from core.accounts.documents import show_document
from core.accounts.give_consent import accepted_version, give_consent, list_consents, withdraw_consent
from core.accounts.kinds import Document
from core.accounts.views import ConsentView
from core.kernel.context import Transaction
from core.notifications.marketing import ask_for_marketing, stop_marketing
from webapp_api.dependencies import ActorDep, AppDep, VisitorDep
from webapp_api.openapi import PLAYING, problems
from webapp_api.routing import TaggedRoute
from webapp_api.schemas.base import Cursor, Limit, Listing
from webapp_api.schemas.consents import Consent, LegalDocument, LegalDocuments, NewConsent

router = APIRouter(tags=["me"], route_class=TaggedRoute)


@router.get("/documents", summary="Terms and other documents")
async def read_documents(app: AppDep, visitor: VisitorDep) -> LegalDocuments:
    """The current version of each document in the player's language, and whether the player agrees to it."""

    async def read(tx: Transaction) -> list[LegalDocument]:
        return [
            LegalDocument.of(
                await show_document(tx, document, visitor.player.language),
                await accepted_version(tx, visitor.actor, document),
            )
            for document in Document
        ]

    return LegalDocuments(items=await app.transact(read))


@router.get("/me/consents", summary="What one agreed to")
async def read_consents(
    app: AppDep, actor: ActorDep, cursor: Annotated[Cursor, Query()] = None, limit: Annotated[Limit, Query()] = 20
) -> Listing[Consent]:
    """The history of consent, newest first. The last line of a document counts."""
    page = await app.transact(lambda tx: list_consents(tx, actor, cursor, limit))
    return Listing(items=[Consent.of(view) for view in page.items], next_cursor=page.next_cursor)


@router.post("/me/consents", status_code=201, summary="Agree to a document", responses=problems("document_outdated"))
async def agree(app: AppDep, visitor: VisitorDep, body: NewConsent) -> Consent:
    """Record a yes to the current version, with the hash of its text. A repetition gives the line that stands. A yes
    to marketing switches its notices on, too."""

    async def record(tx: Transaction) -> ConsentView:
        shown = await show_document(tx, body.document, body.locale or visitor.player.language)
        read: dict[str, Any] = {"document_hash": shown.hash, "locale": shown.language}
        if body.document is Document.MARKETING:
            return await ask_for_marketing(tx, visitor.actor, body.version, **read)
        return await give_consent(tx, visitor.actor, body.document, body.version, **read)

    return Consent.of(await app.transact(record))


@router.delete("/me/consents/{document}", status_code=204, summary="Take a consent back", response_class=Response)
async def take_back(app: AppDep, actor: ActorDep, document: Document) -> None:
    """It ends at once, and the notices of marketing with it. Without the terms there is no paid play. A repetition
    adds nothing to the history."""

    async def withdraw(tx: Transaction) -> None:
        if document is Document.MARKETING:
            await stop_marketing(tx, actor)
        else:
            await withdraw_consent(tx, actor, document)

    await app.transact(withdraw)


@router.get(
    "/me/eligibility",
    status_code=204,
    summary="Whether one may play for money",
    response_class=Response,
    responses=problems(*PLAYING),
)
async def read_eligibility(app: AppDep, actor: ActorDep) -> None:
    """204, or the refusal that a purchase would meet, money and limits aside."""
    await app.transact(lambda tx: check_eligibility(tx, actor))
