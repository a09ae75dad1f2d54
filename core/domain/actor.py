"""Actors: every action takes one, and every event names it."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID


class Role(StrEnum):
    CALL_TAKER = "call_taker"  # takes calls, makes incidents
    DISPATCHER = "dispatcher"  # sends units; may do all a call-taker does
    SUPERVISOR = "supervisor"  # approves the unusual; may do all a dispatcher does
    CREW = "crew"  # sees its own unit only and answers for it
    ADMIN = "admin"  # sets the system up; sends nobody
    VIEWER = "viewer"  # read only, e.g. the wall display


@dataclass(frozen=True, slots=True)
class Account:
    """A person who is logged in."""

    id: UUID
    username: str
    full_name: str
    role: Role
    unit_key: int | None = None  # of a crew account
    unit_id: str | None = None

    @property
    def name(self) -> str:
        """What the event log calls this actor."""
        return f"user:{self.username}"


@dataclass(frozen=True, slots=True)
class DeviceActor:
    """A device in a vehicle on which the crew pressed a button."""

    device_id: str
    unit_key: int
    unit_id: str

    @property
    def name(self) -> str:
        return f"device:{self.device_id}"


@dataclass(frozen=True, slots=True)
class SystemActor:
    """A timer or rule of the system itself."""

    part: str

    @property
    def name(self) -> str:
        return f"system:{self.part}"


Actor = Account | DeviceActor | SystemActor
