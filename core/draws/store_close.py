"""Write the close record of a draw."""

from dataclasses import dataclass
from datetime import UTC, datetime

from core.draws import primitives, records, repository
from core.draws.entry_tree import EntryTree
from core.draws.models import PublicationKind
from core.draws.software import released_sha256
from core.draws.views import CloseView, DrawView
from core.kernel.context import Transaction


@dataclass(frozen=True, slots=True)
class ClosedSales:
    """What the sale leaves to the draw."""

    entries: EntryTree
    void_root: bytes
    void_count: int
    gross_minor: int
    currency: str
    log_head: bytes


async def store_close(tx: Transaction, draw: DrawView, sales: ClosedSales) -> CloseView:
    """Write the close record, dated now; the round is named by the date. The caller changes the raffle's state in
    the same transaction, so that there is one record and no sale after it. Raises SoftwareDiffers."""
    rules = draw.rules
    closed_at = int(tx.clock.now().timestamp())
    record = records.build_close_record(
        draw_id=draw.protocol_id,
        rules_hash=draw.rules_hash,
        server_commit=draw.server_commit,
        entries=sales.entries,
        gross_minor=sales.gross_minor,
        currency=sales.currency,
        prizes=rules["prizes"],
        distinct=rules["distinct"],
        alternates=rules["alternates"],
        software_sha256=released_sha256(),
        log_head=sales.log_head,
        closed_at=closed_at,
        beacon=draw.beacon,
        void_root=sales.void_root,
        void_count=sales.void_count,
    )
    due_at = draw.beacon.time_of(draw.beacon.named_at_close(closed_at))
    close = CloseView(draw.id, record, primitives.close_hash(record), datetime.fromtimestamp(due_at, UTC))
    await repository.insert_close(tx, close, datetime.fromtimestamp(closed_at, UTC))
    await repository.plan_publication(tx, draw.id, PublicationKind.CLOSE)
    return close
