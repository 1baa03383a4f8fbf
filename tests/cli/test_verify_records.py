"""`fairlot verify --records`: exit codes, files in every form, fraud named."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from cli import verify as command
from core.draws.entries import entry_rows
from tests.draws.signing import Operator, SignedDraw, signed_draw

app = typer.Typer()
app.command(cls=command.VerifyCommand)(command.verify)
OPERATOR = Operator()


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


@pytest.fixture
def draw() -> SignedDraw:
    return signed_draw()


@pytest.fixture
def folder(tmp_path: Path, draw: SignedDraw) -> Path:
    """What a stranger has: the proof, the records, the keys, a receipt."""
    opened, close, reveal, *receipts = draw.signed(OPERATOR)
    for name, document in (
        ("proof.json", draw.sample.proof),
        ("records.json", {"items": [opened, close, reveal]}),
        ("keys.json", OPERATOR.document()),
        ("receipt-1.json", receipts[0]),
        ("receipt-2.json", receipts[1:]),
    ):
        (tmp_path / name).write_text(json.dumps(document))
    return tmp_path


def test_records_hold_alone_and_with_the_proof(folder: Path) -> None:
    keys = ("--keys", folder / "keys.json")
    assert run("--records", folder / "records.json", *keys).exit_code == 0
    both = run(folder / "proof.json", "--records", folder / "records.json", *keys)
    assert both.exit_code == 0
    assert len([line for line in both.output.splitlines() if line.strip().startswith(("✓", "+"))]) == 8 + 6
    assert both.output.rstrip().endswith("valid")


def test_one_option_takes_many_files_as_a_shell_gives_them(folder: Path) -> None:
    files = sorted(folder.glob("re*.json"))
    assert len(files) == 3
    keys = ("--keys", folder / "keys.json")
    for arguments in (
        ("--records", *files, *keys),
        (*keys, folder / "proof.json", "--records", *files),
        (folder / "proof.json", f"--records={files[0]}", *files[1:], *keys, "--json"),
        (folder / "proof.json", "--records", files[0], "--records", files[1], *keys),
    ):
        result = run(*arguments)
        assert result.exit_code == 0, result.output + result.stderr


def test_keys_beside_the_records_are_found(folder: Path) -> None:
    records = folder / "records.json"
    missing = run("--records", records)
    assert missing.exit_code == 2
    assert "/.well-known/fairlot-keys.json" in missing.stderr.replace("\n", "")
    (folder / "keys.json").rename(folder / "fairlot-keys.json")
    assert run("--records", records).exit_code == 0


def test_a_bent_record_ends_with_one_and_its_field(folder: Path) -> None:
    records = folder / "records.json"
    document = json.loads(records.read_text())
    document["items"][1]["record"]["gross_minor"] += 1
    records.write_text(json.dumps(document))
    result = run(folder / "proof.json", "--records", records, "--keys", folder / "keys.json", "--json")
    verdict = json.loads(result.output)
    assert (result.exit_code, verdict["verdict"]) == (1, "invalid")
    assert verdict["field"] == f"{records}.items[1].sig"
    assert [step["passed"] for step in verdict["steps"]] == [True] * 9 + [False]


def test_a_bent_proof_is_named_before_the_records(folder: Path) -> None:
    proof = json.loads((folder / "proof.json").read_text())
    (folder / "proof.json").write_text(json.dumps({**proof, "close_hash": "00" * 32}))
    result = run(folder / "proof.json", "--records", folder / "records.json", "--keys", folder / "keys.json", "--json")
    assert (result.exit_code, json.loads(result.output)["field"]) == (1, "close_hash")


def test_two_signed_closes_are_called_fraud(folder: Path, draw: SignedDraw) -> None:
    second = folder / "second.json"
    second.write_text(json.dumps(OPERATOR.sign("close", {**draw.close, "closed_at": draw.close["closed_at"] + 1})))
    result = run("--records", folder / "records.json", second, "--keys", folder / "keys.json")
    assert result.exit_code == 1
    assert "PROOF OF FRAUD: the operator signed two different close records of one draw" in result.output


def test_a_receipt_whose_entry_is_gone(folder: Path, draw: SignedDraw) -> None:
    """The operator drops the last entry and closes over the others: proof and close record hold, the receipt speaks."""
    shorter = signed_draw(((1, 3), (4, 4)))
    (folder / "proof.json").write_text(
        json.dumps({name: value for name, value in shorter.sample.proof.items() if name != "entries"})
    )
    (folder / "entries.csv").write_text("".join(entry_rows(shorter.sample.entries)))
    keys = ("--keys", folder / "keys.json")
    assert run(folder / "proof.json", "--records", folder / "receipt-1.json", *keys).exit_code == 0
    result = run(folder / "proof.json", "--records", folder / "receipt-2.json", *keys, "--json")
    assert (result.exit_code, json.loads(result.output)["field"]) == (1, f"{folder / 'receipt-2.json'}[1].record")


@pytest.mark.parametrize("junk", [b"", b"not json", b"\xff", b'{"a": 1, "a": 2}', b"[]"])
def test_unusable_records_end_with_two(junk: bytes, folder: Path) -> None:
    (folder / "records.json").write_bytes(junk)
    result = run("--records", folder / "records.json", "--keys", folder / "keys.json")
    assert result.exit_code == 2
    assert result.stderr.startswith("unusable input: ")


@pytest.mark.parametrize("junk", [b"", b"[]", b"{}", b'{"keys": [{}]}', b'{"keys": 5}'])
def test_unusable_keys_end_with_two(junk: bytes, folder: Path) -> None:
    (folder / "keys.json").write_bytes(junk)
    result = run("--records", folder / "records.json", "--keys", folder / "keys.json")
    assert result.exit_code == 2
    assert "keys.json" in result.stderr


@pytest.mark.parametrize("other", [b"{}", b"5", b"null", b'[{"kind": "close"}]', b'{"items": 5}', b'{"receipt": 1}'])
def test_other_json_is_no_valid_record(other: bytes, folder: Path) -> None:
    (folder / "records.json").write_bytes(other)
    assert run("--records", folder / "records.json", "--keys", folder / "keys.json").exit_code == 1


def test_nothing_to_judge_ends_with_two(folder: Path) -> None:
    assert run().exit_code == 2
    assert run("--records", folder / "absent.json", "--keys", folder / "keys.json").exit_code == 2


def test_the_real_command_needs_neither_settings_nor_unicode(folder: Path) -> None:
    """As `fairlot` itself, from an empty environment."""
    files = [str(path) for path in (folder / "records.json", folder / "receipt-1.json")]
    line = [sys.executable, "-c", "from cli.main import run; run()", "verify", str(folder / "proof.json")]
    environment = {"PATH": os.environ["PATH"], "PYTHONIOENCODING": "ascii"}
    root = Path(command.__file__).parent.parent
    done = subprocess.run(
        [*line, "--records", *files, "--keys", str(folder / "keys.json")],
        env={**environment, "PYTHONPATH": str(root)},
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.rstrip().endswith("valid")
