"""What raffles tell their players: subscribers of the outbox, and the watchlist.

A raffle may have a million participants, so its notices are written page by page: an event writes one page and, in the
same transaction, the event of the next one. Whatever is repeated finds its dedup keys used.
"""

from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from core.draws import repository as draws
from core.kernel.context import Context, EventHandler, Transaction
from core.kernel.outbox import emit
from core.notifications.kinds import Category, Kind, Priority
from core.notifications.notify import notify
from core.notifications.views import Notice
from core.prizes import repository as prizes
from core.prizes.models import LOST, AwardState
from core.prizes.views import AwardView
from core.raffles.cancel_raffle import LATE_PUBLICATION, REVEAL_OVERDUE
from core.raffles.find_sold import read_sold
from core.raffles.models import RaffleState
from core.raffles.repository import noticing, reading
from core.raffles.repository.noticing import Milestone
from core.raffles.views import RaffleView

PAGE_TOPIC = "raffle.notices"
PAGE = 1_000
SEALED, RESULT, REFUNDED = "sealed", "result", "refunded"
_LISTED_NUMBERS = 10

Params = dict[str, Any]


def page_starter(what: str) -> EventHandler:
    """A subscriber that begins to tell all participants of a raffle something."""

    async def start(context: Context, payload: dict[str, Any]) -> None:
        await context.transact(partial(_emit_page, raffle_id=payload["raffle_id"], what=what, after=0))

    return start


async def on_page(context: Context, payload: dict[str, Any]) -> None:
    """Tell the next page of a raffle's participants."""
    await context.transact(partial(write_page, payload=payload))


async def on_prize_paid(context: Context, payload: dict[str, Any]) -> None:
    """A prize of money is in its winner's wallet."""
    await context.transact(partial(_tell_paid, award_id=UUID(payload["award_id"])))


async def on_prize_passed_on(context: Context, payload: dict[str, Any]) -> None:
    """A winner lost a prize, and an alternate may have it."""
    await context.transact(partial(_tell_passed_on, payload=payload))


async def on_voided(context: Context, payload: dict[str, Any]) -> None:
    """Somebody's tickets were taken out of their draw."""
    await context.transact(partial(_tell_voided, order_id=UUID(payload["order_id"])))


async def tell_watchers(context: Context, limit: int = PAGE) -> int:
    """Tell watchers what happened to the raffles they follow, batch by batch; gives how many notices that were."""
    told = 0
    for milestone in Milestone:
        while batch := await context.transact(partial(_tell_watchers, milestone=milestone, limit=limit)):
            told += batch
    return told


async def _emit_page(tx: Transaction, raffle_id: str, what: str, after: int) -> None:
    await emit(
        tx,
        PAGE_TOPIC,
        {"raffle_id": raffle_id, "what": what, "after": after},
        dedup_key=f"{PAGE_TOPIC}:{what}:{raffle_id}:{after}",
    )


async def write_page(tx: Transaction, payload: Mapping[str, Any], limit: int = PAGE) -> int:
    """Write the notices of one page of a raffle's entries and ask for the next page; gives how many were new."""
    raffle_id = UUID(payload["raffle_id"])
    raffle = (await reading.raffles_by_id(tx, [raffle_id]))[raffle_id]
    players, last_seq = await noticing.participants_page(tx, raffle_id, payload["after"], limit)
    if last_seq is None:
        return 0
    notices = await _WRITERS[payload["what"]](tx, raffle, players)
    await _emit_page(tx, payload["raffle_id"], payload["what"], last_seq)
    return await notify(tx, notices)


async def _sealed(tx: Transaction, raffle: RaffleView, players: set[UUID]) -> list[Notice]:
    if raffle.state is not RaffleState.CLOSED:
        return []  # late, and the last notice of a thread is the one that stands: it would hide the result
    close = None if raffle.draw_id is None else await draws.close_of(tx, raffle.draw_id)
    if close is None:
        raise RuntimeError(f"raffle {raffle.id} is closed without a close record")
    params = _of(raffle) | {"round": close.round, "draw_countdown": _instant(close.due_at)}
    return [
        Notice(
            player_id,
            Kind.DRAW_SEALED,
            Category.DRAWS,
            params,
            dedup_key=f"draw.sealed:{raffle.id}:{player_id}",
            thread_key=_thread(raffle),
        )
        for player_id in sorted(players)
    ]


async def _results(tx: Transaction, raffle: RaffleView, players: set[UUID]) -> list[Notice]:
    """Everybody's result in the draw's thread, and a message of their own to the winners."""
    if raffle.draw_id is None:
        raise RuntimeError(f"raffle {raffle.id} is settled without a draw")
    number, winner_count = await noticing.first_winning_number(tx, raffle.draw_id)
    winners = await noticing.winners_among(tx, raffle.draw_id, players)
    drawn = _of(raffle) | {"winning_number": number, "winner_count": winner_count}
    notices = [
        Notice(
            player_id,
            Kind.DRAW_WON if player_id in winners else Kind.DRAW_LOST,
            Category.RESULTS,
            drawn,
            dedup_key=f"draw.result:{raffle.id}:{player_id}",
            thread_key=_thread(raffle),
            priority=Priority.RESULT,
        )
        for player_id in sorted(players)
    ]
    for player_id, won in sorted(winners.items()):
        listed = ", ".join(map(str, won.ticket_numbers[:_LISTED_NUMBERS]))
        params = _of(raffle) | {
            "tickets": listed + (", …" if len(won.ticket_numbers) > _LISTED_NUMBERS else ""),
            "ticket_count": len(won.ticket_numbers),
            "value_minor": won.value_minor,
            "asset": won.asset,
            "award_id": str(won.award_id),
            "is_to_choose": int(won.claim_by is not None),
        }
        if won.claim_by is not None:
            params["claim_by_at"] = _instant(won.claim_by)
        key = f"prize.won:{raffle.id}:{player_id}"
        notices.append(
            Notice(player_id, Kind.PRIZE_WON, Category.RESULTS, params, dedup_key=key, priority=Priority.RESULT)
        )
    return notices


async def _refunds(tx: Transaction, raffle: RaffleView, players: set[UUID]) -> list[Notice]:
    spent = await noticing.spent_on(tx, raffle.id, players)
    # what an admin wrote is between the admins
    reason = raffle.cancel_reason if raffle.cancel_reason in (REVEAL_OVERDUE, LATE_PUBLICATION) else ""
    return [
        Notice(
            player_id,
            Kind.RAFFLE_REFUNDED,
            Category.MONEY,
            _of(raffle) | {"amount_minor": spent[player_id], "asset": raffle.asset, "reason": reason},
            dedup_key=f"raffle.refunded:{raffle.id}:{player_id}",
            priority=Priority.RESULT,
        )
        for player_id in sorted(players)
    ]


_WRITERS: Mapping[str, Callable[[Transaction, RaffleView, set[UUID]], Awaitable[list[Notice]]]] = {
    SEALED: _sealed,
    RESULT: _results,
    REFUNDED: _refunds,
}


async def _tell_paid(tx: Transaction, award_id: UUID) -> int:
    award = (await prizes.awards_in(tx, [award_id]))[award_id]
    raffle_id = await noticing.raffle_of_draw(tx, award.draw_id)
    if raffle_id is None:
        return 0
    raffle = (await reading.raffles_by_id(tx, [raffle_id]))[raffle_id]
    params = _of(raffle) | {
        "ticket": award.ticket_number,
        "amount_minor": award.value_minor,
        "asset": award.asset,
        "award_id": str(award_id),
    }
    key = f"prize.paid:{award_id}"
    notice = Notice(award.player_id, Kind.PRIZE_PAID, Category.MONEY, params, dedup_key=key, priority=Priority.RESULT)
    return await notify(tx, [notice])


async def _tell_passed_on(tx: Transaction, payload: Mapping[str, Any]) -> int:
    """The one who lost it, and the alternate who steps in."""
    ids = [UUID(id_) for id_ in (payload["award_id"], payload["successor_id"]) if id_ is not None]
    awards = await prizes.awards_in(tx, ids)
    raffle_id = await noticing.raffle_of_draw(tx, awards[ids[0]].draw_id)
    if raffle_id is None:
        return 0
    raffle = (await reading.raffles_by_id(tx, [raffle_id]))[raffle_id]
    return await notify(tx, [_passed_on(raffle, awards[id_]) for id_ in ids])


def _passed_on(raffle: RaffleView, award: AwardView) -> Notice:
    params = _of(raffle) | {
        "ticket": award.ticket_number,
        "value_minor": award.value_minor,
        "asset": award.asset,
        "award_id": str(award.id),
    }
    kind = Kind.PRIZE_LOST if award.state in LOST else Kind.PRIZE_STEPPED_IN
    if kind is Kind.PRIZE_LOST:
        params |= {"is_late": int(award.state is AwardState.EXPIRED)}
    elif award.state is AwardState.CLAIMABLE:
        params |= {"is_to_choose": 1, "claim_by_at": _instant(award.claim_by)}
    else:
        params |= {"is_to_choose": 0}
    key = f"{kind}:{award.id}"
    return Notice(award.player_id, kind, Category.RESULTS, params, dedup_key=key, priority=Priority.RESULT)


async def _tell_voided(tx: Transaction, order_id: UUID) -> int:
    sold = await read_sold(tx, order_id)
    raffle = (await reading.raffles_by_id(tx, [sold.raffle_id]))[sold.raffle_id]
    numbers = str(sold.first) if sold.quantity == 1 else f"{sold.first}–{sold.last}"
    params = _of(raffle) | {
        "tickets": numbers,
        "ticket_count": sold.quantity,
        "amount_minor": sold.amount_minor,
        "asset": raffle.asset,
    }
    key = f"tickets.voided:{order_id}"
    kind = Kind.TICKETS_VOIDED
    return await notify(
        tx, [Notice(sold.player_id, kind, Category.MONEY, params, dedup_key=key, priority=Priority.RESULT)]
    )


_WATCHED = {
    Milestone.OPENED: Kind.WATCHED_OPENED,
    Milestone.NEARLY_SOLD: Kind.WATCHED_NEARLY_SOLD,
    Milestone.DRAW_SOON: Kind.WATCHED_DRAW_SOON,
}


async def _tell_watchers(tx: Transaction, milestone: Milestone, limit: int) -> int:
    """One batch of watchers; gives how many it had, whether or not they want to be told."""
    pairs = await noticing.take_watchers(tx, milestone, limit)
    raffles = await reading.raffles_by_id(tx, {raffle_id for _, raffle_id in pairs}) if pairs else {}
    await notify(tx, [_watched(milestone, player_id, raffles[raffle_id]) for player_id, raffle_id in sorted(pairs)])
    return len(pairs)


def _watched(milestone: Milestone, player_id: UUID, raffle: RaffleView) -> Notice:
    params = _of(raffle)
    if milestone is Milestone.OPENED:
        params |= {"price_minor": raffle.price_minor, "asset": raffle.asset, "total": raffle.ticket_total}
    elif milestone is Milestone.NEARLY_SOLD:
        params |= {"left": raffle.ticket_total - raffle.sold}
    elif raffle.sales_end_at is not None:
        params |= {"ends_countdown": _instant(raffle.sales_end_at)}
    key = f"watched:{milestone}:{raffle.id}:{player_id}"
    return Notice(player_id, _WATCHED[milestone], Category.WATCHLIST, params, dedup_key=key)


def _of(raffle: RaffleView) -> Params:
    return {"raffle_id": str(raffle.id), "raffle": raffle.number, "title": dict(raffle.titles)}


def _instant(at: datetime) -> str:
    return at.isoformat()


def _thread(raffle: RaffleView) -> str:
    return f"draw:{raffle.id}"
