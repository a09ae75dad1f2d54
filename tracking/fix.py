"""A fix: where one device was at one time; pure."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

import msgspec


# Not a dataclass: a frozen one of this width takes 3 µs to make, this takes 0.2; thousands are made every second.
class Fix(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """What a device reports. `fixed_at` is aware and in UTC; a value that the device did not send is None, never 0."""

    device_id: str
    fixed_at: datetime
    lat: float
    lon: float
    accuracy_m: float | None = None
    speed_mps: float | None = None
    course_deg: float | None = None
    altitude_m: float | None = None
    satellites: int | None = None
    battery_pct: float | None = None
    ignition: bool | None = None
    boot_id: str | None = None
    seq: int | None = None
    device_at: datetime | None = None  # when the device sent it, by its own clock
    says_unit_id: str | None = None  # the payload's own claim, checked against the unit the device is in
    mocked: bool = False  # a place that an app made up
    speed_raw: float | None = None  # the speed as sent, if its speed unit is only a guess so far


# What is stored of a fix beside its device, time and position, in the order of its fields, with the types of the
# columns. Storing, archiving and restoring follow this list; an architecture test compares it with the table.
REPORTED: Mapping[str, str] = MappingProxyType(
    {
        "accuracy_m": "real",
        "speed_mps": "real",
        "course_deg": "real",
        "altitude_m": "real",
        "satellites": "smallint",
        "battery_pct": "real",
        "ignition": "boolean",
        "boot_id": "text",
        "seq": "bigint",
        "device_at": "timestamptz",
    }
)
REPORTED_COLUMNS = ", ".join(f"{name} {kind}" for name, kind in REPORTED.items())
