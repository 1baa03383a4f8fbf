"""Each hash of a draw that no longer fits its rows is named, and nothing else."""

import pytest

from core.draws.reconcile import reconcile_draws
from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.raffles import jobs
from tests.builders.raffles import TestBeacon
from tests.raffles.helpers import execute, rich_player, sold_out_lottery

CORRUPTIONS = {
    "a rule": ("UPDATE draws SET rules = jsonb_set(rules, '{price_minor}', '1')", {"draw_rules"}),
    "the commitment": ("UPDATE draws SET server_commit = sha256('x')", {"draw_terms"}),
    "the close record": ("UPDATE draw_closes SET record = jsonb_set(record, '{gross_minor}', '1')", {"draw_close"}),
    "the close hash": ("UPDATE draw_closes SET close_hash = sha256('x')", {"draw_close"}),
}


@pytest.mark.parametrize(("change", "named"), CORRUPTIONS.values(), ids=CORRUPTIONS)
async def test_what_was_corrupted_is_named(context: Context, clock: ManualClock, change: str, named: set[str]) -> None:
    beacon = TestBeacon(clock)
    await sold_out_lottery(context, beacon, [(await rich_player(context), 4)])
    assert await context.transact(reconcile_draws) == []
    await jobs.close_due(context)
    await jobs.write_close_records(context, "test")
    assert await context.transact(reconcile_draws) == []
    assert await execute(context, change) == 1
    assert {difference.check for difference in await context.transact(reconcile_draws)} == named
