"""The command itself: what it lists is what there is, and it loads no more than what is called."""

import subprocess
import sys

import pytest
from typer.testing import CliRunner

from cli.main import COMMANDS, app, load

HEAVY = ("aiogram", "fastapi", "sqlalchemy")


@pytest.mark.parametrize("name", COMMANDS)
def test_a_listed_command_is_described_as_it_describes_itself(name: str) -> None:
    first, _, _ = load(name).help.partition("\n\n")
    assert " ".join(first.split()) == COMMANDS[name][1]
    helped = CliRunner().invoke(app, [name, "--help"])
    assert helped.exit_code == 0
    assert "completion" not in helped.output, "a command by itself would offer to write into the user's shell"


def test_the_list_is_complete() -> None:
    listed = CliRunner().invoke(app, ["--help"]).output
    assert [name for name in COMMANDS if f"\u2502 {name} " not in listed] == []


def test_a_command_that_does_not_exist_is_refused_with_the_one_that_was_meant() -> None:
    refused = CliRunner().invoke(app, ["verfy"])
    assert refused.exit_code == 2
    assert "verify" in refused.output


def test_who_verifies_a_proof_does_not_wait_for_the_servers_libraries() -> None:
    script = f"""
import sys
from cli.main import app
try:
    app(["verify", "--help"])
except SystemExit:
    print("loaded:", *(name for name in {HEAVY!r} if name in sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].strip() == "loaded:"
