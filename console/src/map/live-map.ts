// The live map: the city's basemap, units and incidents above it, and the user's actions on it.

import type { Feature, Position } from "geojson";
import i18next from "i18next";
import { type GeoJSONSource, LngLatBounds, Map as MapLibre, Marker, prewarm, setWorkerUrl } from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?url";
import type { Closure } from "../base/api/answers";
import type { Reference } from "../base/api/session";
import type { Place } from "../base/api/views";
import { onTheme } from "../base/preferences";
import { fleet } from "../live/fleet";
import { BASEMAP_URL } from "./basemap";
import { basemapStyle } from "./basemap-style";
import { coverFeatures } from "./cover-features";
import { type CoverOnMap, NO_COVER } from "./map-state";
import { type Hit, Overlay } from "./overlay";
import { largerBy, pixelsPerPx } from "./sharpness";

setWorkerUrl(workerUrl);
prewarm(); // the workers start while the user is still logging in

export type RouteOnMap = { line: Position[]; faint: boolean };

export type MapListener = {
  /** `hit` is null if nothing was hit. */
  onClick: (place: Place, hit: Hit | null) => void;
  onHover: (hit: Hit | null, x: number, y: number) => void;
  /** Moved by hand: from then on the map stays where it is left. */
  onDrag: () => void;
};

const CLOSE_ZOOM = 15;
const MOVE_MS = 400;

export class LiveMap {
  readonly overlay: Overlay;
  private readonly map: MapLibre;
  private readonly leaveTheme: () => void;
  private readonly leaveFleet: () => void;
  private followed: string | null = null;
  private routes: readonly RouteOnMap[] = [];
  private closures: readonly Closure[] = [];
  private drawing: readonly Place[] = [];
  private cover = NO_COVER;
  private layers: Readonly<Record<string, boolean>> = {};
  private pin: Marker | undefined;
  private readonly ghosts = new Map<string, Marker>();

  /** Throws if the browser has no WebGL. */
  constructor(
    container: HTMLElement,
    private readonly reference: Reference,
    private readonly listener: MapListener,
  ) {
    let theme: "dark" | "light" = "dark";
    let first = true;
    this.leaveTheme = onTheme((now) => {
      theme = now;
      if (!first) this.paint(theme);
    });
    first = false;
    this.map = new MapLibre({
      container,
      style: basemapStyle(theme, reference, BASEMAP_URL),
      bounds: this.cityBounds(),
      fitBoundsOptions: { padding: 20 },
      maxZoom: 19,
      minZoom: 7,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      attributionControl: false,
      fadeDuration: 0,
      // By default MapLibre follows a window from one screen to another, but does not know our zoom.
      ...(largerBy(container) !== 1 && { pixelRatio: pixelsPerPx(container) }),
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.overlay = new Overlay(this.map, fleet);
    this.map.on("styledata", () => this.showOwnSources());
    // For tests and benches, which cannot see whether the streets are drawn.
    this.map.once("load", () => container.setAttribute("data-drawn", "true"));
    this.map.on("click", ({ point, lngLat }) => {
      this.listener.onClick({ lat: lngLat.lat, lon: lngLat.lng }, this.overlay.hit(point.x, point.y));
    });
    this.map.on("mousemove", ({ point }) => {
      const hit = this.overlay.hit(point.x, point.y);
      this.map.getCanvas().style.cursor = hit ? "pointer" : "";
      this.listener.onHover(hit, point.x, point.y);
    });
    this.map.on("dragstart", this.listener.onDrag);
    this.leaveFleet = fleet.onMove((moved) => {
      if (this.followed && moved.has(this.followed)) this.goToFollowed();
    });
  }

  remove(): void {
    this.leaveTheme();
    this.leaveFleet();
    this.overlay.remove();
    this.map.remove();
  }

  showCity(): void {
    this.follow(null);
    this.map.fitBounds(this.cityBounds(), { padding: 20, duration: MOVE_MS });
  }

  showPlace({ lat, lon }: Place, zoom = CLOSE_ZOOM): void {
    this.map.easeTo({ center: [lon, lat], zoom: Math.max(this.map.getZoom(), zoom), duration: MOVE_MS });
  }

  showAll(places: readonly Place[]): void {
    const [first, ...others] = places;
    if (!first) return;
    if (!others.length) {
      this.showPlace(first);
      return;
    }
    const bounds = new LngLatBounds();
    for (const { lat, lon } of places) bounds.extend([lon, lat]);
    this.map.fitBounds(bounds, { padding: 70, maxZoom: 16, duration: MOVE_MS });
  }

  /** The place that a call-taker is entering. */
  showPin(place: Place | null): void {
    if (!place) {
      this.pin?.remove();
      this.pin = undefined;
      return;
    }
    this.pin ??= new Marker({ element: pinElement(), anchor: "bottom" })
      .setLngLat([place.lon, place.lat])
      .addTo(this.map);
    this.pin.setLngLat([place.lon, place.lat]);
  }

  /** Replayed units, separate from live ones. */
  showGhosts(ghosts: readonly { label: string; place: Place }[]): void {
    const shown = new Set(ghosts.map(({ label }) => label));
    for (const [label, marker] of this.ghosts) {
      if (shown.has(label)) continue;
      marker.remove();
      this.ghosts.delete(label);
    }
    for (const { label, place } of ghosts) this.ghost(label, place).setLngLat([place.lon, place.lat]);
  }

  private ghost(label: string, { lat, lon }: Place): Marker {
    const known = this.ghosts.get(label);
    if (known) return known;
    const element = Object.assign(document.createElement("div"), { className: "map-ghost", textContent: label });
    const marker = new Marker({ element }).setLngLat([lon, lat]).addTo(this.map);
    this.ghosts.set(label, marker);
    return marker;
  }

  follow(unitId: string | null): void {
    this.followed = unitId;
    if (unitId) this.goToFollowed();
  }

  showRoutes(routes: readonly RouteOnMap[]): void {
    this.routes = routes;
    this.showOwnSources();
  }

  showClosures(closures: readonly Closure[], drawing: readonly Place[]): void {
    this.closures = closures;
    this.drawing = drawing;
    this.showOwnSources();
  }

  showCover(cover: CoverOnMap): void {
    this.cover = cover;
    this.showOwnSources();
  }

  showLayers(layers: Readonly<Record<string, boolean>>): void {
    this.layers = layers;
    this.showOwnSources();
  }

  zoomBy(steps: number): void {
    this.map.easeTo({ zoom: this.map.getZoom() + steps, duration: 200 });
  }

  private paint(theme: "dark" | "light"): void {
    this.map.setStyle(basemapStyle(theme, this.reference, BASEMAP_URL));
    this.overlay.repaint();
  }

  private goToFollowed(): void {
    const fix = this.followed ? fleet.fixes.get(this.followed) : undefined;
    if (fix) this.showPlace(fix, 14);
  }

  private showOwnSources(): void {
    this.showFeatures("routes", this.routes.map(routeFeature));
    this.showFeatures("closures", this.closures.map(closureFeature));
    this.showFeatures("drawing", drawingFeatures(this.drawing));
    this.showFeatures("cover", coverFeatures(this.cover, i18next.language));
    for (const [name, shown] of Object.entries(this.layers)) {
      for (const layer of [name, `${name}-dots`, `${name}-signs`, `${name}-names`]) {
        if (this.map.getLayer(layer)) this.map.setLayoutProperty(layer, "visibility", shown ? "visible" : "none");
      }
    }
  }

  private showFeatures(name: string, features: Feature[]): void {
    this.map.getSource<GeoJSONSource>(name)?.setData({ type: "FeatureCollection", features });
  }

  private cityBounds(): [number, number, number, number] {
    return this.reference.city.bbox;
  }
}

function routeFeature({ line, faint }: RouteOnMap): Feature {
  return { type: "Feature", properties: { faint }, geometry: { type: "LineString", coordinates: line } };
}

function closureFeature({ kind, reason, geometry }: Closure): Feature {
  return { type: "Feature", properties: { kind, reason }, geometry };
}

function drawingFeatures(places: readonly Place[]): Feature[] {
  const coordinates = places.map(({ lat, lon }) => [lon, lat]);
  const points: Feature[] = coordinates.map((point) => ({
    type: "Feature",
    properties: {},
    geometry: { type: "Point", coordinates: point },
  }));
  if (coordinates.length < 2) return points;
  return [{ type: "Feature", properties: {}, geometry: { type: "LineString", coordinates } }, ...points];
}

function pinElement(): HTMLElement {
  // MapLibre moves the outer element; the inner one may be turned.
  const element = document.createElement("div");
  element.append(Object.assign(document.createElement("div"), { className: "map-pin" }));
  return element;
}
