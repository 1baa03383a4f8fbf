"""SQL of consents."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Row, insert, select
from sqlalchemy.dialects.postgresql import distinct_on

from core.accounts.kinds import Document
from core.accounts.models import Consent
from core.kernel.context import Transaction

_TABLE = Consent.__table__


async def insert_consent(tx: Transaction, values: Mapping[str, Any]) -> None:
    await tx.execute(insert(Consent).values(**values))


async def latest_consent(tx: Transaction, player_id: UUID, document: Document) -> Row[Any] | None:
    newest = select(_TABLE).where(Consent.player_id == player_id, Consent.document == document)
    return (await tx.execute(newest.order_by(Consent.id.desc()).limit(1))).one_or_none()


async def consents_of(tx: Transaction, player_id: UUID, before: UUID | None, limit: int) -> list[Row[Any]]:
    """A player's history, newest first."""
    page = select(_TABLE).where(Consent.player_id == player_id).order_by(Consent.id.desc()).limit(limit)
    if before is not None:
        page = page.where(Consent.id < before)
    return list(await tx.execute(page))


async def players_agreeing(tx: Transaction, player_ids: Collection[UUID], document: Document) -> set[UUID]:
    """Those of the players whose last word on a document is yes."""
    rows = await tx.execute(
        select(Consent.player_id, Consent.is_given)
        .ext(distinct_on(Consent.player_id))
        .where(Consent.player_id.in_(player_ids), Consent.document == document)
        .order_by(Consent.player_id, Consent.id.desc())
    )
    return {row.player_id for row in rows if row.is_given}
