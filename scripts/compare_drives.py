"""Compare drives by our profiles with the same drives on roads without any legal restriction.

    python scripts/compare_drives.py data/coquimbo/coquimbo.osm.pbf --drives 400

If a drive is more than ten seconds slower than on the open roads, a rule or habit of private drivers still slows it
down, and the exit status is 1. This script decides what to open independently of `geo/emergency_roads.toml`: by what
can physically be driven.
"""

import argparse
import asyncio
import random
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import osmium

from base.position import Position
from geo.city.clip import write_working_extract
from geo.city.emergency_roads import emergency_roads
from geo.city.road_extract import write_road_extract
from geo.city.survey import survey_extract
from geo.city.tiles import build_tiles
from geo.roads.profiles import VehicleProfile, vehicle_profiles
from geo.roads.router import Roads

SLOWER_MAX_S = 10.0
SHAPE_KEYS = ("name", "oneway", "junction", "maxspeed", "surface", "driving_side", "lanes", "layer", "bridge", "tunnel")
SIZE_KEYS = ("maxheight", "maxwidth", "maxlength", "maxweight", "maxaxleload")
NARROW = {
    "footway",
    "path",
    "cycleway",
    "bridleway",
    "steps",
    "corridor",
    "elevator",
    "platform",
    "construction",
    "proposed",
}
SHUNNED_SPEED_KMH = {"pedestrian": "10", "track": "15", "living_street": "25", "busway": "40"}
IMMOVABLE = {"bollard", "block", "jersey_barrier", "wall"}
ORDINARY_GATES = {"gate", "lift_gate", "swing_gate", "sliding_gate"}


@dataclass(frozen=True, slots=True)
class Drive:
    """Seconds by our roads (None if there is no route) and by the open ones."""

    start: Position
    to: Position
    ours_s: float | None
    open_s: float

    @property
    def slower_s(self) -> float:
        return float("inf") if self.ours_s is None else self.ours_s - self.open_s


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("extract", type=Path)
    parser.add_argument("--drives", type=int, default=400, help="for each profile")
    parser.add_argument("--seed", type=int, default=112)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        slow = asyncio.run(compare(args.extract, Path(folder), args.drives, random.Random(args.seed)))  # noqa: S311 - no secret
    sys.exit(1 if slow else 0)


async def compare(extract: Path, folder: Path, drives: int, chance: random.Random) -> int:
    """Return how many drives are too slow."""
    ours, opened = (Path(tempfile.mkdtemp(dir=folder)) for _ in range(2))
    places = await _build_both(extract, ours, opened)
    roads, open_roads = Roads.open(ours, workers=1), Roads.open(opened, workers=1)
    slow = 0
    for profile in vehicle_profiles().values():
        driven = await _drive(roads, open_roads, places, profile, drives, chance)
        slow += _report(profile, driven)
    roads.close()
    open_roads.close()
    return slow


async def _build_both(extract: Path, ours: Path, opened: Path) -> list[Position]:
    working = ours / "working.osm.pbf"
    side = survey_extract(extract, None).driving_side or "left"
    write_working_extract(extract, working, bbox=None, driving_side=side)
    write_road_extract(working, ours / "roads.osm.pbf", emergency_roads())
    places = write_open_extract(working, opened / "roads.osm.pbf")
    await build_tiles(ours / "roads.osm.pbf", ours)
    await build_tiles(opened / "roads.osm.pbf", opened)
    return places


def write_open_extract(source: Path, target: Path) -> list[Position]:
    """Open every road wide enough for a car, unless walls or posts close it; return where roads end and bend."""
    places = {}
    with osmium.SimpleWriter(str(target)) as writer:
        for thing in osmium.FileProcessor(str(source)).with_locations():
            tags = dict(thing.tags) if isinstance(thing, osmium.osm.Node | osmium.osm.Way) else {}
            if isinstance(thing, osmium.osm.Node):
                writer.add(thing.replace(tags=_open_node(tags)))
            elif isinstance(thing, osmium.osm.Way) and _is_wide(tags):
                writer.add(thing.replace(tags=_open_way(tags)))
                places.update({node.ref: Position(node.lat, node.lon) for node in thing.nodes if node.location.valid()})
    return list(places.values())


def _is_wide(tags: dict[str, str]) -> bool:
    if "highway" not in tags or tags["highway"] in NARROW or tags.get("area") == "yes":
        return False
    return "no" not in (tags.get("access"), tags.get("motor_vehicle"), tags.get("vehicle")) or "emergency" in tags


def _open_way(tags: dict[str, str]) -> dict[str, str]:
    kept = {key: value for key, value in tags.items() if key in SHAPE_KEYS or key in SIZE_KEYS}
    if tags["highway"] in SHUNNED_SPEED_KMH:
        return {"maxspeed": SHUNNED_SPEED_KMH[tags["highway"]]} | kept | {"highway": "service"}
    return kept | {"highway": tags["highway"]}


def _open_node(tags: dict[str, str]) -> dict[str, str]:
    if tags.get("barrier") in IMMOVABLE and "emergency" not in tags and tags.get("bollard") in (None, "fixed"):
        return {"barrier": "bollard"} | {key: tags[key] for key in ("motorcar", "motor_vehicle") if key in tags}
    is_gate = tags.get("barrier") in ORDINARY_GATES and tags.get("access") not in ("yes", "permissive", "destination")
    return {"barrier": "gate"} if is_gate else {key: tags[key] for key in ("highway", "railway") if key in tags}


async def _drive(
    roads: Roads,
    open_roads: Roads,
    places: Sequence[Position],
    profile: VehicleProfile,
    drives: int,
    chance: random.Random,
) -> list[Drive]:
    driven: list[Drive] = []
    while len(driven) < drives:
        start, to = chance.sample(places, 2)
        [opened] = await open_roads.matrix([start], to, profile)
        if opened is None:  # an isolated part of the network
            continue
        [ours] = await roads.matrix([start], to, profile)
        driven.append(Drive(start, to, ours and ours.eta_s, opened.eta_s))
    return driven


def _report(profile: VehicleProfile, driven: Sequence[Drive]) -> int:
    slow = sorted((drive for drive in driven if drive.slower_s > SLOWER_MAX_S), key=lambda drive: -drive.slower_s)
    print(
        f"{profile.name:12} {len(driven)} drives, {len(slow)} over {SLOWER_MAX_S:g} s slower than physically possible"
    )
    for drive in slow[:10]:
        start, to = drive.start, drive.to
        print(
            f"    {start.lat:.6f},{start.lon:.6f} to {to.lat:.6f},{to.lon:.6f}: {drive.ours_s} s, open {drive.open_s} s"
        )
    return len(slow)


if __name__ == "__main__":
    main()
