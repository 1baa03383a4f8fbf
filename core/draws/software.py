"""The checksum of the draw software that a close record names (draw protocol, section 7), and that of the release.

The release manifest holds the very lines that the checksum is over, so its own SHA-256 is the released checksum and a
difference can be named by its files. It is written at a release (`make manifest`), never by what runs.
"""

from hashlib import sha256
from pathlib import Path

from core.draws.errors import SoftwareDiffers

_PACKAGE = Path(__file__).resolve().parent
_ROOT = _PACKAGE.parent.parent
MANIFEST = _PACKAGE.with_suffix(".manifest")

_MOST_NAMED = 5


def software_lines(package: Path = _PACKAGE, root: Path = _ROOT) -> str:
    """The sorted lines "path sha256\\n" of the source files of core/draws/.

    Paths are relative to the repository, with slashes; bytecode and other leavings do not count.
    """
    lines = sorted(
        f"{path.relative_to(root).as_posix()} {sha256(path.read_bytes()).hexdigest()}\n"
        for path in package.rglob("*.py")
        if path.is_file() and "__pycache__" not in path.parts
    )
    return "".join(lines)


def software_sha256(package: Path = _PACKAGE, root: Path = _ROOT) -> str:
    """SHA-256 in hex over the lines of `software_lines`."""
    return sha256(software_lines(package, root).encode()).hexdigest()


def released_sha256() -> str:
    """The checksum of the software that this process runs, which is that of the release. Raises SoftwareDiffers."""
    try:
        released = MANIFEST.read_bytes()
    except OSError as error:
        raise SoftwareDiffers(files=MANIFEST.name) from error
    if LOADED.encode() != released:
        raise SoftwareDiffers(files=_changed(LOADED, released.decode(errors="replace")))
    return sha256(released).hexdigest()


LOADED = software_lines()
"""As this process was started with it: files that are exchanged under a running process are not what it runs."""


def _changed(here: str, released: str) -> str:
    """The files that were changed, added or removed; of many the first few."""
    lines = set(here.splitlines()) ^ set(released.splitlines())
    names = sorted({line.partition(" ")[0] for line in lines} - {""}) or [MANIFEST.name]
    return ", ".join(names[:_MOST_NAMED]) + (", …" if len(names) > _MOST_NAMED else "")
