"""The result of screening a message: fixes and signs, each with its device, and what is quarantined; pure."""

from datetime import datetime
from typing import NamedTuple

from tracking.device import Device
from tracking.fix import Fix
from tracking.sign import Sign


class ScreenedFix(NamedTuple):
    """A fix that passed every filter, with its device."""

    fix: Fix
    device: Device
    received_at: datetime
    late: bool


class ScreenedSign(NamedTuple):
    """A sign, with its device."""

    sign: Sign
    device: Device
    received_at: datetime


class Quarantined(NamedTuple):
    device_id: str
    reason: str
    payload: bytes | None  # None: counted, and not kept
    received_at: datetime
    times: int = 1  # counts repeats of it too
