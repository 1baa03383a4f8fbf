"""Builds the mini-app with Node. Standard library only, as bootstrap.py, which make runs before.

Packages are installed when their lock changed, the app is built when a source or a text changed: both are known by a
hash that is kept beside the result. Two runs at once wait for each other.
"""

import fcntl
import hashlib
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "webapp_api" / "miniapp"
PACKAGES = APP / "node_modules"
BUILT = APP / "dist"
STAMP = ".fairlot-stamp"
OLDEST_NODE = (20, 19)
LOCKED = ("package.json", "package-lock.json", ".npmrc")
CONFIGURED = ("index.html", "tsconfig.json", "vite.config.ts", "vite.verifier.config.ts")


def main() -> None:
    """Checks Node, then does what is outdated, under a lock."""
    if not (APP / "package.json").is_file():
        sys.exit(f"setup: there is no mini-app in {APP}")
    check_node()
    with (ROOT / ".ci" / ".miniapp.flock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        packages = digest(APP / name for name in LOCKED)
        if stamp_of(PACKAGES) != packages:
            say("installing the mini-app's packages")
            run("npm", "ci", "--no-progress", "--loglevel=error")
            (PACKAGES / STAMP).write_text(packages, encoding="utf-8")
        sources = packages + digest(sources_of_app())
        if stamp_of(BUILT) != sources:
            say("building the mini-app")
            run("npm", "run", "--silent", "build", "--", "--logLevel=warn")
            (BUILT / STAMP).write_text(sources, encoding="utf-8")


def check_node() -> None:
    """Ends with what to do where Node is missing, or too old for what builds the app."""
    wanted = f"Node {'.'.join(map(str, OLDEST_NODE))} or later, with npm, is needed to build the mini-app"
    if shutil.which("npm") is None or shutil.which("node") is None:
        sys.exit(f"setup: {wanted}; neither of them may be missing from PATH")
    shown = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False).stdout.strip()
    version = re.match(r"v(\d+)\.(\d+)", shown)
    if version is None or (int(version[1]), int(version[2])) < OLDEST_NODE:
        sys.exit(f"setup: {wanted}, not {shown or 'one that does not say its version'}")


def sources_of_app() -> Iterable[Path]:
    """Everything that the built app is made of, but for its packages."""
    yield from (APP / name for name in CONFIGURED)
    for folder in (APP / "src", APP / "build", APP / "public", ROOT / "locales"):
        yield from sorted(path for path in folder.rglob("*") if path.is_file())


def digest(paths: Iterable[Path]) -> str:
    """A hash of the files' places and contents."""
    state = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        state.update(f"{path.relative_to(ROOT)} {len(content)}\n".encode())
        state.update(content)
    return state.hexdigest()


def stamp_of(folder: Path) -> str | None:
    """What the folder was made from, None where it was not finished."""
    stamp = folder / STAMP
    return stamp.read_text(encoding="utf-8") if stamp.is_file() else None


def run(*command: str) -> None:
    """Runs a command in the app's folder, of which only errors are shown; ends with its exit code when it fails."""
    done = subprocess.run(command, cwd=APP, check=False, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    if done.returncode != 0:
        sys.exit(f"setup: failed ({done.returncode}): {' '.join(command)}")


def say(step: str) -> None:
    """One progress line."""
    print(f"setup: {step}", flush=True)


if __name__ == "__main__":
    main()
