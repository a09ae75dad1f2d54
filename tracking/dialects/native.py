"""The native dialect: bytes of `up/fix` to fixes and back; pure. Another dialect is another `parse_…` function."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec

from tracking.dialects.repeated_keys import RepeatedKeys, has_repeated_keys, json_object
from tracking.fix import Fix
from tracking.rejection import Rejection, RejectReason
from tracking.sign import Sign, kinds_of_alarm

PAYLOAD_MAX_BYTES = 65_536
FIXES_MAX = 100
BOOT_ID_MAX_CHARS = 64
SEQ_MAX = 2**63 - 1
# Beyond any use, but within the range of a REAL: the filters decide.
ACCURACY_MAX_M = 1e6
SPEED_MAX_MPS = 1e6
COURSE_MAX_DEG = 360.0
INT_MAX_DIGITS = 30

type Outcome = Fix | Rejection | Sign


class _Wire(msgspec.Struct, omit_defaults=True, gc=False):
    fixed_at: datetime | float
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
    alarm: Any = None
    mock: Any = None
    # No id belongs here. One that is here anyway must be the sender's, whatever the field is called.
    device_id: Any = None
    unique_id: Any = msgspec.field(name="uniqueId", default=None)
    tid: Any = None
    unit_id: Any = None


REQUIRED = frozenset({"fixed_at", "lat", "lon"})
_decode = msgspec.json.Decoder(_Wire | list[_Wire]).decode
_encode = msgspec.json.Encoder().encode


def parse_fixes(payload: bytes, device_id: str) -> list[Outcome]:
    """Return one outcome per element of the payload, in order, then the signs; a bad element costs no neighbour.

    Never raises. An impossible optional value (a battery of 150 %, a course of −1) is unknown, not a reason to lose the
    position.
    """
    if len(payload) > PAYLOAD_MAX_BYTES:
        return [Rejection(RejectReason.PAYLOAD_TOO_LARGE, payload)]
    try:
        wire = _decode(payload)
    except (ValueError, RecursionError):
        return _parse_one_by_one(payload, device_id)
    if isinstance(wire, _Wire):
        doubtful = _may_repeat_a_key(payload)
        return _parse_one_by_one(payload, device_id) if doubtful else _outcomes(wire, device_id, payload)
    if not 0 < len(wire) <= FIXES_MAX:
        return [_bad_length(payload, len(wire))]
    if has_repeated_keys(payload):
        return _parse_one_by_one(payload, device_id)
    signs = [sign for each in wire if each.alarm is not None for sign in _signs(each, device_id)]
    return [*[_outcome(each, device_id) for each in wire], *signs]


def encode_fixes(fixes: Sequence[Fix]) -> bytes:
    """Encode as a device does: one object for one fix, else an array."""
    wires = [_to_wire(fix) for fix in fixes]
    return _encode(wires[0] if len(wires) == 1 else wires)


def _outcomes(wire: _Wire, device_id: str, raw: bytes) -> list[Outcome]:
    outcome = _outcome(wire, device_id, raw)
    return [outcome] if wire.alarm is None else [outcome, *_signs(wire, device_id)]


def _outcome(wire: _Wire, device_id: str, raw: bytes | None = None) -> Outcome:
    if _names_another(wire, device_id):
        return Rejection(RejectReason.FOREIGN_ID, raw or _encode(wire))
    fixed_at = utc_time(wire.fixed_at)
    if fixed_at is None:
        return Rejection(RejectReason.INVALID_TIME, raw or _encode(wire))
    if not (-90 <= wire.lat <= 90 and -180 <= wire.lon <= 180):
        return Rejection(RejectReason.INVALID_COORDINATES, raw or _encode(wire))
    if wire.course_deg is not None and wire.course_deg > COURSE_MAX_DEG:
        return Rejection(RejectReason.INVALID_COURSE, raw or _encode(wire))
    if not is_resumable(wire.boot_id, wire.seq):
        return Rejection(RejectReason.WRONG_TYPE, raw or _encode_anything(msgspec.structs.asdict(wire)))
    return Fix(
        device_id=device_id,
        fixed_at=fixed_at,
        lat=wire.lat,
        lon=wire.lon,
        accuracy_m=None if wire.accuracy_m is None else accuracy_of(wire.accuracy_m),
        speed_mps=None if wire.speed_mps is None else speed_of(wire.speed_mps),
        course_deg=None if wire.course_deg is None else within(wire.course_deg, 0, COURSE_MAX_DEG),
        altitude_m=None if wire.altitude_m is None else within(wire.altitude_m, -1000, 50_000),
        satellites=None if wire.satellites is None or not 0 <= wire.satellites <= 1000 else wire.satellites,
        battery_pct=None if wire.battery_pct is None else within(wire.battery_pct, 0, 100),
        ignition=wire.ignition,
        boot_id=wire.boot_id,
        seq=wire.seq,
        says_unit_id=None if wire.unit_id is None else str(wire.unit_id),
        mocked=wire.mock is not None and is_mock(wire.mock),
    )


def is_mock(value: Any) -> bool:
    """Return whether the value means yes: apps send `true`, 1 or a text."""
    return value is True or str(value).strip().lower() in {"true", "1", "yes", "y", "on"}


def _signs(wire: _Wire, device_id: str) -> list[Sign]:
    kinds = kinds_of_alarm(wire.alarm)
    return [Sign(device_id=device_id, kind=kind, at=utc_time(wire.fixed_at)) for kind in kinds]


def _names_another(wire: _Wire, device_id: str) -> bool:
    if wire.device_id is None and wire.unique_id is None and wire.tid is None:  # nearly always so
        return False
    return any(str(named) != device_id for named in (wire.device_id, wire.unique_id, wire.tid) if named is not None)


def utc_time(value: datetime | float) -> datetime | None:
    """Return None if it is not a time, or has no time zone."""
    try:
        if not isinstance(value, datetime):
            return datetime.fromtimestamp(value, UTC)
        if value.tzinfo is UTC:
            return value
        return None if value.tzinfo is None else value.astimezone(UTC)
    except (ValueError, OverflowError, OSError):
        return None


def is_resumable(boot_id: str | None, seq: int | None) -> bool:
    """Return whether the device may get these back: they mark a place in its buffer, so only unchanged ones help."""
    if seq is not None and not 0 <= seq <= SEQ_MAX:
        return False
    return boot_id is None or (len(boot_id) <= BOOT_ID_MAX_CHARS and boot_id.isprintable())


def within(value: float, low: float, high: float) -> float | None:
    return value if low <= value <= high else None


def speed_of(value: float) -> float | None:
    """Return None for a negative speed; an impossible one is left to the filter."""
    return min(value, SPEED_MAX_MPS) if value >= 0 else None


def accuracy_of(value: float) -> float | None:
    return min(value, ACCURACY_MAX_M) if value >= 0 else None


def _may_repeat_a_key(payload: bytes) -> bool:
    """Check the keys for position, time and order only. Counting is cheap enough for every fix; arrays are rare."""
    return (
        payload.count(b'"lat"') > 1
        or payload.count(b'"lon"') > 1
        or payload.count(b'"fixed_at"') > 1
        or payload.count(b'"seq"') > 1
    )


def _bad_length(payload: bytes, length: int) -> Rejection:
    return Rejection(RejectReason.TOO_MANY_FIXES if length else RejectReason.NO_FIXES, payload)


# --- the slow path, for payloads with an error


def _parse_one_by_one(payload: bytes, device_id: str) -> list[Outcome]:
    """Use Python's own parser, which reads NaN, 1e309 and lone surrogates, so only the element with them is lost."""
    try:
        value = json.loads(payload.decode(), parse_int=_int, object_pairs_hook=json_object)
    except (ValueError, RecursionError):
        return [Rejection(RejectReason.BROKEN_JSON, payload)]
    if not isinstance(value, list):
        return [_outcome_of_anything(value, device_id)]
    if not 0 < len(value) <= FIXES_MAX:
        return [_bad_length(payload, len(value))]
    return [_outcome_of_anything(each, device_id) for each in value]


def _int(digits: str) -> int | float:
    return int(digits) if len(digits) <= INT_MAX_DIGITS else float(digits)


def _outcome_of_anything(value: Any, device_id: str) -> Outcome:
    if isinstance(value, RepeatedKeys):
        return Rejection(RejectReason.DUPLICATE_KEY, value.raw())
    if not isinstance(value, dict):
        return Rejection(RejectReason.NOT_AN_OBJECT, _encode_anything(value))
    if not value.keys() >= REQUIRED:
        return Rejection(RejectReason.MISSING_FIELD, _encode_anything(value))
    try:
        return _outcome(msgspec.convert(value, _Wire), device_id, _encode_anything(value))
    except (ValueError, RecursionError):
        is_about_time = isinstance(value["fixed_at"], str) and not _is_rfc3339(value["fixed_at"])
        reason = RejectReason.INVALID_TIME if is_about_time else RejectReason.WRONG_TYPE
        return Rejection(reason, _encode_anything(value))


def _is_rfc3339(text: str) -> bool:
    try:
        msgspec.convert(text, datetime)
    except ValueError:
        return False
    return True


def _encode_anything(value: Any) -> bytes:
    """Encode NaN and lone surrogates too, unlike msgspec: a reader of the quarantine wants to see them."""
    return json.dumps(value, default=str).encode()


def _to_wire(fix: Fix) -> _Wire:
    return _Wire(
        fixed_at=fix.fixed_at,
        lat=fix.lat,
        lon=fix.lon,
        accuracy_m=fix.accuracy_m,
        speed_mps=fix.speed_mps,
        course_deg=fix.course_deg,
        altitude_m=fix.altitude_m,
        satellites=fix.satellites,
        battery_pct=fix.battery_pct,
        ignition=fix.ignition,
        boot_id=fix.boot_id,
        seq=fix.seq,
        unit_id=fix.says_unit_id,
        mock=fix.mocked or None,
    )
