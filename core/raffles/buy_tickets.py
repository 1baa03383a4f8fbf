"""Buy tickets: a list of commands in one transaction, each accepted or refused by itself.

The shape is that of a rush: lock raffles, players and wallets once, decide every command in memory, write all that
were accepted with a few set-based statements. One purchase is a list of one.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from uuid import UUID

from core.accounts.configuration import required_terms
from core.accounts.limits import Activity, LimitBook, Tally, load_limits, record_tally, tally_activity
from core.accounts.locking import lock_players
from core.accounts.salts import open_salt_key
from core.accounts.views import LockedPlayer
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.errors import DomainError, IdempotencyConflict, NotFound
from core.kernel.idempotency import check_key, hash_input
from core.kernel.outbox import emit_all
from core.kernel.overlap import meanwhile, together
from core.ledger.book import Book, WalletKey
from core.ledger.kinds import WalletType
from core.ledger.rules import wallet_fits
from core.orders import repository as orders
from core.orders.models import OrderKind, Source, order_number
from core.orders.views import KnownOrder
from core.raffles.repository import sales
from core.raffles.sale import Accepted, Sale, check_quantity, sold_event
from core.raffles.views import Receipt, SoldEntry

Outcome = Receipt | DomainError


@dataclass(frozen=True, slots=True)
class BuyTickets:
    """One player's purchase. `key` makes a repetition a replay; `pay_with` names the wallet."""

    actor: Actor
    raffle_id: UUID
    quantity: int
    key: str
    source: Source
    pay_with: WalletType = WalletType.BALANCE

    @property
    def input_hash(self) -> bytes:
        return _input_hash(self.raffle_id, self.quantity, self.pay_with)


@lru_cache(maxsize=1024)  # a rush asks for the same few things of the same raffle
def _input_hash(raffle_id: UUID, quantity: int, pay_with: WalletType) -> bytes:
    return hash_input("buy_tickets", {"raffle_id": str(raffle_id), "quantity": quantity, "pay_with": pay_with})


@dataclass(slots=True)
class _Batch:
    """What a batch has read under its locks, and what it has decided so far."""

    book: Book
    raffles: dict[UUID, sales.LockedRaffle]
    players: dict[UUID, LockedPlayer]
    required_terms: int
    now: datetime
    """The instant of the decisions, when raffles and players were locked."""
    known: dict[tuple[UUID, str], KnownOrder] = field(default_factory=dict)
    replays: dict[UUID, Receipt] = field(default_factory=dict)
    wallets: dict[WalletKey, UUID] = field(default_factory=dict)
    bought: dict[sales.Holding, int] = field(default_factory=dict)
    voided: dict[sales.Holding, int] = field(default_factory=dict)
    limits: dict[UUID, LimitBook] = field(default_factory=dict)
    accepted: list[Accepted] = field(default_factory=list)
    decided: dict[tuple[UUID, str], tuple[bytes, Accepted | DomainError]] = field(default_factory=dict)


async def buy_tickets(tx: Transaction, commands: Sequence[BuyTickets]) -> list[Outcome]:
    """Carry out purchases; give for each, in order, its receipt or its refusal.

    A refusal (SoldOut, NotEnoughTickets, SalesEnded, CapReached, InsufficientFunds, LimitExceeded, the refusals of
    `check_may_play`, IdempotencyConflict, InvalidInput, NotFound, Forbidden) touches nothing, of its own command or
    of another one. A key seen before gives the receipt of then.
    """
    checked = [_check(command) for command in commands]
    batch = await _lock_and_read(tx, [command for command in checked if isinstance(command, BuyTickets)])
    decisions = [_decide_once(tx, batch, command) for command in checked]
    receipts = await _write(tx, batch)
    return [receipts[decision.order.id] if isinstance(decision, Accepted) else decision for decision in decisions]


def _check(command: BuyTickets) -> BuyTickets | DomainError:
    try:
        check_key(command.key)
        check_quantity(command.quantity)
        command.actor.player_id  # noqa: B018 - raises Forbidden for everybody but a player
    except DomainError as refusal:
        return refusal
    return command


async def _lock_and_read(tx: Transaction, commands: Sequence[BuyTickets]) -> _Batch:
    """Take the locks in their order, then read; each is one statement for the whole batch."""
    terms = await required_terms(tx)
    player_ids = {command.actor.player_id for command in commands}
    raffles = await sales.lock_raffles(tx, {command.raffle_id for command in commands}) if commands else {}
    players = await lock_players(tx, player_ids) if commands else {}
    batch = _Batch(Book(tx), raffles, players, terms, tx.clock.now())
    if not commands:
        return batch
    for raffle in raffles.values():
        if raffle.escrow_wallet_id is not None:
            batch.book.attach(raffle.escrow_wallet_id, raffle.asset, raffle.escrow_minor)
    await _read(tx, batch, commands)
    return batch


async def _read(tx: Transaction, batch: _Batch, commands: Sequence[BuyTickets]) -> None:
    """What the decisions ask beside raffles and players: each statement is sent before the last one's rows are read."""
    keys = [(command.actor.player_id, command.key) for command in commands]
    real = [one for one in commands if one.raffle_id in batch.raffles and one.actor.player_id in batch.players]
    holdings = sorted({(command.raffle_id, command.actor.player_id) for command in real})
    assets = {batch.raffles[command.raffle_id].asset for command in real}
    batch.known, batch.wallets, batch.limits, batch.bought = await together(
        orders.known_orders(tx, keys),
        batch.book.lock(_wallet_keys(batch.raffles, real), create=False),
        load_limits(tx, {command.actor.player_id for command in real}, assets),
        sales.tickets_bought(tx, holdings),
    )
    if any(raffle.voided for raffle in batch.raffles.values()):
        batch.voided = await sales.tickets_voided(tx, holdings)
    if batch.known:
        batch.replays = await sales.receipts_of(tx, [one.id for one in batch.known.values()])


def _wallet_keys(raffles: dict[UUID, sales.LockedRaffle], commands: Sequence[BuyTickets]) -> list[WalletKey]:
    keys = (_wallet_key(command, raffles[command.raffle_id]) for command in commands)
    return [key for key in keys if key is not None]


def _wallet_key(command: BuyTickets, raffle: sales.LockedRaffle) -> WalletKey | None:
    """The wallet to pay from; None where the raffle's asset is not held in such a wallet."""
    if not wallet_fits(command.pay_with, raffle.asset):
        return None
    return WalletKey(command.actor.player_id, command.pay_with, raffle.asset)


def _decide_once(tx: Transaction, batch: _Batch, command: BuyTickets | DomainError) -> Accepted | Receipt | DomainError:
    """Decide a command, or give what the same key got before: in an earlier transaction or in this batch."""
    if isinstance(command, DomainError):
        return command
    slot, input_hash = (command.actor.player_id, command.key), command.input_hash
    known = batch.known.get(slot)
    if known is not None:
        is_same = known.input_hash == input_hash and known.id in batch.replays
        return batch.replays[known.id] if is_same else IdempotencyConflict(key=command.key)
    if slot in batch.decided:
        first_hash, decision = batch.decided[slot]
        return decision if first_hash == input_hash else IdempotencyConflict(key=command.key)
    decision = _decide(tx, batch, command, input_hash)
    batch.decided[slot] = (input_hash, decision)
    if isinstance(decision, Accepted):
        batch.accepted.append(decision)
    return decision


def _decide(tx: Transaction, batch: _Batch, command: BuyTickets, input_hash: bytes) -> Accepted | DomainError:
    player_id = command.actor.player_id
    raffle = batch.raffles.get(command.raffle_id)
    player = batch.players.get(player_id)
    if raffle is None or player is None:
        what, id_ = ("raffle", command.raffle_id) if raffle is None else ("player", player_id)
        return NotFound(what=what, id=str(id_))
    key, holding = _wallet_key(command, raffle), (raffle.id, player_id)
    sale = Sale(
        raffle=raffle,
        player=player,
        quantity=command.quantity,
        now=batch.now,
        required_terms=batch.required_terms,
        bought=batch.bought.get(holding, 0),
        voided=batch.voided.get(holding, 0),
        limits=batch.limits.get(player_id),
        wallet_id=None if key is None else batch.wallets.get(key),
        pay_with=command.pay_with,
        key=command.key,
        input_hash=input_hash,
        source=command.source,
    )
    try:
        accepted = sale.decide(batch.book, tx.new_id)
    except DomainError as refusal:
        return refusal
    batch.bought[holding] = accepted.bought_after
    return accepted


async def _write(tx: Transaction, batch: _Batch) -> dict[UUID, Receipt]:
    """Write everything that was accepted; give the receipts by order."""
    accepted = batch.accepted
    if not accepted:
        return {}
    # what the decisions did not need is worked out while the database writes
    numbers, (entries, tally) = await meanwhile(
        orders.insert_orders(tx, OrderKind.TICKETS, [sale.order for sale in accepted]),
        lambda: (
            [sale.enter(tx.new_id(), open_salt_key(tx.keys, sale.player)) for sale in accepted],
            _tally(tx, accepted),
        ),
    )
    await sales.insert_entries(tx, entries)
    await batch.book.write()
    touched = {sale.raffle.id: sale.raffle for sale in accepted}
    raffles = [touched[raffle_id] for raffle_id in sorted(touched)]
    await sales.update_raffles(tx, raffles)
    _, receipts = await meanwhile(record_tally(tx, tally), lambda: _receipts(accepted, entries, numbers))
    await emit_all(tx, "raffle.sold", [sold_event(raffle) for raffle in raffles])
    return receipts


def _receipts(
    accepted: Sequence[Accepted], entries: Sequence[SoldEntry], numbers: Mapping[UUID, int]
) -> dict[UUID, Receipt]:
    return {
        sale.order.id: sale.receipt(entry, order_number(numbers[sale.order.id]))
        for sale, entry in zip(accepted, entries, strict=True)
    }


def _tally(tx: Transaction, accepted: Sequence[Accepted]) -> Tally:
    orders_ = (sale.order for sale in accepted)
    return tally_activity((Activity(one.player_id, one.asset, spend_minor=one.total_minor) for one in orders_), tx.now)
