"""Rounds and the public records."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.draws import primitives
from core.draws.beacons.drand import QUICKNET
from core.draws.fields import InvalidField
from core.draws.records import (
    build_open_record,
    build_receipt,
    build_reveal_record,
    check_close_record,
    check_open_record,
    check_receipt,
    check_reveal_record,
)
from core.draws.rounds import BeaconRule
from tests.draws.samples import CHAIN_INFO, CLOSED_AT, DRAW_ID, SOME_ENTRIES, make_sample

RULE = BeaconRule("hashchain1", "ab" * 32, genesis=1_000, period=10, min_delay_s=60)


def test_rounds_begin_at_the_genesis() -> None:
    assert [RULE.round_at(time) for time in (999, 1_000, 1_009, 1_010)] == [0, 1, 1, 2]
    assert [RULE.time_of(number) for number in (1, 2)] == [1_000, 1_010]


@given(st.integers(940, 10**10), st.integers(1, 100), st.integers(60, 1_000))
def test_the_named_round_is_the_first_whole_one_after_the_delay(closed_at: int, period: int, delay: int) -> None:
    rule = BeaconRule("hashchain1", "ab" * 32, 1_000, period, delay)
    named = rule.named_at_close(closed_at)
    assert rule.is_late_enough(named, closed_at)
    assert rule.time_of(named) - period <= closed_at + delay < rule.time_of(named)


def test_a_round_named_at_open_leaves_time_after_the_last_sale() -> None:
    assert RULE.named_at_open(2_000) == RULE.round_at(2_000) + 1
    assert RULE.last_sale_before(2_000) == 2_000 - 60 - 120


def test_a_chain_that_begins_later_names_no_round() -> None:
    with pytest.raises(ValueError, match="begins later"):
        RULE.named_at_close(900)


@pytest.mark.parametrize("change", [{"min_delay_s": 59}, {"period": 0}])
def test_a_rule_has_bounds(change: dict[str, int]) -> None:
    terms = {"kind": "hashchain1", "chain_id": "ab" * 32, "genesis": 0, "period": 10, **change}
    with pytest.raises(ValueError, match="at least"):
        BeaconRule(**terms)  # type: ignore[arg-type]


def test_a_rule_survives_its_record() -> None:
    for rule in (RULE, QUICKNET.rule(300)):
        assert BeaconRule.from_record(rule.to_record(5)) == rule
        assert rule.to_record(5)["round"] == 5
        assert "round" not in rule.to_record()


def test_a_close_record_names_the_round_of_its_second() -> None:
    close = make_sample().close
    assert close["beacon"]["round"] == CHAIN_INFO.rule(60).named_at_close(CLOSED_AT)
    assert make_sample(round_number=40).close["beacon"]["round"] == 40


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"v": "ldp2"}, "close.v"),
        ({"draw_id": ""}, "close.draw_id"),
        ({"draw_id": "a b"}, "close.draw_id"),
        ({"draw_id": "a\n"}, "close.draw_id"),
        ({"rules_hash": "AB" * 32}, "close.rules_hash"),
        ({"rules_hash": "ab" * 31}, "close.rules_hash"),
        ({"n": 4}, "close.n"),
        ({"n": True}, "close.n"),
        ({"n": -1}, "close.n"),
        ({"gross_minor": 2**53}, "close.gross_minor"),
        ({"gross_minor": 1.0}, "close.gross_minor"),
        ({"currency": "thb"}, "close.currency"),
        ({"entry_root": "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"}, "close.entry_root"),
        ({"void_root": "ab" * 32}, "close.void_root"),
        ({"void_count": 1}, "close.void_root"),
        ({"distinct": "ticket"}, "close.distinct"),
        ({"alternates": -1}, "close.alternates"),
        ({"prizes": {}}, "close.prizes"),
        ({"prizes": [5]}, "close.prizes[0]"),
        ({"prizes": [{"position": 1}]}, "close.prizes[0].type"),
        (
            {"prizes": [{"position": 1, "winner_count": 0, "type": "fixed", "value_minor": 1}]},
            "close.prizes[0].winner_count",
        ),
        (
            {"prizes": [{"position": 1, "winner_count": 1, "type": "percentage", "value_minor": 1}]},
            "close.prizes[0].value_minor",
        ),
        (
            {"prizes": [{"position": 1, "winner_count": 1, "type": "percentage", "percentage_bp": 10_001}]},
            "close.prizes[0].percentage_bp",
        ),
        (
            {"prizes": [{"position": 1, "winner_count": 1, "type": "fixed", "value_minor": 1}] * 2},
            "close.prizes[1].position",
        ),
        ({"nonce": 0}, "close.nonce"),
    ],
)
def test_a_close_record_is_strict(changes: dict[str, Any], field: str) -> None:
    if "entry_root" in changes:
        changes |= {"n": 20}
    with pytest.raises(InvalidField) as refusal:
        check_close_record({**make_sample().close, **changes})
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"min_delay_s": 59}, "close.beacon.min_delay_s"),
        ({"min_delay_s": 120}, "close.beacon.round"),
        ({"round": 16}, "close.beacon.round"),
        ({"round": 0}, "close.beacon.round"),
        ({"genesis": 0}, "close.beacon.round"),
        ({"period": 0}, "close.beacon.period"),
        ({"kind": "coin"}, "close.beacon.kind"),
        ({"public_key": "ab" * 96}, "close.beacon.public_key"),
    ],
)
def test_a_beacon_that_could_be_known_early_is_refused(changes: dict[str, Any], field: str) -> None:
    close = make_sample().close
    assert close["beacon"]["round"] == 17
    with pytest.raises(InvalidField) as refusal:
        check_close_record({**close, "beacon": {**close["beacon"], **changes}})
    assert refusal.value.field == field


@pytest.mark.parametrize("name", ["public_key", "chain_id", "genesis", "period"])
def test_drand_has_the_verifiers_own_constants(name: str) -> None:
    rule = QUICKNET.rule(300)
    beacon = rule.to_record(rule.named_at_close(1_700_000_000))
    close = {**make_sample().close, "closed_at": 1_700_000_000, "beacon": beacon}
    check_close_record(close)
    foreign = "cd" * 96 if name == "public_key" else "cd" * 32 if name == "chain_id" else 7
    with pytest.raises(InvalidField) as refusal:
        check_close_record({**close, "beacon": {**beacon, name: foreign}})
    assert refusal.value.field == f"close.beacon.{name}"


def test_open_receipt_and_reveal_have_exactly_their_fields() -> None:
    sample = make_sample()
    hashes: Any = {"rules_hash": bytes(32), "server_commit": bytes(32)}
    opened = build_open_record(draw_id=DRAW_ID, event_no=1, beacon=RULE, opened_at=5, **hashes)
    assert "round" not in opened["beacon"]  # type: ignore[operator]
    named = build_open_record(draw_id=DRAW_ID, event_no=1, beacon=RULE, opened_at=5, round_number=9, **hashes)
    assert named["beacon"]["round"] == 9  # type: ignore[index]
    receipt = build_receipt(draw_id=DRAW_ID, seq=1, entry=SOME_ENTRIES[0], log_head=bytes(32), issued_at=6, **hashes)
    reveal = build_reveal_record(
        close=sample.close, server_seed=bytes(32), beacon=sample.beacon, results=sample.outcome.results, revealed_at=7
    )
    assert reveal["close_hash"] == sample.proof["close_hash"]
    assert reveal["results_hash"] == primitives.results_hash(sample.proof["results"]).hex()
    for record, check in ((opened, check_open_record), (receipt, check_receipt), (reveal, check_reveal_record)):
        for name in record:
            with pytest.raises(InvalidField, match=f"{name}: is missing"):
                check({other: value for other, value in record.items() if other != name})
        with pytest.raises(InvalidField, match="extra: is not known"):
            check({**record, "extra": 1})
    with pytest.raises(InvalidField, match=r"receipt\.last"):
        check_receipt({**receipt, "last": 0})
