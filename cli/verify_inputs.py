"""What `fairlot verify` is given: files, a folder of them, or the address of a public proof."""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from itertools import islice
from pathlib import Path
from urllib.parse import urljoin

from cli.download import SCHEMES, download, shown
from core.draws.entries import Row
from core.draws.fields import InvalidField
from core.draws.inclusion import is_path
from core.draws.proof import UnusableInput, parse_entries, parse_json
from core.draws.signatures import PublicKey, read_keys
from core.draws.verify_records import Located, split_records

LARGEST_FILE_BYTES = 256 * 1024 * 1024
"""Room for more than a million entries; beyond it a file is refused unread."""

MOST_FILES = 1000
"""In a folder; of a larger one nothing is judged, so that nothing is left out silently."""

_PROOF = "proof.json"
_ENTRIES = "entries.csv"
_KEYS = "fairlot-keys.json"
_RECORDS = ("records*.json", "receipt*.json")
_PATHS = ("path*.json",)


@dataclass(slots=True)
class Given:
    """All that is judged together."""

    proof: object = None
    has_proof: bool = False
    listed: Sequence[Row] | None = None
    records: list[Located] = field(default_factory=list)
    keys: dict[str, PublicKey] = field(default_factory=dict)
    paths: list[Located] = field(default_factory=list)


def gather(
    proof: str | None,
    entries: Path | None = None,
    records: Sequence[Path] = (),
    keys: Path | None = None,
    paths: Sequence[Path] = (),
) -> Given:
    """Read all that was named. `proof` is a file, a folder or an address. Raises UnusableInput."""
    records, paths = [*records], [*paths]
    if proof is not None and not proof.startswith(SCHEMES) and _is_folder(proof):
        folder = _folder(Path(proof))
        proof = next((str(path) for path in folder if path.name == _PROOF), None)
        records += [path for path in folder if any(fnmatchcase(path.name, pattern) for pattern in _RECORDS)]
        paths += [path for path in folder if any(fnmatchcase(path.name, pattern) for pattern in _PATHS)]
        keys = keys or next((path for path in folder if path.name == _KEYS), None)
    if proof is None and not records and not paths:
        raise UnusableInput("neither a proof nor records were given")
    given = Given()
    given.records = [found for path in records for found in split_records(shown(path), _document(path))]
    if records:
        given.keys = _keys(keys, records[0])
        if not given.records:
            raise UnusableInput("there are no records in these files")
    given.paths = [Located(shown(path), _document(path)) for path in paths]
    if proof is not None:
        given.has_proof = True
        if proof.startswith(SCHEMES):
            _load(given, proof, entries)
        else:
            _read_proof(given, Path(proof), entries)
        if is_path(given.proof):
            raise UnusableInput(f"{shown(proof)}: this is the path of a ticket; it is given as --path")
    return given


def _is_folder(name: str) -> bool:
    try:
        return Path(name).is_dir()
    except (OSError, ValueError):  # no file can have such a name
        return False


def _folder(folder: Path) -> list[Path]:
    """The ordinary files of a folder, sorted; what lies deeper is not looked at."""
    try:
        with os.scandir(folder) as found:
            inside = [Path(one.path) for one in islice(found, MOST_FILES + 1)]
        files = sorted(path for path in inside if path.is_file())
        size = sum(path.stat().st_size for path in files)
    except OSError as error:
        raise UnusableInput(f"{shown(folder)}: cannot be read") from error
    if len(inside) > MOST_FILES:
        raise UnusableInput(f"{shown(folder)}: more than {MOST_FILES} files")
    if size > 2 * LARGEST_FILE_BYTES:
        raise UnusableInput(f"{shown(folder)}: larger than {2 * LARGEST_FILE_BYTES >> 20} MiB")
    return files


def _read_proof(given: Given, proof: Path, entries: Path | None) -> None:
    given.proof = _document(proof)
    beside = proof.with_name(_ENTRIES)
    if entries is None and _are_left_out(given.proof) and beside.is_file():
        entries = beside
    if entries is not None:
        given.listed = _entries(shown(entries), _read(entries))


def _load(given: Given, url: str, entries: Path | None) -> None:
    """A proof and, where it leaves them out, its entries: `entries.csv` at the same place."""
    url, data = download(url, LARGEST_FILE_BYTES)
    given.proof = _json(shown(url), data)
    if entries is not None:
        given.listed = _entries(shown(entries), _read(entries))
    elif _are_left_out(given.proof):
        url, data = download(urljoin(url, _ENTRIES), LARGEST_FILE_BYTES)
        given.listed = _entries(shown(url), data)


def _are_left_out(proof: object) -> bool:
    return isinstance(proof, dict) and "entries" not in proof


def _document(path: Path) -> object:
    return _json(shown(path), _read(path))


def _json(name: str, data: bytes) -> object:
    try:
        return parse_json(data)
    except UnusableInput as error:
        raise UnusableInput(f"{name}: {error}") from error


def _entries(name: str, data: bytes) -> Sequence[Row]:
    try:
        return parse_entries(data)
    except UnusableInput as error:
        raise UnusableInput(f"{name}: {error}") from error


def _keys(given: Path | None, records: Path) -> dict[str, PublicKey]:
    path = given or records.with_name(_KEYS)
    if given is None and not path.is_file():
        raise UnusableInput(f"no keys were given; they stand at the operator's /.well-known/{_KEYS}")
    try:
        return read_keys(_document(path))
    except InvalidField as error:
        raise UnusableInput(f"{shown(path)}: {error}") from error


def _read(path: Path) -> bytes:
    """The bytes of an ordinary file of bearable size. Raises UnusableInput."""
    try:
        if not path.is_file():
            reason = "not an ordinary file" if path.exists() else "no such file"
            raise UnusableInput(f"{shown(path)}: {reason}")
        with path.open("rb") as file:
            data = file.read(LARGEST_FILE_BYTES + 1)
    except (OSError, ValueError) as error:
        if isinstance(error, UnusableInput):
            raise
        raise UnusableInput(f"{shown(path)}: cannot be read") from error
    if len(data) > LARGEST_FILE_BYTES:
        raise UnusableInput(f"{shown(path)}: larger than {LARGEST_FILE_BYTES >> 20} MiB")
    return data
