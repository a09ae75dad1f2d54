"""The filters on the streets of the sample city: real drives pass, and each filter finds its kind of error."""

from dataclasses import astuple
from datetime import timedelta
from itertools import product
from pathlib import Path
from random import Random

from base.database import Pool
from geo.city.importer import import_city
from geo.geometry.service_area import ServiceArea, service_area
from geo.roads.profiles import vehicle_profile
from geo.roads.router import CityRoads
from geo.roads.travel_times import TravelTimes
from simulators.places import Place
from simulators.polyline import decode_polyline6
from tests.drives import START, Receiver, drive_fixes, spoiled
from tracking.fix import Fix
from tracking.fixes.filters import NOTHING_SEEN, Limits, reject_reason, seen_after
from tracking.rejection import RejectReason
from tracking.settings import TrackingSettings

AMBULANCE = vehicle_profile("ambulance")
DRIVES = 3
FALSELY_FLAGGED_MAX = 0.001
RECEIVERS = [
    Receiver(every_s, noise_m, tells_speed=knows, tells_accuracy=knows, holds_in_tunnels=holds)
    for every_s, noise_m, knows, holds in product((1.0, 5.0, 15.0, 60.0), (5.0, 15.0), (True, False), (True, False))
]


async def test_what_is_driven_passes_and_what_cannot_be_is_found_by_its_own_filter(pool: Pool, tmp_path: Path) -> None:
    city = await import_city(pool, Path("data/coquimbo/coquimbo.osm.pbf"), data_dir=tmp_path)
    limits = default_limits(service_area(*astuple(city.bbox), margin_m=50_000))
    drives = [
        drive_fixes(road, eta_s, receiver, Random(number))
        for road, eta_s in await some_roads(pool)
        for number, receiver in enumerate(RECEIVERS)
    ]

    flagged = [reason for fixes in drives for reason in judged(fixes, limits)]
    assert len(flagged) > 20_000
    assert len(flagged) - flagged.count(None) <= FALSELY_FLAGGED_MAX * len(flagged)

    expected, judgements = [], []
    for number, fixes in enumerate(drives):
        pairs = list(spoiled(fixes, Random(number)))
        expected += [reason for _, reason in pairs]
        judgements += judged([fix for fix, _ in pairs], limits)
    wrong = [pair for pair in zip(expected, judgements, strict=True) if pair[0] is not None]
    assert len(wrong) > 100
    assert [pair for pair in wrong if pair[0] is not pair[1]] == []
    falsely = len(judgements) - judgements.count(None) - len(wrong)
    assert falsely <= FALSELY_FLAGGED_MAX * len(flagged)


def judged(fixes: list[Fix], limits: Limits) -> list[RejectReason | None]:
    seen, reasons = NOTHING_SEEN, []
    for fix in fixes:
        reasons.append(reject_reason(fix, seen, limits))
        seen = seen_after(fix, reasons[-1], seen)
    return reasons


async def some_roads(pool: Pool) -> list[tuple[list[Place], float]]:
    """Routes of the router between crossings anywhere in the city."""
    crossings = await pool.fetch("SELECT position FROM place WHERE kind = 'crossing' ORDER BY name, position")
    draws, travel_times = Random(1), TravelTimes(pool, CityRoads(workers=1))
    roads: list[tuple[list[Place], float]] = []
    while len(roads) < DRIVES:
        start, end = (row["position"] for row in draws.sample(crossings, 2))
        [estimate] = await travel_times.etas_to(end, [start], AMBULANCE)
        if estimate.eta_s and estimate.route and estimate.route.polyline6:
            roads.append((decode_polyline6(estimate.route.polyline6), estimate.eta_s))
    return roads


def default_limits(area: ServiceArea) -> Limits:
    """The limits that screening uses, on the day of the drives."""
    city_sets = TrackingSettings()
    return Limits(
        oldest_at=START - timedelta(days=1),
        latest_at=START + timedelta(days=1),
        speed_max_mps=city_sets.fix_speed_max_mps,
        jump_slack_m=city_sets.fix_jump_slack_m,
        accuracy_max_m=city_sets.fix_accuracy_max_m,
        service_area=area,
    )
