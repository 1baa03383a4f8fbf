"""The rules, applied to every file of the project."""

import tomllib
from collections.abc import Callable, Iterator

import pytest

from tests.architecture.rules import PER_FILE, Finding, error_codes, machine_traces
from tests.architecture.source import ROOT, Source, python_sources, tracked_files

# built from parts, so that this file passes its own test
NEEDLES = (
    *(f"/{folder}/" for folder in ("work", "root", "tmp")),
    *(f"{host}.org" for host in ("pypi", "files.pythonhosted", "registry" + ".npmjs")),
    "deb." + "debian.org",
    "/opt/" + "pypi",
)


@pytest.mark.parametrize("rule", PER_FILE, ids=lambda rule: rule.__name__)
def test_rule(rule: Callable[[Source], Iterator[Finding]]) -> None:
    broken = [f"{source.path}:{line} {what}" for source in python_sources() for line, what in rule(source)]
    assert not broken, "\n" + "\n".join(broken)


def test_every_refusal_has_a_code_of_its_own() -> None:
    broken = [f"{where} {what}" for where, what in error_codes(python_sources())]
    assert not broken, "\n" + "\n".join(broken)


def test_no_trace_of_a_machine_or_registry() -> None:
    broken = []
    for path in tracked_files():
        try:
            text = (ROOT / path).read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        broken += [f"{path}:{line} {what}" for line, what in machine_traces(path, text, NEEDLES)]
    assert not broken, "\n" + "\n".join(broken)


def test_every_package_stands_in_the_layer_order() -> None:
    config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    order = next(contract for contract in config["contracts"] if contract["type"] == "layers")
    known = {name.strip(" ()") for layer in order["layers"] for name in layer.split("|")}
    present = set()
    roots = set()
    for source in python_sources():
        if source.parts[0] in {"core", "bot", "webapp_api", "sandbox", "cli"}:
            roots.add(source.parts[0])
            inner = source.parts[1].removesuffix(".py") if source.parts[0] == "core" else ""
            if inner and inner != "__init__":
                present.add(f"core.{inner}")
    assert present <= known, f"not in the layer order: {sorted(present - known)}"
    assert roots <= set(config["root_packages"]), "import-linter does not look at every package"
