"""Consent: which text, which version, given or taken back; play stands on the latest terms."""

import hashlib
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from core.access.roles import Role
from core.accounts.configuration import REQUIRED_TERMS, required_terms
from core.accounts.errors import ConsentRequired, DocumentOutdated
from core.accounts.give_consent import give_consent, list_consents, players_accepting_marketing, withdraw_consent
from core.accounts.kinds import Document
from core.accounts.locking import lock_players
from core.accounts.rules import check_may_play
from core.audit.set_config import set_config
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.kernel.errors import InvalidInput
from tests.builders.access import make_admin
from tests.builders.accounts import MadePlayer, make_player

TEXT = hashlib.sha256(b"the text").digest()


async def give(context: Context, player: MadePlayer, document: Document, version: int) -> None:
    await context.transact(
        lambda tx: give_consent(tx, player.actor, document, version, document_hash=TEXT, locale="tg")
    )


async def withdraw(context: Context, player: MadePlayer, document: Document) -> None:
    await context.transact(lambda tx: withdraw_consent(tx, player.actor, document))


async def check(context: Context, player: MadePlayer) -> None:
    terms = await context.transact(required_terms)
    locked = await context.transact(lambda tx: lock_players(tx, [player.id]))
    check_may_play(locked[player.id], context.clock.now(), terms)


async def history(context: Context, player: MadePlayer) -> list[tuple[Document, int, bool]]:
    lines = await context.transact(lambda tx: list_consents(tx, player.actor))
    return [(line.document, line.version, line.is_given) for line in lines.items]


async def test_new_terms_have_to_be_accepted_anew(context: Context, clock: ManualClock) -> None:
    player = await make_player(context)
    await check(context, player)
    admin = await make_admin(context, Role.OWNER)
    await context.transact(lambda tx: set_config(tx, admin, REQUIRED_TERMS.name, 2, 0))
    clock.advance(timedelta(seconds=11))
    with pytest.raises(ConsentRequired) as refused:
        await check(context, player)
    assert refused.value.params == {"document": "terms", "version": 2}
    with pytest.raises(DocumentOutdated):
        await give(context, player, Document.TERMS, 1)
    await give(context, player, Document.TERMS, 2)
    await check(context, player)
    assert await history(context, player) == [(Document.TERMS, 2, True), (Document.TERMS, 1, True)]


async def test_withdrawn_terms_end_paid_play(context: Context) -> None:
    player = await make_player(context)
    for _ in range(2):
        await withdraw(context, player, Document.TERMS)
    with pytest.raises(ConsentRequired):
        await check(context, player)
    await give(context, player, Document.TERMS, 1)
    await check(context, player)
    given = [is_given for _, _, is_given in await history(context, player)]
    assert given == [True, False, True]


async def test_marketing_stands_apart_and_stops_at_once(context: Context) -> None:
    yes, no, never = [await make_player(context) for _ in range(3)]
    for player in (yes, no):
        for _ in range(2):
            await give(context, player, Document.MARKETING, 1)
    await withdraw(context, no, Document.MARKETING)
    await withdraw(context, never, Document.MARKETING)
    everybody = [yes.id, no.id, never.id]
    assert await context.transact(lambda tx: players_accepting_marketing(tx, everybody)) == {yes.id}
    assert (await history(context, yes))[:1] == [(Document.MARKETING, 1, True)]
    assert len(await history(context, yes)) == 2
    await check(context, no)


async def test_a_line_names_the_text_and_its_language(context: Context) -> None:
    player = await make_player(context)
    await give(context, player, Document.MARKETING, 1)
    line = (await context.transact(lambda tx: list_consents(tx, player.actor))).items[0]
    assert (line.document_hash, line.locale, line.at) == (TEXT, "tg", context.clock.now())
    with pytest.raises(InvalidInput):
        await context.transact(
            lambda tx: give_consent(tx, player.actor, Document.TERMS, 1, document_hash=b"short", locale="tg")
        )
    with pytest.raises(InvalidInput):
        await context.transact(
            lambda tx: give_consent(tx, player.actor, Document.TERMS, 1, document_hash=TEXT, locale="xx")
        )


@pytest.mark.parametrize(
    "change", ["UPDATE consents SET is_given = false", "DELETE FROM consents", "TRUNCATE consents"]
)
async def test_history_cannot_be_changed(context: Context, change: str) -> None:
    await make_player(context)
    with pytest.raises(DBAPIError, match="append-only"):
        await context.transact(lambda tx: tx.execute(text(change)))


async def test_the_players_row_says_what_the_history_says(context: Context) -> None:
    player = await make_player(context)
    await withdraw(context, player, Document.TERMS)
    await give(context, player, Document.TERMS, 1)
    await make_player(context, eligible=False)
    differing = await context.transact(
        lambda tx: tx.execute(
            text(
                "SELECT count(*) FROM players p WHERE accepted_terms IS DISTINCT FROM ("
                "SELECT CASE WHEN is_given THEN version END FROM consents c"
                " WHERE c.player_id = p.id AND document = 'terms' ORDER BY c.id DESC LIMIT 1)"
            )
        )
    )
    assert differing.scalar_one() == 0
