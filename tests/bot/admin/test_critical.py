"""/critical, the message that leads to it, and its line in /health."""

from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from aiogram.types import WebhookInfo

from core.access.roles import Role
from core.audit.critical import raise_critical
from core.kernel.clock import ManualClock
from tests.bot.admin.helpers import staff
from tests.bot.harness import World
from tests.builders.raffles import make_lottery


async def raised(world: World, code: str, subject_id: UUID, reason: str) -> None:
    await world.app.transact(
        partial(raise_critical, code=code, subject_type="raffle", subject_id=subject_id, details={"reason": reason})
    )


async def test_what_happened_is_listed_newest_first(world: World, clock: ManualClock) -> None:
    owner = await staff(world, Role.OWNER)
    await owner.send("/critical")
    assert owner.screen.text == "Nothing has happened that somebody would have to look at."
    raffle = await make_lottery(world.context)
    for number in range(8):
        clock.advance(timedelta(minutes=1))
        await raised(world, "close_figures_differ", raffle.id, f"<b>sold {number}")
    await owner.press("Refresh")
    lines = owner.screen.text.split("\n")
    assert lines[0] == "Critical events: 8"
    assert lines[2] == "🚨 A draw is halted: entries, figures and ledger contradict each other"
    assert lines[3].startswith(f"{raffle.number} · ")
    assert lines[4] == "close_figures_differ: <b>sold 7"
    assert owner.screen.text.count("🚨") == 6
    await owner.press("▶")
    assert owner.screen.text.endswith("<b>sold 0")
    assert owner.screen.text.count("🚨") == 2
    await owner.press("◀")
    assert owner.screen.text.split("\n")[4].endswith("sold 7")


async def test_an_unknown_code_and_a_long_reason_are_shown_as_they_are(world: World) -> None:
    owner = await staff(world, Role.OWNER)
    for number in range(6):
        await raised(world, "of_a_later_version", UUID(int=number), "x" * 5000)
    await owner.send("/critical")
    assert "🚨 Something unexpected happened" in owner.screen.text
    assert "of_a_later_version: xxx" in owner.screen.text


async def test_health_counts_those_of_the_last_day(world: World, clock: ManualClock) -> None:
    telegram: Any = world.telegram
    telegram._getWebhookInfo = lambda bot, method: WebhookInfo(
        url="", has_custom_certificate=False, pending_update_count=0
    )
    owner = await staff(world, Role.OWNER)
    await owner.send("/health")
    assert "✅ Critical events of the last 24 hours: 0" in owner.screen.text
    await raised(world, "purchase_broken", UUID(int=1), "")
    await owner.press("Refresh")
    assert "⚠️ Critical events of the last 24 hours: 1" in owner.screen.text
    clock.advance(timedelta(hours=25))
    await owner.press("Refresh")
    assert "✅ Critical events of the last 24 hours: 0" in owner.screen.text
