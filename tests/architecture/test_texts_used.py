"""No text is asked for that does not exist, and none exists that nothing asks for.

That every language has the same messages is checked beside this, in test_error_texts.py.
"""

import ast
import re
from collections.abc import Iterator

from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

from core.kernel.texts import FALLBACK_LANGUAGE
from tests.architecture.source import PRODUCT, ROOT, Source, python_sources, tracked_files
from tests.architecture.test_error_texts import messages

ASKING = {"t": 0, "plain": 0, "Say": 0, "Label": 0, "text": 1}
"""Functions that are given a message's id, by the place of that argument."""

APP = "webapp_api/miniapp/src/"

OWN_TESTS = ("error-", "money-", "word-")
"""Texts of refusals and their parts, whose use test_error_texts.py checks."""


def asked(source: Source) -> Iterator[tuple[int, str]]:
    """(line, message id) of every text that a file asks for by a literal."""
    for node in ast.walk(source.tree):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", None)
        place = ASKING.get(str(name))
        if place is not None and len(node.args) > place:
            argument = node.args[place]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield node.lineno, argument.value


def named(sources: list[Source]) -> tuple[set[str], list[re.Pattern[str]]]:
    """All string literals, and the patterns of all f-strings that begin like a message's id."""
    literals: set[str] = set()
    patterns: list[re.Pattern[str]] = []
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                literals.add(node.value)
            elif isinstance(node, ast.JoinedStr):
                parts = [str(part.value) if isinstance(part, ast.Constant) else None for part in node.values]
                if parts[0] is not None and re.fullmatch(r"[a-z]+(-[a-z]*)+", parts[0]):
                    patterns.append(re.compile("".join(".+" if part is None else re.escape(part) for part in parts)))
    return literals, patterns


def app_sources() -> dict[str, str]:
    """The mini-app's sources by their paths, without its tests."""
    paths = (path for path in tracked_files() if path.startswith(APP) and path.endswith((".ts", ".tsx")))
    return {path: (ROOT / path).read_text(encoding="utf-8") for path in paths if ".test." not in path}


def app_literals(text: str) -> set[str]:
    """All literals of a source of the mini-app that could be a message's id: it never puts one together."""
    return set(re.findall(r'"([a-z]+(?:-[a-z0-9]+)+)"', text))


def app_asked(text: str) -> set[str]:
    """The ids that a source of the mini-app gives its function of words."""
    return set(re.findall(r'\bt\(\s*"([^"]+)"', text))


class _References(Visitor):
    """The messages that other messages are made of."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802 - the visitor's naming
        self.names.add(node.id.name)


def product() -> list[Source]:
    return [source for source in python_sources() if source.is_in(*PRODUCT)]


def test_every_text_that_is_asked_for_exists() -> None:
    known = messages(FALLBACK_LANGUAGE).keys()
    missing = [
        f"{source.path}:{line} {message_id}"
        for source in product()
        if source.is_in("bot", "core")
        for line, message_id in asked(source)
        if message_id not in known and re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", message_id)
    ]
    assert not missing, "\n".join(missing)


def test_every_text_that_the_mini_app_asks_for_exists() -> None:
    known = messages(FALLBACK_LANGUAGE).keys()
    missing = [
        f"{path} {message_id}"
        for path, text in app_sources().items()
        for message_id in {*app_asked(text), *(name for name in app_literals(text) if name.startswith("app-"))}
        if message_id not in known
    ]
    assert not missing, "\n".join(missing)


def test_every_text_is_asked_for() -> None:
    literals, patterns = named(product())
    literals = literals.union(*map(app_literals, app_sources().values()))
    references = _References()
    for message in messages(FALLBACK_LANGUAGE).values():
        references.visit(message)
    unused = [
        message_id
        for message_id in messages(FALLBACK_LANGUAGE)
        if not message_id.startswith(OWN_TESTS)
        and message_id not in literals | references.names
        and not any(pattern.fullmatch(message_id) for pattern in patterns)
    ]
    assert not unused, "\n".join(unused)


def test_the_rules_see_what_they_look_for() -> None:
    source = Source("bot/x.py", 't("a-b")\nself.t.plain("c-d", n=1)\nSay("e-f")\ntext(language, "g-h")\nf"i-{x}-j"\n')
    assert [message_id for _, message_id in asked(source)] == ["a-b", "c-d", "e-f", "g-h"]
    literals, patterns = named([source])
    assert {"a-b", "g-h"} <= literals
    assert patterns[0].fullmatch("i-any-j")
    assert not patterns[0].fullmatch("i-any")
    assert app_literals('t("a-b"); const label = "app-c"; import "./d-e"; t("f")') == {"a-b", "app-c"}
    assert app_asked('t("f"); x.t( "g-h", {}); formatt("i")') == {"f", "g-h"}
    assert len(app_sources()) > 10
