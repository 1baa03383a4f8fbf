"""`.env.example` against the settings: it names all of them and nothing else, with the defaults that they have."""

import pytest
from pydantic import SecretStr

from core.settings import Settings
from tests.deploy.files import COMPOSE, FILLED, ExampleLine, example, read, settings_of, variables

LINES = example()
EXAMPLES = {line.name: line.value for line in LINES if line.name in {"DATABASE_URL", "REDIS_URL"}}
"""They have no default; what stands there shows how they are written."""


def test_at_most_six_are_required_and_compose_requires_the_same() -> None:
    required = [line.name for line in LINES if not line.is_off and not line.value]
    assert len(required) <= 6
    assert set(required) == {name for name, default in variables(read(COMPOSE)).items() if default is None}


def test_every_name_is_read_by_something() -> None:
    names = [line.name for line in LINES]
    assert len(names) == len(set(names))
    known = {name.upper() for name in Settings.model_fields} | variables(read(COMPOSE)).keys() | {"COMPOSE_PROFILES"}
    assert set(names) <= known


def test_every_setting_is_there() -> None:
    assert {name.upper() for name in Settings.model_fields} <= {line.name for line in LINES}


def test_every_line_is_explained() -> None:
    text = read(".env.example").splitlines()
    for line in LINES:
        if not line.is_off:
            at = next(number for number, found in enumerate(text) if found.startswith(f"{line.name}="))
            assert text[at - 1].startswith("# "), line.name


@pytest.mark.parametrize("line", [line for line in LINES if line.is_off and line.name not in EXAMPLES], ids=str)
def test_the_defaults_are_true(line: ExampleLine) -> None:
    if line.name.lower() in Settings.model_fields:
        default = Settings.model_fields[line.name.lower()].default
        assert line.value == ("" if default is None else str(default))
    else:
        assert line.value == variables(read(COMPOSE))[line.name]


def test_the_filled_example_is_a_working_set() -> None:
    settings = settings_of({line.name: line.value for line in LINES if not line.is_off} | EXAMPLES | FILLED)
    assert isinstance(settings.webhook_secret, SecretStr)
    assert settings.mini_app_url == f"{FILLED['PUBLIC_URL']}/"
