"""Shared by all dialects: parsing JSON, with a reason on failure, and making a fix of valid numbers; pure.

Required fields are read strictly; an optional field that makes no sense is unknown, and the position is kept.
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from math import isfinite
from typing import Any

import msgspec

from tracking.dialects.native import COURSE_MAX_DEG, PAYLOAD_MAX_BYTES, accuracy_of, is_mock, speed_of, utc_time, within
from tracking.dialects.repeated_keys import has_repeated_keys
from tracking.fix import Fix
from tracking.rejection import Rejection, RejectReason

KNOT_MPS = 1852 / 3600
KMH_MPS = 1 / 3.6
# A time in seconds exceeds this only after the year 5000, so a greater number is in milliseconds.
MILLISECONDS_FROM = 1e11
# The names apps use, without the marks between words.
MOCK_NAMES = frozenset(
    {"mock", "ismock", "mocked", "ismocked", "mocklocation", "ismocklocation", "mockprovider", "isfrommockprovider"}
    | {"frommockprovider", "simulated", "issimulated", "issimulatedbysoftware", "fakelocation", "isfakelocation"}
)


def read[Wire: msgspec.Struct](payload: bytes, kind: type[Wire], *, lax: bool = False) -> Wire | Rejection:
    """Parse; with `lax` a number may come as text, as some apps send it."""
    if len(payload) > PAYLOAD_MAX_BYTES:
        return Rejection(RejectReason.PAYLOAD_TOO_LARGE, payload)
    try:
        wire = msgspec.json.decode(payload, type=kind, strict=not lax)
        return Rejection(RejectReason.DUPLICATE_KEY, payload) if has_repeated_keys(payload) else wire
    except msgspec.ValidationError as error:
        return Rejection(_reason(str(error)), payload)
    except (ValueError, RecursionError):
        return Rejection(RejectReason.BROKEN_JSON, payload)


def read_anything(payload: bytes) -> Any:
    """Return any JSON value, or a Rejection."""
    if len(payload) > PAYLOAD_MAX_BYTES:
        return Rejection(RejectReason.PAYLOAD_TOO_LARGE, payload)
    try:
        value = msgspec.json.decode(payload)
    except (ValueError, RecursionError):
        return Rejection(RejectReason.BROKEN_JSON, payload)
    return Rejection(RejectReason.DUPLICATE_KEY, payload) if has_repeated_keys(payload) else value


def make_fix(
    raw: bytes,
    device_id: str,
    fixed_at: datetime | float | str | None,
    *,
    lat: float | None,
    lon: float | None,
    accuracy_m: Any = None,
    speed_mps: Any = None,
    course_deg: Any = None,
    altitude_m: Any = None,
    satellites: Any = None,
    battery_pct: Any = None,
    ignition: Any = None,
    device_at: datetime | None = None,
    mock: Any = None,
    speed_raw: float | None = None,
) -> Fix | Rejection:
    if fixed_at is None or lat is None or lon is None:
        return Rejection(RejectReason.MISSING_FIELD, raw)
    at = moment(fixed_at)
    if at is None:
        return Rejection(RejectReason.INVALID_TIME, raw)
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        return Rejection(RejectReason.INVALID_COORDINATES, raw)
    accuracy, speed, course = number(accuracy_m), number(speed_mps), number(course_deg)
    if course is not None and course > COURSE_MAX_DEG:
        return Rejection(RejectReason.INVALID_COURSE, raw)
    return Fix(
        device_id=device_id,
        fixed_at=at,
        lat=lat,
        lon=lon,
        accuracy_m=None if accuracy is None else accuracy_of(accuracy),
        speed_mps=None if speed is None else speed_of(speed),
        course_deg=_between(course, 0, COURSE_MAX_DEG),
        altitude_m=_between(altitude_m, -1000, 50_000),
        satellites=_count(satellites),
        battery_pct=percent(battery_pct),
        ignition=ignition if isinstance(ignition, bool) else None,
        device_at=device_at,
        mocked=is_mock(mock),
        speed_raw=speed_raw,
    )


def moment(value: Any) -> datetime | None:
    """Return the time in UTC; numbers are seconds or, from MILLISECONDS_FROM, milliseconds."""
    if isinstance(value, str):
        try:
            value = msgspec.convert(value, datetime)
        except ValueError:
            return None
    if isinstance(value, datetime):
        return utc_time(value if value.tzinfo else value.replace(tzinfo=UTC))
    seconds = number(value)
    if seconds is None:
        return None
    return utc_time(seconds / 1000 if abs(seconds) >= MILLISECONDS_FROM else seconds)


def number(value: Any) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    try:
        finite = float(value)
    except OverflowError:
        return None
    return finite if isfinite(finite) else None


def names_mock(name: str) -> bool:
    return name.lower().replace("_", "").replace("-", "") in MOCK_NAMES


def mock_of(fields: Mapping[str, Any]) -> bool:
    """Return whether any field says that an app made up the position."""
    return any(is_mock(value) for name, value in fields.items() if names_mock(name))


def times(value: Any, factor: float) -> float | None:
    """Convert to another unit."""
    known = number(value)
    return None if known is None else known * factor


def percent(value: Any) -> float | None:
    return _between(value, 0, 100)


def _between(value: Any, low: float, high: float) -> float | None:
    known = number(value)
    return None if known is None else within(known, low, high)


def _count(value: Any) -> int | None:
    known = _between(value, 0, 1000)
    return None if known is None else int(known)


def _reason(message: str) -> RejectReason:
    if "missing required field" in message:
        return RejectReason.MISSING_FIELD
    if message.startswith("Expected `object`") and " at `" not in message:
        return RejectReason.NOT_AN_OBJECT
    return RejectReason.WRONG_TYPE
