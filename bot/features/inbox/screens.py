"""What the inbox shows."""

import logging
from collections.abc import Sequence

from bot.texts import Texts
from core.kernel.errors import DomainError
from core.notifications.render import render
from core.notifications.views import NotificationView

_log = logging.getLogger(__name__)


def page(t: Texts, notices: Sequence[NotificationView], unread: int) -> str:
    """A page of notices, newest first, as HTML; `unread` counts those of the whole inbox."""
    heading = t("inbox-heading", unread=unread)
    if not notices:
        return f"{heading}\n\n{t('inbox-none')}"
    return "\n\n".join([heading, *(_notice(t, notice) for notice in notices)])


def _notice(t: Texts, notice: NotificationView) -> str:
    line = "inbox-new" if notice.read_at is None else "inbox-old"
    return f"{t(line, when=t.when(notice.created_at))}\n{_words(t, notice)}"


def _words(t: Texts, notice: NotificationView) -> str:
    """The notice's own text; its times are written out, because a list of the past needs no live ones."""
    try:
        return render(notice.kind, notice.params, t.language, t.time_zone, live_times=False).text.strip()
    except (LookupError, TypeError, ValueError, DomainError):
        # a kind or a value of another version must not hide the rest of the inbox
        _log.exception("notice %s has no text", notice.id)
        return t("inbox-unreadable")
