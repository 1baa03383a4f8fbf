"""The inbox and its preferences: whose they are, what can be switched off."""

from datetime import UTC, time
from functools import partial

import pytest
from sqlalchemy.exc import IntegrityError

from core.accounts.anonymise_player import anonymise_player
from core.accounts.block_player import BlockReason, block_player
from core.accounts.errors import ConsentRequired, DocumentOutdated
from core.accounts.give_consent import withdraw_consent
from core.accounts.kinds import Document
from core.kernel.actor import SYSTEM
from core.kernel.context import Context
from core.kernel.errors import Forbidden, InvalidInput
from core.notifications.kinds import Category
from core.notifications.list_notifications import count_unread, list_notifications
from core.notifications.mark_read import mark_read
from core.notifications.marketing import ask_for_marketing, stop_marketing
from core.notifications.repository.queue import due_deliveries
from core.notifications.set_preferences import PreferencesChange, read_preferences, set_preferences
from core.notifications.set_reachable import set_reachable
from core.notifications.views import QuietTime, Switch
from tests.builders.accounts import make_player
from tests.kernel.helpers import sql
from tests.notifications.helpers import notice, tell, want_marketing
from tests.raffles.helpers import act


async def test_pages_newest_first_and_only_ones_own(context: Context) -> None:
    player, other = await make_player(context), await make_player(context)
    await tell(context, *(notice(player) for _ in range(5)), notice(other))
    first = await act(context, list_notifications, player.actor, limit=3)
    rest = await act(context, list_notifications, player.actor, first.next_cursor, limit=3)
    shown = [view.params["reference"] for view in (*first.items, *rest.items)]
    assert (len(shown), rest.next_cursor) == (5, None)
    assert shown == sorted(shown, key=lambda text: int(text[1:]), reverse=True)
    theirs = (await act(context, list_notifications, other.actor)).items[0]
    assert await act(context, mark_read, player.actor, [theirs.id]) == 0
    assert await act(context, mark_read, player.actor, [first.items[0].id]) == 1
    assert await act(context, count_unread, player.actor) == 4
    assert await act(context, mark_read, player.actor) == 4
    assert await act(context, count_unread, player.actor) == 0
    assert await act(context, count_unread, other.actor) == 1
    with pytest.raises(Forbidden):
        await act(context, list_notifications, SYSTEM)


async def test_money_and_results_stay_in_the_inbox(context: Context) -> None:
    player = await make_player(context)
    for category in (Category.MONEY, Category.RESULTS):
        with pytest.raises(InvalidInput):
            await act(context, set_preferences, player.actor, PreferencesChange({category: Switch(False, False)}))
        with pytest.raises(IntegrityError):
            await sql(
                context,
                "INSERT INTO notification_switches VALUES (:id, :category, false, false)",
                id=player.id,
                category=category,
            )
    off = {Category.MONEY: Switch(True, False), Category.DRAWS: Switch(False, False)}
    set_ = await act(context, set_preferences, player.actor, PreferencesChange(off))
    assert set_.switches == {
        Category.MONEY: Switch(True, False),
        Category.RESULTS: Switch(True, True),
        Category.DRAWS: Switch(False, False),
        Category.WATCHLIST: Switch(True, True),
        Category.MARKETING: Switch(True, False),
        Category.STAFF: Switch(True, True),
    }
    assert await tell(context, *(notice(player, category) for category in Category)) == 4
    assert await act(context, count_unread, player.actor) == 4


async def test_marketing_takes_a_consent_and_stops_at_once(context: Context) -> None:
    player = await make_player(context)
    on = PreferencesChange({Category.MARKETING: Switch(True, True)})
    with pytest.raises(ConsentRequired) as refusal:
        await act(context, set_preferences, player.actor, on)
    assert refusal.value.params == {"document": "marketing", "version": 1}
    with pytest.raises(DocumentOutdated):
        await act(context, ask_for_marketing, player.actor, 2, document_hash=bytes(32), locale="en")
    assert await tell(context, notice(player, Category.MARKETING)) == 0
    await want_marketing(context, player)
    assert await tell(context, notice(player, Category.MARKETING)) == 1
    await act(context, set_preferences, player.actor, on)
    await context.transact(lambda tx: block_player(tx, SYSTEM, player.id, BlockReason.OTHER))
    for _ in range(2):
        await act(context, stop_marketing, player.actor)  # also by a player who is shut out
    assert await tell(context, notice(player, Category.MARKETING)) == 0
    (due,) = await context.transact(lambda tx: due_deliveries(tx, 10))
    assert not due.wants_telegram
    assert await sql(context, "SELECT is_given FROM consents WHERE document = 'marketing' ORDER BY id") == [
        (True,),
        (False,),
    ]


async def test_a_withdrawn_consent_stops_what_waits_whatever_the_switch_says(context: Context) -> None:
    player = await make_player(context)
    await want_marketing(context, player)
    await tell(context, notice(player, Category.MARKETING), notice(player, Category.MONEY))
    await act(context, withdraw_consent, player.actor, Document.MARKETING)
    due = await context.transact(lambda tx: due_deliveries(tx, 10))
    assert {one.category: one.wants_telegram for one in due} == {Category.MARKETING: False, Category.MONEY: True}
    assert await tell(context, notice(player, Category.MARKETING)) == 0


async def test_quiet_hours_are_set_and_ended(context: Context) -> None:
    player = await make_player(context)
    quiet = QuietTime(time(22), time(7))
    await act(context, set_preferences, player.actor, PreferencesChange(quiet=quiet))
    kept = await act(context, set_preferences, player.actor, PreferencesChange({Category.DRAWS: Switch(True, False)}))
    assert kept.quiet == quiet
    for wrong in (QuietTime(time(7), time(7)), QuietTime(time(22, tzinfo=UTC), time(7))):
        with pytest.raises(InvalidInput):
            await act(context, set_preferences, player.actor, PreferencesChange(quiet=wrong))
    ended = await act(context, set_preferences, player.actor, PreferencesChange(no_quiet=True))
    assert ended.quiet is None


async def test_reachability_follows_telegram(context: Context) -> None:
    player = await make_player(context)
    seen = []
    for is_reachable in (False, False, True, False):
        await context.transact(partial(set_reachable, telegram_id=player.telegram_id, is_reachable=is_reachable))
        seen.append((await act(context, read_preferences, player.actor)).is_reachable)
    assert seen == [False, False, True, False]
    await context.transact(lambda tx: set_reachable(tx, 999, False))  # no player of ours


async def test_an_erased_player_is_told_nothing(context: Context) -> None:
    player = await make_player(context)
    await context.transact(lambda tx: anonymise_player(tx, player.id))
    assert await tell(context, notice(player)) == 0
