"""The public records of a draw, built from its stored rows and signed as they are read (draw protocol, section 7)."""

from core.draws import repository
from core.draws.records import build_open_record, build_reveal_record
from core.draws.signatures import SignedRecord
from core.draws.signing_keys import sign
from core.draws.views import DrawView
from core.kernel.context import Transaction


async def draw_records(tx: Transaction, draw: DrawView) -> list[SignedRecord]:
    """The open record, then the close and the reveal record once they are there; no reveal of a draw that is halted."""
    opened = build_open_record(
        draw_id=draw.protocol_id,
        event_no=draw.event_no,
        rules_hash=draw.rules_hash,
        server_commit=draw.server_commit,
        beacon=draw.beacon,
        opened_at=int(draw.opened_at.timestamp()),
    )
    records = [await sign(tx, "open", opened)]
    close = await repository.close_of(tx, draw.id)
    if close is None:
        return records
    records.append(await sign(tx, "close", close.record))
    beacon, reveal = await repository.beacon_of(tx, draw.id), await repository.reveal_of(tx, draw.id)
    if beacon is None or reveal is None or await repository.is_halted(tx, draw.id):
        return records
    revealed = build_reveal_record(
        close=close.record,
        server_seed=reveal.server_seed,
        beacon=beacon,
        results=await repository.results_of(tx, draw.id),
        revealed_at=int(reveal.revealed_at.timestamp()),
    )
    return [*records, await sign(tx, "reveal", revealed)]
