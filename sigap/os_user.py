"""The operating-system user that a server runs as: PostgreSQL refuses root; nothing else needs another user."""

import os
import pwd
from dataclasses import dataclass
from pathlib import Path

from sigap.errors import SigapError


@dataclass(frozen=True, slots=True)
class OsUser:
    name: str
    uid: int
    gid: int

    @property
    def is_me(self) -> bool:
        return self.uid == os.geteuid()


def me() -> OsUser:
    try:
        name = pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:  # in a container the uid may have no name
        name = str(os.geteuid())
    return OsUser(name, os.geteuid(), os.getegid())


def server_user(*names: str) -> OsUser:
    """Return the user that runs a server: the current one or, for root, the first of the names that exists."""
    if os.geteuid() != 0:
        return me()
    for name in names:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return OsUser(entry.pw_name, entry.pw_uid, entry.pw_gid)
    raise SigapError(
        f"no operating-system user to run the server as (looked for: {', '.join(names)})",
        hint="install the packages postgresql and mosquitto, or name a user in SIGAP_POSTGRES_OS_USER",
    )


def give(path: Path, user: OsUser, *, mode: int) -> None:
    """Give a file or folder to the user; `mode` closes it to everybody else."""
    if os.geteuid() == 0:
        os.chown(path, user.uid, user.gid)
    path.chmod(mode)


def can_enter(folder: Path, user: OsUser) -> bool:
    """Whether the user may pass through this folder and all its parents."""
    return first_closed_folder(folder, user) is None


def first_closed_folder(folder: Path, user: OsUser) -> Path | None:
    """Return the topmost folder of the path that the user may not enter; folders that do not exist yet do not count."""
    existing = [each for each in (folder, *folder.parents) if each.is_dir()]
    return next((each for each in reversed(existing) if not _may_enter(each, user)), None)


def _may_enter(folder: Path, user: OsUser) -> bool:
    status = folder.stat()
    if user.uid in (0, status.st_uid):
        return user.uid == 0 or bool(status.st_mode & 0o100)
    if status.st_gid in os.getgrouplist(user.name, user.gid):
        return bool(status.st_mode & 0o010)
    return bool(status.st_mode & 0o001)
