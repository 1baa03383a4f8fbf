"""Every refusal of the core has words in every language, and no words are left over (law 7)."""

import ast
import importlib
import logging
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from functools import cache

import pytest
import typer
from fluent.syntax import FluentParser
from fluent.syntax import ast as ftl
from fluent.syntax.visitor import Visitor

import core
import webapp_api
from cli.runtime import EXIT_UNUSABLE, explained
from core.access.models import ApprovalState
from core.accounts.address_rules import AddressInput
from core.accounts.kinds import Document, LimitKind, LimitWindow, PlayerStatus
from core.accounts.rules import LANGUAGES
from core.kernel import money
from core.kernel.errors import DomainError, Param
from core.kernel.texts import FALLBACK_ERROR, FALLBACK_LANGUAGE, LOCALES, error_message_id, error_text
from core.ledger.kinds import WalletType
from core.prizes.models import AwardState
from core.raffles.models import RaffleState
from tests.architecture.source import python_sources

ROOMS = (core, webapp_api)
"""Where refusals are made."""
COUNTS = (1, 2, 5, 11, 21, 1000)
UUID = "019a0000-0000-7000-8000-000000000000"

# What a parameter may be where the raise site gives no literal. WORDS are closed lists: each must be translated.
WORDS: dict[str, tuple[str, ...]] = {
    "InvalidInput.field": (*(field.name for field in fields(AddressInput)), "numerator", "denominator"),
    "WrongState.state": (*RaffleState, *ApprovalState, *PlayerStatus, *AwardState),
    "NoTreeYet.state": ("open", "cancelled", "void"),
    "ClaimClosed.state": tuple(AwardState),
    "NotFound.what": ("raffle", "player"),
    "kind": tuple(LimitKind),
    "wallet_type": tuple(WalletType),
    "document": tuple(Document),
}
VALUES: dict[str, tuple[Param, ...]] = {
    **dict.fromkeys(("cap", "held", "left", "maximum", "minimum_age", "rounds_left", "version"), COUNTS),
    **dict.fromkeys(("amount_minor", "available_minor", "left_minor", "limit_minor", "needed_minor"), (0, *COUNTS)),
    **dict.fromkeys(("asset", "from_asset", "to_asset"), ("TJS", "JPY", "XTR", "COIN", "CREDIT")),
    **dict.fromkeys(("admin_id", "approval_id", "draw_id", "id", "key", "rate_id", "raffle", "transfer_id"), (UUID,)),
    "country": ("IR",),
    "files": ("core/draws/awards.py",),
    "name": ("accounts.minimum_ages",),
    "permission": (None, "lotteries.create"),
    "reason": ("a list of country codes",),
    "wait_s": (1, 3600, 86_400),
    "window": tuple(LimitWindow),
}


@dataclass(frozen=True)
class Site:
    """One place that makes a refusal, and the literals that it gives; () stands for a computed value."""

    where: str
    refusal: type[DomainError]
    params: dict[str, tuple[Param, ...]]


@cache
def refusals() -> dict[str, type[DomainError]]:
    """All refusals of the core and of the doors by the name of their class."""
    for package in ROOMS:
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)
    found: dict[str, type[DomainError]] = {}
    left = DomainError.__subclasses__()
    while left:
        one = left.pop()
        left += one.__subclasses__()
        if one.__module__.startswith(tuple(f"{package.__name__}." for package in ROOMS)) and "code" in vars(one):
            found[one.__name__] = one
    return found


@cache
def sites() -> tuple[Site, ...]:
    """All places that make a refusal."""
    found = []
    for source in python_sources():
        if not source.is_in(*(package.__name__ for package in ROOMS)):
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and (refusal := refusals().get(_last_name(node.func))):
                found.append(Site(f"{source.path}:{node.lineno}", refusal, _params(node, refusal)))
            elif isinstance(node, ast.Raise) and node.exc and (refusal := refusals().get(_last_name(node.exc))):
                found.append(Site(f"{source.path}:{node.lineno}", refusal, {}))
    return tuple(found)


def _last_name(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def _params(call: ast.Call, refusal: type[DomainError]) -> dict[str, tuple[Param, ...]]:
    params: dict[str, tuple[Param, ...]] = {}
    for keyword in call.keywords:
        if keyword.arg is not None:
            params[keyword.arg] = _literals(keyword.value)
            continue
        # **params: the class's docstring names them
        named = re.search(r"\(params: ([^)]*)\)", refusal.__doc__ or "")
        assert named, f"{refusal.__name__} does not name its params"
        params |= dict.fromkeys(named[1].split(", "), ())
    return params


def _literals(node: ast.expr) -> tuple[Param, ...]:
    if isinstance(node, ast.IfExp):
        return (*_literals(node.body), *_literals(node.orelse))
    return (node.value,) if isinstance(node, ast.Constant) and isinstance(node.value, str) else ()


def possible(site: Site, name: str) -> tuple[Param, ...]:
    """Values that a site may give a parameter."""
    words = WORDS.get(f"{site.refusal.__name__}.{name}", WORDS.get(name, ()))
    values = site.params[name] or words or VALUES.get(name, ())
    assert values, f"{site.where}: say in VALUES what {name} of {site.refusal.__name__} may be"
    return values


def words() -> Iterator[tuple[str, str, str]]:
    """(error's message, parameter, word) of every word of a closed list that a refusal may be given."""
    for site in sites():
        message_id = error_message_id(site.refusal.code)
        for name, literals in site.params.items():
            known = WORDS.get(f"{site.refusal.__name__}.{name}", WORDS.get(name, ()))
            yield from ((message_id, name, str(word)) for word in (*literals, *known))
    for source in python_sources():
        if source.is_in(*(package.__name__ for package in ROOMS)):
            # helpers that are told which field they check: check_text(..., field="titles"), field: str = "country"
            yield from (("error-invalid-input", "field", word) for word in _fields_named(source.tree))


def _fields_named(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "field":
            yield from map(str, _literals(node.value))
        elif isinstance(node, ast.arguments):
            for argument, default in zip(node.kwonlyargs, node.kw_defaults, strict=True):
                if argument.arg == "field" and default is not None:
                    yield from map(str, _literals(default))


class _Uses(Visitor):
    """What a message inserts or chooses by, and the messages it is made of."""

    def __init__(self) -> None:
        self.variables: set[str] = set()
        self.variants: dict[str, set[str]] = {}
        self.messages: set[str] = set()

    def visit_VariableReference(self, node: ftl.VariableReference) -> None:  # noqa: N802 - the visitor's naming
        self.variables.add(node.id.name)

    def visit_MessageReference(self, node: ftl.MessageReference) -> None:  # noqa: N802
        self.messages.add(node.id.name)

    def visit_SelectExpression(self, node: ftl.SelectExpression) -> None:  # noqa: N802
        if isinstance(node.selector, ftl.VariableReference):
            keys = {variant.key.name for variant in node.variants if isinstance(variant.key, ftl.Identifier)}
            self.variants.setdefault(node.selector.id.name, set()).update(keys)
        self.generic_visit(node)


@cache
def entries(language: str, file: str) -> tuple[ftl.EntryType, ...]:
    """What a file of a language holds."""
    parsed = FluentParser().parse((LOCALES / language / file).read_text(encoding="utf-8"))
    return tuple(parsed.body)


@cache
def messages(language: str) -> dict[str, ftl.Message]:
    """All messages of a language."""
    found: dict[str, ftl.Message] = {}
    for path in sorted((LOCALES / language).iterdir()):
        found |= {one.id.name: one for one in entries(language, path.name) if isinstance(one, ftl.Message)}
    return found


@cache
def uses(language: str, message_id: str) -> _Uses:
    """What a message uses, itself and by the messages it is made of."""
    found = _Uses()
    found.visit(messages(language)[message_id])
    for other in tuple(found.messages):
        deeper = uses(language, other)
        found.variables |= deeper.variables
        found.messages |= deeper.messages
        for name, keys in deeper.variants.items():
            found.variants.setdefault(name, set()).update(keys)
    return found


def files(language: str) -> list[str]:
    return sorted(path.name for path in (LOCALES / language).iterdir())


def test_the_languages_are_those_of_the_players() -> None:
    assert sorted(path.name for path in LOCALES.iterdir()) == sorted(LANGUAGES)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_has_every_file_and_message(language: str) -> None:
    assert files(language) == files(FALLBACK_LANGUAGE)
    for file in files(language):
        broken = [entry.content for entry in entries(language, file) if isinstance(entry, ftl.Junk)]
        assert not broken, f"{file} has lines that are no Fluent: {broken}"
        names = [one.id.name for one in entries(language, file) if isinstance(one, ftl.Message)]
        assert len(names) == len(set(names)), f"{file} has a message twice"
    assert messages(language).keys() == messages(FALLBACK_LANGUAGE).keys()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_has_a_text_and_every_text_its_use(language: str) -> None:
    wanted = {error_message_id(refusal.code) for refusal in refusals().values()} | {FALLBACK_ERROR}
    found = {one.id.name for one in entries(language, "errors.ftl") if isinstance(one, ftl.Message)}
    assert found == wanted
    own_assets = {f"money-{asset.lower()}" for asset in money._OWN_ASSETS}
    assert {one.id.name for one in entries(language, "money.ftl") if isinstance(one, ftl.Message)} == own_assets
    parts = {one.id.name for one in entries(language, "words.ftl") if isinstance(one, ftl.Message)}
    assert set().union(*(uses(language, message_id).messages for message_id in wanted)) == parts


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_leaves_a_fact_out(language: str) -> None:
    for message_id in messages(FALLBACK_LANGUAGE):
        english = uses(FALLBACK_LANGUAGE, message_id).variables
        assert uses(language, message_id).variables == english, message_id


def test_every_refusal_is_made_somewhere() -> None:
    assert {site.refusal for site in sites()} == set(refusals().values())


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_a_refusal_is_given_is_translated(language: str) -> None:
    missing = set()
    for message_id, name, word in words():
        chosen = uses(language, message_id).variants.get(name)
        if chosen is not None and word not in chosen:
            missing.add(f"{message_id}: ${name} [{word}]")
    assert not missing, sorted(missing)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_refusal_renders(language: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "core.kernel.texts")
    for site in sites():
        first = {name: possible(site, name)[0] for name in site.params}
        for name in first or [""]:
            for value in possible(site, name) if name else [None]:
                error = site.refusal(**first | ({name: value} if name else {}))
                shown = error_text(error, language)
                assert not caplog.records, f"{site.where}: {error}: {caplog.text}"
                assert shown.strip() == shown
                assert not re.search(r"[{}\n\u2066-\u2069]|\?\?\?", shown), shown


def test_the_command_line_refuses_in_words(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(typer.Exit) as ended, explained():
        raise refusals()["NotEnoughTickets"](raffle=UUID, left=1)
    assert ended.value.exit_code == EXIT_UNUSABLE
    assert capsys.readouterr().err == "refused: Only 1 ticket is left. Choose fewer. (not_enough_tickets)\n"
