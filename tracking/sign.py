"""What a device reports besides its position: a heartbeat, a power cut, its crew's call for help; pure."""

from datetime import datetime
from enum import StrEnum
from typing import Any

import msgspec


class SignKind(StrEnum):
    ALIVE = "alive"  # a heartbeat, a status, a position known to be old
    GONE = "gone"  # the broker or gateway lost it
    SOS = "sos"
    ACCIDENT = "accident"
    POWER_CUT = "power_cut"
    POWER_RESTORED = "power_restored"
    LOW_BATTERY = "low_battery"
    TAMPER = "tamper"
    JAMMING = "jamming"


QUIET = frozenset({SignKind.ALIVE, SignKind.GONE})
# They count from their arrival, whatever the device's clock shows: it may be an hour, or 1024 weeks, slow.
CALLS_FOR_HELP = frozenset({SignKind.SOS, SignKind.ACCIDENT})

SIGN_OF_ALARM = {
    "sos": SignKind.SOS,
    "panic": SignKind.SOS,
    "emergency": SignKind.SOS,
    "accident": SignKind.ACCIDENT,
    "falldown": SignKind.ACCIDENT,
    "powercut": SignKind.POWER_CUT,
    "poweroff": SignKind.POWER_CUT,
    "powerrestored": SignKind.POWER_RESTORED,
    "poweron": SignKind.POWER_RESTORED,
    "lowbattery": SignKind.LOW_BATTERY,
    "lowpower": SignKind.LOW_BATTERY,
    "tampering": SignKind.TAMPER,
    "removing": SignKind.TAMPER,
    "gpsantennacut": SignKind.TAMPER,
    "tow": SignKind.TAMPER,
    "jamming": SignKind.JAMMING,
}
ALARMS_MAX = 20


class Sign(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """`at` and the position are as the device sent them; None if it sent none."""

    device_id: str
    kind: SignKind
    at: datetime | None = None
    battery_pct: float | None = None
    lat: float | None = None
    lon: float | None = None


def kinds_of_alarm(text: Any) -> list[SignKind]:
    """Return each kind once, from Traccar's names, comma-separated and in any case."""
    if not isinstance(text, str):
        return []
    names = [name.strip().lower() for name in text.split(",", ALARMS_MAX)[:ALARMS_MAX]]
    return list(dict.fromkeys(SIGN_OF_ALARM[name] for name in names if name in SIGN_OF_ALARM))
