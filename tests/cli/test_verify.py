"""`fairlot verify` as a process of its own: verdicts, exit codes, and junk without a traceback."""

import json
import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from cli import verify as command
from cli import verify_inputs
from core.draws.entries import entry_rows
from tests.draws.samples import SOME_ENTRIES, make_drand_sample, make_sample
from tests.draws.signers import round_signature

app = typer.Typer()
app.command()(command.verify)
runner = CliRunner()


def run(*arguments: object) -> Any:
    return runner.invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def proof_file(tmp_path: Path) -> Path:
    path = tmp_path / "proof.json"
    path.write_text(json.dumps(make_sample().proof))
    return path


def test_a_valid_proof_ends_with_zero_and_a_tick_per_step(proof_file: Path) -> None:
    result = run(proof_file)
    assert result.exit_code == 0
    assert len([line for line in result.output.splitlines() if line.strip().startswith(("✓", "+"))]) == 8
    assert result.output.rstrip().endswith("valid")


def test_a_tampered_proof_ends_with_one_and_the_field(proof_file: Path) -> None:
    proof = json.loads(proof_file.read_text())
    proof["results"][0]["number"] += 1
    proof_file.write_text(json.dumps(proof))
    result = run(proof_file)
    assert result.exit_code == 1
    assert "results[0].number: " in result.output


def test_json_says_the_same(proof_file: Path) -> None:
    verdict = json.loads(run(proof_file, "--json").output)
    assert (verdict["verdict"], verdict["field"], len(verdict["steps"])) == ("valid", None, 8)
    proof_file.write_text(json.dumps({**make_sample().proof, "nonce": 1}))
    result = run(proof_file, "--json")
    assert result.exit_code == 1
    assert json.loads(result.output)["field"] == "nonce"
    proof_file.write_bytes(b"junk")
    result = run(proof_file, "--json")
    assert result.exit_code == 2
    assert json.loads(result.output)["verdict"] == "unusable"


def test_entries_beside_the_proof_are_found_or_given(tmp_path: Path) -> None:
    proof = tmp_path / "proof.json"
    proof.write_text(json.dumps(make_sample(with_entries=False).proof))
    assert run(proof).exit_code == 1
    elsewhere = tmp_path / "list.csv"
    elsewhere.write_text("".join(entry_rows(SOME_ENTRIES)))
    assert run(proof, elsewhere).exit_code == 0
    elsewhere.rename(tmp_path / "entries.csv")
    assert run(proof).exit_code == 0
    (tmp_path / "entries.csv").write_text("".join(entry_rows(SOME_ENTRIES[:-1])))
    assert run(proof).exit_code == 1
    (tmp_path / "entries.csv").write_text("junk")
    result = run(proof)
    assert result.exit_code == 2
    assert "entries.csv: line 1" in result.stderr.replace("\n", "")
    proof.write_text(json.dumps(make_sample().proof))
    assert run(proof).exit_code == 0, "a list beside a proof that holds its own is not looked at"


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"not json",
        os.urandom(5000),
        b"\xef\xbb\xbf{}",
        b"\xff\xff",
        b"[" * 200_000,
        b'{"close": {}, "close": {}}',
        b'{"n": ' + b"1" * 9000 + b"}",
        b"\0" * 1000,
    ],
    ids=["empty", "text", "random", "bom", "utf8", "depth", "duplicate", "digits", "zeros"],
)
def test_junk_ends_with_two_and_one_line(junk: bytes, tmp_path: Path) -> None:
    path = tmp_path / "proof.json"
    path.write_bytes(junk)
    result = run(path)
    assert result.exit_code == 2
    assert isinstance(result.exception, SystemExit)
    assert result.stderr.startswith("unusable input: ")
    assert "Traceback" not in result.output + result.stderr


@pytest.mark.parametrize("value", [b"[]", b"5", b"null", b"{}", b'{"close": NaN}', b'{"\\ud800[red]": 1e999}'])
def test_other_json_is_no_valid_proof(value: bytes, tmp_path: Path) -> None:
    path = tmp_path / "proof.json"
    path.write_bytes(value)
    result = run(path)
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)


def test_what_is_no_file_ends_with_two(tmp_path: Path, proof_file: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "absent", tmp_path / "empty", Path("/dev/zero"), Path("\udcff"), Path("x" * 5000)):
        assert run(path).exit_code == 2
    assert run(proof_file, tmp_path / "absent.csv").exit_code == 2


def test_a_pipe_is_called_what_it_is(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    result = run(tmp_path / "pipe")
    assert (result.exit_code, "not an ordinary file" in result.stderr) == (2, True)


@pytest.mark.parametrize("options", [(), ("--json",)])
def test_a_verdict_that_nobody_can_read_is_not_called_invalid(options: tuple[str, ...], proof_file: Path) -> None:
    command_line = [sys.executable, "-c", "from cli.main import run; run()", "verify", str(proof_file), *options]
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(command_line, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "")
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "w") as closed:
        done = subprocess.run(command_line, stdout=closed, stderr=subprocess.PIPE, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "")


def test_a_file_beyond_the_bound_is_not_read(proof_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(verify_inputs, "LARGEST_FILE_BYTES", 1000)
    result = run(proof_file)
    assert result.exit_code == 2
    assert "larger" in result.stderr


def test_a_hundred_megabytes_of_junk_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "proof.json"
    with path.open("wb") as file:
        for _ in range(100):
            file.write(b"x" * 1024 * 1024)
    assert run(path).exit_code == 2


def test_a_plain_process_needs_neither_database_nor_network_nor_unicode(proof_file: Path) -> None:
    code = (
        "import sys, typer\n"
        "from cli.verify import verify\n"
        "heavy = {'sqlalchemy', 'asyncpg', 'httpx2', 'starlette', 'redis', 'uvicorn'} & set(sys.modules)\n"
        "assert not heavy, heavy\n"
        "typer.run(verify)\n"
    )
    environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONPATH": str(Path(command.__file__).parent.parent)}
    done = subprocess.run(
        [sys.executable, "-c", code, str(proof_file)], env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "valid" in done.stdout


def test_a_proof_by_drand_is_verified_without_a_network(tmp_path: Path) -> None:
    path, proof = tmp_path / "proof.json", make_drand_sample().proof
    path.write_text(json.dumps(proof))
    assert run(path).exit_code == 0
    forged = round_signature(7, 1000)
    proof["reveal"]["beacon"] |= {"signature": forged.hex(), "randomness": sha256(forged).hexdigest()}
    path.write_text(json.dumps(proof))
    result = run(path)
    assert result.exit_code == 1
    assert "reveal.beacon.signature: is not drand quicknet's for the round" in result.output
