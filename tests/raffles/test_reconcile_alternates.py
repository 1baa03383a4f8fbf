"""Each check of lost prizes and alternates names what was corrupted, and nothing else."""

from datetime import timedelta

import pytest

from core.kernel.clock import ManualClock
from core.kernel.context import Context
from core.raffles import jobs
from core.raffles.reconcile import reconcile_raffles
from tests.raffles.helpers import all_differences, execute
from tests.raffles.losing import CLAIM_DAYS, disqualify, drawn, goods

# The first of four alternates (order 2) lost the prize in turn, the second one (order 3) has it.
_HEIR = 'draw_id = :lost_id AND "order" = 3'
_RESULT = "FROM draw_results r JOIN entries e ON e.first = r.number JOIN raffles ON raffles.id = e.raffle_id"

CORRUPTIONS: dict[str, tuple[str, list[str]]] = {
    "value": (f"UPDATE awards SET value_minor = 1 WHERE {_HEIR}", ["award_alternate"]),
    "seat": (f"UPDATE awards SET seq = 2 WHERE {_HEIR}", ["award_alternate"]),
    "ticket": (
        f"UPDATE awards SET ticket_number = ticket_number % 6 + 1 WHERE {_HEIR}",
        ["award_alternate", "award_holder"],
    ),
    "prize that its winner still has": (
        "UPDATE awards SET state = 'claimed' WHERE draw_id = :lost_id AND \"order\" = 2",
        ["award_alternate"],
    ),
    "the third alternate before the second": (
        'UPDATE awards SET "order" = 4, ticket_number = r.number, player_id = e.player_id'
        f' {_RESULT} WHERE raffles.draw_id = :lost_id AND r.draw_id = :lost_id AND r."order" = 4'
        ' AND awards.draw_id = :lost_id AND awards."order" = 3',
        ["alternate_passed_over"],
    ),
    "nobody in the place of the second": (
        f"DELETE FROM awards WHERE {_HEIR}",
        ["alternate_passed_over", "alternate_passed_over", "alternate_passed_over", "award_unclaimed"],
    ),
    "money that was not set apart": ("DELETE FROM transfers WHERE kind = 'prize_unclaimed'", ["award_unclaimed"]),
    "money of a prize that somebody has": (
        f"UPDATE transfers SET reference_id = (SELECT id FROM awards WHERE {_HEIR}) WHERE kind = 'prize_unclaimed'",
        ["award_unclaimed", "award_unclaimed"],
    ),
    "ineligible holder": (
        f"UPDATE disqualifications SET draw_id = :lost_id, player_id = (SELECT player_id FROM awards WHERE {_HEIR})",
        ["award_ineligible"],
    ),
}


@pytest.mark.parametrize(("change", "named"), CORRUPTIONS.values(), ids=CORRUPTIONS)
async def test_what_was_corrupted_is_named(context: Context, clock: ManualClock, change: str, named: list[str]) -> None:
    alone = await drawn(context, clock, [await goods(context)], alternates=0)
    await disqualify(context, alone.raffle, alone.results[0].number)
    lost = await drawn(context, clock, [await goods(context)], alternates=4)
    for _ in range(2):
        clock.advance(timedelta(days=CLAIM_DAYS + 1))
        await jobs.expire_unclaimed(context)
    assert await all_differences(context) == []
    params = {"lost_id": lost.raffle.draw_id} if ":lost_id" in change else {}
    assert await execute(context, change, **params) == 1
    assert sorted(one.check for one in await context.transact(reconcile_raffles)) == named
