"""What is said about limits."""

from collections.abc import Mapping
from datetime import datetime

from bot.texts import Texts
from core.accounts.kinds import LimitKind, LimitWindow
from core.accounts.set_limit import WAIT, is_stricter
from core.accounts.views import LimitName, LimitView

Limits = Mapping[LimitName, LimitView]


def standing(limits: Limits, name: LimitName) -> LimitView:
    """A limit, also one that was never set."""
    return limits.get(name) or LimitView(name, None, None, None, None)


def overview(t: Texts, limits: Limits, asset: str) -> str:
    """All limits in an asset by their kinds, as HTML."""
    blocks = [t("limits-heading", asset=asset), t("limits-about")]
    for kind in LimitKind:
        lines = [t("limits-of-kind", kind=kind)]
        views = [standing(limits, LimitName(kind, asset, window)) for window in LimitWindow]
        is_limited = [view for view in views if view.amount_minor is not None or view.pending_since is not None]
        lines += [_line(t, view) for view in is_limited] or [t("limits-none-of-kind")]
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks)


def of_kind(t: Texts, limits: Limits, kind: LimitKind, asset: str) -> str:
    """The three windows of one kind, as HTML."""
    heading = f"{t('limits-heading', asset=asset)}\n\n{t('limits-of-kind', kind=kind)}"
    lines = [_line(t, standing(limits, LimitName(kind, asset, window))) for window in LimitWindow]
    return "\n".join([heading, t("limits-kind-about", kind=kind), "", *lines])


def window_label(t: Texts, view: LimitView) -> str:
    """The button of one limit."""
    window = t.plain("limits-window", window=view.name.window)
    return window if view.amount_minor is None else f"{window} · {_money(t, view, view.amount_minor)}"


def one(t: Texts, view: LimitView, now: datetime) -> str:
    """A limit with what is left, and the change that waits, as HTML."""
    lines = [_title(t, view), ""]
    if view.amount_minor is None:
        lines.append(t("limits-not-set"))
    else:
        left = _money(t, view, max(view.amount_minor - view.used_minor, 0))
        lines.append(t("limits-left", amount=_money(t, view, view.amount_minor), used=_used(t, view), left=left))
    if view.confirmable_at is not None:
        can = "limits-waits-now" if view.confirmable_at <= now else "limits-waits-until"
        when, countdown = t.when(view.confirmable_at), t.countdown(now, view.confirmable_at)
        lines += ["", t("limits-waits", change=_change(t, view)), t(can, when=when, countdown=countdown)]
    return "\n".join(lines)


def question(t: Texts, view: LimitView) -> str:
    """How much it shall be, as HTML."""
    return "\n".join([_title(t, view), "", t("limits-how-much", kind=view.name.kind, asset=view.name.asset)])


def confirmation(t: Texts, view: LimitView, amount_minor: int | None, now: datetime) -> str:
    """What a change does and from when on, as HTML."""
    lines = [_title(t, view), ""]
    if view.amount_minor is not None:
        lines.append(t("limits-now", amount=_money(t, view, view.amount_minor)))
    lines += [t("limits-new", amount=_amount(t, view, amount_minor)), ""]
    if is_stricter(view.amount_minor, amount_minor):
        lines.append(t("limits-at-once"))
    else:
        lines.append(t("limits-later", when=t.when(now + WAIT)))
    return "\n".join(lines)


def confirmation_label(t: Texts, view: LimitView, amount_minor: int | None) -> str:
    """The button that counts."""
    label = "limits-set" if is_stricter(view.amount_minor, amount_minor) else "limits-ask"
    return t.plain(label, amount=_amount(t, view, amount_minor))


def confirm_label(t: Texts, view: LimitView) -> str:
    """The button of the second yes."""
    return t.plain("limits-confirm", change=_change(t, view))


def done(t: Texts, view: LimitView) -> str:
    """What holds after a change, in a toast."""
    if view.pending_since is not None:
        return t.plain("limits-asked")
    return t.plain("limits-holds", amount=_amount(t, view, view.amount_minor))


def _title(t: Texts, view: LimitView) -> str:
    return t("limits-title", kind=view.name.kind, window=view.name.window, asset=view.name.asset)


def _line(t: Texts, view: LimitView) -> str:
    window = t.plain("limits-window", window=view.name.window)
    if view.amount_minor is None:
        line = t("limits-free", window=window)
    else:
        line = t("limits-used", window=window, used=_used(t, view), amount=_money(t, view, view.amount_minor))
    return line if view.pending_since is None else f"{line} (⏳ → {_change(t, view)})"


def _used(t: Texts, view: LimitView) -> str:
    """What counts against the limit now; who is ahead has used nothing of a loss limit."""
    return _money(t, view, max(view.used_minor, 0))


def _change(t: Texts, view: LimitView) -> str:
    return _amount(t, view, view.pending_amount_minor)


def _amount(t: Texts, view: LimitView, amount_minor: int | None) -> str:
    return t.plain("limits-no-limit") if amount_minor is None else _money(t, view, amount_minor)


def _money(t: Texts, view: LimitView, amount_minor: int) -> str:
    return t.money(amount_minor, view.name.asset)
