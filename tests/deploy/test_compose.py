"""The Compose files: by the specification's schema, by Compose itself where there is one, and against the project."""

import re
import shutil
import subprocess
import sys
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import Any

import pytest

from cli.main import COMMANDS
from core.settings import Settings
from tests.architecture.source import ROOT
from tests.deploy.files import (
    COMPOSE,
    CUSTODIAN_COMPOSE,
    FILLED,
    compose,
    in_project,
    is_committed,
    read,
    settings_of,
    variables,
)

PRODUCTION = compose(COMPOSE, FILLED)
ON_ANOTHER_MACHINE = compose(CUSTODIAN_COMPOSE, FILLED)
SERVICES: dict[str, dict[str, Any]] = PRODUCTION["services"]
APPS = ("api", "bot", "jobs", "migrate")
EVERY = [
    pytest.param(content, name, id=f"{path}-{name}")
    for path, content in ((COMPOSE, PRODUCTION), (CUSTODIAN_COMPOSE, ON_ANOTHER_MACHINE))
    for name in content["services"]
]


@pytest.mark.parametrize("path", [COMPOSE, CUSTODIAN_COMPOSE])
def test_the_schema_of_the_specification_is_met(path: str) -> None:
    done = _check_schema(in_project(path))
    assert done.returncode == 0, done.stdout


def test_the_schema_is_not_met_by_everything(tmp_path: Path) -> None:
    (tmp_path / "wrong.yml").write_text("services: {api: {image: a, restarts: always}}")
    done = _check_schema(tmp_path / "wrong.yml")
    assert done.returncode == 1
    assert "restarts" in done.stdout


def _check_schema(path: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.compose-spec", str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("path", [COMPOSE, CUSTODIAN_COMPOSE])
def test_compose_itself_accepts_it(path: str, tmp_path: Path) -> None:
    done = _run_compose(path, tmp_path, FILLED)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("name", [name for name, default in variables(read(COMPOSE)).items() if default is None])
def test_compose_itself_refuses_to_be_without(name: str, tmp_path: Path) -> None:
    done = _run_compose(COMPOSE, tmp_path, FILLED | {name: ""})
    assert done.returncode != 0
    assert "is to be set" in done.stderr


def _run_compose(path: str, folder: Path, values: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """`docker-compose config` in a folder of its own, with the values as its .env; it needs no engine."""
    command = _compose_command()
    if command is None:
        pytest.skip("NOT CHECKED BY COMPOSE: neither docker-compose nor docker compose is installed here")
    (folder / "docker-compose.yml").write_text(read(path))
    (folder / ".env").write_text("".join(f"{name}={value}\n" for name, value in values.items()))
    return subprocess.run([*command, "config"], cwd=folder, capture_output=True, text=True, check=False)


def _compose_command() -> list[str] | None:
    if shutil.which("docker-compose"):
        return ["docker-compose"]
    plugin = ["docker", "compose"]
    if (
        shutil.which("docker")
        and subprocess.run([*plugin, "version"], capture_output=True, check=False).returncode == 0
    ):
        return plugin
    return None


def test_the_variables_are_the_required_ones_and_options() -> None:
    production = variables(read(COMPOSE))
    assert {name for name, default in production.items() if default is None} == FILLED.keys() - {"CUSTODIAN_URL"}
    assert variables(read(CUSTODIAN_COMPOSE)) == {"CUSTODIAN_URL": None}
    with pytest.raises(KeyError, match="BOT_TOKEN"):
        compose(COMPOSE, FILLED | {"BOT_TOKEN": ""})


def test_no_password_is_written_down() -> None:
    for path in (COMPOSE, CUSTODIAN_COMPOSE):
        for line in read(path).splitlines():
            if re.search(r"password|secret|token", line, re.IGNORECASE) and not line.strip().startswith("#"):
                assert re.search(r"\$\{[A-Z_]*(PASSWORD|SECRET|SECRET_KEYS|TOKEN):\?", line), line


@pytest.mark.parametrize(("content", "name"), EVERY)
def test_each_service_is_bounded_and_comes_back(content: dict[str, Any], name: str) -> None:
    service = content["services"][name]
    assert service["mem_limit"]
    assert service["logging"] == {"driver": "json-file", "options": {"max-size": "10m", "max-file": "5"}}
    assert service["restart"] == ("on-failure:5" if name == "migrate" else "unless-stopped")
    assert ("healthcheck" in service) == (name not in {"jobs", "migrate"})
    assert re.search(r":\d|^fairlot:local$", service["image"]), "an image has a version"


@pytest.mark.parametrize(("content", "name"), EVERY)
def test_what_a_service_refers_to_exists(content: dict[str, Any], name: str) -> None:
    service = content["services"][name]
    depends = service.get("depends_on", {})
    for other in depends:
        assert other in content["services"]
        condition = depends[other]["condition"] if isinstance(depends, dict) else "service_started"
        if condition == "service_healthy":
            assert "healthcheck" in content["services"][other]
        if condition == "service_completed_successfully":
            assert other == "migrate"
    for network in service.get("networks", []):
        assert network in content["networks"]
    folder = "deploy/custodian" if content is ON_ANOTHER_MACHINE else "."
    for volume in service.get("volumes", []):
        source = volume.split(":")[0]
        if source.startswith("."):
            found = (ROOT / folder / source).resolve().relative_to(ROOT)
            assert is_committed(str(found)), found
        else:
            assert source in content["volumes"]


@pytest.mark.parametrize("content", [PRODUCTION, ON_ANOTHER_MACHINE], ids=[COMPOSE, CUSTODIAN_COMPOSE])
def test_nothing_is_declared_for_nobody(content: dict[str, Any]) -> None:
    services = content["services"].values()
    used = {volume.split(":")[0] for service in services for volume in service.get("volumes", [])}
    assert set(content["volumes"]) == {name for name in used if not name.startswith(".")}
    assert set(content.get("networks", [])) == {name for service in services for name in service.get("networks", [])}


def test_only_the_proxy_is_reachable() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert PRODUCTION["networks"]["data"]["internal"] is True
    for name in ("postgres", "valkey"):
        assert SERVICES[name]["networks"] == ["data"]
    assert SERVICES["proxy"]["networks"] == ["front"]
    assert SERVICES["custodian"]["network_mode"] == "none"
    assert "networks" not in SERVICES["custodian"]


@pytest.mark.parametrize("name", [*APPS, "custodian"])
def test_our_processes_may_write_nothing_and_gain_nothing(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "user" not in service, "the image's own user is not root"


def test_only_our_processes_are_given_env() -> None:
    assert sorted(name for name, service in SERVICES.items() if "env_file" in service) == sorted(APPS)
    assert set(SERVICES["proxy"]["environment"]) == {"PUBLIC_URL", "API_UPSTREAM", "BOT_UPSTREAM"}
    assert not any("env_file" in service for service in ON_ANOTHER_MACHINE["services"].values())


@pytest.mark.parametrize("name", APPS)
def test_the_environment_is_of_settings(name: str) -> None:
    environment = SERVICES[name]["environment"]
    assert {key.lower() for key in environment} <= set(Settings.model_fields)
    settings = settings_of(environment)
    assert settings.database_url.get_secret_value().endswith(
        f"://fairlot:{FILLED['POSTGRES_PASSWORD']}@postgres:5432/fairlot"
    )
    assert settings.redis_url.get_secret_value() == "redis://valkey:6379/0"
    assert settings.environment == "production"


@pytest.mark.parametrize("name", APPS)
def test_the_command_exists(name: str) -> None:
    assert SERVICES[name]["command"] in COMMANDS


def test_the_proxy_leads_to_the_ports_that_are_listened_on() -> None:
    proxy = SERVICES["proxy"]["environment"]
    api, bot = SERVICES["api"]["environment"], SERVICES["bot"]["environment"]
    assert proxy["API_UPSTREAM"] == f"api:{api['API_PORT']}"
    assert ip_address(api["API_HOST"]).is_unspecified
    assert proxy["BOT_UPSTREAM"] == f"bot:{bot['WEBHOOK_PORT']}"
    assert ip_address(bot["WEBHOOK_HOST"]).is_unspecified
    assert f":{api['API_PORT']}/" in SERVICES["api"]["healthcheck"]["test"][-1]
    assert f":{bot['WEBHOOK_PORT']}/" in SERVICES["bot"]["healthcheck"]["test"][-1]


def test_forwarded_addresses_are_believed_from_the_proxys_network_alone() -> None:
    trusted = SERVICES["api"]["environment"]["TRUSTED_PROXIES"]
    assert [{"subnet": trusted}] == PRODUCTION["networks"]["front"]["ipam"]["config"]
    assert ip_network(trusted).is_private
    assert ip_network(trusted).prefixlen >= 24


def test_a_custodian_on_this_machine_is_reached_by_a_socket_so_that_its_draws_are_graded_d() -> None:
    custodian = SERVICES["custodian"]
    socket = custodian["command"][-1]
    assert SERVICES["api"]["environment"]["BEACON_URL"] == f"unix:{socket}"
    assert {SERVICES[name]["volumes"][0] for name in APPS} == {f"beacon-socket:{Path(socket).parent}"}
    assert custodian["profiles"] == ["local-custodian"]
    elsewhere = ON_ANOTHER_MACHINE["services"]
    assert elsewhere["custodian"]["command"] == custodian["command"]
    assert elsewhere["proxy"]["environment"]["CUSTODIAN_UPSTREAM"] == f"unix/{socket}"


def test_processes_have_the_time_that_they_take_to_end() -> None:
    for name in ("api", "bot", "jobs"):
        assert int(SERVICES[name]["stop_grace_period"].removesuffix("s")) >= 40
