"""A player agrees to a document, or takes an agreement back."""

from collections.abc import Iterable
from uuid import UUID

from core.accounts.configuration import MARKETING_VERSION, REQUIRED_TERMS
from core.accounts.errors import DocumentOutdated
from core.accounts.kinds import Document
from core.accounts.locking import lock_own_row
from core.accounts.repository import consents, players
from core.accounts.rules import check_language
from core.accounts.views import ConsentView
from core.audit.configuration import read_config
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import InvalidInput

_VERSIONS = {Document.TERMS: REQUIRED_TERMS, Document.MARKETING: MARKETING_VERSION}


@allow(player=True)
async def give_consent(
    tx: Transaction, actor: Actor, document: Document, version: int, *, document_hash: bytes, locale: str
) -> None:
    """Record that the player accepts the current version of a document.

    `document_hash` is the SHA-256 of the text that was shown, in `locale`. A repetition adds nothing. Raises
    DocumentOutdated for any version but the current one, InvalidInput, PlayerBlocked.
    """
    check_language(locale)
    if len(document_hash) != 32:
        raise InvalidInput(field="document_hash", reason="not_sha256")
    player = await lock_own_row(tx, actor.player_id)
    current = await read_config(tx, _VERSIONS[document])
    if version != current:
        raise DocumentOutdated(document=document, version=current)
    latest = await consents.latest_consent(tx, player.id, document)
    if latest is not None and latest.is_given and latest.version == version:
        return
    await _append(tx, player.id, ConsentView(document, version, document_hash, locale, is_given=True, at=tx.now))


@allow(player=True)
async def withdraw_consent(tx: Transaction, actor: Actor, document: Document) -> None:
    """Take an agreement back at once; without one nothing happens. Without the terms there is no paid play.

    Open to everybody who has a row, also to a player whose account is shut.
    """
    await players.lock(tx, [actor.player_id])
    latest = await consents.latest_consent(tx, actor.player_id, document)
    if latest is None or not latest.is_given:
        return
    taken_back = ConsentView(document, latest.version, latest.document_hash, latest.locale, is_given=False, at=tx.now)
    await _append(tx, actor.player_id, taken_back)


@allow(player=True)
async def list_consents(tx: Transaction, actor: Actor) -> list[ConsentView]:
    """The actor's own history, newest first."""
    return [
        ConsentView(Document(row.document), row.version, row.document_hash, row.locale, row.is_given, row.at)
        for row in await consents.consents_of(tx, actor.player_id)
    ]


async def players_accepting_marketing(tx: Transaction, player_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the players who may be sent marketing now."""
    return await consents.players_agreeing(tx, set(player_ids), Document.MARKETING)


async def _append(tx: Transaction, player_id: UUID, consent: ConsentView) -> None:
    """One line of history, and for the terms the version that stands on the player's row."""
    await consents.insert_consent(
        tx,
        {
            "id": tx.new_id(),
            "player_id": player_id,
            "document": consent.document,
            "version": consent.version,
            "document_hash": consent.document_hash,
            "locale": consent.locale,
            "is_given": consent.is_given,
            "at": consent.at,
        },
    )
    if consent.document is Document.TERMS:
        accepted = consent.version if consent.is_given else None
        await players.update_player(tx, player_id, {"accepted_terms": accepted})
