"""Keep the beacon's value of a draw."""

from uuid import UUID

from core.draws import repository
from core.draws.beacons.source import BeaconValue
from core.draws.errors import BeaconMismatch
from core.kernel.context import Transaction
from core.kernel.errors import NotFound


async def store_beacon(tx: Transaction, draw_id: UUID, value: BeaconValue) -> BeaconValue:
    """Store a value that its source has verified and give the one that stands (the first write wins).

    Raises BeaconMismatch for another round than the close record's, NotFound before the close.
    """
    close = await repository.close_of(tx, draw_id)
    if close is None:
        raise NotFound(what="close_record", id=str(draw_id))
    if value.round != close.round:
        raise BeaconMismatch(draw_id=str(draw_id))
    await repository.insert_beacon(tx, draw_id, value)
    stored = await repository.beacon_of(tx, draw_id)
    if stored is None or stored.randomness != value.randomness:
        raise BeaconMismatch(draw_id=str(draw_id))
    return stored
