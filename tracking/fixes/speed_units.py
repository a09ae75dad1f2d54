"""Learns the speed unit of each device from the way driven, for a dialect whose apps differ in it; pure.

The OsmAnd protocol means knots, the OsmAnd app sends metres a second, others send kilometres an hour.
"""

from math import log

import msgspec

from base.position import distance_m
from tracking.dialects.native import speed_of
from tracking.dialects.reading import KMH_MPS, KNOT_MPS
from tracking.fix import Fix

UNITS_MPS = (KNOT_MPS, 1.0, KMH_MPS)
WAY_MIN_M = 50.0  # below it is noise
MOVING_MIN = 2.0  # as reported; below it the ratio says nothing about the unit
APART_MAX_S = 120.0  # beyond it the way between is unknown
NEWEST_SHARE = 0.3  # a curve makes the way too short, so one sample counts little against all before
DEVICES_MAX = 20_000


class SpeedUnits:
    """What one process has seen of each device."""

    def __init__(self) -> None:
        self._mean_log: dict[str, float] = {}

    def settled(self, fix: Fix, before: Fix | None) -> Fix:
        """Return the fix with its speed in m/s: as the dialect has it, until a way driven shows the unit."""
        raw = fix.speed_raw
        if raw is None:
            return fix
        sample = None if before is None else _driven_by_raw(before, fix, raw)
        if sample is not None:
            self._learn(fix.device_id, log(sample))
        mean = self._mean_log.get(fix.device_id)
        if mean is None:
            return fix
        unit_mps = min(UNITS_MPS, key=lambda each: abs(log(each) - mean))
        return msgspec.structs.replace(fix, speed_mps=speed_of(raw * unit_mps))

    def _learn(self, device_id: str, sample: float) -> None:
        if len(self._mean_log) >= DEVICES_MAX:
            self._mean_log.clear()
        before = self._mean_log.get(device_id, sample)
        self._mean_log[device_id] = before + NEWEST_SHARE * (sample - before)


def _driven_by_raw(before: Fix, fix: Fix, raw: float) -> float | None:
    """Return metres a second driven per unit of speed sent; None if it shows nothing."""
    seconds = (fix.fixed_at - before.fixed_at).total_seconds()
    way_m = distance_m(before, fix)
    if raw < MOVING_MIN or way_m < WAY_MIN_M or not 0 < seconds <= APART_MAX_S:
        return None
    ratio = way_m / seconds / raw
    return ratio if KMH_MPS / 2 < ratio < 2.0 else None
