"""Open a draw: fix the rules, the beacon and the secret seed before the first sale."""

import os
from collections.abc import Mapping
from typing import Any

from core.draws import primitives, repository
from core.draws.models import Draw, PublicationKind
from core.draws.rounds import BeaconRule
from core.draws.signing_keys import published_keys
from core.draws.views import DrawView
from core.kernel.base import encryption_context
from core.kernel.context import Transaction


async def open_draw(tx: Transaction, rules: Mapping[str, Any], beacon: BeaconRule) -> DrawView:
    """Open a draw under `rules` (canonical JSON values, without the draw's id) and give what is public of it."""
    await published_keys(tx)  # the key behind the open record stands before it
    draw_id = tx.new_id()
    all_rules = {**rules, "draw_id": str(draw_id), "beacon": beacon.to_record()}
    server_seed = os.urandom(primitives.SEED_BYTES)
    draw = DrawView(
        id=draw_id,
        event_no=await repository.next_event_no(tx),
        rules=all_rules,
        rules_hash=primitives.rules_hash(all_rules),
        server_commit=primitives.server_commit(str(draw_id), server_seed),
        beacon=beacon,
        opened_at=tx.now,
    )
    bound_to = encryption_context(Draw.__tablename__, "server_seed", draw_id)
    await repository.insert_draw(tx, draw, tx.keys.encrypt(server_seed, bound_to))
    await repository.plan_publication(tx, draw_id, PublicationKind.OPEN)
    return draw
