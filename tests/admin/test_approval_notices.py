"""Who is told of a request for approval and of its outcome, from the events of the outbox to the chat."""

from datetime import timedelta
from typing import Any

import pytest

from core.access.approvals import expire_approvals, reject_approval
from core.access.disable_admin import disable_admin
from core.access.grant_role import grant_role
from core.access.roles import Role
from core.access.views import ApprovalView
from core.admin import approval_notices
from core.app import subscribe
from core.kernel.actor import SYSTEM
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.ledger.credit import approve_credit, request_credit
from core.ledger.kinds import WalletType
from core.notifications.kinds import Category
from core.notifications.set_preferences import PreferencesChange, set_preferences
from core.notifications.views import Switch
from core.raffles.publish import approve_publish, request_publish
from tests.admin.colleagues import Colleague, colleague, deliver_events, told
from tests.builders.accounts import make_player
from tests.builders.raffles import TestBeacon, make_draft
from tests.kernel.helpers import sql
from tests.notifications.helpers import deliver
from tests.notifications.telegram import client_of, fake_telegram
from tests.raffles.helpers import act


async def ask_credit(context: Context, who: Colleague) -> ApprovalView:
    payee = await make_player(context, first_name="Nobody's business")
    return await act(
        context, request_credit, who.actor, payee.id, WalletType.BALANCE, "TJS", 5000, "Paid at the counter"
    )


@pytest.fixture
async def team(context: Context) -> list[Colleague]:
    """Who asks, two who may approve a credit, and two who may not."""
    subscribe(context)
    return [
        await colleague(context, "Anna", Role.FINANCE),
        await colleague(context, "Boris", Role.FINANCE),
        await colleague(context, "Clara", Role.OWNER),
        await colleague(context, "Mira", Role.MANAGER),
        await colleague(context, "Said", Role.SUPPORT),
    ]


async def test_those_who_may_approve_are_told_and_nobody_else(context: Context, team: list[Colleague]) -> None:
    await ask_credit(context, team[0])
    await deliver_events(context)
    assert await told(context, *team) == [[], ["approval-requested"], ["approval-requested"], [], []]


async def test_a_publication_goes_to_those_who_may_publish(
    context: Context, team: list[Colleague], clock: ManualClock
) -> None:
    beacon = TestBeacon(clock)
    draft_id = await make_draft(context)
    request = await act(context, request_publish, team[3].actor, draft_id, beacon.info().rule(60))
    await deliver_events(context)
    assert await told(context, *team) == [[], [], ["approval-requested"], [], []]
    await act(context, approve_publish, team[2].actor, request.id, request.payload_hash)
    await deliver_events(context)
    assert await told(context, team[3]) == [["approval-decided"]]
    params = (await sql(context, "SELECT params FROM notifications WHERE kind = 'approval-decided'"))[0].params
    number = request.payload["rules"]["raffle"]
    assert (params["asks"], params["number"], params["outcome"]) == ("publication", number, "executed")


async def test_the_outcome_goes_to_who_asked_and_into_the_messages_of_the_others(
    context: Context, team: list[Colleague]
) -> None:
    request = await ask_credit(context, team[0])
    await deliver_events(context)
    await act(context, approve_credit, team[1].actor, request.id, request.payload_hash)
    await deliver_events(context)
    both = ["approval-requested", "approval-decided"]
    assert await told(context, *team) == [["approval-decided"], both, both, [], []]
    rows = await sql(context, "SELECT player_id, thread_key FROM notifications WHERE kind = 'approval-decided'")
    assert {row.player_id: row.thread_key for row in rows} == {
        team[0].player.id: None,  # a message of its own, which rings
        team[1].player.id: f"approval:{request.id}",
        team[2].player.id: f"approval:{request.id}",
    }


async def test_a_rejection_of_ones_own_is_no_news_to_oneself(context: Context, team: list[Colleague]) -> None:
    request = await ask_credit(context, team[0])
    await deliver_events(context)
    await act(context, reject_approval, team[0].actor, request.id)
    await deliver_events(context)
    both = ["approval-requested", "approval-decided"]
    assert await told(context, *team) == [[], both, both, [], []]


async def test_a_request_that_nobody_decided_is_told_to_who_asked(
    context: Context, team: list[Colleague], clock: ManualClock
) -> None:
    await ask_credit(context, team[0])
    clock.advance(timedelta(hours=24))
    await context.transact(lambda tx: expire_approvals(tx, SYSTEM))
    await deliver_events(context)  # the request's own event comes late and finds it over
    assert await told(context, *team) == [["approval-decided"], [], [], [], []]


async def test_repeated_events_tell_nothing_twice(context: Context, team: list[Colleague]) -> None:
    request = await ask_credit(context, team[0])
    payload = {"approval_id": str(request.id)}
    for _ in range(2):
        await approval_notices.on_requested(context, payload)
    await act(context, reject_approval, team[1].actor, request.id)
    for _ in range(2):
        await approval_notices.on_decided(context, payload)
        await approval_notices.on_requested(context, payload)
    both = ["approval-requested", "approval-decided"]
    assert await told(context, *team) == [["approval-decided"], both, both, [], []]


async def test_a_disabled_admin_and_one_without_a_chat_are_passed_over(context: Context, team: list[Colleague]) -> None:
    await context.transact(lambda tx: disable_admin(tx, SYSTEM, team[1].actor.admin_id))
    await context.transact(lambda tx: grant_role(tx, SYSTEM, 1, Role.OWNER, "Never started"))
    await ask_credit(context, team[0])
    await deliver_events(context)
    assert await told(context, *team) == [[], [], ["approval-requested"], [], []]


async def test_nothing_is_written_where_nobody_listens(context: Context) -> None:
    anna = await colleague(context, "Anna", Role.FINANCE)
    await ask_credit(context, anna)
    assert await sql(context, "SELECT id FROM outbox") == []


async def test_the_message_about_the_request_becomes_the_outcome(live_context: Context) -> None:
    subscribe(live_context)
    anna = await colleague(live_context, "Anna <1>", Role.SUPPORT)
    boris = await colleague(live_context, "Boris", Role.FINANCE)
    async with fake_telegram() as telegram, client_of(telegram) as client:
        request = await ask_credit(live_context, anna)
        await deliver_events(live_context)
        await deliver(live_context, client)
        await act(live_context, approve_credit, boris.actor, request.id, request.payload_hash)
        await deliver_events(live_context)
        await deliver(live_context, client)
    calls: list[tuple[str, dict[str, Any]]] = [
        call for call in telegram.calls if call[1]["chat_id"] in {anna.player.telegram_id, boris.player.telegram_id}
    ]
    asked, *decided = calls
    assert (asked[0], asked[1]["chat_id"]) == ("sendMessage", boris.player.telegram_id)
    assert "A credit of <b>TJS\u00a050.00</b> waits for your approval. Asked by Anna &lt;1&gt;" in asked[1]["text"]
    assert "Nobody" not in asked[1]["text"]
    (button,) = asked[1]["reply_markup"]["inline_keyboard"][0]
    assert button["callback_data"] == f"apr:{request.id}"
    assert {(method, body["chat_id"]) for method, body in decided} == {
        ("sendMessage", anna.player.telegram_id),
        ("editMessageText", boris.player.telegram_id),
    }
    assert {body["text"] for _, body in decided} == {
        "✅ Approved by Boris: credit of <b>TJS\u00a050.00</b>, asked by Anna &lt;1&gt;."
    }


async def test_an_admin_may_switch_these_off(context: Context, team: list[Colleague]) -> None:
    off = PreferencesChange({Category.STAFF: Switch(False, False)})
    await act(context, set_preferences, team[1].player.actor, off)
    await ask_credit(context, team[0])
    await deliver_events(context)
    assert await told(context, *team) == [[], [], ["approval-requested"], [], []]
