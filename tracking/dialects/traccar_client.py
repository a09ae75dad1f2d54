"""The JSON of the newer Traccar Client app; pure.

Speed and heading of −1 are unknown, the battery's level goes from 0 to 1, a heartbeat may have no place, and a mocked
place is none.
"""

from typing import Any

import msgspec

from tracking.dialects.naming import named_in
from tracking.dialects.reading import make_fix, moment, number, percent, read, times
from tracking.payload import FIXES_MAX, Outcome
from tracking.rejection import Rejection, RejectReason
from tracking.sign import Sign, SignKind, kinds_of_alarm

NAMES = ("device_id", "deviceId", "deviceid", "uniqueId", "id")


class _Coords(msgspec.Struct, gc=False):
    latitude: float
    longitude: float
    accuracy: Any = None
    speed: Any = None
    heading: Any = None
    altitude: Any = None


class _Battery(msgspec.Struct, gc=False):
    level: Any = None


class _Location(msgspec.Struct, gc=False):
    timestamp: str | float | None = None
    coords: _Coords | None = None
    battery: _Battery | None = None
    mock: Any = False
    alarm: Any = None
    extras: Any = None


class _Named(msgspec.Struct):
    device_id: str


class _Report(msgspec.Struct, gc=False):
    location: _Location | list[_Location]


def device_id_of(payload: bytes) -> str | None:
    named = read(payload, _Named)
    return named_in(payload, *NAMES) if isinstance(named, Rejection) else named.device_id


def parse_traccar_client(payload: bytes, device_id: str) -> list[Outcome]:
    """Never raises."""
    report = read(payload, _Report)
    if isinstance(report, Rejection):
        return [report]
    locations = report.location if isinstance(report.location, list) else [report.location]
    if not 0 < len(locations) <= FIXES_MAX:
        return [Rejection(RejectReason.TOO_MANY_FIXES if locations else RejectReason.NO_FIXES, payload)]
    alone = len(locations) == 1
    return [
        outcome
        for location in locations
        for outcome in _outcomes(location, payload if alone else msgspec.json.encode(location), device_id)
    ]


def _outcomes(location: _Location, raw: bytes, device_id: str) -> list[Outcome]:
    level = number(location.battery.level) if location.battery else None
    battery_pct = percent(times(level, 100))
    at = moment(location.timestamp)
    signs = [Sign(device_id=device_id, kind=kind, at=at, battery_pct=battery_pct) for kind in _alarms(location)]
    if location.coords is None:
        return [*signs, Sign(device_id=device_id, kind=SignKind.ALIVE, battery_pct=battery_pct)]
    if location.mock is True:
        return [*signs, Rejection(RejectReason.MOCKED, raw)]
    fix = make_fix(
        raw,
        device_id,
        _time(location.timestamp),
        lat=location.coords.latitude,
        lon=location.coords.longitude,
        accuracy_m=location.coords.accuracy,
        speed_mps=location.coords.speed,
        course_deg=location.coords.heading,
        altitude_m=location.coords.altitude,
        battery_pct=battery_pct,
    )
    return [fix, *signs]


def _alarms(location: _Location) -> list[SignKind]:
    """Since 2026 in `alarm`, before in `extras`."""
    extras = location.extras if isinstance(location.extras, dict) else {}
    return list(dict.fromkeys(kinds_of_alarm(location.alarm) + kinds_of_alarm(extras.get("alarm"))))


def _time(timestamp: str | float | None) -> Any:
    """Not a number where it is no time: what is missing and what is wrong have reasons of their own."""
    if timestamp is None:
        return None
    return moment(timestamp) or float("nan")
