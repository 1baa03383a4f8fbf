"""The way of a player's own entry to the root in the close record: O(log n) hashes, from the entries as they stand."""

import asyncio
from collections import OrderedDict
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from core.accounts.salts import player_salt_keys
from core.draws import repository as draws
from core.draws.entries import Entry
from core.draws.entry_tree import entry_leaves
from core.draws.inclusion import Blocks, BlocksInMaking, EntryPath
from core.draws.merkle import BATCH_LEAVES
from core.draws.primitives import player_salt
from core.draws.views import CloseView
from core.kernel.actor import Actor, allow
from core.kernel.context import Context, Transaction
from core.kernel.errors import NotFound
from core.kernel.ids import parse_public_number
from core.orders.models import PREFIX as ORDER
from core.orders.models import order_number
from core.raffles.entry_pages import entry_pages
from core.raffles.errors import NoTreeYet
from core.raffles.models import MAX_SEQUENCE, RaffleState, raffle_number
from core.raffles.models import PREFIX as RAFFLE
from core.raffles.repository import browsing, reading, states
from core.raffles.turn import turn

PAGE = 16 * BATCH_LEAVES
"""Entries read at a time: full blocks, so that blocks do not cross pages."""

MOST_KNOWN = 32
"""Draws whose blocks one process keeps; a draw of a million entries has 120 kB of them."""

_MOST_DIGITS = 18
"""Of a ticket's number that somebody types."""

_known: OrderedDict[UUID, Blocks] = OrderedDict()


@dataclass(frozen=True, slots=True)
class TicketPath:
    """An entry's path with the numbers that people know it by."""

    raffle_number: str
    order_number: str
    path: EntryPath


@dataclass(frozen=True, slots=True)
class _Sold:
    raffle_id: UUID
    raffle_number: str
    order_number: str
    entry: Entry
    log_seq: int
    salt: bytes
    close: CloseView


@allow(player=True)
async def find_order(tx: Transaction, actor: Actor, words: str) -> UUID:
    """The order that a player means: by its number ("TR-7K3Q-9ZP"), or by a raffle's and that of one of their tickets
    in it ("RF-7K3Q-9ZP 17"). Raises NotFound for an unknown ticket and for another's."""
    number, _, ticket = words.strip().rpartition(" ")
    prefix, sequence = parse_public_number(number) or parse_public_number(words) or ("", 0)
    found = None
    if sequence <= MAX_SEQUENCE:
        if prefix == ORDER:
            found = await browsing.order_of_number(tx, actor.player_id, sequence)
        elif prefix == RAFFLE and ticket.isdecimal() and len(ticket) <= _MOST_DIGITS:
            found = await browsing.order_of_ticket(tx, actor.player_id, sequence, int(ticket))
    if found is None:
        raise NotFound(what="ticket", id=words[:40])
    return found


@allow(player=True)
async def show_path(context: Context, actor: Actor, order_id: UUID) -> TicketPath:
    """The path of the entry that the actor's order bought.

    The tree is built once for a draw and process, in one's `turn`, page by page; after that a path reads one block.
    Raises NotFound for an unknown order and another's, NoTreeYet before the close record stands and for voided tickets,
    and Busy.
    """
    sold = await context.transact(partial(_sold, player_id=actor.player_id, order_id=order_id))
    blocks = await _blocks(context, sold)
    number = max(place for place, start in enumerate(blocks.starts) if start < sold.log_seq)
    block = await context.transact(
        partial(states.entries_page, raffle_id=sold.raffle_id, after_seq=blocks.starts[number], limit=BATCH_LEAVES)
    )
    index = number * BATCH_LEAVES + block.seqs.index(sold.log_seq)
    siblings = blocks.path(index, entry_leaves(str(sold.close.draw_id), block.entries))
    path = EntryPath(sold.close.record, sold.entry, str(actor.player_id), sold.salt, index, siblings)
    if not path.leads_to_root():
        raise RuntimeError(f"the entries of raffle {sold.raffle_id} do not lead to the root in its close record")
    return TicketPath(sold.raffle_number, sold.order_number, path)


async def _sold(tx: Transaction, player_id: UUID, order_id: UUID) -> _Sold:
    sale = await reading.sale_of(tx, player_id, order_id)
    if sale is None:
        raise NotFound(what="order", id=str(order_id))
    if sale.is_void:
        raise NoTreeYet(raffle=raffle_number(sale.raffle_no), state="void")
    close = await draws.close_of(tx, sale.draw_id)
    if close is None:
        is_over = sale.state in (RaffleState.CANCELLING, RaffleState.CANCELLED)
        raise NoTreeYet(raffle=raffle_number(sale.raffle_no), state="cancelled" if is_over else "open")
    salt_key = (await player_salt_keys(tx, [player_id]))[player_id]
    return _Sold(
        raffle_id=sale.raffle_id,
        raffle_number=raffle_number(sale.raffle_no),
        order_number=order_number(sale.number),
        entry=Entry(sale.first, sale.last, sale.holder_tag),
        log_seq=sale.log_seq,
        salt=player_salt(salt_key, str(sale.draw_id)),
        close=close,
    )


async def _blocks(context: Context, sold: _Sold) -> Blocks:
    """The blocks of a draw, kept from before or built now."""
    draw_id = sold.close.draw_id
    if draw_id not in _known:
        async with turn():
            if draw_id not in _known:
                _known[draw_id] = await _built(context, sold)
    _known.move_to_end(draw_id)
    blocks = _known[draw_id]
    while len(_known) > MOST_KNOWN:
        _known.popitem(last=False)
    return blocks


async def _built(context: Context, sold: _Sold) -> Blocks:
    making, after_seq = BlocksInMaking(str(sold.close.draw_id)), 0
    async for page in entry_pages(context.transact, sold.raffle_id, PAGE):
        await asyncio.to_thread(making.add, page.seqs, page.entries, after_seq)
        after_seq = page.seqs[-1]
    return making.done()
