"""The JSON format of the newer Traccar Client app; pure.

A speed or heading of −1 is unknown, the battery level ranges from 0 to 1, and a heartbeat may have no position.
"""

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

import msgspec

from tracking.dialects.naming import named_in
from tracking.dialects.native import FIXES_MAX, Outcome
from tracking.dialects.places import Place, has_place, number_of, places_in
from tracking.dialects.reading import make_fix, mock_of, moment, number, percent, read, read_anything, times
from tracking.rejection import Rejection, RejectReason
from tracking.sign import Sign, SignKind, kinds_of_alarm

NAMES = ("device_id", "deviceId", "deviceid", "uniqueId", "id")


TIMES = ("timestamp", "time", "fixed_at", "fixtime", "tst", "date", "recorded_at")
HEARTBEAT = frozenset(
    {"timestamp", "coords", "battery", "event", "is_moving", "odometer", "mock", "activity", "alarm", "extras", "uuid"}
    | {"age", "provider", "is_heartbeat", "geofence", "action", "recorded_at"}
)


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
    mock: Any = None
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
        return _elsewhere(payload, device_id) or [report]
    locations = report.location if isinstance(report.location, list) else [report.location]
    if not 0 < len(locations) <= FIXES_MAX:
        return [Rejection(RejectReason.TOO_MANY_FIXES if locations else RejectReason.NO_FIXES, payload)]
    if all(location.coords is None for location in locations):
        return _without_coords(locations, payload, device_id)
    alone = len(locations) == 1
    return [
        outcome
        for location in locations
        for outcome in _outcomes(location, payload if alone else msgspec.json.encode(location), device_id)
    ]


def _without_coords(locations: Sequence[_Location], payload: bytes, device_id: str) -> list[Outcome]:
    """Return heartbeats, unless a field that no heartbeat has may hold a position under another name."""
    signs = [sign for location in locations for sign in _outcomes(location, payload, device_id)]
    if found := _elsewhere(payload, device_id):
        return [*found, *(sign for sign in signs if not isinstance(sign, Sign) or sign.kind is not SignKind.ALIVE)]
    value = msgspec.json.decode(payload)["location"]
    fields = [field for each in (value if isinstance(value, list) else [value]) for field in each.items()]
    is_heartbeat = not any(
        name not in HEARTBEAT or (isinstance(text, str) and has_place(text)) for name, text in fields
    )
    return signs if is_heartbeat else [Rejection(RejectReason.PLACE_UNREAD, payload), *signs]


def _elsewhere(payload: bytes, device_id: str) -> list[Outcome]:
    """Return positions under other names or at another depth, as other JSON apps send them."""
    value = read_anything(payload)
    if isinstance(value, Rejection):
        return []
    found = list(islice(places_in(value), FIXES_MAX + 1))
    if len(found) > FIXES_MAX:
        return [Rejection(RejectReason.TOO_MANY_FIXES, payload)]
    return [_fix_elsewhere(place, payload, device_id) for place in found]


def _fix_elsewhere(place: Place, payload: bytes, device_id: str) -> Outcome:
    beside = place.beside
    at = next((beside[name] for name in TIMES if name in beside), None)
    return make_fix(
        payload,
        device_id,
        _time(number_of(at) if number_of(at) is not None else at),
        lat=place.lat,
        lon=place.lon,
        accuracy_m=_first(beside, "accuracy", "acc", "horizontal_accuracy"),
        speed_mps=_first(beside, "speed"),
        speed_raw=_first(beside, "speed"),
        course_deg=_first(beside, "heading", "bearing", "course"),
        altitude_m=_first(beside, "altitude", "alt"),
        mock=mock_of(beside),
    )


def _first(fields: Mapping[str, Any], *names: str) -> float | None:
    """Return None for a negative value: −1 is unknown."""
    known = next((number_of(fields[name]) for name in names if name in fields), None)
    return None if known is None or known < 0 else known


def _outcomes(location: _Location, raw: bytes, device_id: str) -> list[Outcome]:
    level = number(location.battery.level) if location.battery else None
    battery_pct = percent(times(level, 100))
    at = moment(location.timestamp)
    signs = [Sign(device_id=device_id, kind=kind, at=at, battery_pct=battery_pct) for kind in _alarms(location)]
    if location.coords is None:
        return [*signs, Sign(device_id=device_id, kind=SignKind.ALIVE, battery_pct=battery_pct)]
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
        mock=location.mock,
    )
    return [fix, *signs]


def _alarms(location: _Location) -> list[SignKind]:
    """Read `alarm`, used since 2026, and `extras`, used before."""
    extras = location.extras if isinstance(location.extras, dict) else {}
    return list(dict.fromkeys(kinds_of_alarm(location.alarm) + kinds_of_alarm(extras.get("alarm"))))


def _time(timestamp: str | float | None) -> Any:
    """Return NaN for an invalid time: a missing and a wrong time have different reasons."""
    if timestamp is None:
        return None
    return moment(timestamp) or float("nan")
