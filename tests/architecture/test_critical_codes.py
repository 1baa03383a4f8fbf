"""Every critical event that the code raises has words in all languages and a line in the operator's handbook."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.accounts.rules import LANGUAGES
from core.kernel.texts import text
from tests.architecture.source import python_sources

RAISING = {"raise_critical", "halt_draw", "_report_once"}
HANDBOOK = Path(__file__).parents[2] / "docs" / "operations.md"
CODE = re.compile(r"[a-z]+(_[a-z]+)+")
SAMPLE = """
await halt_draw(tx, draw_id, "a_b", "some words")
partial(raise_critical, code="c_d", subject_type="a_raffle")
other("e_f")
"""


def codes_in(tree: ast.AST) -> Iterator[str]:
    """The codes that a module names where it raises, also by way of `partial`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and RAISING & set(map(_name, (node.func, *node.args))):
            given = (*node.args, *(keyword.value for keyword in node.keywords if keyword.arg == "code"))
            words = (one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str))
            yield from filter(CODE.fullmatch, words)


def _name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def raised() -> set[str]:
    return {code for source in python_sources() if source.is_in("core") for code in codes_in(source.tree)}


def test_the_search_finds_them() -> None:
    assert set(codes_in(ast.parse(SAMPLE))) == {"a_b", "c_d"}
    assert {"draw_inputs_differ", "beacon_invalid", "purchase_broken", "reveal_overdue"} <= raised()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_code_has_words(language: str) -> None:
    unknown = text(language, "critical-what", code="of_a_later_version")
    assert not [code for code in raised() if text(language, "critical-what", code=code) == unknown]


def test_every_code_is_in_the_handbook() -> None:
    handbook = HANDBOOK.read_text(encoding="utf-8")
    assert not [code for code in raised() if f"`{code}`" not in handbook]
