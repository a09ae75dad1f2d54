"""The operating-system user a server runs as: PostgreSQL refuses root, and nothing else needs it."""

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
    except KeyError:  # a container may give us a number without a name
        name = str(os.geteuid())
    return OsUser(name, os.geteuid(), os.getegid())


def server_user(*names: str) -> OsUser:
    """Who runs a server: ourselves, or, when we are root, the first of the names that exists."""
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
    """Hand a file or folder to its user, closed to everybody else as the mode says."""
    if os.geteuid() == 0:
        os.chown(path, user.uid, user.gid)
    path.chmod(mode)


def can_enter(folder: Path, user: OsUser) -> bool:
    """Whether the user may pass through this folder and every folder above it."""
    return first_closed_folder(folder, user) is None


def first_closed_folder(folder: Path, user: OsUser) -> Path | None:
    """The topmost folder on the way that the user may not enter; folders yet to be made do not count."""
    existing = [each for each in (folder, *folder.parents) if each.is_dir()]
    return next((each for each in reversed(existing) if not _may_enter(each, user)), None)


def _may_enter(folder: Path, user: OsUser) -> bool:
    status = folder.stat()
    if user.uid in (0, status.st_uid):
        return user.uid == 0 or bool(status.st_mode & 0o100)
    if status.st_gid in os.getgrouplist(user.name, user.gid):
        return bool(status.st_mode & 0o010)
    return bool(status.st_mode & 0o001)
