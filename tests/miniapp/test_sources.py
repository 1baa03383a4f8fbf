"""The mini-app's own tests, by its own tool, and the house's rules for its sources; make lint checks its types."""

import json
import re
import subprocess

import pytest

from tests.architecture.rules import FILE_LINES
from tests.architecture.source import ROOT, tracked_files

APP = ROOT / "webapp_api" / "miniapp"
FOLDER = "webapp_api/miniapp/"


@pytest.mark.slow
def test_the_apps_own_tests_pass() -> None:
    done = subprocess.run(["npm", "run", "--silent", "test"], cwd=APP, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"


def test_files_are_short_and_say_what_they_are() -> None:
    for path in tracked_files():
        if path.startswith(FOLDER) and path.endswith((".ts", ".tsx", ".css")):
            lines = (ROOT / path).read_text(encoding="utf-8").splitlines()
            assert len(lines) < FILE_LINES, path
            is_described = lines[0].startswith(("//", "/*", "/// "))
            assert is_described or not path.endswith((".ts", ".tsx")) or ".test." in path, (
                f"{path} does not say what it is"
            )


def test_packages_are_pinned_and_name_no_registry() -> None:
    package = json.loads((APP / "package.json").read_text(encoding="utf-8"))
    versions = package["dependencies"] | package["devDependencies"]
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions.values()), versions
    lock = (APP / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock
    assert all("integrity" in entry for name, entry in json.loads(lock)["packages"].items() if name)


def test_the_page_holds_no_script_or_style_of_its_own() -> None:
    """The CSP of the page allows none."""
    page = (APP / "index.html").read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\son\w+=|style=", page)
