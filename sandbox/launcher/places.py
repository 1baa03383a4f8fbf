"""The folders of one data folder: where the data lies, where the sockets are, and the lock of the launcher.

Usually everything is inside the data folder. As root, below a private home, the data lies in a public folder
(nobody cannot enter the home); the data folder then remembers that place in its file `place`.
"""

import fcntl
import hashlib
import os
import re
import secrets
import shutil
import stat
import tempfile
from dataclasses import dataclass
from pathlib import Path

from sandbox.launcher.account import Account, account_for
from sandbox.launcher.errors import DataFolderInUse, ServiceStartFailed

# sun_path holds 108 bytes with the closing zero; the longest name below the folder is "/.s.PGSQL.5432"
SOCKET_PATH_LIMIT = 106
LONGEST_SOCKET_NAME = "/.s.PGSQL.5432"
PLAIN_PATH = re.compile(r"[A-Za-z0-9._/-]+")
PUBLIC_PARENTS = (Path("/var/lib"), Path("/var/tmp"))  # noqa: S108 - ownership is checked before use


@dataclass(frozen=True, slots=True)
class Places:
    """Where one data folder keeps its data (`home`), sockets (`run`) and logs, and who runs its servers."""

    home: Path
    run: Path
    logs: Path
    account: Account


def take_folder(data_dir: Path) -> int:
    """Makes the data folder and locks it for this launcher; gives the open lock, freed by closing it.

    Raises DataFolderInUse when another launcher has it.
    """
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
        lock = os.open(data_dir / "services.lock", os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as refused:
        raise ServiceStartFailed(f"the data folder {data_dir} cannot be used: {refused.strerror}") from refused
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        owner = os.read(lock, 32).decode(errors="replace").strip() or "unknown"
        os.close(lock)
        raise DataFolderInUse(f"the data folder {data_dir} is in use by process {owner}") from None
    os.ftruncate(lock, 0)
    os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
    return lock


def settle(data_dir: Path) -> Places:
    """Decides and makes the folders of a locked data folder."""
    home = _remembered(data_dir) or data_dir
    if home != data_dir:
        _make_public(home)
    account = account_for(home / "postgres")
    if home == data_dir and not account.can_enter(data_dir):
        home = _move_out(data_dir)
        account = account_for(home / "postgres")
    run = _socket_dir(home, account)
    logs = data_dir / "logs"
    logs.mkdir(exist_ok=True)
    for path in (data_dir / "services.lock", logs):
        account.own(path)
    return Places(home=home, run=run, logs=logs, account=account)


def remove_sockets(places: Places) -> None:
    """Deletes the folder of the sockets; it is made again at the next start."""
    shutil.rmtree(places.run, ignore_errors=True)


def public_dir() -> Path:
    """A folder of root's that everybody can enter, for binaries and data that nobody must reach."""
    for parent in PUBLIC_PARENTS:
        folder = parent / "fairlot"
        try:
            folder.mkdir(mode=0o755, exist_ok=True)
        except OSError:
            continue
        status = folder.lstat()
        if stat.S_ISDIR(status.st_mode) and status.st_uid == os.geteuid():
            folder.chmod(0o755)
            return folder
    raise ServiceStartFailed("no public folder for the servers could be made; run as an ordinary user")


def _remembered(data_dir: Path) -> Path | None:
    try:
        return Path((data_dir / "place").read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        return None


def _move_out(data_dir: Path) -> Path:
    """A public home for a private data folder, remembered before it is made.

    The name is random, not made from the path: a data folder that was deleted and made anew starts empty, and
    one that was renamed keeps its data.
    """
    home = public_dir() / f"data-{secrets.token_hex(8)}"
    draft = data_dir / "place.new"
    draft.write_text(f"{home}\n", encoding="utf-8")
    draft.replace(data_dir / "place")
    _make_public(home)
    return home


def _make_public(home: Path) -> None:
    # chmod, because a strict umask takes rights from what mkdir makes
    for folder in (home.parent, home):
        if not folder.exists():
            folder.mkdir()
            folder.chmod(0o755)


def _socket_dir(home: Path, account: Account) -> Path:
    """A private folder whose sockets have short plain paths: in the data folder when that fits."""
    inside = (home / "run").resolve()
    temporary = hashlib.sha256(os.fsencode(home.resolve())).hexdigest()[:16]
    outside = [Path(base).resolve() / f"fairlot-{temporary}" for base in (tempfile.gettempdir(), PUBLIC_PARENTS[1])]
    for folder in (inside, *outside):
        if _is_short_and_plain(folder) and (folder == inside or account.can_enter(folder.parent)):
            _make_private(folder, account)
            return folder
    raise ServiceStartFailed(f"no folder with a path short enough for sockets was found for {home}")


def _is_short_and_plain(folder: Path) -> bool:
    # plain: the path becomes part of a URL, where ':' and ',' have meanings of their own
    path = f"{folder}{LONGEST_SOCKET_NAME}"
    return len(os.fsencode(path)) <= SOCKET_PATH_LIMIT and PLAIN_PATH.fullmatch(path) is not None


def _make_private(folder: Path, account: Account) -> None:
    try:
        folder.mkdir(mode=0o700)
        account.own(folder)
    except FileExistsError:
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid not in {os.geteuid(), account.uid}:
            raise ServiceStartFailed(f"{folder} belongs to somebody else") from None
        account.own(folder)
        folder.chmod(0o700)
