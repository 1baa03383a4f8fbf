"""The production files as the tests read them."""

import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path, PurePosixPath
from typing import Any

from ruamel.yaml import YAML

from core.settings import Settings
from tests.architecture.source import ROOT, tracked_files

COMPOSE = "docker-compose.yml"
CUSTODIAN_COMPOSE = "deploy/custodian/docker-compose.yml"
EXAMPLE = ".env.example"

FILLED = {
    "BOT_TOKEN": "1234567:production-files-test",
    "OWNER_TELEGRAM_ID": "42",
    "PUBLIC_URL": "https://lottery.example.org",
    "SECRET_KEYS": "k1:" + "A" * 43 + "=",
    "WEBHOOK_SECRET": "webhook-secret-of-the-test",
    "POSTGRES_PASSWORD": "database-password-of-the-test",
    "CUSTODIAN_URL": "https://beacon.example.org",
}
"""A value for each variable that the Compose files refuse to be without."""

_VARIABLE = re.compile(r"\$\{(?P<name>[A-Z_]+)(?::(?P<kind>[?-])(?P<rest>[^}]*))?\}")
_EXAMPLE_LINE = re.compile(r"(?P<off>#)?(?P<name>[A-Z][A-Z0-9_]*)=(?P<value>.*)")


def read(path: str) -> str:
    """The text of a file of the project."""
    return (ROOT / path).read_text(encoding="utf-8")


def load_yaml(text: str) -> Any:
    """The content, with merged maps in place."""
    return YAML(typ="safe").load(text)


def variables(text: str) -> dict[str, str | None]:
    """The variables that a Compose file takes from .env: None for one it refuses to be without, else the default."""
    found: dict[str, str | None] = {}
    for match in _VARIABLE.finditer(text):
        found[match["name"]] = None if match["kind"] == "?" else match["rest"] or ""
    return found


def compose(path: str, values: Mapping[str, str]) -> dict[str, Any]:
    """A Compose file with its variables filled in, as the engine's client reads it."""

    def value(match: re.Match[str]) -> str:
        given = values.get(match["name"]) or ""
        if not given and match["kind"] == "?":
            raise KeyError(match["name"])
        return given or (match["rest"] or "")

    content: dict[str, Any] = load_yaml(_VARIABLE.sub(value, read(path)))
    return content


@dataclass(frozen=True, slots=True)
class ExampleLine:
    """One variable of .env.example; one that is off stands there as a comment, with its default."""

    name: str
    value: str
    is_off: bool

    def __str__(self) -> str:
        return self.name


def settings_of(values: Mapping[str, str]) -> Settings:
    """The settings that a process makes of an environment; what is no setting is passed over, as by the process."""
    fields = {name.lower(): value for name, value in values.items() if name.lower() in Settings.model_fields}
    return Settings(_env_file=None, **fields)  # type: ignore[arg-type]


def example() -> list[ExampleLine]:
    """The variables of .env.example in order."""
    matches = (_EXAMPLE_LINE.fullmatch(line) for line in read(EXAMPLE).splitlines())
    return [ExampleLine(one["name"], one["value"], one["off"] is not None) for one in matches if one]


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction of a Dockerfile, such as COPY, with the rest of its line."""

    word: str
    rest: str


@dataclass(slots=True)
class Stage:
    """One stage of a Dockerfile."""

    image: str
    name: str
    steps: list[Instruction] = field(default_factory=list)

    def last(self, word: str) -> str:
        """What the last instruction of this kind says."""
        return [step.rest for step in self.steps if step.word == word][-1]


def stages(text: str) -> list[Stage]:
    """A Dockerfile's stages in order; a line may go on after a backslash."""
    found: list[Stage] = []
    for line in re.sub(r"\\\n", " ", text).splitlines():
        word, _, rest = line.strip().partition(" ")
        if not word or word.startswith("#"):
            continue
        if word == "FROM":
            image, _, name = rest.partition(" AS ")
            found.append(Stage(image, name))
        else:
            found[-1].steps.append(Instruction(word, rest.strip()))
    return found


@dataclass(frozen=True, slots=True)
class Copy:
    """A COPY: from the build context, or from another stage."""

    stage: str | None
    sources: tuple[str, ...]
    target: str


def copies(stage: Stage) -> Iterator[Copy]:
    """The COPYs of a stage."""
    for step in stage.steps:
        if step.word == "COPY":
            yield copy_of(step)


def copy_of(step: Instruction) -> Copy:
    """What a COPY instruction says."""
    words = step.rest.split()
    origin = words.pop(0).removeprefix("--from=") if words[0].startswith("--from=") else None
    return Copy(origin, tuple(words[:-1]), words[-1])


def build_context() -> list[str]:
    """The project's files that an image can be made of: those that .dockerignore leaves, the last match deciding."""
    rules = [line for line in read(".dockerignore").splitlines() if line and not line.startswith("#")]
    return [path for path in tracked_files() if not _is_ignored(path, rules)]


def _is_ignored(path: str, rules: list[str]) -> bool:
    ignored = False
    parts = PurePosixPath(path)
    levels = [str(parts), *(str(parent) for parent in parts.parents)][:-1]
    for rule in rules:
        pattern = rule.removeprefix("!")
        if any(_matches(level, pattern) for level in levels):
            ignored = not rule.startswith("!")
    return ignored


def _matches(path: str, pattern: str) -> bool:
    if pattern.startswith("**/"):
        return fnmatchcase(path.rpartition("/")[2], pattern.removeprefix("**/"))
    # an asterisk stays within a folder's name
    return path.count("/") == pattern.count("/") and fnmatchcase(path, pattern)


def is_committed(path: str) -> bool:
    """Whether git has the file, or a file in the folder: an image is made of what was committed."""
    command = ["git", "-c", f"safe.directory={ROOT}", "ls-files", "--", path]
    return bool(subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout)


def in_project(path: str) -> Path:
    """Where a file of the project is."""
    return ROOT / path
