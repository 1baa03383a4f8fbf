"""What happens to prizes by itself: money is paid."""

from functools import partial

from core.kernel.context import Context
from core.kernel.work import each
from core.prizes import repository
from core.prizes.pay_award import pay_award

BATCH = 200


async def pay_due(context: Context) -> int:
    """Pay payable awards, each in a transaction of its own; gives how many were paid."""
    due = await context.transact(partial(repository.payable_awards, limit=BATCH))
    return await each(due, lambda award_id: context.transact(partial(pay_award, award_id=award_id)))
