"""An admin's credit to a player: one admin asks, another approves, and the money comes from `credit_funding`."""

from uuid import UUID

from core.access.approvals import approve, request_approval
from core.access.permissions import CREDITS_APPROVE, CREDITS_REQUEST
from core.access.views import ApprovalView
from core.accounts.kinds import LimitKind, PlayerStatus
from core.accounts.limits import Activity, load_limits, record_activity
from core.accounts.locking import lock_players
from core.audit.record import AuditEntry, record
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import InvalidInput, NotFound
from core.kernel.money import check_amount
from core.kernel.outbox import emit
from core.ledger.book import Book, WalletKey
from core.ledger.kinds import HouseAccount, TransferKind, WalletType
from core.ledger.rules import check_wallet_asset
from core.ledger.views import CreditView

ACTION = "ledger.credit"
CREDITED = "wallet.credited"
MAX_REASON = 500


@allow(admin=CREDITS_REQUEST)
async def request_credit(  # noqa: PLR0917 - the contract with the doors
    tx: Transaction,
    actor: Actor,
    player_id: UUID,
    wallet_type: WalletType,
    asset: str,
    amount_minor: int,
    reason: str,
) -> ApprovalView:
    """Ask that a player be given an amount (minor units); nothing moves before another admin approves.

    Raises InvalidInput (asset, amount, reason of 1 to 500 characters), NotFound.
    """
    check_wallet_asset(wallet_type, asset)
    check_amount(amount_minor)
    why = reason.strip()
    if not 1 <= len(why) <= MAX_REASON or not why.isprintable():
        raise InvalidInput(field="reason", reason="malformed")
    await _lock_payee(tx, player_id)
    payload = {
        "player_id": str(player_id),
        "wallet_type": str(wallet_type),
        "asset": asset,
        "amount_minor": amount_minor,
        "reason": why,
    }
    return await request_approval(tx, actor.admin_id, ACTION, payload)


@allow(admin=CREDITS_APPROVE)
async def approve_credit(tx: Transaction, actor: Actor, approval_id: UUID, payload_hash: str) -> CreditView:
    """Approve a credit and carry it out. It counts as a deposit for the player's limits.

    The approval ends with this transaction, so a second one finds it decided (WrongState). Raises what `approve`
    raises, LimitExceeded, and NotFound.
    """
    # the approval is locked first, as `approve` asks; nothing that holds a player or wallet ever waits for one
    payload = await approve(tx, actor.admin_id, approval_id, ACTION, payload_hash, CREDITS_APPROVE)
    key = WalletKey(UUID(payload["player_id"]), WalletType(payload["wallet_type"]), payload["asset"])
    amount_minor: int = payload["amount_minor"]
    await _lock_payee(tx, key.player_id)
    limits = await load_limits(tx, [key.player_id], [key.asset])
    limits[key.player_id].check(LimitKind.DEPOSIT, key.asset, amount_minor, tx.now)
    book = Book(tx)
    wallet_id = (await book.lock([key]))[key]
    funding = await book.house(HouseAccount.CREDIT_FUNDING, key.asset)
    transfer_id = book.transfer(
        funding, wallet_id, key.asset, amount_minor, TransferKind.ADMIN_CREDIT, "approval", approval_id
    )
    await book.write()
    await record_activity(tx, [Activity(key.player_id, key.asset, deposit_minor=amount_minor)])
    record(
        tx,
        AuditEntry(
            actor,
            "credit.approved",
            "player",
            key.player_id,
            {"approval_id": str(approval_id), "transfer_id": str(transfer_id)},
        ),
    )
    await emit(
        tx,
        CREDITED,
        {
            "player_id": str(key.player_id),
            "wallet_id": str(wallet_id),
            "wallet_type": str(key.wallet_type),
            "asset": key.asset,
            "amount_minor": amount_minor,
            "transfer_id": str(transfer_id),
        },
        dedup_key=f"{CREDITED}:{approval_id}",
    )
    return CreditView(approval_id, transfer_id, wallet_id, book.balance(wallet_id))


async def _lock_payee(tx: Transaction, player_id: UUID) -> None:
    """Lock the player who is to be given money; an erased one is nobody any more, and could never spend it."""
    player = (await lock_players(tx, [player_id])).get(player_id)
    if player is None or player.status is PlayerStatus.ANONYMISED:
        raise NotFound(what="player", id=str(player_id))
