"""OwnTracks, by MQTT and by HTTP: one message, its places and signs of life; pure.

The booklet's words (docs/tech/json.md): `vel` is in km/h, a ping (`t` = `p`) repeats an old place under a new time,
zeros of `acc`, `alt`, `cog` and `vel` are left out, and an `lwt` tells when the app connected, not when it was lost.
"""

from typing import Any

import msgspec

from tracking.dialects.native import Outcome
from tracking.dialects.places import number_of
from tracking.dialects.reading import KMH_MPS, make_fix, moment, percent, read, times
from tracking.fix import Fix
from tracking.rejection import Rejection, RejectReason
from tracking.sign import Sign, SignKind

# Ping, and the last known position of a Greenwich: an old position with the current time.
OLD_PLACE_TRIGGERS = frozenset({"p", "l", "L"})
# Queclink trackers, through qtripp.
SIGN_OF_TRIGGER = {
    "!": SignKind.TAMPER,
    "e": SignKind.POWER_CUT,
    "E": SignKind.POWER_RESTORED,
    "9": SignKind.LOW_BATTERY,
}
WITHOUT_PLACE = frozenset(
    {"status", "waypoint", "waypoints", "card", "cmd", "steps", "beacon", "configuration", "msg", "request", "dump"}
)


class _Message(msgspec.Struct, gc=False):
    type: str = msgspec.field(name="_type")
    tst: float | str | None = None
    lat: float | None = None
    lon: float | None = None
    acc: Any = None
    alt: Any = None
    vel: Any = None
    cog: Any = None
    batt: Any = None
    t: Any = None
    ign: Any = None
    created_at: Any = None
    topic: Any = None
    mock: Any = None
    latitude: float | None = None
    longitude: float | None = None
    lng: float | None = None


def parse_owntracks(payload: bytes, device_id: str) -> list[Outcome]:
    """Never raises."""
    message = read(payload, _Message, lax=True)
    if isinstance(message, Rejection):
        return [message]
    if _names_another(message.topic, device_id):
        return [Rejection(RejectReason.FOREIGN_ID, payload)]
    return _outcomes(message, payload, device_id)


def _outcomes(message: _Message, payload: bytes, device_id: str) -> list[Outcome]:
    if message.type == "location":
        return _location(message, payload, device_id)
    if message.type == "transition" and (message.lat, message.latitude) != (None, None):
        return [_fix(message, payload, device_id)]
    if message.type == "lwt":
        return [Sign(device_id=device_id, kind=SignKind.GONE)]
    if message.type == "transition" or message.type in WITHOUT_PLACE:
        return [_alive(message, device_id)]
    encrypted = message.type == "encrypted"
    return [Rejection(RejectReason.ENCRYPTED if encrypted else RejectReason.UNKNOWN_TYPE, payload)]


def _names_another(topic: Any, device_id: str) -> bool:
    """Check the topic: by HTTP the app states where it would publish. The initials in `tid` identify no device."""
    if not isinstance(topic, str):
        return False
    parts = topic.split("/")
    return len(parts) > 1 and parts[0] == "owntracks" and parts[1] != device_id


def _location(message: _Message, payload: bytes, device_id: str) -> list[Outcome]:
    if isinstance(message.t, str) and message.t in OLD_PLACE_TRIGGERS:
        return [_alive(message, device_id)]
    place = _fix(message, payload, device_id)
    kind = SIGN_OF_TRIGGER.get(message.t) if isinstance(message.t, str) else None
    if kind is None:
        return [place]
    at = None if isinstance(place, Rejection) else place.fixed_at
    return [place, Sign(device_id=device_id, kind=kind, at=at, battery_pct=percent(message.batt))]


def _alive(message: _Message, device_id: str) -> Sign:
    return Sign(device_id=device_id, kind=SignKind.ALIVE, battery_pct=percent(message.batt))


def _fix(message: _Message, payload: bytes, device_id: str) -> Fix | Rejection:
    return make_fix(
        payload,
        device_id,
        _time(message.tst),
        lat=message.lat if message.lat is not None else message.latitude,
        lon=next((each for each in (message.lon, message.longitude, message.lng) if each is not None), None),
        accuracy_m=message.acc,
        speed_mps=times(message.vel, KMH_MPS),
        course_deg=message.cog,
        altitude_m=message.alt,
        battery_pct=message.batt,
        ignition=message.ign,
        device_at=moment(message.created_at),
        mock=message.mock,
    )


def _time(tst: float | str | None) -> float | str | None:
    """Accept seconds as text, as some apps send them."""
    seconds = number_of(tst)
    return tst if seconds is None else seconds
