"""Positions and events that a Traccar server forwards, which brings its 200 device protocols; pure.

Speed is in knots, several alarms share one comma-separated text, an accuracy of 0 means unknown (Traccar's default),
and a position that is not `valid`, or is `outdated`, repeats the last known one.
"""

from datetime import datetime
from math import nan
from typing import Any

import msgspec

from tracking.dialects.naming import named_in
from tracking.dialects.native import Outcome
from tracking.dialects.places import number_of
from tracking.dialects.reading import KNOT_MPS, make_fix, mock_of, moment, number, percent, read, times
from tracking.fix import Fix
from tracking.rejection import Rejection, RejectReason
from tracking.sign import Sign, SignKind, kinds_of_alarm

# Fields that a server sends beside a position or instead of one.
WITHOUT_PLACE = frozenset({"device", "position", "event", "geofence", "maintenance", "driver", "users", "notification"})


class _Device(msgspec.Struct, rename="camel"):
    unique_id: str


class _Named(msgspec.Struct):
    device: _Device


class _Position(msgspec.Struct, rename="camel", gc=False):
    latitude: float | str
    longitude: float | str
    fix_time: datetime | float
    device_time: Any = None
    valid: Any = True
    outdated: Any = False
    altitude: Any = None
    speed: Any = None
    course: Any = None
    accuracy: Any = None
    attributes: dict[str, Any] | None = None


class _Event(msgspec.Struct, rename="camel", gc=False):
    type: str
    event_time: Any = None
    attributes: dict[str, Any] | None = None


class _Forwarded(msgspec.Struct, gc=False):
    device: _Device
    position: _Position | None = None
    event: _Event | None = None


def device_id_of(payload: bytes) -> str | None:
    """Return the device that the gateway names; None if it cannot be read."""
    named = read(payload, _Named)
    return named_in(payload, "uniqueId") if isinstance(named, Rejection) else named.device.unique_id


def parse_traccar(payload: bytes, device_id: str) -> list[Outcome]:
    """Never raises."""
    forwarded = read(payload, _Forwarded)
    if isinstance(forwarded, Rejection):
        return [forwarded]
    if forwarded.event is not None:
        return _of_event(forwarded.event, device_id)
    if forwarded.position is None:
        alive = Sign(device_id=device_id, kind=SignKind.ALIVE)
        return [alive] if _has_no_place(payload) else [Rejection(RejectReason.PLACE_UNREAD, payload), alive]
    return _of_position(forwarded.position, payload, device_id)


def _has_no_place(payload: bytes) -> bool:
    fields: dict[str, Any] = msgspec.json.decode(payload)
    return fields.keys() <= WITHOUT_PLACE


def _of_event(event: _Event, device_id: str) -> list[Outcome]:
    if event.type in {"deviceOffline", "deviceUnknown"}:
        return [Sign(device_id=device_id, kind=SignKind.GONE, at=moment(event.event_time))]
    signs = _alarms(event.attributes or {}, device_id, moment(event.event_time)) if event.type == "alarm" else []
    return [*signs] or [Sign(device_id=device_id, kind=SignKind.ALIVE)]


def _of_position(position: _Position, payload: bytes, device_id: str) -> list[Outcome]:
    attributes = position.attributes or {}
    place: Fix | Rejection | Sign
    if position.valid is False or position.outdated is True:
        place = Sign(device_id=device_id, kind=SignKind.ALIVE, battery_pct=percent(attributes.get("batteryLevel")))
    else:
        place = _fix(position, payload, device_id)
    return [place, *_alarms(attributes, device_id, moment(position.device_time) or moment(position.fix_time))]


def _fix(position: _Position, payload: bytes, device_id: str) -> Fix | Rejection:
    attributes = position.attributes or {}
    return make_fix(
        payload,
        device_id,
        moment(position.fix_time) or float("nan"),
        lat=_degrees(position.latitude),
        lon=_degrees(position.longitude),
        accuracy_m=number(position.accuracy) or None,
        speed_mps=times(position.speed, KNOT_MPS),
        course_deg=position.course,
        altitude_m=position.altitude,
        satellites=attributes.get("sat"),
        battery_pct=attributes.get("batteryLevel"),
        ignition=attributes.get("ignition"),
        device_at=moment(position.device_time),
        mock=mock_of(attributes),
    )


def _degrees(value: float | str) -> float:
    """Accept text too; NaN, which is nowhere on earth, if it is not a number."""
    known = number_of(value)
    return nan if known is None else known


def _alarms(attributes: dict[str, Any], device_id: str, at: datetime | None) -> list[Sign]:
    battery_pct = percent(attributes.get("batteryLevel"))
    kinds = kinds_of_alarm(attributes.get("alarm"))
    return [Sign(device_id=device_id, kind=kind, at=at, battery_pct=battery_pct) for kind in kinds]
