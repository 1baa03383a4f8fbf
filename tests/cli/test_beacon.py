"""`fairlot beacon`: a chain is made once, says what is public of it, and gives away no round before its time."""

import json
import stat
import time
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from cli.main import app
from core.draws.beacons.hashchain import belongs_to_chain
from sandbox.custodian import keep_chain

NOW = int(time.time())


def run(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["beacon", *map(str, arguments)])


def made(folder: Path, *options: object) -> dict[str, Any]:
    result = run("new", "--dir", folder, *options)
    assert result.exit_code == 0, result.stderr
    printed: dict[str, Any] = json.loads(result.stdout)
    return printed


def test_a_new_chain_says_what_is_public_and_keeps_its_secret(tmp_path: Path) -> None:
    folder = tmp_path / "chain"
    printed = made(folder, "--length", 500, "--genesis", NOW - 600)
    assert printed == {
        "kind": "hashchain1",
        "chain_id": keep_chain(folder, 60, 500).info.chain_id,
        "genesis": NOW - 600,
        "period": 60,
        "length": 500,
    }
    stored = folder / "chain.json"
    secret = json.loads(stored.read_text())["secret"]
    assert secret not in json.dumps(printed)
    assert stat.S_IMODE(stored.stat().st_mode) == 0o600


def test_by_default_a_chain_begins_now_and_is_as_long_as_may_be(tmp_path: Path) -> None:
    printed = made(tmp_path)
    assert (printed["period"], printed["length"]) == (60, 200_000)
    assert 0 <= time.time() - printed["genesis"] < 60


def test_rounds_that_are_due_are_told(tmp_path: Path) -> None:
    printed = made(tmp_path, "--genesis", NOW - 600)
    for number in (1, 2, 11):
        result = run("reveal", number, "--dir", tmp_path)
        told = json.loads(result.stdout)
        assert (result.exit_code, told["round"]) == (0, number)
        assert belongs_to_chain(bytes.fromhex(printed["chain_id"]), number, bytes.fromhex(told["value"]))


@pytest.mark.parametrize("number", [14, 200_000])
def test_a_round_that_is_not_due_is_refused(number: int, tmp_path: Path) -> None:
    # of this moment: the module may have been loaded long before, and round 14 is three minutes away
    made(tmp_path, "--genesis", int(time.time()) - 600)
    result = run("reveal", number, "--dir", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"round {number} is not due before" in result.stderr
    value = keep_chain(tmp_path, 60, 200_000).chain.value(number).hex()
    assert value not in result.stderr


@pytest.mark.parametrize("number", ["0", "501", "9" * 4000])
def test_there_is_no_such_round(number: str, tmp_path: Path) -> None:
    made(tmp_path, "--length", 500)
    result = run("reveal", number, "--dir", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")


def test_a_chain_is_never_made_anew(tmp_path: Path) -> None:
    made(tmp_path)
    result = run("new", "--dir", tmp_path)
    assert result.exit_code == 2
    assert "never made anew" in result.stderr
    (tmp_path / "chain.json").write_text("bent")
    assert run("new", "--dir", tmp_path).exit_code == run("reveal", 1, "--dir", tmp_path).exit_code == 2
    assert (tmp_path / "chain.json").read_text() == "bent"


@pytest.mark.parametrize(
    "terms", [("--length", 200_001), ("--length", 0), ("--period", 0), ("--genesis", NOW + 3600), ("--genesis", -1)]
)
def test_terms_that_no_chain_has(terms: tuple[str, int], tmp_path: Path) -> None:
    result = run("new", "--dir", tmp_path, *terms)
    assert (result.exit_code, result.stdout) == (2, "")
    assert not (tmp_path / "chain.json").exists()


def test_where_there_is_no_chain(tmp_path: Path) -> None:
    result = run("reveal", 1, "--dir", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
