"""The one way to move money: lock, decide in memory with running balances, write all of it with two statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from core.kernel.context import Transaction
from core.kernel.errors import InvalidInput
from core.kernel.money import MAX_MINOR, check_amount
from core.ledger.errors import InsufficientFunds
from core.ledger.kinds import ESCROW_ACCOUNT, HouseAccount, TransferKind, WalletType
from core.ledger.repository import posting
from core.ledger.repository.posting import WalletKey
from core.ledger.rules import check_wallet_asset

__all__ = ["Book", "WalletKey"]


@dataclass(slots=True)
class _Held:
    """A wallet that the book may use. `balance_minor` runs with the transfers; None for the unbounded house."""

    account: str
    asset: str
    balance_minor: int | None
    is_stored: bool
    """Whether the balance stands on the wallet's own row, which this transaction holds locked."""


class Book:
    """Postings of one transaction. A transfer is refused or decided in memory; nothing is written before `write`."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._wallets: dict[UUID, _Held] = {}
        self._ids: dict[WalletKey, UUID] = {}
        self._houses: dict[tuple[HouseAccount, str], UUID] = {}
        self._pending: list[posting.NewTransfer] = []
        self._changed: set[UUID] = set()

    async def lock(self, keys: Iterable[WalletKey], *, create: bool = True) -> dict[WalletKey, UUID]:
        """Lock players' wallets in the order of their ids and give those; absent ones are made, empty, or left out
        without `create` (who only pays needs no new wallet, and a refusal leaves no trace).

        Ask for all wallets of the transaction at once, with the players locked before: the player's row is what lets
        two transactions make the same wallet one after the other. Raises InvalidInput for an asset that does not fit.
        """
        wanted = dict.fromkeys(keys)
        for key in wanted:
            check_wallet_asset(key.wallet_type, key.asset)
        await self._find([key for key in wanted if key not in self._ids])
        absent = [key for key in wanted if key not in self._ids]
        if absent and create:
            await posting.add_player_wallets(self._tx, absent)
            await self._find(absent)
        return {key: self._ids[key] for key in wanted if key in self._ids}

    async def lock_ids(self, wallet_ids: Iterable[UUID]) -> None:
        """Lock players' wallets that are known by id (a refund goes back to the wallet an entry was paid from).

        Raises LookupError for an id that is no player's wallet.
        """
        wanted = {wallet_id for wallet_id in wallet_ids if wallet_id not in self._wallets}
        if not wanted:
            return
        for row in await posting.lock_by_id(self._tx, wanted):
            self._hold(*row)
        missing = wanted - self._wallets.keys()
        if missing:
            raise LookupError(f"no players' wallets: {sorted(missing)}")

    def attach(self, wallet_id: UUID, asset: str, balance_minor: int) -> None:
        """Use an escrow wallet whose balance stands on its owner's row. The caller holds that row locked and writes
        `balance(wallet_id)` back to it.
        """
        self._wallets[wallet_id] = _Held(ESCROW_ACCOUNT, asset, balance_minor, is_stored=False)

    async def house(self, account: HouseAccount, asset: str) -> UUID:
        """The house's wallet of an account and asset, made at its first use; unbounded and not locked."""
        wallet_id = self._houses.get((account, asset))
        if wallet_id is None:
            wallet_id = self._houses[account, asset] = await posting.house_wallet(self._tx, account, asset)
            self._wallets[wallet_id] = _Held(account, asset, None, is_stored=False)
        return wallet_id

    def transfer(  # noqa: PLR0917 - read as a sentence: from, to, how much of what, why
        self,
        from_id: UUID,
        to_id: UUID,
        asset: str,
        amount_minor: int,
        kind: TransferKind,
        reference_type: str,
        reference_id: UUID,
    ) -> UUID:
        """Move an amount (> 0, minor units) and give the transfer's id; both wallets have to be in the book.

        Raises InsufficientFunds where a bounded wallet holds less, InvalidInput for an amount out of range, and
        ValueError or LookupError for what only a mistake in the program asks for. A refusal leaves the book as it was.
        """
        check_amount(amount_minor)
        payer, payee = self._wallets[from_id], self._wallets[to_id]
        if from_id == to_id:
            raise ValueError("a transfer needs two wallets")
        if payer.asset != asset or payee.asset != asset:
            raise ValueError(f"{asset} does not go from {payer.asset} to {payee.asset}")
        if payer.balance_minor is not None and payer.balance_minor < amount_minor:
            raise InsufficientFunds(
                wallet_type=payer.account,
                asset=asset,
                needed_minor=amount_minor,
                available_minor=payer.balance_minor,
            )
        if payee.balance_minor is not None and payee.balance_minor + amount_minor > MAX_MINOR:
            raise InvalidInput(field="amount_minor", reason="out_of_range")
        transfer = posting.NewTransfer(
            id=self._tx.new_id(),
            from_id=from_id,
            to_id=to_id,
            asset=asset,
            amount_minor=amount_minor,
            kind=kind,
            reference_type=reference_type,
            reference_id=reference_id,
            from_balance_after=self._add(from_id, payer, -amount_minor),
            to_balance_after=self._add(to_id, payee, amount_minor),
        )
        self._pending.append(transfer)
        return transfer.id

    def balance(self, wallet_id: UUID) -> int:
        """The running balance of a bounded wallet of this book. Raises ValueError for a house wallet."""
        balance_minor = self._wallets[wallet_id].balance_minor
        if balance_minor is None:
            raise ValueError("a house wallet has no running balance")
        return balance_minor

    async def write(self) -> None:
        """Write what was decided: one statement for the transfers, one for the balances of the locked wallets."""
        if not self._pending:
            return
        await posting.write_transfers(self._tx, self._pending)
        if self._changed:
            await posting.write_balances(self._tx, {id_: self.balance(id_) for id_ in sorted(self._changed)})
        self._pending = []
        self._changed = set()

    async def _find(self, keys: list[WalletKey]) -> None:
        if not keys:
            return
        for player_id, id_, account, asset, balance_minor in await posting.lock_by_key(self._tx, keys):
            self._hold(id_, account, asset, balance_minor)
            self._ids[WalletKey(player_id, WalletType(account), asset)] = id_

    def _hold(self, wallet_id: UUID, account: str, asset: str, balance_minor: int) -> None:
        # a wallet that is held already keeps its running balance: the row is behind what this book decided
        self._wallets.setdefault(wallet_id, _Held(account, asset, balance_minor, is_stored=True))

    def _add(self, wallet_id: UUID, wallet: _Held, amount_minor: int) -> int | None:
        if wallet.balance_minor is None:
            return None
        wallet.balance_minor += amount_minor
        if wallet.is_stored:
            self._changed.add(wallet_id)
        return wallet.balance_minor
