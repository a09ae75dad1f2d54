"""Why a payload or a fix was not stored; pure. The reasons are stable: they are counted and shown under these codes."""

from dataclasses import dataclass
from enum import StrEnum


class RejectReason(StrEnum):
    # the payload
    BROKEN_JSON = "broken_json"
    BROKEN_QUERY = "broken_query"
    PAYLOAD_TOO_LARGE = "payload_too_large"
    TOO_MANY_FIXES = "too_many_fixes"
    NO_FIXES = "no_fixes"
    ENCRYPTED = "encrypted"
    UNKNOWN_TYPE = "unknown_type"
    # one element of it
    NOT_AN_OBJECT = "not_an_object"
    DUPLICATE_KEY = "duplicate_key"
    PLACE_UNREAD = "place_unread"  # something was sent, but no position in a form we know
    MISSING_FIELD = "missing_field"
    WRONG_TYPE = "wrong_type"
    INVALID_TIME = "invalid_time"
    INVALID_COORDINATES = "invalid_coordinates"
    INVALID_COURSE = "invalid_course"
    FOREIGN_ID = "foreign_id"
    # a fix that is impossible or useless
    MOCKED = "mocked"
    NULL_ISLAND = "null_island"
    IN_THE_FUTURE = "in_the_future"
    TOO_OLD = "too_old"
    TOO_INACCURATE = "too_inaccurate"
    OUTSIDE_SERVICE_AREA = "outside_service_area"
    IMPOSSIBLE_SPEED = "impossible_speed"
    IMPOSSIBLE_JUMP = "impossible_jump"
    FROZEN = "frozen"
    CROWDED = "crowded"
    # the sender
    UNKNOWN_DEVICE = "unknown_device"
    REVOKED_DEVICE = "revoked_device"
    TOO_MANY_SIGNS = "too_many_signs"
    TOO_MANY_WAITING = "too_many_waiting"
    # the last safety net: the database would not take it
    UNSTORABLE = "unstorable"


@dataclass(frozen=True, slots=True)
class Rejection:
    """`raw` holds the bytes received, for a person to look at later."""

    reason: RejectReason
    raw: bytes
