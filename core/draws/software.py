"""The checksum of the draw software that a close record names (draw protocol, section 7)."""

from hashlib import sha256
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_ROOT = _PACKAGE.parent.parent


def software_sha256(package: Path = _PACKAGE, root: Path = _ROOT) -> str:
    """SHA-256 in hex over the sorted lines "path sha256\\n" of the source files of core/draws/.

    Paths are relative to the repository, with slashes; bytecode and other leavings do not count.
    """
    lines = sorted(
        f"{path.relative_to(root).as_posix()} {sha256(path.read_bytes()).hexdigest()}\n"
        for path in package.rglob("*.py")
        if path.is_file() and "__pycache__" not in path.parts
    )
    return sha256("".join(lines).encode()).hexdigest()
