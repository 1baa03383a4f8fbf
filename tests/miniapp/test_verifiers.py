"""The two verifiers, written apart from the specification, name the same field for whatever they are given.

The mini-app's is asked as strangers ask it: by the command that is built from the same module as its page.
"""

import json
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from cli.verify import EXIT_INVALID, EXIT_UNUSABLE, EXIT_VALID, judge_files
from core.draws.beacons import drand
from core.draws.entries import Entry
from core.draws.proof import UnusableInput, parse_json
from core.draws.verify import Verdict, verify_proof
from tests.architecture.source import ROOT
from tests.draws.samples import SOME_ENTRIES, make_sample, tag
from tests.miniapp.verdicts import SAMPLES, cases

VERIFIER = ROOT / "webapp_api" / "miniapp" / "dist" / "verify.mjs"
HEADING = "first,last,tag\n"


def run(*arguments: object, given: str | None = None) -> subprocess.CompletedProcess[str]:
    """The mini-app's verifier in Node."""
    command = ["node", str(VERIFIER), *map(str, arguments)]
    return subprocess.run(command, input=given, capture_output=True, text=True, check=False)


def as_shown(judge: Any) -> dict[str, Any]:
    """A verdict of the server's verifier as its command prints it, but for the reason, which is for people."""
    try:
        verdict: Verdict = judge()
    except UnusableInput:
        return {"verdict": "unusable", "field": None, "steps": []}
    steps = [{"title": step.title, "passed": step.is_passed} for step in verdict.steps]
    return {"verdict": "valid" if verdict.is_valid else "invalid", "field": verdict.field, "steps": steps}


def without_reason(line: str) -> dict[str, Any]:
    verdict = json.loads(line)
    del verdict["reason"]
    return dict(verdict)


@pytest.mark.slow
def test_every_verdict_is_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """A signature is judged once by the server's verifier: each takes it a second, and most cases have the same one."""
    monkeypatch.setattr(drand, "is_signed", cache(drand.is_signed))
    judged = list(cases())
    assert not any("\n" in case.proof for case in judged)
    answered = run("--lines", given="".join(f"{case.proof}\n" for case in judged))
    verdicts = [without_reason(line) for line in answered.stdout.splitlines()]
    assert len(verdicts) == len(judged) > 4000, answered.stderr
    expected = [as_shown(lambda case=case: verify_proof(parse_json(case.proof.encode()))) for case in judged]
    others = [
        f"{case.what}: {verdict['field']}, not {given['field']}"
        for case, verdict, given in zip(judged, verdicts, expected, strict=True)
        if verdict != given
    ]
    assert not others, "\n".join(others)
    assert answered.returncode == EXIT_UNUSABLE
    assert sum(verdict["verdict"] == "valid" for verdict in verdicts) == len(SAMPLES)


def lines(entries: list[Entry]) -> str:
    return "".join(f"{entry.first},{entry.last},{entry.holder_tag}\n" for entry in entries)


@pytest.mark.parametrize(
    "csv",
    [
        lines(SOME_ENTRIES),
        HEADING + lines(SOME_ENTRIES),
        HEADING + lines(SOME_ENTRIES).rstrip("\n"),
        lines(SOME_ENTRIES[:-1]),
        lines(SOME_ENTRIES[1:]),
        lines(SOME_ENTRIES[::-1]),
        lines([*SOME_ENTRIES[:-1], SOME_ENTRIES[-1]._replace(holder_tag=tag("thief"))]),
        lines([*SOME_ENTRIES[:-1], SOME_ENTRIES[-1]._replace(holder_tag="THIEF")]),
        lines([SOME_ENTRIES[0]._replace(first=2), *SOME_ENTRIES[1:]]),
        lines([SOME_ENTRIES[0]._replace(last=2**53), *SOME_ENTRIES[1:]]),
        lines([SOME_ENTRIES[0]._replace(first=-1), *SOME_ENTRIES[1:]]),
        "",
        "\n",
        HEADING,
        "\ufeff" + lines(SOME_ENTRIES),
        lines(SOME_ENTRIES).replace("\n", "\r\n"),
        lines(SOME_ENTRIES).replace("1,", "01,", 1),
        lines(SOME_ENTRIES).replace("1,", "-0,", 1),
        lines(SOME_ENTRIES).replace("1,", "1.0,", 1),
        lines(SOME_ENTRIES).replace("1,", "1_0,", 1),
        lines(SOME_ENTRIES).replace("1,", "\u0661,", 1),
        lines(SOME_ENTRIES) + "\n",
        HEADING + HEADING + lines(SOME_ENTRIES),
    ],
)
@pytest.mark.parametrize("is_inline", [True, False])
def test_entries_beside_the_proof_are_judged_the_same(tmp_path: Path, csv: str, *, is_inline: bool) -> None:
    proof, entries = tmp_path / "proof.json", tmp_path / "entries.csv"
    proof.write_text(json.dumps(make_sample(with_entries=is_inline).proof), encoding="utf-8")
    entries.write_text(csv, encoding="utf-8", newline="")
    expected = as_shown(lambda: judge_files(str(proof), entries))
    codes = {"valid": EXIT_VALID, "invalid": EXIT_INVALID, "unusable": EXIT_UNUSABLE}
    for arguments in ((proof, entries),) if is_inline else ((proof, entries), (proof,), (tmp_path,)):
        done = run("--json", *arguments)
        assert without_reason(done.stdout) == expected, arguments
        assert done.returncode == codes[expected["verdict"]]
