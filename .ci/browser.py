"""Sees to a Chromium for the tests of pages. Standard library only, as bootstrap.py.

One that is there is used. Otherwise Debian's is installed where that is allowed: by root, with apt-get at hand. Where
it is not, the tests of pages are skipped, and this says so: a machine without a browser may still run all other tests.
"""

import os
import shutil
import subprocess
import sys

BROWSER = "chromium"
LONGEST_S = 600


def main() -> None:
    """Never fails: what could not be had is said."""
    if shutil.which(BROWSER) is not None:
        return
    problem = install()
    if problem is not None:
        print(f"setup: NO BROWSER WILL BE TESTED: {BROWSER} is missing, and {problem}", file=sys.stderr)


def install() -> str | None:
    """Why it could not be done; None where it was."""
    if shutil.which("apt-get") is None:
        return "there is no apt-get to install it by"
    if os.geteuid() != 0:
        return f"only root may install it: apt-get install --no-install-recommends {BROWSER}"
    print(f"setup: installing {BROWSER} for the tests of pages", file=sys.stderr)
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update", "-qq"], ["install", "-qq", "-y", "--no-install-recommends", BROWSER]):
        try:
            done = subprocess.run(
                ["apt-get", *command], env=quiet, capture_output=True, text=True, timeout=LONGEST_S, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as refused:
            return f"apt-get {command[0]} did not end: {refused}"
        if done.returncode != 0:
            return f"apt-get {command[0]} failed: {(done.stderr or done.stdout).strip()[-300:]}"
    return None if shutil.which(BROWSER) else f"apt-get brought no command {BROWSER}"


if __name__ == "__main__":
    main()
