"""The systemd units against the project, and by systemd itself where it is installed."""

import shutil
import subprocess
from configparser import ConfigParser
from pathlib import Path

import pytest

from tests.deploy.files import COMPOSE, FILLED, compose, in_project, read

UNITS = ("deploy/systemd/fairlot@.service", "deploy/systemd/fairlot-custodian.service")
CHECKOUT = "/opt/fairlot"


def service(path: str) -> dict[str, str]:
    """What a unit's [Service] says; of several lines of one name the last."""
    parser = ConfigParser(strict=False, interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read_string(read(path))
    return dict(parser["Service"])


@pytest.mark.parametrize("path", UNITS)
def test_systemd_accepts_it(path: str, tmp_path: Path) -> None:
    done = _verify(read(path), Path(path).name, tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""


def test_systemd_does_not_accept_everything(tmp_path: Path) -> None:
    done = _verify(read(UNITS[0]).replace("RestartSec=", "RestartSecs="), Path(UNITS[0]).name, tmp_path)
    assert "RestartSecs" in done.stderr


def _verify(text: str, name: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """`systemd-analyze verify`, with programs that exist on this machine."""
    if not shutil.which("systemd-analyze"):
        pytest.skip("NOT CHECKED BY SYSTEMD: systemd-analyze is not installed here")
    for program in ("fairlot", "python"):
        text = text.replace(f"{CHECKOUT}/.venv/bin/{program}", "/bin/true")
    unit = folder / name
    unit.write_text(text)
    return subprocess.run(["systemd-analyze", "verify", unit], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("path", UNITS)
def test_the_processes_are_confined(path: str) -> None:
    unit = service(path)
    assert unit["WorkingDirectory"] == CHECKOUT
    assert unit["NoNewPrivileges"] == unit["ProtectHome"] == unit["PrivateDevices"] == "yes"
    assert unit["ProtectSystem"] == "strict"
    assert unit["CapabilityBoundingSet"] == ""
    assert unit.get("User") == "fairlot" or unit["DynamicUser"] == "yes"


def test_the_units_start_what_compose_starts() -> None:
    services = compose(COMPOSE, FILLED)["services"]
    assert service(UNITS[0])["ExecStart"] == f"{CHECKOUT}/.venv/bin/fairlot %i"
    custodian = services["custodian"]["command"]
    command = service(UNITS[1])["ExecStart"].split()
    assert command[:3] == [f"{CHECKOUT}/.venv/bin/python", "-m", "sandbox.custodian"]
    terms = [custodian[custodian.index(name) + 1] for name in ("--period", "--length")]
    assert terms == [command[command.index(name) + 1] for name in ("--period", "--length")]


def test_the_custodian_listens_where_its_proxy_looks() -> None:
    port = service(UNITS[1])["ExecStart"].split()[-1]
    assert f"{{$CUSTODIAN_UPSTREAM:127.0.0.1:{port}}}" in in_project("deploy/custodian/Caddyfile").read_text()
