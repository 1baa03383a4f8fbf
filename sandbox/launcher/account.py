"""Which operating-system account runs the servers, and what that account can reach.

PostgreSQL refuses to run as root, so root steps down: to the owner of existing data, else to nobody.
"""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

NOBODY_ID = 65534


@dataclass(frozen=True, slots=True)
class Account:
    """User and group to switch to before a server starts; None means: stay who we are."""

    uid: int | None = None
    gid: int | None = None

    @property
    def extra_groups(self) -> list[int] | None:
        """Supplementary groups for the child: none of root's."""
        return None if self.uid is None else []

    def own(self, path: Path) -> None:
        """Hands a file or folder to the account."""
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)

    def can_enter(self, folder: Path) -> bool:
        """True when the account may walk into the folder, through all its parents."""
        if self.uid is None:
            return True
        resolved = folder.resolve()
        return all(self._may_walk(part) for part in (resolved, *resolved.parents))

    def _may_walk(self, folder: Path) -> bool:
        status = folder.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & 0o100)
        if status.st_gid == self.gid:
            return bool(status.st_mode & 0o010)
        return bool(status.st_mode & 0o001)


def account_for(existing: Path) -> Account:
    """The account for servers whose data is, or will be, in `existing`."""
    if os.geteuid() != 0:
        return Account()
    if existing.exists():
        status = existing.stat()
        if status.st_uid != 0:
            return Account(status.st_uid, status.st_gid)
    try:
        nobody = pwd.getpwnam("nobody")
    except KeyError:
        return Account(NOBODY_ID, NOBODY_ID)
    return Account(nobody.pw_uid, nobody.pw_gid)
