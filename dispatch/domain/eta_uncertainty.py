"""How far an estimate can be trusted, learnt from how earlier ones turned out; pure."""

from collections.abc import Sequence
from dataclasses import dataclass

BAND_SHARE = 0.05  # share of the estimate, until the city has its own history
BAND_MIN_S = 10.0
BAND_MAX_S = 60.0  # a cap whatever the history says: a life may depend on a minute
SAMPLES_MIN = 20
DISTANCE_BANDS_M = (1000.0, 3000.0, 6000.0)


@dataclass(frozen=True, slots=True)
class LearntError:
    """Actual over promised time: the median and the 90th percentile. None in a key: any value."""

    agency_id: str | None
    hour: int | None
    distance_band: int | None
    samples: int
    p50_ratio: float
    p90_ratio: float


@dataclass(frozen=True, slots=True)
class EtaBand:
    """Half of the units arrive before `p50_s`, 90 % before `p90_s`; within `tie_s` two cannot be told apart."""

    tie_s: float
    p50_s: float | None = None
    p90_s: float | None = None


def distance_band(distance_m: float | None) -> int | None:
    return None if distance_m is None else sum(distance_m >= limit for limit in DISTANCE_BANDS_M)


def band_of(
    eta_s: float | None, learnt: Sequence[LearntError], *, agency_id: str, hour: int, distance_m: float | None
) -> EtaBand:
    """Use the most specific part of the history that is large enough; agency before distance before hour."""
    if eta_s is None:
        return EtaBand(BAND_MIN_S)
    known = _closest(learnt, agency_id, hour, distance_band(distance_m))
    if known is None:
        return EtaBand(_limited(eta_s * BAND_SHARE))
    p50_s, p90_s = eta_s * known.p50_ratio, eta_s * known.p90_ratio
    return EtaBand(_limited((p90_s - p50_s) / 2), p50_s, p90_s)


def _closest(learnt: Sequence[LearntError], agency_id: str, hour: int, band: int | None) -> LearntError | None:
    fitting = [
        each
        for each in learnt
        if each.samples >= SAMPLES_MIN
        and each.agency_id in (agency_id, None)
        and each.distance_band in (band, None)
        and each.hour in (hour, None)
    ]
    return max(
        fitting,
        key=lambda each: (each.agency_id is not None, each.distance_band is not None, each.hour is not None),
        default=None,
    )


def _limited(band_s: float) -> float:
    return min(BAND_MAX_S, max(BAND_MIN_S, band_s))
