"""Publish a raffle: one person asks, another approves; the approval opens the sale and fixes the draw."""

from uuid import UUID

from core.access import permissions
from core.access.approvals import approve, request_approval
from core.access.views import ApprovalView
from core.audit.record import AuditEntry, record
from core.draws import primitives
from core.draws.configuration import is_operator_trusted_enough, is_refunded_when_late
from core.draws.open_draw import open_draw
from core.draws.publications import REFUND
from core.draws.rounds import BeaconRule
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import InvalidInput, NotFound, WrongState
from core.kernel.outbox import emit
from core.ledger.wallets import create_escrow_wallet
from core.raffles import rules
from core.raffles.errors import BeaconNotTrusted, ChannelMissing
from core.raffles.models import RaffleState
from core.raffles.repository import reading, states
from core.raffles.repository.sales import lock_raffles
from core.raffles.shown import EntropyGrade, grade_of
from core.raffles.views import RaffleView

ACTION = "raffle.publish"


@allow(admin=permissions.LOTTERIES_PUBLISH)
async def request_publish(tx: Transaction, actor: Actor, raffle_id: UUID, beacon: BeaconRule) -> ApprovalView:
    """Ask for a draft to be published under its rules and a beacon; gives the approval that a second person decides.

    It covers the automatic close and reveal as well. Raises NotFound, WrongState, InvalidInput, BeaconNotTrusted where
    the operator itself keeps the beacon of prizes that are too high for that, ChannelMissing.
    """
    raffle = await _draft(tx, raffle_id)
    rules.check_close_rule(raffle.close_rule, raffle.sales_end_at, tx.now)
    payload = rules.publish_payload(raffle, beacon, await _publicity(tx, raffle, beacon))
    return await request_approval(tx, actor.admin_id, ACTION, payload)


@allow(admin=permissions.LOTTERIES_PUBLISH)
async def approve_publish(tx: Transaction, actor: Actor, approval_id: UUID, payload_hash: str) -> RaffleView:
    """Approve a publication: the draw's rules and seed are fixed and the sale begins.

    Raises the refusals of `access.approve`, WrongState if the raffle is no draft any more, InvalidInput if it is
    not what was approved or its end of sales has come too close, BeaconNotTrusted and ChannelMissing.
    """
    payload = await approve(tx, actor.admin_id, approval_id, ACTION, payload_hash, permissions.LOTTERIES_PUBLISH)
    raffle_id = UUID(payload["raffle_id"])
    raffle = await _draft(tx, raffle_id)
    beacon = BeaconRule.from_record(payload["beacon"])
    publicity = await _publicity(tx, raffle, beacon)
    if rules.publish_payload(raffle, beacon, publicity) != payload:
        raise InvalidInput(field="approval", reason="raffle_changed")
    rules.check_close_rule(raffle.close_rule, raffle.sales_end_at, tx.now)
    draw = await open_draw(tx, rules.draw_rules(raffle, publicity), beacon)
    is_opened = await states.move_raffle(
        tx,
        raffle_id,
        (RaffleState.DRAFT,),
        RaffleState.OPEN,
        draw_id=draw.id,
        escrow_wallet_id=await create_escrow_wallet(tx, raffle_id, raffle.asset),
        log_head=primitives.log_start(draw.protocol_id),
        opened_at=tx.now,
    )
    if not is_opened:
        raise WrongState(what="raffle", state=raffle.state)
    record(tx, AuditEntry(actor, "raffle.published", "raffle", raffle_id, {"draw_id": str(draw.id)}))
    await emit(tx, "raffle.opened", {"raffle_id": str(raffle_id)})
    return (await reading.raffles_by_id(tx, [raffle_id]))[raffle_id]


async def _draft(tx: Transaction, raffle_id: UUID) -> RaffleView:
    await lock_raffles(tx, [raffle_id])
    raffle = (await reading.raffles_by_id(tx, [raffle_id])).get(raffle_id)
    if raffle is None:
        raise NotFound(what="raffle", id=str(raffle_id))
    if raffle.state is not RaffleState.DRAFT:
        raise WrongState(what="raffle", state=raffle.state)
    return raffle


async def _publicity(tx: Transaction, raffle: RaffleView, beacon: BeaconRule) -> rules.Publicity:
    """Where this draw's records will be posted, and what follows if that comes too late; whether its beacon is enough
    is judged here as well, since both depend on what can be won."""
    settings, most_minor = tx.context.settings, rules.most_prizes_minor(raffle)
    is_operators = grade_of(beacon.kind, settings.beacon_url) is EntropyGrade.OPERATOR
    if is_operators and not await is_operator_trusted_enough(tx, raffle.asset, most_minor):
        raise BeaconNotTrusted
    is_refunded = await is_refunded_when_late(tx, raffle.asset, most_minor)
    if is_refunded and settings.channel_id is None:
        raise ChannelMissing
    return rules.Publicity(settings.channel_id, REFUND if is_refunded else rules.PROCEED)
