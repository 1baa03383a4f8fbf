"""Every benchmark runs, with tiny sizes; how fast it is is never asserted."""

import json
from pathlib import Path

import pytest

from benchmarks.__main__ import BENCHMARKS, main
from benchmarks.report import Result, Verdict, ratio_of, table

RESULTS = {
    "rush": ["rush"],
    "spread": ["spread"],
    "idle": ["idle"],
    "concurrency": ["concurrency"],
    "http": ["http"],
    "catalogue": ["catalogue-list", "catalogue-raffle"],
    "bot": ["bot"],
    "growth": ["growth"],
    "broadcast": ["broadcast"],
    "draw": ["draw"],
    "batch": ["batch", "batch-pgbench"],
    "ledger": ["ledger-hot", "ledger-spread"],
}
SIZES = {
    "draw": 1_000,
    # on a fast machine twenty players would soon have bought as often as the API lets anybody
    "http": 1_000,
}


def test_each_benchmark_is_tried_here() -> None:
    # the demo's start is tried by its own test
    assert RESULTS.keys() == BENCHMARKS.keys() - {"start"}


@pytest.mark.parametrize("name", RESULTS)
def test_a_benchmark_reports_its_ratios(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    size = SIZES.get(name, 20)
    assert main([name, "--size", str(size), "--runs", "1", "--seconds", "0.2", "--out", str(tmp_path)]) == 0
    shown = capsys.readouterr().out
    lines = shown.splitlines()
    assert [line.split()[0] for line in lines[: len(RESULTS[name])]] == RESULTS[name]
    for result in RESULTS[name]:
        stored = json.loads((tmp_path / f"{result}.json").read_text())
        assert stored["name"] == result
        # 0 where the machine stood still for all of a fifth of a second
        assert stored["ratio"] >= 0
        assert stored["verdict"] in set(Verdict)
        # a line of its own and a row of the table
        assert sum(line.startswith(f"{result} ") for line in lines) == 2


def test_an_unknown_name_is_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["drwa"])
    assert ended.value.code == 2
    assert "drwa" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("result", "line"),
    [
        (Result("rush", 8.0, 8), "rush 8.00 >=8 ok"),
        (Result("rush", 7.99, 8), "rush 7.99 >=8 short"),
        (Result("draw", 1.5, 1.5, lower_is_better=True), "draw 1.50 <=1.5 ok"),
        (Result("draw", 1.51, 1.5, lower_is_better=True), "draw 1.51 <=1.5 short"),
        (Result("batch", 3.0), "batch 3.00 - reported"),
    ],
)
def test_the_verdict_follows_from_ratio_and_target(result: Result, line: str) -> None:
    assert result.line() == line
    assert line.rsplit(maxsplit=1)[-1] in table([result])


def test_a_ratio_is_the_median_of_neighbours() -> None:
    """A slow minute of the machine hits both of a pair and must not show."""
    assert ratio_of([2.0, 20.0, 2.0], [1.0, 10.0, 1.0]) == 2.0
