"""What can be approved: for each action the permission that it takes, what carries it out, and what it asks for."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from core.access import permissions
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.ledger import credit
from core.notifications.views import NoticeParams
from core.raffles import close_early, disqualify, hold_claim, publish, void_tickets


@dataclass(frozen=True, slots=True)
class Approvable:
    """`carry_out` is given the approver, the approval and the payload's hash that they state."""

    permission: str
    carry_out: Callable[[Transaction, Actor, UUID, str], Awaitable[object]]
    asks: Callable[[Mapping[str, Any]], NoticeParams]
    """What a payload asks for, in the parameters of a notice: `asks` and its figures, no personal data."""


def _credit(payload: Mapping[str, Any]) -> NoticeParams:
    return {"asks": "credit", "amount_minor": payload["amount_minor"], "asset": payload["asset"]}


def _publication(payload: Mapping[str, Any]) -> NoticeParams:
    return {"asks": "publication", "number": payload["rules"]["raffle"]}


def _disqualification(payload: Mapping[str, Any]) -> NoticeParams:
    return {"asks": "disqualification", "number": payload["number"]}


def _close(payload: Mapping[str, Any]) -> NoticeParams:
    return {"asks": "close", "number": payload["number"]}


def _void(payload: Mapping[str, Any]) -> NoticeParams:
    return {"asks": "void", "number": payload["order"]}


def _release(payload: Mapping[str, Any]) -> NoticeParams:
    return {"asks": "release", "number": payload["order"]}


APPROVABLE: Mapping[str, Approvable] = {
    credit.ACTION: Approvable(permissions.CREDITS_APPROVE, credit.approve_credit, _credit),
    publish.ACTION: Approvable(permissions.LOTTERIES_PUBLISH, publish.approve_publish, _publication),
    disqualify.ACTION: Approvable(permissions.DRAWS_OPERATE, disqualify.approve_disqualification, _disqualification),
    close_early.ACTION: Approvable(permissions.LOTTERIES_CLOSE, close_early.approve_close, _close),
    void_tickets.ACTION: Approvable(permissions.DRAWS_OPERATE, void_tickets.approve_void, _void),
    hold_claim.ACTION: Approvable(permissions.DRAWS_OPERATE, hold_claim.approve_release, _release),
}
