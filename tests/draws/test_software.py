"""The checksum of the draw software, and the release manifest that every close is held against."""

from hashlib import sha256
from pathlib import Path

import pytest

from core.draws import software
from core.draws.errors import SoftwareDiffers
from core.draws.software import MANIFEST, released_sha256, software_lines, software_sha256


def test_the_software_is_its_sources_and_nothing_beside_them(tmp_path: Path) -> None:
    package = tmp_path / "core" / "draws"
    (package / "sub" / "__pycache__").mkdir(parents=True)
    (package / "b.py").write_bytes(b"b")
    (package / "sub" / "a.py").write_bytes(b"a")
    lines = f"core/draws/b.py {sha256(b'b').hexdigest()}\ncore/draws/sub/a.py {sha256(b'a').hexdigest()}\n"
    expected = sha256(lines.encode()).hexdigest()
    assert software_sha256(package, tmp_path) == expected
    (package / "sub" / "__pycache__" / "a.py").write_bytes(b"leaving")
    (package / "b.cpython-311.pyc").write_bytes(b"leaving")
    assert software_sha256(package, tmp_path) == expected
    (package / "b.py").write_bytes(b"changed")
    assert software_sha256(package, tmp_path) != expected


def test_our_own_checksum_is_found_from_anywhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = software_sha256()
    monkeypatch.chdir(tmp_path)
    assert software_sha256() == here


def test_the_committed_manifest_is_current() -> None:
    """Where this fails the sources of core/draws were changed: `make manifest` writes that of the next release."""
    assert MANIFEST.read_text() == software_lines()
    assert released_sha256() == software_sha256() == sha256(MANIFEST.read_bytes()).hexdigest()


def test_files_exchanged_under_a_process_are_not_what_it_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """A release deployed in place is not closed by before its processes were started anew."""
    monkeypatch.setattr(software, "LOADED", LINES.replace(AWARDS, f"core/draws/awards.py {'0' * 64}\n"))
    with pytest.raises(SoftwareDiffers) as refused:
        released_sha256()
    assert refused.value.params["files"] == "core/draws/awards.py"


LINES = software_lines()
AWARDS = next(line for line in LINES.splitlines(keepends=True) if line.startswith("core/draws/awards.py "))


@pytest.mark.parametrize(
    ("manifest", "files"),
    [
        (LINES.replace(AWARDS, ""), "core/draws/awards.py"),
        (LINES.replace(AWARDS, f"core/draws/awards.py {'0' * 64}\n"), "core/draws/awards.py"),
        (LINES + f"core/draws/withdrawn.py {'0' * 64}\n", "core/draws/withdrawn.py"),
        (LINES + "\n", "draws.manifest"),
        (LINES.replace("\n", "\r\n"), "draws.manifest"),
        ("", "core/draws/__init__.py, core/draws/awards.py, core/draws/beacons/__init__.py,"),
        (None, "missing.manifest"),
    ],
    ids=["missing file", "changed file", "removed file", "blank line", "line ends", "empty", "no manifest"],
)
def test_other_software_than_the_released_one_is_refused_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, manifest: str | None, files: str
) -> None:
    place = tmp_path / ("missing.manifest" if manifest is None else "draws.manifest")
    if manifest is not None:
        place.write_bytes(manifest.encode())
    monkeypatch.setattr(software, "MANIFEST", place)
    with pytest.raises(SoftwareDiffers) as refused:
        released_sha256()
    assert str(refused.value.params["files"]).startswith(files)
