"""The signed receipt of a purchase, for whoever bought (draw protocol, section 7)."""

from uuid import UUID

from core.accounts.salts import player_salt_keys
from core.draws.entries import Entry
from core.draws.primitives import player_salt
from core.draws.records import build_receipt
from core.draws.signing_keys import sign
from core.kernel.actor import Actor, allow
from core.kernel.context import Transaction
from core.kernel.errors import NotFound
from core.orders.models import order_number
from core.raffles.repository import reading
from core.raffles.views import HeldReceipt


@allow(player=True)
async def show_receipt(tx: Transaction, actor: Actor, order_id: UUID) -> HeldReceipt:
    """The receipt of the actor's order of tickets, signed, with the salt of its holder tag.

    Signed here and not in the sale, it is dated as the sale was. Raises NotFound for an unknown order and another's.
    """
    player_id = actor.player_id
    sale = await reading.sale_of(tx, player_id, order_id)
    if sale is None:
        raise NotFound(what="order", id=str(order_id))
    draw_id = str(sale.draw_id)
    receipt = build_receipt(
        draw_id=draw_id,
        seq=sale.log_seq,
        entry=Entry(sale.first, sale.last, sale.holder_tag),
        server_commit=sale.server_commit,
        rules_hash=sale.rules_hash,
        log_head=sale.log_head,
        issued_at=int(sale.created_at.timestamp()),
    )
    salt_key = (await player_salt_keys(tx, [player_id]))[player_id]
    signed = await sign(tx, "receipt", receipt)
    return HeldReceipt(order_number(sale.number), signed, str(player_id), player_salt(salt_key, draw_id))
