"""What of a draw is posted to the public channel, and whether it was in time: Telegram's date is the witness.

(draw protocol, sections 2 and 7)
"""

import logging
from datetime import datetime, timedelta
from functools import partial
from html import escape
from uuid import UUID

from core.draws import repository
from core.draws.draw_records import draw_records
from core.draws.models import PublicationKind, PublicationState
from core.draws.views import CloseView, Publication, Standing
from core.kernel.canonical import canonical_json
from core.kernel.context import Context, Transaction
from core.notifications import gate
from core.notifications.telegram_client import TelegramClient, TelegramError, TelegramFlood

ABANDONED_AFTER = timedelta(seconds=60)
"""Longer than a call can take; a publication that is `sending` for longer has lost its process, and is sent again."""

AT_ONCE = 20
"""How many messages one run posts at most."""

REFUND = "refund"
"""The rule of a draw by which every entry is refunded when its close record was public too late."""

_PAUSES_S = (2.0, 4.0, 8.0, 16.0, 32.0, 60.0)
_PATIENCE_S = 1.0
_LONGEST_TEXT = 4096  # Bot API, sendMessage: characters after the entities were parsed
_log = logging.getLogger(__name__)


def standing(close: Publication | None, round_at: datetime, now: datetime) -> Standing:
    """Whether the close record was public before its round came out.

    A message whose sending is under way at that very moment is waited for; whether it was in time is its own date's
    word.
    """
    if close is None:
        return Standing.UNPROMISED
    if close.posted_at is not None:
        return Standing.IN_TIME if close.posted_at < round_at else Standing.LATE
    is_under_way = close.state is PublicationState.SENDING and close.due_at > now
    return Standing.WAITING if now < round_at or is_under_way else Standing.LATE


async def close_standing(tx: Transaction, close: CloseView) -> Standing:
    """The standing of a close record now."""
    publications = await repository.publications_of(tx, close.draw_id)
    return standing(publications.get(PublicationKind.CLOSE), close.due_at, tx.clock.now())


async def posts_of(tx: Transaction, draw_id: UUID) -> tuple[Publication, ...]:
    """A draw's records that stand in the channel, by the number of their message."""
    posts = [one for one in (await repository.publications_of(tx, draw_id)).values() if one.message_id is not None]
    return tuple(sorted(posts, key=lambda post: post.message_id or 0))


async def withheld(tx: Transaction, draw_id: UUID) -> Standing | None:
    """What keeps a closed draw from being drawn where its rules demand a publication in time: its standing, None where
    nothing does."""
    draw, close = (await repository.draws_by_id(tx, [draw_id]))[draw_id], await repository.close_of(tx, draw_id)
    if close is None or draw.rules.get("late_publication") != REFUND:
        return None
    reached = await close_standing(tx, close)
    return None if reached is Standing.IN_TIME else reached


async def post_publications(context: Context, client: TelegramClient) -> int:
    """Post what waits, close records first, each with its message's id and date kept; gives how many were posted.

    What is next is asked before each message, so that a close record waits for none that is less urgent. A message may
    be sent twice where nobody knows whether it arrived: both say the same, and the one that is known counts.
    """
    posted = 0
    for _ in range(AT_ONCE):
        due = await context.transact(repository.next_publication)
        if due is None or not await _is_admitted(context, due):
            break
        claimed = await context.transact(partial(_claim, publication_id=due.id))
        if claimed is None:
            continue
        publication, text = claimed
        try:
            post = await client.post(publication.channel_id, text)
        except TelegramError as error:
            await _put_off(context, publication, error)
            continue
        posted += await context.transact(partial(repository.note_posted, publication_id=publication.id, post=post))
    return posted


async def _is_admitted(context: Context, publication: Publication) -> bool:
    """Whether the gate to Telegram is open. A close record goes with the bot's answers, before all notices, and where
    Valkey is away without the gate: its time is counted. Raises Unavailable for all others then."""
    is_urgent = publication.kind is PublicationKind.CLOSE
    return await gate.admit(context.redis, publication.channel_id, urgent=is_urgent, patience_s=_PATIENCE_S)


async def _claim(tx: Transaction, publication_id: UUID) -> tuple[Publication, str] | None:
    """Commit that a publication is being sent; None where another process has it."""
    publication = await repository.claim_publication(tx, publication_id, tx.clock.now() + ABANDONED_AFTER)
    return None if publication is None else (publication, await _text(tx, publication))


async def _put_off(context: Context, publication: Publication, error: TelegramError) -> None:
    """Try again later, and never give up: the channel may be made right while the round is still ahead."""
    _log.warning("the %s of draw %s was not posted: %s", publication.kind, publication.draw_id, error)
    held_s = error.retry_after_s if isinstance(error, TelegramFlood) else 0.0
    pause_s = held_s or _PAUSES_S[min(publication.attempts, len(_PAUSES_S)) - 1]
    due_at = context.clock.now() + timedelta(seconds=pause_s)
    await context.transact(
        partial(repository.put_off_publication, publication_id=publication.id, due_at=due_at, error=str(error))
    )
    if held_s:
        await gate.hold(context.redis, held_s)


async def _text(tx: Transaction, publication: Publication) -> str:
    """The message: the raffle's number, and the signed record as it is read everywhere else."""
    draw = (await repository.draws_by_id(tx, [publication.draw_id]))[publication.draw_id]
    heading = f"<b>{escape(str(draw.rules['raffle']))}</b> · {publication.kind}"
    if publication.kind is PublicationKind.LOG:
        head = publication.log_head or b""
        said: dict[str, object] = {"draw_id": draw.protocol_id, "seq": publication.log_seq, "log_head": head.hex()}
        return _message(heading, said)
    signed = next(one for one in await draw_records(tx, draw) if one.kind == publication.kind)
    text = _message(heading, signed.to_record())
    close = await repository.close_of(tx, draw.id)
    if len(text) > _LONGEST_TEXT and close is not None:
        # a record of many prizes: its hash fixes it as well
        short = {"draw_id": draw.protocol_id, "close_hash": close.close_hash.hex(), "sig": signed.signature.hex()}
        return _message(heading, {**short, "key_id": signed.key_id})
    return text


def _message(heading: str, said: dict[str, object]) -> str:
    return f"{heading}\n<pre>{escape(canonical_json(said).decode('ascii'), quote=False)}</pre>"
