"""A device, the unit it is in, and the ids a device may have; pure."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

PRIORITY_MAX = 9
DEVICE_ID_MAX_CHARS = 64
MARKS_ALLOWED = frozenset("-_.@")  # besides letters and digits; a `%s` or a blank has a special meaning somewhere
FORBIDDEN_CHARS = frozenset("/+#:")  # topics and the broker's password file split at them


class DeviceKind(StrEnum):
    TRACKER = "tracker"
    PHONE = "phone"
    BOX = "box"


KINDS = tuple(DeviceKind)


class Earlier(NamedTuple):
    """The unit a device was in until `until_at`."""

    until_at: datetime
    unit_key: int
    unit_id: str


class Device(NamedTuple):
    device_id: str
    device_key: int
    unit_key: int
    unit_id: str
    priority: int
    revoked: bool
    kind: str = "tracker"
    shares_unit: bool = False  # with another device in use: then the marker does not show when each was heard
    earlier: tuple[Earlier, ...] = ()

    def during(self, at: datetime) -> "Device":
        """Return the device with the unit it was in at that time."""
        for until_at, unit_key, unit_id in self.earlier:
            if at < until_at:
                return self._replace(unit_key=unit_key, unit_id=unit_id)
        return self


def may_be_added(text: str) -> bool:
    """Check a new id. Stricter than `is_device_id`: devices added earlier keep their ids.

    An id of marks alone may be `..`, which a browser removes from the address that would revoke the device.
    """
    usable = all(each.isalnum() or each in MARKS_ALLOWED for each in text)
    return is_device_id(text) and usable and any(map(str.isalnum, text))


def is_device_id(text: str) -> bool:
    if not 0 < len(text) <= DEVICE_ID_MAX_CHARS or text.startswith("$"):
        return False
    return text.isprintable() and " " not in text and not FORBIDDEN_CHARS & set(text)
