"""What a device says of itself besides its place: that it lives, that its power was cut, that its crew calls; pure."""

from datetime import datetime
from enum import StrEnum

import msgspec


class SignKind(StrEnum):
    ALIVE = "alive"  # a heartbeat, a status, a place known to be old
    GONE = "gone"  # the broker or gateway lost it
    SOS = "sos"
    ACCIDENT = "accident"
    POWER_CUT = "power_cut"
    POWER_RESTORED = "power_restored"
    LOW_BATTERY = "low_battery"
    TAMPER = "tamper"
    JAMMING = "jamming"


class Sign(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """`at` is None where the device did not tell when: then it is as it came."""

    device_id: str
    kind: SignKind
    at: datetime | None = None
    battery_pct: float | None = None
