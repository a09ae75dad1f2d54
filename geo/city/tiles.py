"""Builds Valhalla's road tiles from an extract, and the router's settings for them."""

import asyncio
import copy
import json
from pathlib import Path
from typing import Any

import valhalla
from valhalla import get_config

from geo.city.refusal import CityImportRefused
from geo.city.subprocesses import run_program
from geo.roads.profiles import COSTINGS

BUILD_TIMEOUT_S = 3600.0
TILES_FOLDER = "tiles"
SETTINGS_FILE = "valhalla.json"

MAX_LOCATIONS = 5000
MAX_MATRIX_PAIRS = 100_000
MAX_DISTANCE_M = 25_000_000.0  # half around the earth: one distant vehicle must not make the others fail
TILE_CACHE_BYTES = 200_000_000


async def build_tiles(extract: Path, folder: Path) -> None:
    """Fill `folder`/tiles from an extract and keep the settings beside; raises CityImportRefused."""
    tiles = folder / TILES_FOLDER
    tiles.mkdir()
    settings = router_settings(tiles)
    settings_file = folder / SETTINGS_FILE
    await asyncio.to_thread(settings_file.write_text, json.dumps(settings, indent=1), encoding="utf-8")

    program = valhalla.PYVALHALLA_DIR / "bin" / "valhalla_build_tiles"
    await run_program(program, "--config", settings_file, extract, timeout_s=BUILD_TIMEOUT_S)
    if not any(tiles.rglob("*.gph")):
        raise CityImportRefused("no_roads", "this extract holds no road a car can use")


def router_settings(tiles: Path) -> dict[str, Any]:
    """Return Valhalla's defaults, with limits for a dispatch desk instead of a public service."""
    # A copy, since the library returns its own global.
    settings: dict[str, Any] = copy.deepcopy(get_config(tile_extract="", tile_dir=tiles))
    mjolnir, limits = settings["mjolnir"], settings["service_limits"]
    for missing_file in ("admin", "timezone", "traffic_extract", "landmarks", "transit_dir", "transit_feeds_dir"):
        mjolnir[missing_file] = ""
    # The driving side comes from the ways, not from a database of countries.
    mjolnir["data_processing"]["use_admin_db"] = False
    # Otherwise it weights each crossing by the density of the town, at up to three and a half times its real time, and
    # makes vehicles detour by roads with fewer of them. No road is tagged urban, so none is slowed for it either.
    mjolnir["data_processing"]["use_urban_tag"] = True
    mjolnir["max_cache_size"] = TILE_CACHE_BYTES
    # Otherwise one vehicle on an isolated piece of the network makes the whole request fail.
    settings["loki"]["use_connectivity"] = False
    for costing in COSTINGS:
        limits[costing].update(
            max_distance=MAX_DISTANCE_M,
            max_locations=MAX_LOCATIONS,
            max_matrix_distance=MAX_DISTANCE_M,
            max_matrix_location_pairs=MAX_MATRIX_PAIRS,
        )
    settings["logging"]["type"] = ""
    return settings
