"""/approvals: what waits for a second person; approving shows the whole payload again before it asks for the yes."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from uuid import UUID

from aiogram import F, Router, html
from aiogram.filters import Command
from aiogram.filters.callback_data import CallbackData
from aiogram.types import CallbackQuery, InlineKeyboardMarkup, Message

from bot.admin.access import needs
from bot.admin.keyboards import PER_PAGE, button, close_button, keyboard
from bot.admin.payloads import payload_lines, payload_title
from bot.screens import show
from bot.texts import Texts
from core.access import permissions
from core.access.approvals import list_approvals, reject_approval
from core.access.errors import ApprovalExpired, ApprovalMismatch
from core.access.models import ApprovalState
from core.access.read_approval import ApprovalCard, read_approval
from core.admin.approvable import APPROVABLE
from core.app import App
from core.kernel.actor import Actor
from core.kernel.context import Transaction
from core.kernel.errors import NotFound, WrongState
from core.kernel.links import decode_id, encode_id

router = Router(name="admin-approvals")

NOTICE_PREFIX = "apr:"
"""Before the id in the buttons of notices (core.notifications.render)."""

_HASH_LETTERS = 16
_LONGEST_LABEL = 60
_OUTCOMES = {
    ApprovalState.EXECUTED: "admin-approval-approved",
    ApprovalState.REJECTED: "admin-approval-rejected",
}


class ApprovalsPage(CallbackData, prefix="aapps"):
    """A page of the queue; no cursor is the first one."""

    cursor: str = ""


class Approval(CallbackData, prefix="aapp"):
    """One request; `hash` is the beginning of the payload's hash that the presser was shown."""

    does: str
    id: str
    hash: str = ""


@router.message(Command("approvals"), flags=needs(permissions.APPROVALS_REJECT))
async def list_pending(message: Message, app: App, admin: Actor, t: Texts) -> None:
    """The newest requests that wait."""
    await _show_page(message, app, admin, t, None)


@router.callback_query(ApprovalsPage.filter(), flags=needs(permissions.APPROVALS_REJECT))
async def turn_page(callback: CallbackQuery, callback_data: ApprovalsPage, app: App, admin: Actor, t: Texts) -> None:
    """Another page."""
    await _show_page(callback, app, admin, t, callback_data.cursor or None)


@router.callback_query(F.data.startswith(NOTICE_PREFIX), flags=needs(permissions.APPROVALS_REJECT))
async def open_from_notice(callback: CallbackQuery, app: App, admin: Actor, t: Texts) -> None:
    """The button of a notice, which stays: the card is a message of its own. Raises NotFound."""
    value = (callback.data or "").removeprefix(NOTICE_PREFIX)
    try:
        approval_id = UUID(value)
    except ValueError as error:
        raise NotFound(what="approval", id=value[:36]) from error
    notice = callback.message
    await _show_card(notice if isinstance(notice, Message) else callback, app, admin, t, approval_id)


@router.callback_query(Approval.filter(F.does == "show"), flags=needs(permissions.APPROVALS_REJECT))
async def show_card(callback: CallbackQuery, callback_data: Approval, app: App, admin: Actor, t: Texts) -> None:
    """Who asks for what, until when; or what became of it."""
    await _show_card(callback, app, admin, t, _id_of(callback_data))


@router.callback_query(Approval.filter(F.does == "ask"), flags=needs(permissions.APPROVALS_REJECT))
async def ask_again(callback: CallbackQuery, callback_data: Approval, app: App, admin: Actor, t: Texts) -> None:
    """The payload once more, with the button that counts."""
    await _show_card(callback, app, admin, t, _id_of(callback_data), is_asked=True)


@router.callback_query(Approval.filter(F.does == "yes"), flags=needs(permissions.APPROVALS_REJECT))
async def approve(callback: CallbackQuery, callback_data: Approval, app: App, admin: Actor, t: Texts) -> None:
    """Carry it out. Whoever comes second sees the outcome; the permission of the action is the use case's to check."""
    approval_id = _id_of(callback_data)

    async def carry_out(tx: Transaction) -> None:
        approval = (await read_approval(tx, admin, approval_id)).approval
        if not callback_data.hash or not approval.payload_hash.startswith(callback_data.hash):
            raise ApprovalMismatch(approval_id=str(approval_id))
        if approval.action not in APPROVABLE:
            raise NotFound(what="approval")
        await APPROVABLE[approval.action].carry_out(tx, admin, approval_id, approval.payload_hash)

    await _decide(callback, app=app, admin=admin, t=t, approval_id=approval_id, do=carry_out)


@router.callback_query(Approval.filter(F.does == "no"), flags=needs(permissions.APPROVALS_REJECT))
async def reject(callback: CallbackQuery, callback_data: Approval, app: App, admin: Actor, t: Texts) -> None:
    """Refuse it; one's own request, too."""
    approval_id = _id_of(callback_data)
    await _decide(
        callback,
        app=app,
        admin=admin,
        t=t,
        approval_id=approval_id,
        do=lambda tx: reject_approval(tx, admin, approval_id),
    )


async def _decide(
    callback: CallbackQuery,
    *,
    app: App,
    admin: Actor,
    t: Texts,
    approval_id: UUID,
    do: Callable[[Transaction], Awaitable[None]],
) -> None:
    try:
        await app.transact(do)
    except (WrongState, ApprovalExpired) as refusal:
        # decided by somebody else, expired, or what it is about has moved on: the card says which
        await callback.answer(t.plain_error(refusal)[:200], show_alert=True)
    await _show_card(callback, app, admin, t, approval_id)


async def _show_page(event: Message | CallbackQuery, app: App, admin: Actor, t: Texts, cursor: str | None) -> None:
    page = await app.transact(lambda tx: list_approvals(tx, admin, ApprovalState.PENDING, cursor, PER_PAGE))
    rows = [
        [
            button(
                f"{payload_title(t, approval)} · {t.when(approval.requested_at)}"[:_LONGEST_LABEL],
                Approval(does="show", id=encode_id(approval.id)),
            )
        ]
        for approval in page.items
    ]
    if page.next_cursor is not None:
        rows.append([button(t.plain("admin-more"), ApprovalsPage(cursor=page.next_cursor))])
    text = t("admin-approvals") if page.items else t("admin-no-approvals")
    refresh = button(t.plain("admin-refresh"), ApprovalsPage())
    await show(event, text, keyboard([*rows, [refresh, close_button(t)]]))


async def _show_card(
    event: Message | CallbackQuery, app: App, admin: Actor, t: Texts, approval_id: UUID, *, is_asked: bool = False
) -> None:
    async def read(tx: Transaction) -> tuple[ApprovalCard, list[str]]:
        card = await read_approval(tx, admin, approval_id)
        return card, await payload_lines(tx, admin, t, card.approval)

    card, payload = await app.transact(read)
    approval = card.approval
    now = app.context.clock.now()
    lines = [
        f"<b>{html.quote(payload_title(t, approval))}</b>",
        t("admin-approval-by", name=card.requested_by.known_as, when=t.when(approval.requested_at)),
        "",
        *payload,
        "",
        _outcome(t, card, now),
    ]
    is_open = approval.state is ApprovalState.PENDING and approval.expires_at > now
    if is_open and is_asked:
        lines.append(t("admin-approve-sure"))
    await show(event, "\n".join(lines), _buttons(t, admin, card, is_open=is_open, is_asked=is_asked))


def _buttons(t: Texts, admin: Actor, card: ApprovalCard, *, is_open: bool, is_asked: bool) -> InlineKeyboardMarkup:
    id_ = encode_id(card.approval.id)
    back = button(t.plain("admin-back"), ApprovalsPage())
    if not is_open:
        return keyboard([[back, close_button(t)]])
    if is_asked:
        confirmed = Approval(does="yes", id=id_, hash=card.approval.payload_hash[:_HASH_LETTERS])
        again = button(t.plain("admin-back"), Approval(does="show", id=id_))
        return keyboard([[button(t.plain("admin-approve-yes"), confirmed)], [again]])
    decisions = [button(t.plain("admin-reject"), Approval(does="no", id=id_))]
    approvable = APPROVABLE.get(card.approval.action)
    if approvable is not None and approvable.permission in admin.permissions:
        decisions.insert(0, button(t.plain("admin-approve"), Approval(does="ask", id=id_)))
    return keyboard([decisions, [back, close_button(t)]])


def _outcome(t: Texts, card: ApprovalCard, now: datetime) -> str:
    """Until when it can be decided, or who decided what and when."""
    approval = card.approval
    if approval.state is ApprovalState.EXPIRED or (
        approval.state is ApprovalState.PENDING and approval.expires_at <= now
    ):
        return t("admin-approval-expired")
    if approval.state is ApprovalState.PENDING:
        return t("admin-approval-expires", when=t.when(approval.expires_at), left=t.countdown(now, approval.expires_at))
    name = card.decided_by.known_as if card.decided_by is not None else "?"
    when = t.when(approval.decided_at) if approval.decided_at is not None else ""
    return t(_OUTCOMES[approval.state], name=name, when=when)


def _id_of(pressed: Approval) -> UUID:
    approval_id = decode_id(pressed.id)
    if approval_id is None:
        raise NotFound(what="approval")
    return approval_id
