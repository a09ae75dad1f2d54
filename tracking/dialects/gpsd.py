"""Reports of gpsd on its socket: one JSON object per line; pure.

`TPV` (gpsd_json(5)): `mode` 2 or 3 is a fix, speed in metres a second, `eph` the horizontal error, or `epx` and `epy`.
"""

from typing import Any

import msgspec

from tracking.dialects.reading import make_fix, number, read
from tracking.fix import Fix
from tracking.rejection import Rejection

WATCH = b'?WATCH={"enable":true,"json":true}\n'
FIX_MODE_MIN = 2


class _Report(msgspec.Struct, gc=False):
    report: str = msgspec.field(name="class")
    mode: int = 0
    time: str | None = None
    lat: float | None = None
    lon: float | None = None
    alt: Any = None
    alt_msl: Any = msgspec.field(name="altMSL", default=None)
    speed: Any = None
    track: Any = None
    eph: Any = None
    epx: Any = None
    epy: Any = None


def parse_gpsd(line: bytes, device_id: str) -> Fix | Rejection | None:
    """Return None if it is not a fix: another report, or a receiver that sees no satellites. Never raises."""
    report = read(line, _Report)
    if isinstance(report, Rejection):
        return report
    if report.report != "TPV" or report.mode < FIX_MODE_MIN:
        return None
    return make_fix(
        line,
        device_id,
        report.time,
        lat=report.lat,
        lon=report.lon,
        accuracy_m=_error_m(report),
        speed_mps=report.speed,
        course_deg=report.track,
        altitude_m=report.alt_msl if report.alt_msl is not None else report.alt,
    )


def _error_m(report: _Report) -> float | None:
    known = [each for each in map(number, (report.eph, report.epx, report.epy)) if each is not None]
    return number(report.eph) or max(known, default=None)
