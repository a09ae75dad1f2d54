"""Events of devices and accounts: who may connect and log in."""

from dataclasses import dataclass
from datetime import datetime

from core.domain.actor import Role
from dispatch.domain.events.event import Event, Touched, Unlogged
from tracking.sign import SignKind


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceAdded(Event):
    """A device was added to a unit."""

    KIND = "device_added"
    device_id: str
    unit_id: str
    kind: str
    priority: int


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRevoked(Event):
    """A device's credentials were revoked."""

    KIND = "device_revoked"
    device_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicePasswordRenewed(Event):
    """A device has a new password."""

    KIND = "device_password_renewed"
    device_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceHandedOver(Event):
    """A device was moved to another unit."""

    KIND = "device_handed_over"
    device_id: str
    unit_id: str
    since_at: datetime
    left: Unlogged[int]
    entered: Unlogged[int]

    @property
    def touched(self) -> Touched:
        return Touched(units=[self.left, self.entered])


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceSigned(Event):
    """A device reported something about itself that is no emergency."""

    KIND = "device_signed"
    sign: SignKind
    at: datetime
    unit_id: str
    device_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LocationAsked(Event):
    """A phone was asked for its location."""

    KIND = "location_asked"
    device_id: str
    unit_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountAdded(Event):
    """An account was created for a person."""

    KIND = "account_added"
    username: str
    role: Role
    unit_id: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChanged(Event):
    """A person's role or unit was changed, or their account was disabled or enabled."""

    KIND = "account_changed"
    username: str
    role: Role
    unit_id: str | None
    disabled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordReset(Event):
    """A person was given a new password."""

    KIND = "password_reset"
    username: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(Event):
    """A person chose a new password."""

    KIND = "password_changed"
    username: str
