"""Quiet hours over midnight and over changes of the clock; the words of every notice in every language."""

import re
from datetime import UTC, datetime, time

import pytest

from core.accounts.rules import LANGUAGES
from core.kernel.texts import LOCALES
from core.notifications.kinds import Category, DeliveryState, Kind
from core.notifications.render import message_id, render
from core.notifications.rules import MAX_ATTEMPTS, after_failure, quiet_until
from core.notifications.views import QuietTime

NIGHT = QuietTime(time(23, 0), time(7, 30))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("quiet", "zone", "now", "until"),
    [
        (NIGHT, "Asia/Dushanbe", "2026-11-20 17:59", None),
        (NIGHT, "Asia/Dushanbe", "2026-11-20 18:00", "2026-11-21 02:30"),
        (NIGHT, "Asia/Dushanbe", "2026-11-20 20:00", "2026-11-21 02:30"),  # past midnight there
        (NIGHT, "Asia/Dushanbe", "2026-11-21 02:29", "2026-11-21 02:30"),
        (NIGHT, "Asia/Dushanbe", "2026-11-21 02:30", None),
        (NIGHT, None, "2026-11-20 23:30", "2026-11-21 07:30"),
        (QuietTime(time(13), time(14)), "UTC", "2026-11-20 13:30", "2026-11-20 14:00"),
        # Berlin, 2027-03-28: 02:00 becomes 03:00, the night is an hour shorter
        (NIGHT, "Europe/Berlin", "2027-03-27 22:30", "2027-03-28 05:30"),
        # 02:30 does not exist that day and moves forward to 03:30 = 01:30 UTC
        (QuietTime(time(23), time(2, 30)), "Europe/Berlin", "2027-03-28 00:30", "2027-03-28 01:30"),
        (QuietTime(time(23), time(2, 30)), "Europe/Berlin", "2027-03-28 01:20", "2027-03-28 01:30"),
        # Berlin, 2026-10-25: 03:00 becomes 02:00, the night is an hour longer
        (NIGHT, "Europe/Berlin", "2026-10-24 21:30", "2026-10-25 06:30"),
        # 02:30 comes twice; the first one ends the quiet hours, and the second 02:15 is not quiet any more
        (QuietTime(time(23), time(2, 30)), "Europe/Berlin", "2026-10-25 00:15", "2026-10-25 00:30"),
        (QuietTime(time(23), time(2, 30)), "Europe/Berlin", "2026-10-25 01:15", None),
    ],
)
def test_quiet_hours(quiet: QuietTime, zone: str | None, now: str, until: str | None) -> None:
    assert quiet_until(utc(now), quiet, zone) == (None if until is None else utc(until))


def test_attempts_come_to_an_end_and_pauses_grow() -> None:
    now = utc("2026-11-20 12:00")
    pauses = []
    for attempt in range(1, MAX_ATTEMPTS):
        due_at = after_failure(Category.MONEY, attempt, now, "down", arrived=None).due_at
        assert due_at is not None
        pauses.append(due_at - now)
    assert pauses == sorted(pauses)
    assert after_failure(Category.MONEY, MAX_ATTEMPTS, now, "down", arrived=None).state is DeliveryState.FAILED


PARAMS = {
    "raffle_id": "019a0000-0000-7000-8000-000000000000",
    "award_id": "019a0000-0000-7000-8000-000000000001",
    "raffle": "RF-7K3Q-9ZP",
    "title": {"en": "A < B", "ru": "А & Б"},
    "amount_minor": 123_450,
    "value_minor": 500,
    "price_minor": 500,
    "asset": "TJS",
    "reference": "A1B2C3D4",
    "round": 77,
    "draw_countdown": "2026-11-20T13:00:00+00:00",
    "ends_countdown": "2026-11-20T13:00:00+00:00",
    "is_to_choose": 1,
    "is_late": 1,
    "claim_by_at": "2027-02-18T13:00:00+00:00",
    "winning_number": 17,
    "ticket": 17,
    "tickets": "17, 18",
    "approval_id": "019a0000-0000-7000-8000-000000000000",
    "asks": "publication",
    "number": "A < B",
    "requester": "A < B",
    "decider": "А & Б",
    "expires_at": "2026-11-20T13:00:00+00:00",
    "outcome": "executed",
    "reason": "",
    "code": "draw_inputs_differ",
    "said": "draw_inputs_differ: rows",
    "happened_at": "2026-11-20T13:00:00+00:00",
}
OF_APPROVALS = (Kind.APPROVAL_REQUESTED, Kind.APPROVAL_DECIDED)
OF_STAFF = (*OF_APPROVALS, Kind.CRITICAL_EVENT)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [0, 1, 2, 5, 21])
def test_every_notice_has_words(language: str, number: int, caplog: pytest.LogCaptureFixture) -> None:
    counts = dict.fromkeys(("winner_count", "ticket_count", "left", "total"), number)
    counts |= dict.fromkeys(("is_to_choose", "is_late"), min(number, 1))
    for kind in Kind:
        shown = render(kind, PARAMS | counts, language, "Asia/Dushanbe")
        assert not caplog.records, (kind, caplog.text)
        assert not re.search(r"[{}]|\?\?\?", shown.text), shown.text
        bare = re.sub(r"</?b>|<tg-time unix=\"\d+\" format=\"\w+\">|</tg-time>", "", shown.text)
        assert "<" not in bare
        assert shown.text.count("<b>") == shown.text.count("</b>")
        if kind is not Kind.WALLET_CREDITED:
            own_title = language == "ru" and kind not in OF_STAFF
            assert ("А &amp; Б" if own_title else "A &lt; B") in shown.text
            assert shown.keyboard is not None
            assert len(shown.keyboard["inline_keyboard"][0][0]["callback_data"].encode()) <= 64


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("asks", ["close", "credit", "disqualification", "publication", "release", "void"])
@pytest.mark.parametrize("outcome", ["executed", "rejected", "expired"])
def test_what_is_asked_for_and_how_it_ended(
    language: str, asks: str, outcome: str, caplog: pytest.LogCaptureFixture
) -> None:
    figure = "234" if asks == "credit" else "A &lt; B"
    for kind in OF_APPROVALS:
        shown = render(kind, PARAMS | {"asks": asks, "outcome": outcome}, language, "Asia/Dushanbe").text
        assert not caplog.records, caplog.text
        assert figure in shown
        if kind is Kind.APPROVAL_DECIDED:
            assert ("А &amp; Б" in shown) is (outcome != "expired")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_refund_says_why(language: str, caplog: pytest.LogCaptureFixture) -> None:
    said = {
        render(Kind.RAFFLE_REFUNDED, PARAMS | {"reason": reason}, language, None).text
        for reason in ("", "reveal_overdue", "late_publication")
    }
    assert len(said) == 3
    assert all("<b>" in text and "RF-7K3Q-9ZP" in text for text in said)
    assert not caplog.records, caplog.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_left_over(language: str) -> None:
    written = (LOCALES / language / "notices.ftl").read_text(encoding="utf-8")
    ids = set(re.findall(r"^([a-z-]+) =", written, re.MULTILINE))
    assert ids == {message_id(kind) for kind in Kind} | {
        f"notice-button-{name}" for name in ("raffle", "prize", "approval")
    }


def test_a_prize_of_a_thing_is_told_with_its_date_and_leads_to_itself() -> None:
    prize, raffle = f"prz:{PARAMS['award_id']}", f"lot:{PARAMS['raffle_id']}"
    for is_to_choose, says in ((1, "choose until"), (0, "All your prizes")):
        shown = render(
            Kind.PRIZE_WON, PARAMS | {"ticket_count": 1, "is_to_choose": is_to_choose}, "en", None, live_times=False
        )
        assert says in shown.text
        assert ("18 Feb 13:00 UTC" in shown.text) is bool(is_to_choose)
        assert shown.keyboard == {"inline_keyboard": [[{"text": "Open the prize", "callback_data": prize}]]}
    other = render(Kind.WATCHED_DRAW_SOON, PARAMS, "en", None)
    assert other.keyboard == {"inline_keyboard": [[{"text": "Open the lottery", "callback_data": raffle}]]}
    assert render(Kind.WALLET_CREDITED, PARAMS, "en", None).keyboard is None


def test_a_long_title_is_shortened_before_it_is_escaped() -> None:
    shown = render(Kind.WATCHED_DRAW_SOON, PARAMS | {"title": {"en": "&" * 5_000}}, "en", None)
    assert "&amp;" * 199 + "…</b>" in shown.text
    assert len(shown.text) < 4_096
