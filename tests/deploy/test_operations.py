"""docs/operations.md names commands, services, files and alarms that exist."""

import re
from typing import Any

import pytest

from cli.main import load
from tests.architecture.source import python_sources
from tests.deploy.files import COMPOSE, FILLED, compose, in_project, read

TEXT = read("docs/operations.md")
SERVICES = compose(COMPOSE, FILLED)["services"]


@pytest.mark.parametrize("words", sorted(set(re.findall(r"(?<!=)fairlot ([a-z]+(?: [a-z]+)?)", TEXT))))
def test_the_command_exists(words: str) -> None:
    name, *more = words.split()
    command: Any = load(name)
    for word in more:
        # what follows a command that is no group is prose
        command = command.commands[word] if hasattr(command, "commands") else command


@pytest.mark.parametrize("name", sorted(set(re.findall(r"docker compose (?:stop|exec|run)(?: -\S+)* ([a-z]+)", TEXT))))
def test_the_service_exists(name: str) -> None:
    assert name in SERVICES


@pytest.mark.parametrize("path", sorted(set(re.findall(r"(?:deploy|\.ci|tests)/[\w@./-]*\w", TEXT))))
def test_the_file_exists(path: str) -> None:
    assert in_project(path).exists()


def test_the_alarms_are_raised_by_something() -> None:
    lines = [line for line in TEXT.splitlines() if line.startswith("| critical ")]
    codes = {code for line in lines for code in re.findall(r"`(\w+)`", line.split("|")[1])}
    assert len(codes) >= 6
    core = "\n".join(source.text for source in python_sources() if source.is_in("core"))
    assert {code for code in codes if f'"{code}"' not in core} == set()


def test_every_alarm_is_explained() -> None:
    call = re.compile(r'(?:raise_critical|halt_draw)\([^)]*?"([a-z]+_[a-z_]+)"', re.DOTALL)
    raised = {code for source in python_sources() if source.is_in("core") for code in call.findall(source.text)}
    assert len(raised) >= 4
    assert {code for code in raised if f"`{code}`" not in TEXT} == set()
