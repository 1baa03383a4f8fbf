"""Roles, and what each of them permits. Defined in code: a change of it is reviewed like any other."""

from collections.abc import Iterable
from enum import StrEnum

from core.access import permissions as p


class Role(StrEnum):
    OWNER = "owner"
    MANAGER = "manager"
    FINANCE = "finance"
    SUPPORT = "support"
    AUDITOR = "auditor"


_PERMISSIONS: dict[Role, frozenset[str]] = {
    Role.OWNER: p.ALL,
    Role.MANAGER: frozenset(
        {
            p.CRITICAL_READ,
            p.PLAYERS_READ,
            p.PLAYERS_MANAGE,
            p.CREDITS_REQUEST,
            p.PRODUCTS_WRITE,
            p.LOTTERIES_CREATE,
            p.LOTTERIES_PUBLISH,
            p.LOTTERIES_CANCEL,
            p.LOTTERIES_CLOSE,
            p.TICKETS_VOID,
            p.DRAWS_OPERATE,
            p.PRIZES_MANAGE,
            p.LEDGER_READ,
            p.APPROVALS_REJECT,
        }
    ),
    Role.FINANCE: frozenset(
        {
            p.CRITICAL_READ,
            p.PLAYERS_READ,
            p.CREDITS_REQUEST,
            p.CREDITS_APPROVE,
            p.RATES_WRITE,
            p.TICKETS_VOID,
            p.LEDGER_READ,
            p.APPROVALS_REJECT,
        }
    ),
    Role.SUPPORT: frozenset({p.PLAYERS_READ, p.PLAYERS_MANAGE, p.CREDITS_REQUEST, p.TICKETS_VOID, p.PRIZES_MANAGE}),
    Role.AUDITOR: frozenset({p.AUDIT_READ, p.CRITICAL_READ, p.PLAYERS_READ, p.LEDGER_READ}),
}


def permissions_of(roles: Iterable[Role | str]) -> frozenset[str]:
    """The union of what the roles permit. Raises ValueError for a role that does not exist."""
    return frozenset().union(*(_PERMISSIONS[Role(role)] for role in roles))
