"""`fairlot verify --path` and folders: a ticket's path alone, with the proof, with signed records; hostile folders."""

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from cli import verify as command
from cli import verify_inputs
from core.draws.entries import entry_rows
from core.draws.inclusion import EntryPath
from core.draws.merkle import inclusion_path
from tests.draws.samples import leaves_of
from tests.draws.signing import Operator, SignedDraw, signed_draw

app = typer.Typer()
app.command(cls=command.VerifyCommand)(command.verify)
OPERATOR = Operator()


def run(*arguments: object) -> Any:
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def path_in(draw: SignedDraw, index: int = 1) -> dict[str, Any]:
    """The path of an entry whose holder's tag is made as in the samples: by the place and sixteen zero bytes."""
    entries = draw.sample.entries
    path = EntryPath(
        draw.close, entries[index], str(index), bytes(16), index, inclusion_path(leaves_of(entries), index)
    )
    record: dict[str, Any] = json.loads(json.dumps(path.to_record()))
    return record


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Everything that a player can have of a draw, under the names that the doors give."""
    draw = signed_draw()
    opened, close, reveal, *receipts = draw.signed(OPERATOR)
    for name, document in (
        ("proof.json", {name: value for name, value in draw.sample.proof.items() if name != "entries"}),
        ("records.json", {"items": [opened, close, reveal]}),
        ("fairlot-keys.json", OPERATOR.document()),
        ("receipt-TR-1.json", receipts),
        ("path-TR-1.json", path_in(draw)),
        ("package.json", {"name": "something else"}),
    ):
        (tmp_path / name).write_text(json.dumps(document))
    (tmp_path / "entries.csv").write_text("".join(entry_rows(draw.sample.entries)))
    return tmp_path


def bent(folder: Path, name: str, *where: str | int, value: object) -> None:
    document = inner = json.loads((folder / name).read_text())
    for key in where[:-1]:
        inner = inner[key]
    inner[where[-1]] = value
    (folder / name).write_text(json.dumps(document))


def test_a_path_is_judged_alone_with_the_proof_and_with_the_signed_close(folder: Path) -> None:
    path = folder / "path-TR-1.json"
    for arguments, steps in (
        (("--path", path), 5),
        ((folder / "proof.json", "--path", path), 8 + 6),
        (("--records", folder / "records.json", "--path", path), 4 + 6),
        (("--path", path, "--path", path), 5 + 5),
    ):
        result = run(*arguments, "--json")
        verdict = json.loads(result.output)
        assert (result.exit_code, verdict["verdict"], len(verdict["steps"])) == (0, "valid", steps), result.output


def test_a_path_of_another_draw_is_not_that_of_the_proof(folder: Path) -> None:
    path = folder / "path-TR-1.json"
    path.write_text(json.dumps(path_in(signed_draw(((1, 3), (4, 4))))))
    assert run("--path", path).exit_code == 0
    for known in ((folder / "proof.json",), ("--records", folder / "records.json")):
        result = run(*known, "--path", path, "--json")
        assert (result.exit_code, json.loads(result.output)["field"]) == (1, f"{path}.close.entry_root")


def test_a_bent_path_ends_with_one_and_its_field(folder: Path) -> None:
    path = folder / "path-TR-1.json"
    bent(folder, path.name, "siblings", 0, "hash", value="00" * 32)
    result = run("--path", path, "--json")
    assert (result.exit_code, json.loads(result.output)["field"]) == (1, f"{path}.siblings")


def test_a_path_in_the_place_of_the_proof_is_called_what_it_is(folder: Path) -> None:
    result = run(folder / "path-TR-1.json")
    assert (result.exit_code, "--path" in result.stderr) == (2, True)


@pytest.mark.parametrize("junk", [b"", b"not json", b"\xff", b'{"a": 1, "a": 2}', b"[" * 200_000])
def test_an_unusable_path_ends_with_two(junk: bytes, folder: Path) -> None:
    (folder / "path-TR-1.json").write_bytes(junk)
    assert run("--path", folder / "path-TR-1.json").exit_code == 2
    assert run(folder).exit_code == 2


def test_a_folder_is_judged_as_a_whole(folder: Path) -> None:
    result = run(folder, "--json")
    assert result.exit_code == 0, result.output
    assert len(json.loads(result.output)["steps"]) == 8 + 6 + 7


@pytest.mark.parametrize(
    ("name", "where", "value", "field"),
    [
        ("proof.json", ("close_hash",), "00" * 32, "close_hash"),
        ("records.json", ("items", 1, "record", "gross_minor"), 1, "{folder}/records.json.items[1].sig"),
        ("receipt-TR-1.json", (0, "record", "first"), 2, "{folder}/receipt-TR-1.json[0].sig"),
        ("path-TR-1.json", ("index",), 0, "{folder}/path-TR-1.json.siblings[0].side"),
    ],
)
def test_whatever_is_wrong_in_a_folder_is_named(
    name: str, where: tuple[str | int, ...], value: object, field: str, folder: Path
) -> None:
    bent(folder, name, *where, value=value)
    result = run(folder, "--json")
    assert (result.exit_code, json.loads(result.output)["field"]) == (1, field.format(folder=folder))


def test_a_folder_of_records_alone_needs_its_keys(folder: Path) -> None:
    (folder / "proof.json").unlink()
    assert run(folder).exit_code == 0
    (folder / "fairlot-keys.json").rename(folder / "other-keys.txt")
    assert run(folder).exit_code == 2
    assert run(folder, "--keys", folder / "other-keys.txt").exit_code == 0


def test_hostile_folders_end_with_two(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    result = run(empty)
    assert (result.exit_code, "neither a proof nor records" in result.stderr) == (2, True)
    (empty / "proof.json").symlink_to("proof.json")
    (empty / "round").symlink_to(empty)
    assert run(empty).exit_code == 2
    assert run(empty / "proof.json").exit_code == 2
    monkeypatch.setattr(verify_inputs, "MOST_FILES", 3)
    assert run(folder).exit_code == 2
    monkeypatch.undo()
    monkeypatch.setattr(verify_inputs, "LARGEST_FILE_BYTES", 100)
    assert "larger" in run(folder).stderr


def test_loops_and_odd_things_beside_the_proof_are_passed_over(folder: Path) -> None:
    (folder / "path-loop.json").symlink_to("path-loop.json")
    (folder / "records-deep.json").mkdir()
    (folder / "receipt-\udcff.json").write_text("[]")
    assert run(folder).exit_code == 0
