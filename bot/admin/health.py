"""/health: whether everything that the platform stands on answers, and what waits."""

import asyncio
from datetime import datetime, timedelta

from aiogram import Bot, Router
from aiogram.exceptions import TelegramAPIError
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, Message

from bot.admin.access import needs
from bot.admin.keyboards import button, close_button, keyboard
from bot.screens import show
from bot.texts import Texts
from core.access import permissions
from core.admin.health import Backlog, Health, is_valkey_up, read_health
from core.app import App, BeaconEnding, BeaconMissing
from core.draws.beacons import BeaconUnavailable
from core.draws.rounds import MIN_DELAY_S
from core.kernel.actor import Actor
from core.kernel.errors import Busy, DomainError, Unavailable

router = Router(name="admin-health")

_LATE = timedelta(minutes=1)
_BEACON_S = 3.0


class HealthRefresh(CallbackData, prefix="ahealth"):
    """Looks again."""


@router.message(Command("health"), flags=needs(permissions.DRAWS_OPERATE))
async def look(message: Message, app: App, admin: Actor, bot: Bot, t: Texts) -> None:
    """One look at everything."""
    await _show(message, app, admin, bot, t)


@router.callback_query(HealthRefresh.filter(), flags=needs(permissions.DRAWS_OPERATE))
async def look_again(callback: CallbackQuery, app: App, admin: Actor, bot: Bot, t: Texts) -> None:
    """Another look."""
    await _show(callback, app, admin, bot, t)


async def _show(event: Message | CallbackQuery, app: App, admin: Actor, bot: Bot, t: Texts) -> None:
    now = app.context.clock.now()
    lines = [t("admin-health", when=t.when(now)), ""]
    try:
        health: Health | DomainError = await app.transact(lambda tx: read_health(tx, admin))
    except (Busy, Unavailable) as refusal:
        health = refusal
    if isinstance(health, Health):
        lines += _lines_of(t, health, now)
    else:
        lines.append(_mark(t("admin-health-database"), is_well=False))
    lines.append(_mark(t("admin-health-valkey"), is_well=await is_valkey_up(app.context)))
    lines += [await _beacon_line(app, t), await _telegram_line(bot, t)]
    refresh = button(t.plain("admin-refresh"), HealthRefresh())
    await show(event, "\n".join(lines), keyboard([[refresh, close_button(t)]]))


def _lines_of(t: Texts, health: Health, now: datetime) -> list[str]:
    lines = [
        _mark(t("admin-health-database"), is_well=True),
        _backlog_line(t, "admin-health-outbox", health.outbox),
        _backlog_line(t, "admin-health-deliveries", health.deliveries),
        _backlog_line(t, "admin-health-publications", health.publications),
        _mark(t("admin-health-failed", count=health.failed_events), is_well=health.failed_events == 0),
        _mark(t("admin-health-critical", count=health.critical_events), is_well=health.critical_events == 0),
    ]
    lines += [
        _mark(t("admin-health-lease", name=lease.name, when=t.when(lease.until)), is_well=lease.until > now)
        for lease in health.leases
    ]
    return lines


def _backlog_line(t: Texts, message_id: str, backlog: Backlog) -> str:
    oldest_s = int(backlog.oldest.total_seconds()) if backlog.oldest is not None else 0
    return _mark(t(message_id, count=backlog.count, seconds=oldest_s), is_well=oldest_s < _LATE.total_seconds())


async def _beacon_line(app: App, t: Texts) -> str:
    try:
        async with asyncio.timeout(_BEACON_S):
            rule = await app.beacon_rule(MIN_DELAY_S)
    except BeaconMissing:
        return _mark(t("admin-health-no-beacon"), is_well=False)
    except BeaconEnding as refusal:
        return _mark(t.error(refusal), is_well=False)
    except (BeaconUnavailable, TimeoutError):
        return _mark(t("admin-health-beacon-away"), is_well=False)
    number = rule.round_at(int(app.context.clock.now().timestamp()))
    return _mark(t("admin-health-beacon", kind=rule.kind, round=number), is_well=True)


async def _telegram_line(bot: Bot, t: Texts) -> str:
    try:
        info = await bot.get_webhook_info()
    except TelegramAPIError:
        return _mark(t("admin-health-telegram-away"), is_well=False)
    line = t("admin-health-telegram", count=info.pending_update_count)
    if info.last_error_message:
        line = f"{line}\n{t('admin-health-telegram-error', error=info.last_error_message)}"
    return _mark(line, is_well=not info.last_error_message)


def _mark(line: str, *, is_well: bool) -> str:
    return f"{'✅' if is_well else '⚠️'} {line}"
