"""The system under test: its addresses, its logins, its processes."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Login:
    username: str
    password: str


@dataclass(frozen=True, slots=True)
class Target:
    """A private stack with an imported city and no other data, free for any bench to change.

    `logins` are by role; `receiver` may read every device's `up/#`; `apply_devices` returns once the broker knows
    the devices that are in the database.
    """

    api_url: str
    database_url: str
    mqtt_url: str
    logins: Mapping[str, Login]
    receiver: Login
    data_dir: Path
    processes: Mapping[str, int]
    apply_devices: Callable[[], Awaitable[None]]


type PrivateStack = Callable[[], AbstractAsyncContextManager[Target]]


@dataclass(frozen=True, slots=True)
class Options:
    """What the user of a bench may change; None leaves the choice to the bench."""

    seconds: float | None = None
    fixes: int | None = None
    units: int | None = None
    rate_per_s: float | None = None
    consoles: int | None = None
    days: int | None = None
    into: Path | None = None
