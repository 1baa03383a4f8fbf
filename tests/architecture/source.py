"""The files of the project, and one parsed file as the rules see it."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PRODUCT = ("core", "bot", "webapp_api", "sandbox", "cli", "migrations", "benchmarks")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the root, with slashes, and its text."""

    path: str
    text: str

    @cached_property
    def tree(self) -> ast.Module:
        """The syntax tree."""
        return ast.parse(self.text, filename=self.path)

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The path's folders and file name."""
        return tuple(self.path.split("/"))

    def is_in(self, *packages: str) -> bool:
        """True when the file lies below one of the packages, written as 'core/kernel'."""
        return any(self.path == f"{package}.py" or self.path.startswith(f"{package}/") for package in packages)

    def functions(self) -> Iterator[Function]:
        """All functions and methods, nested ones too."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def imports(self) -> Iterator[tuple[int, str, str | None, str]]:
        """(line, module, imported name or None, name in this file) of every import."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                for alias in node.names:
                    yield node.lineno, alias.name, None, alias.asname or alias.name
            elif isinstance(node, ast.ImportFrom):
                for alias in node.names:
                    yield node.lineno, node.module or "", alias.name, alias.asname or alias.name


@cache
def tracked_files() -> tuple[str, ...]:
    """Paths of all files that are, or would be, in the repository."""
    if shutil.which("git") and (ROOT / ".git").exists():
        listed = subprocess.run(
            ["git", "-c", f"safe.directory={ROOT}", "ls-files", "-co", "--exclude-standard", "-z"],
            cwd=ROOT,
            capture_output=True,
            check=True,
        )
        paths = listed.stdout.decode().split("\0")
    else:
        hidden = {"node_modules", "__pycache__", "build", "dist", "out"}
        paths = [
            relative.as_posix()
            for relative in (path.relative_to(ROOT) for path in ROOT.rglob("*") if path.is_file())
            if not any(part in hidden or part.startswith(".") for part in relative.parts[:-1])
        ]
    return tuple(sorted(path for path in set(paths) if path and (ROOT / path).is_file()))


@cache
def python_sources() -> tuple[Source, ...]:
    """Every Python file of the project."""
    return tuple(
        Source(path, (ROOT / path).read_text(encoding="utf-8")) for path in tracked_files() if path.endswith(".py")
    )
