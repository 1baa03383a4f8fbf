"""An admin's credit: two people, once, counted as a deposit."""

from uuid import UUID, uuid4

import pytest

from core.access.errors import ApprovalMismatch, SelfApproval
from core.access.roles import Role
from core.accounts.anonymise_player import anonymise_player
from core.accounts.errors import LimitExceeded
from core.accounts.kinds import LimitKind, LimitWindow
from core.accounts.set_limit import set_limit
from core.accounts.views import LimitName
from core.kernel.actor import Actor
from core.kernel.context import Context
from core.kernel.errors import Forbidden, InvalidInput, NotFound, WrongState
from core.ledger.credit import CREDITED, approve_credit, request_credit
from core.ledger.kinds import WalletType
from tests.builders.access import make_admin
from tests.builders.ledger import fund, two_admins
from tests.ledger.helpers import differences, new_player, query, run, stored_balance


async def ask(context: Context, admin: Actor, player_id: UUID, amount_minor: int = 500) -> tuple[UUID, str]:
    request = await context.transact(
        lambda tx: request_credit(tx, admin, player_id, WalletType.BALANCE, "TJS", amount_minor, "compensation")
    )
    return request.id, request.payload_hash


async def test_a_credit_needs_two_people_and_comes_from_credit_funding(context: Context) -> None:
    player = await new_player(context)
    asking, approving = await two_admins(context)
    request = await ask(context, asking, player.id)
    assert await query(context, "SELECT * FROM transfers") == []
    with pytest.raises(SelfApproval):
        await context.transact(lambda tx: approve_credit(tx, asking, *request))
    credit = await context.transact(lambda tx: approve_credit(tx, approving, *request))
    assert await stored_balance(context, credit.wallet_id) == credit.balance_minor == 500
    row = (await query(context, "SELECT t.*, w.account FROM transfers t JOIN wallets w ON w.id = t.from_id"))[0]
    assert (row.account, row.kind, row.reference_id) == ("credit_funding", "admin_credit", request[0])
    assert await differences(context) == []


async def test_a_second_approval_doubles_nothing(context: Context) -> None:
    player = await new_player(context)
    asking, approving = await two_admins(context)
    request = await ask(context, asking, player.id)
    credit = await context.transact(lambda tx: approve_credit(tx, approving, *request))
    with pytest.raises(WrongState):
        await context.transact(lambda tx: approve_credit(tx, approving, *request))
    assert await stored_balance(context, credit.wallet_id) == 500


async def test_another_payload_than_the_one_seen_is_refused(context: Context) -> None:
    player = await new_player(context)
    asking, approving = await two_admins(context)
    request_id, _ = await ask(context, asking, player.id)
    _, other_hash = await ask(context, asking, player.id, 501)
    with pytest.raises(ApprovalMismatch):
        await context.transact(lambda tx: approve_credit(tx, approving, request_id, other_hash))


async def test_who_may_not(context: Context) -> None:
    player = await new_player(context)
    asking, _ = await two_admins(context)
    auditor = await make_admin(context, Role.AUDITOR)
    request = await ask(context, asking, player.id)
    for actor in (auditor, Actor.player(player.id)):
        with pytest.raises(Forbidden):
            await ask(context, actor, player.id)
        with pytest.raises(Forbidden):
            await run(context, approve_credit, actor, *request)


async def test_what_cannot_be_asked_for(context: Context) -> None:
    player = await new_player(context)
    asking, _ = await two_admins(context)
    bad = [
        (WalletType.BALANCE, "COIN", 1, "why"),
        (WalletType.BALANCE, "TJS", 0, "why"),
        (WalletType.BALANCE, "TJS", 1, "  "),
        (WalletType.BALANCE, "TJS", 1, "x" * 501),
        (WalletType.BALANCE, "TJS", 1, "a\x00b"),
    ]
    for terms in bad:
        with pytest.raises(InvalidInput):
            await run(context, request_credit, asking, player.id, *terms)
    with pytest.raises(NotFound):
        await ask(context, asking, uuid4())


async def test_nobody_is_given_money_after_their_erasure(context: Context) -> None:
    player = await new_player(context)
    asking, approving = await two_admins(context)
    request = await ask(context, asking, player.id)
    await context.transact(lambda tx: anonymise_player(tx, player.id))
    with pytest.raises(NotFound):
        await ask(context, asking, player.id)
    with pytest.raises(NotFound):
        await run(context, approve_credit, approving, *request)
    assert await query(context, "SELECT * FROM transfers") == []


async def test_a_credit_counts_as_a_deposit_for_the_limits(context: Context) -> None:
    player = await new_player(context)
    name = LimitName(LimitKind.DEPOSIT, "TJS", LimitWindow.DAY)
    await context.transact(lambda tx: set_limit(tx, Actor.player(player.id), name, 1000))
    credit = await fund(context, player, 600)
    with pytest.raises(LimitExceeded):
        await fund(context, player, 401)
    await fund(context, player, 400)
    assert await stored_balance(context, credit.wallet_id) == 1000


async def test_a_credit_is_audited_and_announced_once(context: Context) -> None:
    context.subscriptions[CREDITED] = []
    player = await new_player(context)
    credit = await fund(context, player, 500, "COIN", WalletType.LUCKY_COIN)
    rows = await query(context, "SELECT details FROM audit_log WHERE action = 'credit.approved'")
    assert [row.details["transfer_id"] for row in rows] == [str(credit.transfer_id)]
    events = await query(context, "SELECT payload FROM outbox WHERE topic = :topic", topic=CREDITED)
    assert [row.payload for row in events] == [
        {
            "player_id": str(player.id),
            "wallet_id": str(credit.wallet_id),
            "wallet_type": "LUCKY_COIN",
            "asset": "COIN",
            "amount_minor": 500,
            "transfer_id": str(credit.transfer_id),
        }
    ]
