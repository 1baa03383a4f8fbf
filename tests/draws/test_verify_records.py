"""Signed records against each other and against the proof of their draw."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest

from core.draws.signatures import read_keys
from core.draws.verify import Verdict
from core.draws.verify_records import FRAUD, CheckedProof, Located, split_records, verify_records
from tests.draws.samples import CHAIN_INFO, DRAW_ID, SERVER_SEED, tag
from tests.draws.signing import Operator, SignedDraw, canon, salt_of, signed_draw, t

OPERATOR = Operator()
Change = Callable[[SignedDraw], object]


def judge(signed: list[Any], proof: CheckedProof | None = None) -> Verdict:
    located = [Located(f"r[{index}]", json.loads(json.dumps(value))) for index, value in enumerate(signed)]
    return verify_records(located, read_keys(OPERATOR.document()), proof)


def proof_of(draw: SignedDraw) -> CheckedProof:
    return CheckedProof(draw.sample.proof, draw.sample.entries)


def test_all_records_of_a_draw_hold_with_and_without_its_proof() -> None:
    draw = signed_draw()
    assert [kind for kind, _ in draw.records()] == ["open", "close", "reveal", "receipt", "receipt", "receipt"]
    alone, with_proof = judge(draw.signed(OPERATOR)), judge(draw.signed(OPERATOR), proof_of(draw))
    assert (alone.is_valid, len(alone.steps)) == (True, 4)
    assert (with_proof.is_valid, len(with_proof.steps)) == (True, 6)
    for one in draw.signed(OPERATOR):
        assert judge([one], proof_of(draw)).is_valid, "each by itself as well"
        assert judge([one, one]).is_valid, "the same record twice is no contradiction"


def test_a_record_bent_after_it_was_signed_is_named() -> None:
    signed = signed_draw().signed(OPERATOR)
    signed[4]["record"]["last"] += 1
    verdict = judge(signed)
    assert (verdict.field, [step.is_passed for step in verdict.steps]) == ("r[4].sig", [True, False])
    signed[4]["record"]["last"] = 0
    assert judge(signed).field == "r[4].record.last"


@pytest.mark.parametrize("kind", ["open", "close", "reveal"])
def test_two_different_records_of_one_draw_are_a_proof_of_fraud(kind: str) -> None:
    """Whatever the difference is: here it is one that nothing else would notice."""
    draw = signed_draw()
    record = dict(draw.records())[kind]
    name = {"open": "event_no", "close": "gross_minor", "reveal": "revealed_at"}[kind]
    second = OPERATOR.sign(kind, {**record, name: record[name] + 1})
    for signed in ([*draw.signed(OPERATOR), second], [second, *draw.signed(OPERATOR)]):
        verdict = judge(signed)
        assert not verdict.is_valid
        assert verdict.reason is not None
        assert verdict.reason.startswith(f"{FRAUD}: the operator signed two different {kind} records of one draw")
    pair = judge([OPERATOR.sign(kind, record), second])
    assert pair.field == "r[1].record"
    assert (pair.reason or "").endswith("the other one is r[0]")


def test_what_the_operator_did_not_sign_proves_no_fraud() -> None:
    draw = signed_draw()
    forged = Operator(seed=b"f" * 32).sign("close", {**draw.close, "gross_minor": 0})
    verdict = judge([OPERATOR.sign("close", draw.close), forged])
    assert (verdict.field, FRAUD in (verdict.reason or "")) == ("r[1].sig", False)


def test_closes_of_two_draws_are_no_fraud_but_do_not_belong_together() -> None:
    draw = signed_draw()
    verdict = judge([OPERATOR.sign("close", draw.close), OPERATOR.sign("close", {**draw.close, "draw_id": "other"})])
    assert (verdict.field, FRAUD in (verdict.reason or "")) == ("r[1].record.draw_id", False)


def test_two_receipts_of_one_sale_or_one_ticket_are_a_proof_of_fraud() -> None:
    first, second, _ = signed_draw().receipts
    for other, field in (
        ({**second, "seq": 1}, "r[1].record"),
        ({**first, "holder_tag": tag("another")}, "r[1].record"),
        ({**second, "first": 3}, "r[1].record.first"),
        ({**second, "first": 1, "last": 9}, "r[1].record.first"),
    ):
        verdict = judge([OPERATOR.sign("receipt", first), OPERATOR.sign("receipt", other)])
        assert (verdict.field, (verdict.reason or "").startswith(FRAUD)) == (field, True), other


@pytest.mark.parametrize(
    ("kind", "changes", "field"),
    [
        ("close", {"rules_hash": "ab" * 32}, "r[1].record.rules_hash"),
        ("close", {"server_commit": "ab" * 32}, "r[1].record.server_commit"),
        ("close", {"draw_id": "another"}, "r[1].record.draw_id"),
        ("reveal", {"draw_id": "another"}, "r[2].record.draw_id"),
        ("reveal", {"close_hash": "ab" * 32}, "r[2].record.close_hash"),
        ("reveal", {"server_seed": "ab" * 32}, "r[2].record.server_seed"),
        ("reveal", {"round": 18}, "r[2].record.round"),
        ("receipt", {"rules_hash": "ab" * 32}, "r[3].record.rules_hash"),
        ("receipt", {"server_commit": "ab" * 32}, "r[3].record.server_commit"),
        ("receipt", {"draw_id": "another"}, "r[3].record.draw_id"),
        ("receipt", {"log_head": "ab" * 32}, "r[3].record.log_head"),
        ("receipt", {"holder_tag": "ab" * 32}, "r[3].record.log_head"),
    ],
)
def test_records_of_one_draw_belong_together(kind: str, changes: dict[str, Any], field: str) -> None:
    """Each well signed, so that nothing but their contents gives it away."""
    draw = signed_draw()
    signed = draw.signed(OPERATOR)
    index = next(index for index, (name, _) in enumerate(draw.records()) if name == kind)
    signed[index] = OPERATOR.sign(kind, {**draw.records()[index][1], **changes})
    verdict = judge(signed)
    assert (verdict.field, FRAUD in (verdict.reason or "")) == (field, False)


def test_the_close_names_the_beacon_that_was_fixed_at_open() -> None:
    draw = signed_draw()
    for changes in ({"chain_id": "ab" * 32}, {"min_delay_s": 61}, {"round": 18}):
        opened = {**draw.opened, "beacon": {**draw.opened["beacon"], **changes}}
        verdict = judge([OPERATOR.sign("open", opened), OPERATOR.sign("close", draw.close)])
        assert verdict.field == "r[1].record.beacon", changes
    named = {**draw.opened, "beacon": {**draw.opened["beacon"], "round": 17}}
    assert judge([OPERATOR.sign("open", named), OPERATOR.sign("close", draw.close)]).is_valid


def test_the_seed_is_the_one_committed_to_in_whatever_record() -> None:
    draw = signed_draw()
    reveal = OPERATOR.sign("reveal", {**draw.reveal, "server_seed": "00" * 32})
    for kind, record in draw.records():
        if kind != "reveal":
            assert judge([OPERATOR.sign(kind, record), reveal]).field in {
                "r[1].record.server_seed",
                "r[1].record.close_hash",
            }
    assert t("ldp1/server", DRAW_ID, SERVER_SEED).hex() == draw.opened["server_commit"]


def test_the_log_is_followed_where_the_place_before_is_known() -> None:
    first, second, third = signed_draw().receipts
    wrong = OPERATOR.sign("receipt", {**third, "log_head": "ab" * 32})
    assert judge([OPERATOR.sign("receipt", first), wrong]).is_valid, "between them lies a sale that nobody shows"
    assert judge([OPERATOR.sign("receipt", second), wrong]).field == "r[1].record.log_head"


@pytest.mark.parametrize(
    ("kind", "changes", "name"),
    [
        ("open", {"draw_id": "another"}, "draw_id"),
        ("open", {"rules_hash": "ab" * 32}, "rules_hash"),
        ("receipt", {"server_commit": "ab" * 32}, "server_commit"),
        ("close", {"gross_minor": 5}, "gross_minor"),
        ("close", {"log_head": "ab" * 32}, "log_head"),
        ("reveal", {"close_hash": "ab" * 32}, "close_hash"),
        ("reveal", {"server_seed": "ab" * 32}, "server_seed"),
        ("reveal", {"round": 18}, "round"),
        ("reveal", {"randomness": "ab" * 32}, "randomness"),
        ("reveal", {"results_hash": "ab" * 32}, "results_hash"),
    ],
)
def test_records_go_with_the_proof(kind: str, changes: dict[str, Any], name: str) -> None:
    draw = signed_draw()
    signed = [OPERATOR.sign(kind, {**dict(draw.records())[kind], **changes})]
    assert judge(signed, proof_of(draw)).field in {f"r[0].record.{name}", "r[0].record.log_head"}


def test_an_entry_that_was_dropped_or_changed_contradicts_its_receipt() -> None:
    draw = signed_draw()
    signed = draw.signed(OPERATOR)
    for entries in (
        draw.sample.entries[:-1],
        [*draw.sample.entries[:-1], draw.sample.entries[-1]._replace(last=11)],
        [*draw.sample.entries[:-1], draw.sample.entries[-1]._replace(holder_tag=tag("another"))],
    ):
        verdict = judge(signed, CheckedProof(draw.sample.proof, entries))
        assert (verdict.field, verdict.steps[-1].title) == (
            "r[5].record",
            "Every receipt stands in the list of entries",
        )


def test_a_holder_shows_that_a_receipt_is_theirs() -> None:
    player = "0190b7a8-0000-7000-8000-000000000001"
    salt = salt_of(player)
    receipt = signed_draw().receipts[1] | {"holder_tag": t("ldp1/holder", DRAW_ID, player, salt).hex()}
    held: dict[str, Any] = {"receipt": OPERATOR.sign("receipt", receipt), "user_ref": player, "salt": salt.hex()}
    assert judge([held]).is_valid
    assert judge([{**held, "user_ref": player.replace("1", "2")}]).field == "r[0].receipt.record.holder_tag"
    assert judge([{**held, "salt": "00" * 16}]).field == "r[0].receipt.record.holder_tag"
    assert judge([{**held, "salt": "00" * 15}]).field == "r[0].salt"
    assert judge([{**held, "note": 1}]).field == "r[0].note"
    assert judge([{**held, "receipt": OPERATOR.sign("open", signed_draw().opened)}]).field == "r[0].receipt.kind"
    other = copy.deepcopy(held)
    other["receipt"]["sig"] = "00" * 64
    assert judge([other]).field == "r[0].receipt.sig"


def test_files_hold_one_record_or_a_list_or_what_the_api_answers() -> None:
    signed = signed_draw().signed(OPERATOR)
    assert split_records("f", signed[0]) == [("f", signed[0])]
    assert split_records("f", signed[:2]) == [("f[0]", signed[0]), ("f[1]", signed[1])]
    assert split_records("f", {"items": signed[:1]}) == [("f.items[0]", signed[0])]
    assert split_records("f", []) == []
    assert judge([None]).field == "r[0]"


def test_the_sample_is_what_the_protocol_says() -> None:
    draw = signed_draw()
    assert draw.reveal["close_hash"] == draw.sample.proof["close_hash"]
    assert t("ldp1/close", canon(draw.close)).hex() == draw.sample.proof["close_hash"]
    assert draw.close["beacon"]["chain_id"] == CHAIN_INFO.chain_id
