"""The system under test: where it is, who may log in, which processes it consists of."""

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
    """A private stack with an imported city and nothing in it: whatever a bench does to it, nobody minds.

    `logins` go by role; `receiver` may read every device's `up/#`; `apply_devices` returns once the broker knows
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
    """What the one who measures may change; None leaves it to the bench."""

    seconds: float | None = None
    fixes: int | None = None
    units: int | None = None
    rate_per_s: float | None = None
    consoles: int | None = None
    days: int | None = None
    into: Path | None = None
