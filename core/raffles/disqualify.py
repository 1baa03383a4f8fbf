"""Declare a winner ineligible: one person asks, another approves; what they won and do not have yet goes to alternates.

What was paid or claimed is not taken back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.access import permissions
from core.access.approvals import approve, request_approval
from core.access.views import ApprovalView
from core.accounts.errors import CountryRefused, PlayerBlocked, Underage
from core.accounts.kinds import PlayerStatus
from core.accounts.locking import lock_players
from core.accounts.rules import check_may_play
from core.accounts.views import LockedPlayer
from core.audit.record import AuditEntry, record
from core.catalogue.rules import check_text
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import DomainError, InvalidInput, NotFound, WrongState
from core.kernel.ids import parse_public_number
from core.prizes import repository as prizes
from core.prizes.models import AwardState, Ineligibility
from core.prizes.views import AwardView
from core.raffles.alternates import lock_settled, lose_award
from core.raffles.models import PREFIX
from core.raffles.repository import reading, staff
from core.raffles.views import RaffleView

ACTION = "prize.disqualify"
MAX_REASON = 500


@dataclass(frozen=True, slots=True)
class WinnerCase:
    """A winner of a draw as two people judge them: what they would lose, and what their account says against them."""

    raffle: RaffleView
    player_id: UUID
    awards: tuple[AwardView, ...]
    ground: Ineligibility


@allow(admin=permissions.PRIZES_MANAGE)
async def find_winner(tx: Transaction, _actor: Actor, number: str, ticket_number: int) -> WinnerCase:
    """See `read_winner`, by the public number of the raffle."""
    parsed = parse_public_number(number)
    raffle_id = await staff.id_of_number(tx, parsed[1]) if parsed is not None and parsed[0] == PREFIX else None
    if raffle_id is None:
        raise NotFound(what="raffle")
    return await _winner(tx, raffle_id, ticket_number)


@allow(admin=permissions.PRIZES_MANAGE)
async def read_winner(tx: Transaction, _actor: Actor, raffle_id: UUID, ticket_number: int) -> WinnerCase:
    """The winner of a ticket, with all that they would lose. Raises NotFound where the ticket holds no prize, and
    WrongState before the settlement or where the prize was paid or claimed."""
    return await _winner(tx, raffle_id, ticket_number)


@allow(admin=permissions.PRIZES_MANAGE)
async def read_disqualification(tx: Transaction, _actor: Actor, payload: Mapping[str, Any]) -> WinnerCase:
    """The case of a request as it was asked about, whatever became of it. Raises NotFound."""
    raffle = (await reading.raffles_by_id(tx, [UUID(payload["raffle_id"])])).get(UUID(payload["raffle_id"]))
    if raffle is None:
        raise NotFound(what="raffle")
    awards = await prizes.awards_in(tx, map(UUID, payload["awards"]))
    in_order = tuple(sorted(awards.values(), key=lambda award: award.order))
    return WinnerCase(raffle, UUID(payload["player_id"]), in_order, Ineligibility(payload["ground"]))


@allow(admin=permissions.PRIZES_MANAGE)
async def request_disqualification(
    tx: Transaction, actor: Actor, raffle_id: UUID, ticket_number: int, reason: str
) -> ApprovalView:
    """Ask that the winner of a ticket be declared ineligible; nothing happens before another admin approves.

    Raises what `read_winner` raises, and InvalidInput for an empty, long or unprintable reason.
    """
    why = check_text(reason, field="reason", max_length=MAX_REASON, multiline=True)
    case = await _winner(tx, raffle_id, ticket_number)
    payload = {
        "raffle_id": str(raffle_id),
        "number": case.raffle.number,
        "ticket": ticket_number,
        "player_id": str(case.player_id),
        "awards": [str(award.id) for award in case.awards],
        "ground": case.ground.value,
        "reason": why,
    }
    return await request_approval(tx, actor.admin_id, ACTION, payload)


@allow(admin=permissions.DRAWS_OPERATE)
async def approve_disqualification(tx: Transaction, actor: Actor, approval_id: UUID, payload_hash: str) -> None:
    """Approve it: each prize that the winner does not have yet goes to the next alternate, in drawn order.

    Raises the refusals of `access.approve`, those of `read_winner`, and InvalidInput where the case is no longer the
    one that was asked about.
    """
    payload = await approve(tx, actor.admin_id, approval_id, ACTION, payload_hash, permissions.DRAWS_OPERATE)
    case = await _winner(tx, UUID(payload["raffle_id"]), payload["ticket"])
    asked = (payload["player_id"], payload["awards"], payload["ground"])
    if (str(case.player_id), [str(award.id) for award in case.awards], case.ground.value) != asked:
        raise InvalidInput(field="approval", reason="case_changed")
    draw_id = case.awards[0].draw_id
    await prizes.insert_disqualification(tx, draw_id, case.player_id, case.ground, approval_id)
    await prizes.end_holds(tx, draw_id, [award.ticket_number for award in case.awards], approval_id)
    for award in case.awards:
        if not await lose_award(tx, case.raffle, award, AwardState.FORFEITED):
            raise RuntimeError(f"award {award.id} moved under the lock of its winner")
    details = {"draw_id": str(draw_id), "approval_id": str(approval_id), "ground": case.ground.value}
    record(tx, AuditEntry(actor, "prize.disqualified", "player", case.player_id, details))


async def _winner(tx: Transaction, raffle_id: UUID, ticket_number: int) -> WinnerCase:
    """Read the case under its locks: the raffle, whose alternates are picked from, and the winner, who may claim."""
    raffle = await lock_settled(tx, raffle_id)
    if raffle is None or raffle.draw_id is None:
        found = (await reading.raffles_by_id(tx, [raffle_id])).get(raffle_id)
        raise NotFound(what="raffle") if found is None else WrongState(what="raffle", state=found.state)
    award = await prizes.open_award_of_ticket(tx, raffle.draw_id, ticket_number)
    if award is None:
        raise NotFound(what="award")
    player = (await lock_players(tx, [award.player_id]))[award.player_id]
    awards = await prizes.open_awards_of(tx, raffle.draw_id, player.id)
    if award.id not in {one.id for one in awards}:
        award = (await prizes.awards_in(tx, [award.id]))[award.id]
        raise WrongState(what="award", state=award.state)
    return WinnerCase(raffle, player.id, tuple(awards), _ground(tx, player))


def _ground(tx: Transaction, player: LockedPlayer) -> Ineligibility:
    """What the account itself says; consent and what the player merely did not state are no grounds."""
    if player.status is PlayerStatus.ANONYMISED:
        return Ineligibility.ERASED
    try:
        check_may_play(player, tx.now, player.accepted_terms or 0)
    except PlayerBlocked:
        return Ineligibility.BLOCKED
    except CountryRefused:
        return Ineligibility.COUNTRY
    except Underage:
        return Ineligibility.UNDERAGE
    except DomainError:
        return Ineligibility.OTHER
    return Ineligibility.OTHER
