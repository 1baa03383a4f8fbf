"""The decision on one purchase: every rule, on values that were read under the locks."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from core.accounts.kinds import LimitKind
from core.accounts.limits import Activity, LimitBook
from core.accounts.rules import check_may_play
from core.accounts.views import LockedPlayer
from core.draws import primitives
from core.kernel.errors import InvalidInput
from core.ledger.book import Book
from core.ledger.errors import InsufficientFunds
from core.ledger.kinds import TransferKind, WalletType
from core.ledger.rules import check_wallet_asset
from core.orders.models import Source
from core.orders.views import NewOrder
from core.raffles.errors import CapReached, NotEnoughTickets, SalesEnded, SoldOut
from core.raffles.models import RaffleState
from core.raffles.repository.sales import LockedRaffle
from core.raffles.rules import MAX_QUANTITY
from core.raffles.views import Receipt, SoldEntry


def check_quantity(quantity: int) -> None:
    """Raises InvalidInput unless it is a whole number in [1, MAX_QUANTITY]."""
    if type(quantity) is not int or not 1 <= quantity <= MAX_QUANTITY:
        raise InvalidInput(field="quantity", reason="out_of_range")


def sold_event(raffle: LockedRaffle) -> dict[str, Any]:
    """What `raffle.sold` tells: how much of the raffle is sold by now."""
    return {"raffle_id": str(raffle.id), "sold": raffle.sold, "total": raffle.ticket_total}


@dataclass(slots=True, eq=False)
class Accepted:
    """A purchase that was decided in favour: its order, and the numbers that it gets."""

    order: NewOrder
    raffle: LockedRaffle
    player: LockedPlayer
    first: int
    last: int
    bought_after: int

    def enter(self, entry_id: UUID, salt_key: bytes) -> SoldEntry:
        """The entry; the raffle's log moves on by it. To be called once, in the order of the numbers."""
        raffle, order = self.raffle, self.order
        if raffle.draw_id is None:
            raise RuntimeError(f"raffle {raffle.id} sells without a draw")
        draw_id = str(raffle.draw_id)
        tag = primitives.holder_tag(draw_id, str(order.player_id), primitives.player_salt(salt_key, draw_id))
        raffle.log_seq += 1
        raffle.log_head = primitives.log_next(
            raffle.log_head, "sale", raffle.log_seq, primitives.entry_line(self.first, self.last, tag)
        )
        return SoldEntry(
            entry_id,
            raffle.id,
            order.id,
            order.player_id,
            order.wallet_id,
            self.first,
            self.last,
            tag,
            order.total_minor,
            raffle.log_seq,
            raffle.log_head,
            self.bought_after,
        )

    def receipt(self, entry: SoldEntry, order_number: str) -> Receipt:
        return Receipt(
            order_id=self.order.id,
            order_number=order_number,
            raffle_id=entry.raffle_id,
            first=entry.first,
            last=entry.last,
            total_minor=self.order.total_minor,
            asset=self.order.asset,
            server_commit=self.raffle.server_commit,
            rules_hash=self.raffle.rules_hash,
            holder_tag=entry.holder_tag,
            seq=entry.log_seq,
            log_head=entry.log_head,
        )


@dataclass(slots=True, eq=False)
class Sale:
    """One purchase with all that its rules ask."""

    raffle: LockedRaffle
    player: LockedPlayer
    quantity: int
    now: datetime
    required_terms: int
    bought: int
    """What the player has bought of the raffle so far, voided tickets among it."""
    voided: int
    limits: LimitBook | None
    wallet_id: UUID | None
    pay_with: WalletType
    key: str
    input_hash: bytes
    source: Source

    def decide(self, book: Book, new_id: Callable[[], UUID]) -> Accepted:
        """Accept the purchase: the money moves in the book, and the raffle's counters move on.

        Raises the refusal that applies first and then changes nothing.
        """
        raffle = self.raffle
        total_minor = raffle.price_minor * self.quantity
        self._check(total_minor)
        order_id = new_id()
        wallet_id = self._pay(book, order_id, total_minor)
        first, last = raffle.sold + 1, raffle.sold + self.quantity
        raffle.sold = last
        raffle.gross_minor += total_minor
        raffle.escrow_minor += total_minor
        if self.limits is not None:
            self.limits.add(Activity(self.player.id, raffle.asset, spend_minor=total_minor), self.now)
        order = NewOrder(
            order_id,
            self.player.id,
            self.key,
            self.input_hash,
            wallet_id,
            total_minor,
            raffle.asset,
            self.source,
        )
        return Accepted(order, raffle, self.player, first, last, self.bought + self.quantity)

    def _check(self, total_minor: int) -> None:
        raffle, shown = self.raffle, str(self.raffle.id)
        left = raffle.ticket_total - raffle.sold
        if raffle.state is not RaffleState.OPEN or (
            raffle.sales_end_at is not None and raffle.sales_end_at <= self.now
        ):
            raise SoldOut(raffle=shown) if left == 0 else SalesEnded(raffle=shown)
        if left == 0:
            raise SoldOut(raffle=shown)
        check_may_play(self.player, self.now, self.required_terms)
        if self.quantity > left:
            raise NotEnoughTickets(raffle=shown, left=left)
        held = self.bought - self.voided
        if raffle.per_player_cap is not None and held + self.quantity > raffle.per_player_cap:
            raise CapReached(cap=raffle.per_player_cap, held=held)
        check_wallet_asset(self.pay_with, raffle.asset)
        if self.limits is not None:
            self.limits.check(LimitKind.SPEND, raffle.asset, total_minor, self.now)
        if self.wallet_id is None:
            raise InsufficientFunds(
                wallet_type=self.pay_with, asset=raffle.asset, needed_minor=total_minor, available_minor=0
            )

    def _pay(self, book: Book, order_id: UUID, total_minor: int) -> UUID:
        raffle = self.raffle
        if self.wallet_id is None or raffle.escrow_wallet_id is None:
            raise RuntimeError(f"raffle {raffle.id} sells without wallets")
        book.transfer(
            self.wallet_id,
            raffle.escrow_wallet_id,
            raffle.asset,
            total_minor,
            TransferKind.SALE,
            "order",
            order_id,
        )
        return self.wallet_id
