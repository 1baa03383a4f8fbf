"""The names of all permissions; a use case declares the one it demands of an admin."""

from typing import Final

ADMINS_MANAGE: Final = "admins.manage"
CONFIG_WRITE: Final = "config.write"
AUDIT_READ: Final = "audit.read"
CRITICAL_READ: Final = "critical.read"
PLAYERS_READ: Final = "players.read"
PLAYERS_MANAGE: Final = "players.manage"
CREDITS_REQUEST: Final = "credits.request"
CREDITS_APPROVE: Final = "credits.approve"
RATES_WRITE: Final = "rates.write"
PRODUCTS_WRITE: Final = "products.write"
LOTTERIES_CREATE: Final = "lotteries.create"
LOTTERIES_PUBLISH: Final = "lotteries.publish"
LOTTERIES_CANCEL: Final = "lotteries.cancel"
LOTTERIES_CLOSE: Final = "lotteries.close"
TICKETS_VOID: Final = "tickets.void"
DRAWS_OPERATE: Final = "draws.operate"
PRIZES_MANAGE: Final = "prizes.manage"
LEDGER_READ: Final = "ledger.read"
APPROVALS_REJECT: Final = "approvals.reject"

ALL: Final = frozenset(
    {
        ADMINS_MANAGE,
        CONFIG_WRITE,
        AUDIT_READ,
        CRITICAL_READ,
        PLAYERS_READ,
        PLAYERS_MANAGE,
        CREDITS_REQUEST,
        CREDITS_APPROVE,
        RATES_WRITE,
        PRODUCTS_WRITE,
        LOTTERIES_CREATE,
        LOTTERIES_PUBLISH,
        LOTTERIES_CANCEL,
        LOTTERIES_CLOSE,
        TICKETS_VOID,
        DRAWS_OPERATE,
        PRIZES_MANAGE,
        LEDGER_READ,
        APPROVALS_REJECT,
    }
)
