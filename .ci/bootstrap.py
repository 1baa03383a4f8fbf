"""Makes .venv from the hashed locks. Standard library only: it runs before anything is installed.

Does nothing when the stamp is newer than the locks and pyproject.toml; two runs at once wait for each other. With
`--runtime` the environment is that of production: no tests, no tools, no embedded servers, no installer.
"""

import argparse
import fcntl
import os
import ssl
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / ".fairlot-stamp"
BOOTSTRAP_LOCK = "requirements-bootstrap.lock"
EVERYTHING_LOCK = "requirements.lock"
RUNTIME_LOCK = "requirements-runtime.lock"
OLDEST_PYTHON = (3, 11)


def is_current(lock: str) -> bool:
    """True when the environment was finished after its inputs changed, of this lock, by this very checkout."""
    if not STAMP.exists() or STAMP.read_text(encoding="utf-8") != stamp_of(lock):
        return False
    made_at = STAMP.stat().st_mtime
    inputs = ("pyproject.toml", lock, BOOTSTRAP_LOCK, ".ci/bootstrap.py")
    return all((ROOT / name).stat().st_mtime <= made_at for name in inputs)


def stamp_of(lock: str) -> str:
    """What a finished environment is marked with: its scripts name this folder."""
    return f"{ROOT} {lock}"


def build(lock: str) -> None:
    """Creates or renews the environment: venv, pinned uv, the locked packages, the project (editable)."""
    STAMP.unlink(missing_ok=True)
    python = VENV / "bin" / "python"
    uv = VENV / "bin" / "uv"
    if not _runs(python, "-m", "pip", "--version"):
        say("making .venv")
        venv.create(VENV, with_pip=True, clear=True)
    say("installing uv")
    run(python, "-m", "pip", "install", "--quiet", "--require-hashes", "-r", BOOTSTRAP_LOCK)
    say("installing the locked packages")
    # compiled once: where PYTHONDONTWRITEBYTECODE is set, as containers do, each start of a process would do it anew
    sync = ("pip", "sync", "--quiet", "--compile-bytecode", "--python", python, "--require-hashes")
    run(uv, *sync, lock, BOOTSTRAP_LOCK)
    say("installing fairlot (editable)")
    run(uv, "pip", "install", "--quiet", "--python", python, "--no-deps", "--no-build-isolation", "-e", ".")
    if lock == RUNTIME_LOCK:
        say("removing what installed it")
        run(uv, "pip", "uninstall", "--quiet", "--python", python, "uv", "setuptools", "pip")
    STAMP.write_text(stamp_of(lock), encoding="utf-8")


def run(*command: str | Path) -> None:
    """Runs a command in the checkout; ends the bootstrap with its exit code when it fails."""
    done = subprocess.run(
        [str(part) for part in command], cwd=ROOT, check=False, stdin=subprocess.DEVNULL, env=environment()
    )
    if done.returncode != 0:
        sys.exit(f"setup: failed ({done.returncode}): {' '.join(str(part) for part in command)}")


def environment() -> dict[str, str]:
    """Our environment; uv trusts the machine's certificates where there are any (a company's proxy has its own)."""
    paths = ssl.get_default_verify_paths()
    has_certificates = paths.cafile is not None or (paths.capath is not None and any(Path(paths.capath).iterdir()))
    return {"UV_SYSTEM_CERTS": "true" if has_certificates else "false"} | os.environ


def _runs(*command: str | Path) -> bool:
    try:
        done = subprocess.run([str(part) for part in command], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def say(step: str) -> None:
    """One progress line."""
    print(f"setup: {step}", flush=True)


def main() -> None:
    """Checks the interpreter, then builds under a lock."""
    if sys.version_info < OLDEST_PYTHON:
        sys.exit(f"setup: Python 3.11 or later is needed, not {sys.version.split()[0]}; try make PYTHON=python3.11")
    if not _runs(sys.executable, "-c", "import venv, ensurepip"):
        sys.exit("setup: this Python cannot make virtual environments; on Debian: apt-get install python3-venv")
    chosen = argparse.ArgumentParser(prog=".ci/bootstrap.py", description="Makes .venv from the hashed locks.")
    chosen.add_argument("--runtime", action="store_true", help="only what production runs")
    lock = RUNTIME_LOCK if chosen.parse_args().runtime else EVERYTHING_LOCK
    VENV.mkdir(exist_ok=True)
    # the lock lies outside .venv because making it anew empties the folder
    with (ROOT / ".ci" / ".bootstrap.flock").open("w") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX)
        if not is_current(lock):
            build(lock)


if __name__ == "__main__":
    main()
