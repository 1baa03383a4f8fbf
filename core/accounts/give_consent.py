"""A player agrees to a document, or takes an agreement back."""

from collections.abc import Iterable
from dataclasses import asdict, replace
from typing import Any
from uuid import UUID

from core.accounts.configuration import DOCUMENT_VERSIONS
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
from core.kernel.pagination import Page, check_limit, decode_cursor, encode_cursor


@allow(player=True)
async def give_consent(
    tx: Transaction, actor: Actor, document: Document, version: int, *, document_hash: bytes, locale: str
) -> ConsentView:
    """Record that the player accepts the current version of a document; give the line of history that says so.

    `document_hash` is the SHA-256 of the text that was shown, in `locale`. A repetition adds nothing. Raises
    DocumentOutdated for any version but the current one, InvalidInput, PlayerBlocked.
    """
    check_language(locale)
    if len(document_hash) != 32:
        raise InvalidInput(field="document_hash", reason="not_sha256")
    player = await lock_own_row(tx, actor.player_id)
    current = await read_config(tx, DOCUMENT_VERSIONS[document])
    if version != current:
        raise DocumentOutdated(document=document, version=current)
    latest = await consents.latest_consent(tx, player.id, document)
    if latest is not None and latest.is_given and latest.version == version:
        return _view(latest)
    given = ConsentView(tx.new_id(), document, version, document_hash, locale, is_given=True, at=tx.now)
    await _append(tx, player.id, given)
    return given


@allow(player=True)
async def withdraw_consent(tx: Transaction, actor: Actor, document: Document) -> None:
    """Take an agreement back at once; without one nothing happens. Without the terms there is no paid play.

    Open to everybody who has a row, also to a player whose account is shut.
    """
    await players.lock(tx, [actor.player_id])
    latest = await consents.latest_consent(tx, actor.player_id, document)
    if latest is None or not latest.is_given:
        return
    taken_back = replace(_view(latest), id=tx.new_id(), is_given=False, at=tx.now)
    await _append(tx, actor.player_id, taken_back)


@allow(player=True)
async def list_consents(tx: Transaction, actor: Actor, cursor: str | None = None, limit: int = 20) -> Page[ConsentView]:
    """A page of the actor's own history, newest first. Raises InvalidInput."""
    rows = await consents.consents_of(tx, actor.player_id, decode_cursor(cursor), check_limit(limit) + 1)
    more = len(rows) > limit
    return Page([_view(row) for row in rows[:limit]], encode_cursor(rows[limit - 1].id) if more else None)


@allow(player=True)
async def accepted_version(tx: Transaction, actor: Actor, document: Document) -> int | None:
    """The version of a document that the actor agrees to now, None without a consent that stands."""
    latest = await consents.latest_consent(tx, actor.player_id, document)
    return latest.version if latest is not None and latest.is_given else None


async def players_accepting_marketing(tx: Transaction, player_ids: Iterable[UUID]) -> set[UUID]:
    """Those of the players who may be sent marketing now."""
    return await consents.players_agreeing(tx, set(player_ids), Document.MARKETING)


async def _append(tx: Transaction, player_id: UUID, consent: ConsentView) -> None:
    """One line of history, and for the terms the version that stands on the player's row."""
    await consents.insert_consent(tx, asdict(consent) | {"player_id": player_id})
    if consent.document is Document.TERMS:
        accepted = consent.version if consent.is_given else None
        await players.update_player(tx, player_id, {"accepted_terms": accepted})


def _view(row: Any) -> ConsentView:
    return ConsentView(
        row.id, Document(row.document), row.version, row.document_hash, row.locale, is_given=row.is_given, at=row.at
    )
