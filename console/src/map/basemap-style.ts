// The style of the city's basemap, dark and light: quiet, so that units and incidents stand out.
import type { FeatureCollection } from "geojson";
import type { ExpressionSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Reference } from "../base/api/session";
import type { Place } from "../base/api/views";

const FONT = ["Noto Sans", "DejaVu Sans", "sans-serif"];
const FONT_BOLD = ["Noto Sans Bold", "DejaVu Sans Bold", "sans-serif"];

const PALETTES = {
  dark: {
    ground: "#12181e",
    green: "#16231c",
    built: "#171d24",
    water: "#15283a",
    building: "#1d252d",
    minor: "#303b46",
    middle: "#465362",
    major: "#5d6c7c",
    casing: "#0d1217",
    text: "#b9c4cf",
    halo: "#12181e",
    border: "#5c6b7a",
    station: "#f5b83d",
    hospital: "#58a9ff",
    route: "#5cb0ff",
    closed: "#ff6b61",
    covered: "#3ecf8e",
  },
  light: {
    ground: "#f3f1ec",
    green: "#dfead8",
    built: "#ebe8e1",
    water: "#bcd6ea",
    building: "#e2ddd3",
    minor: "#ffffff",
    middle: "#ffffff",
    major: "#fbe9b8",
    casing: "#cfc9bd",
    text: "#3a434c",
    halo: "#fbfaf7",
    border: "#9a93a5",
    station: "#8a5a00",
    hospital: "#0a5fbf",
    route: "#0a5fbf",
    closed: "#c0251b",
    covered: "#0b7a4b",
  },
} as const;

type Palette = (typeof PALETTES)[keyof typeof PALETTES];

const NOTHING: FeatureCollection = { type: "FeatureCollection", features: [] };
const MAJOR = ["motorway", "trunk", "primary"];
const MIDDLE = ["secondary", "tertiary"];

export function basemapStyle(theme: "dark" | "light", reference: Reference, basemapUrl: string): StyleSpecification {
  const palette = PALETTES[theme];
  return {
    version: 8,
    sources: {
      city: { type: "vector", url: basemapUrl },
      stations: { type: "geojson", data: points([...reference.stations.values()]) },
      hospitals: { type: "geojson", data: points([...reference.hospitals.values()]) },
      routes: { type: "geojson", data: NOTHING },
      closures: { type: "geojson", data: NOTHING },
      cover: { type: "geojson", data: NOTHING },
      drawing: { type: "geojson", data: NOTHING },
    },
    layers: [...ground(palette), ...roads(palette), ...labels(palette), ...overlays(palette)],
  };
}

function points(things: readonly { id: string; name: string; position: Place }[]): FeatureCollection {
  return {
    type: "FeatureCollection",
    features: things.map(({ id, name, position }) => ({
      type: "Feature",
      properties: { id, name },
      geometry: { type: "Point", coordinates: [position.lon, position.lat] },
    })),
  };
}

function ground(palette: Palette): LayerSpecification[] {
  const kindIn = (...kinds: string[]): ExpressionSpecification => ["in", ["get", "kind"], ["literal", kinds]];
  return [
    { id: "ground", type: "background", paint: { "background-color": palette.ground } },
    {
      id: "green",
      type: "fill",
      source: "city",
      "source-layer": "areas",
      filter: kindIn("forest", "wood", "park", "grass", "farmland", "recreation_ground", "cemetery"),
      paint: { "fill-color": palette.green },
    },
    {
      id: "built",
      type: "fill",
      source: "city",
      "source-layer": "areas",
      filter: kindIn("residential", "industrial", "military"),
      paint: { "fill-color": palette.built },
    },
    {
      id: "water",
      type: "fill",
      source: "city",
      "source-layer": "water",
      filter: ["==", ["geometry-type"], "Polygon"],
      paint: { "fill-color": palette.water },
    },
    {
      id: "waterways",
      type: "line",
      source: "city",
      "source-layer": "water",
      filter: ["==", ["geometry-type"], "LineString"],
      paint: { "line-color": palette.water, "line-width": ["interpolate", ["linear"], ["zoom"], 9, 1, 16, 5] },
    },
    {
      id: "buildings",
      type: "fill",
      source: "city",
      "source-layer": "buildings",
      minzoom: 14,
      paint: { "fill-color": palette.building, "fill-outline-color": palette.casing },
    },
    {
      id: "borders",
      type: "line",
      source: "city",
      "source-layer": "areas",
      filter: ["==", ["slice", ["get", "kind"], 0, 5], "admin"],
      paint: { "line-color": palette.border, "line-dasharray": [4, 3], "line-opacity": 0.6 },
    },
  ];
}

function roads(palette: Palette): LayerSpecification[] {
  const classIn = (classes: string[]): ExpressionSpecification => ["in", ["get", "class"], ["literal", classes]];
  const width = (far: number, near: number): ExpressionSpecification => [
    "interpolate",
    ["exponential", 1.5],
    ["zoom"],
    9,
    far,
    18,
    near,
  ];
  const others: ExpressionSpecification = ["!", classIn([...MAJOR, ...MIDDLE, "path", "track"])];
  const line = (id: string, filter: ExpressionSpecification, color: string, size: ExpressionSpecification) =>
    ({
      id,
      type: "line",
      source: "city",
      "source-layer": "roads",
      filter,
      layout: { "line-cap": "round", "line-join": "round" },
      paint: { "line-color": color, "line-width": size },
    }) satisfies LayerSpecification;
  return [
    { ...line("paths", classIn(["path", "track"]), palette.minor, width(0.3, 3)), minzoom: 13 },
    line("minor-casing", others, palette.casing, width(0.4, 19)),
    line("middle-casing", classIn(MIDDLE), palette.casing, width(1.2, 25)),
    line("major-casing", classIn(MAJOR), palette.casing, width(2, 29)),
    line("minor", others, palette.minor, width(0.4, 15)),
    line("middle", classIn(MIDDLE), palette.middle, width(0.9, 21)),
    line("major", classIn(MAJOR), palette.major, width(1.5, 25)),
  ];
}

function labels(palette: Palette): LayerSpecification[] {
  const paint = { "text-color": palette.text, "text-halo-color": palette.halo, "text-halo-width": 1.4 };
  return [
    {
      id: "road-names",
      type: "symbol",
      source: "city",
      "source-layer": "roads",
      minzoom: 13,
      filter: ["has", "name"],
      layout: {
        "symbol-placement": "line",
        "symbol-spacing": 320,
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": ["interpolate", ["linear"], ["zoom"], 13, 10.5, 17, 13],
      },
      paint,
    },
    {
      id: "place-names",
      type: "symbol",
      source: "city",
      "source-layer": "places",
      filter: ["has", "name"],
      layout: { "text-field": ["get", "name"], "text-font": FONT_BOLD, "text-size": 13 },
      paint,
    },
  ];
}

function overlays(palette: Palette): LayerSpecification[] {
  const named = (id: "stations" | "hospitals", sign: string, color: string): LayerSpecification[] => [
    {
      id: `${id}-dots`,
      type: "circle",
      source: id,
      paint: {
        "circle-radius": 8,
        "circle-color": palette.halo,
        "circle-stroke-color": color,
        "circle-stroke-width": 2,
      },
    },
    {
      id: `${id}-signs`,
      type: "symbol",
      source: id,
      layout: { "text-field": sign, "text-font": FONT_BOLD, "text-size": 12, "text-allow-overlap": true },
      paint: { "text-color": color },
    },
    {
      id: `${id}-names`,
      type: "symbol",
      source: id,
      minzoom: 14,
      layout: {
        "text-field": ["get", "name"],
        "text-font": FONT,
        "text-size": 11,
        "text-anchor": "top",
        "text-offset": [0, 0.9],
        "text-optional": true,
      },
      paint: { "text-color": color, "text-halo-color": palette.halo, "text-halo-width": 1.4 },
    },
  ];
  return [
    ...cover(palette),
    {
      id: "closures",
      type: "fill",
      source: "closures",
      paint: { "fill-color": palette.closed, "fill-opacity": 0.35 },
    },
    {
      id: "closures-names",
      type: "symbol",
      source: "closures",
      layout: {
        "text-field": ["concat", "✕ ", ["coalesce", ["get", "reason"], ""]],
        "text-font": FONT_BOLD,
        "text-size": 12,
      },
      paint: { "text-color": palette.closed, "text-halo-color": palette.halo, "text-halo-width": 1.6 },
    },
    {
      id: "routes",
      type: "line",
      source: "routes",
      layout: { "line-cap": "round", "line-join": "round" },
      paint: {
        "line-color": palette.route,
        "line-width": 5,
        "line-opacity": ["case", ["boolean", ["get", "faint"], false], 0.35, 0.8],
      },
    },
    {
      id: "drawing",
      type: "line",
      source: "drawing",
      paint: { "line-color": palette.closed, "line-width": 5, "line-dasharray": [1.5, 1] },
    },
    {
      id: "drawing-dots",
      type: "circle",
      source: "drawing",
      filter: ["==", ["geometry-type"], "Point"],
      paint: { "circle-color": palette.closed, "circle-radius": 6 },
    },
    ...named("stations", "⌂", palette.station),
    ...named("hospitals", "H", palette.hospital),
  ];
}

/** Cover by few units is pale, by none red with the share of calls from there. */
function cover(palette: Palette): LayerSpecification[] {
  const hole: ExpressionSpecification = ["==", ["get", "units"], 0];
  const kind = (name: string): ExpressionSpecification => ["==", ["get", "kind"], name];
  return [
    {
      id: "cover",
      type: "fill",
      source: "cover",
      filter: kind("cell"),
      paint: {
        "fill-color": ["case", hole, palette.closed, palette.covered],
        "fill-opacity": ["case", hole, 0.45, ["==", ["get", "units"], 1], 0.18, 0.34],
        "fill-outline-color": palette.halo,
      },
    },
    {
      id: "cover-moves",
      type: "line",
      source: "cover",
      filter: kind("move"),
      layout: { "line-cap": "round" },
      paint: { "line-color": palette.route, "line-width": 4, "line-dasharray": [1, 2] },
    },
    {
      id: "cover-holes",
      type: "symbol",
      source: "cover",
      filter: kind("hole"),
      layout: { "text-field": ["get", "share"], "text-font": FONT_BOLD, "text-size": 11 },
      paint: { "text-color": palette.text, "text-halo-color": palette.halo, "text-halo-width": 1.6 },
    },
  ];
}
