"""The OsmAnd protocol of many phone apps: a query, by GET or as a form; pure.

As Traccar's own decoder reads it: `location` for `lat` and `lon`, times in seconds, milliseconds, as ISO 8601 or as
`2014-06-04 09:10:11` in UTC. A time that is missing is now: who receives the query adds it. Speed is in knots; the
OsmAnd app, known by its `hdop` without an `accuracy`, tells metres a second; `speed_unit` says which it is.
"""

from math import nan
from typing import Any
from urllib.parse import parse_qsl, urlencode

from msgspec.structs import replace

from tracking.dialects.naming import named_in
from tracking.dialects.native import PAYLOAD_MAX_BYTES, Outcome
from tracking.dialects.places import LAT_NAMES, LON_NAMES, PAIR_NAMES, has_place, place_of
from tracking.dialects.reading import KMH_MPS, KNOT_MPS, make_fix, mock_of, moment, names_mock, number, percent, times
from tracking.fix import Fix
from tracking.rejection import Rejection, RejectReason
from tracking.sign import Sign, SignKind, kinds_of_alarm

FIELDS_MAX = 200
TRUE = frozenset({"true", "1"})
FALSE = frozenset({"false", "0"})

NAMES = ("id", "deviceid")
# Others may repeat: each cell or network seen is its own `cell` or `wifi`.
ONCE = frozenset({*NAMES, *LAT_NAMES, *LON_NAMES, *PAIR_NAMES, "timestamp"})
# Fields of a heartbeat, from a phone without a position. A message with any other field may have one in other terms.
HEARTBEAT = frozenset({*NAMES, "timestamp", "valid", "batt", "battery", "charge", "alarm", "cell", "wifi", "event"}) | {
    "driverUniqueId",
    "notificationToken",
    "motion",
    "is_moving",
    "activity",
    "steps",
    "odometer",
    "power",
    "ignition",
    "rssi",
    "status",
    "heartbeat",
    "speed_unit",
}
# Fields of a heartbeat in which numbers are not a position.
NO_TEXT = frozenset({*NAMES, "timestamp", "cell", "wifi", "driverUniqueId", "notificationToken"})
SPEED_UNITS_MPS = {
    "knots": KNOT_MPS,
    "kn": KNOT_MPS,
    "kt": KNOT_MPS,
    "mps": 1.0,
    "ms": 1.0,
    "m/s": 1.0,
    "kmh": KMH_MPS,
    "kph": KMH_MPS,
    "km/h": KMH_MPS,
}

type Fields = dict[str, str]


def device_id_of(payload: bytes) -> str | None:
    fields = _fields(payload) or {}
    return next((fields[name] for name in NAMES if fields.get(name)), None) or named_in(payload, *NAMES)


def together(query: bytes, form: bytes) -> bytes:
    """Merge the fields in an app's URL and in its form; the URL overrides the form."""
    if not query or not form:
        return query or form
    known = _fields(query) or {}
    more = [(name, value) for name, value in _pairs(form) or () if name not in known]
    return query + b"&" + urlencode(more).encode() if more else query


def has_time(payload: bytes) -> bool:
    return "timestamp" in (_fields(payload) or {})


def parse_osmand(payload: bytes, device_id: str) -> list[Outcome]:
    """Never raises."""
    if len(payload) > PAYLOAD_MAX_BYTES:
        return [Rejection(RejectReason.PAYLOAD_TOO_LARGE, payload)]
    fields = _fields(payload)
    if fields is None:
        return [Rejection(RejectReason.BROKEN_QUERY, payload)]
    signs = _alarms(fields, device_id)
    if not {fields[name] for name in NAMES if fields.get(name)} <= {device_id}:
        return [Rejection(RejectReason.FOREIGN_ID, payload), *signs]
    if _repeats_a_key(payload):
        return [Rejection(RejectReason.DUPLICATE_KEY, payload), *signs]
    return [*_place(fields, payload, device_id), *signs]


def parse_undated(payload: bytes, device_id: str) -> list[Outcome]:
    """Parse a message that got its arrival time added: its fixes have that time, its signs none."""
    outcomes = parse_osmand(payload, device_id)
    return [replace(each, at=None) if isinstance(each, Sign) else each for each in outcomes]


def _place(fields: Fields, payload: bytes, device_id: str) -> list[Outcome]:
    lat, lon = place_of(fields)
    alive = Sign(device_id=device_id, kind=SignKind.ALIVE, battery_pct=percent(_number(fields, "batt")))
    if fields.get("valid", "true").lower() in FALSE:
        return [alive]
    if lat is not None or lon is not None:
        return [_fix(fields, payload, device_id, _float(lat), _float(lon))]
    return [alive] if _is_heartbeat(fields) else [Rejection(RejectReason.PLACE_UNREAD, payload), alive]


def _is_heartbeat(fields: Fields) -> bool:
    if not all(name in HEARTBEAT or names_mock(name) for name in fields):
        return False
    return not any(has_place(text) for name, text in fields.items() if name not in NO_TEXT)


def _fix(fields: Fields, payload: bytes, device_id: str, lat: float | None, lon: float | None) -> Fix | Rejection:
    speed = _number(fields, "speed")
    unit_mps = SPEED_UNITS_MPS.get(fields.get("speed_unit", "").lower())
    guess_mps = 1.0 if "hdop" in fields and "accuracy" not in fields else KNOT_MPS
    return make_fix(
        payload,
        device_id,
        _time(fields),
        lat=lat,
        lon=lon,
        accuracy_m=_number(fields, "accuracy"),
        speed_mps=times(speed, unit_mps or guess_mps),
        course_deg=_number(fields, "bearing", "heading", "course"),
        altitude_m=_number(fields, "altitude"),
        satellites=_number(fields, "sat"),
        battery_pct=_number(fields, "batt"),
        ignition=_flag(fields, "ignition"),
        mock=mock_of(fields),
        speed_raw=None if unit_mps else number(speed),
    )


def _fields(payload: bytes) -> Fields | None:
    """Return None if it is not a query."""
    pairs = _pairs(payload)
    return None if pairs is None else dict(pairs)


def _pairs(payload: bytes) -> list[tuple[str, str]] | None:
    try:
        # A name in another encoding must not cost the position.
        return parse_qsl(
            payload.decode(errors="replace"), keep_blank_values=True, errors="replace", max_num_fields=FIELDS_MAX
        )
    except ValueError:
        return None


def _repeats_a_key(payload: bytes) -> bool:
    """Check only the keys for sender, position and time."""
    deciding = [key for key, _ in _pairs(payload) or () if key in ONCE]
    return len(deciding) > len(set(deciding))


def _time(fields: Fields) -> Any:
    text = fields.get("timestamp")
    if text is None:
        return None
    return moment(text) or moment(_float(text)) or nan


def _number(fields: Fields, *names: str) -> float | None:
    return next((_float(fields[name]) for name in names if name in fields), None)


def _float(text: str | None) -> float | None:
    """Return NaN for an invalid number: as a coordinate it is nowhere on earth."""
    if text is None:
        return None
    try:
        return nan if "_" in text else float(text)
    except ValueError:
        return nan


def _flag(fields: Fields, name: str) -> bool | None:
    text = fields.get(name, "").lower()
    return True if text in TRUE else False if text in FALSE else None


def _alarms(fields: Fields, device_id: str) -> list[Sign]:
    at = moment(_time(fields))
    return [Sign(device_id=device_id, kind=kind, at=at) for kind in kinds_of_alarm(fields.get("alarm"))]
