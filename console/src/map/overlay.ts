// Units and incidents above the basemap: on a separate canvas, so that a thousand moving units do not repaint the map.
import type { Map as MapLibre } from "maplibre-gl";
import type { Incident, Unit } from "../base/api/views";
import { measured } from "../base/time/measured";
import { serverNow } from "../base/time/server-clock";
import type { Fix, Fleet } from "../live/fleet";
import type { Board } from "../live/reducer";
import { LabelPlacement } from "./label-placement";
import { INCIDENT_PX, Markers, type Picture, UNIT_PX } from "./markers";
import { mercator, type Point, worldPx } from "./mercator";
import { Motion } from "./motion";
import { pixelsPerPx } from "./sharpness";

export type Selection = { unitId: string | null; incidentId: string | null };
export type Hit = { kind: "unit"; unitId: string } | { kind: "incident"; incidentId: string };
export type Shown = { units: boolean; incidents: boolean; labels: boolean; hiddenAgencies: ReadonlySet<string> };

const FRAME_MS = 50; // units glide at 20 frames a second: calm, and cheap
const AGES_MS = 1000;
const LABELS_FROM_ZOOM = 13;
const HIT_PX = 16;
const MOVING_MPS = 1;
export const FRESH_MS = 120_000;
const FADED_MS = 900_000;
const FAINTEST = 0.4;

const FREE = 0;
const AT_WORK = 1;
const MINE = 2;
const CHOSEN = 3;

type Seen = { unit: Unit; fix: Fix; at: Point; ageMs: number; weight: number };

export class Overlay {
  private readonly canvas = document.createElement("canvas");
  private readonly pen: CanvasRenderingContext2D | null;
  private readonly motion = new Motion(matchMedia("(prefers-reduced-motion: reduce)").matches);
  private readonly ages: ReturnType<typeof setInterval>;
  private readonly leaveFleet: () => void;
  private frame: ReturnType<typeof setTimeout> | undefined;
  private markers: Markers;
  /** In CSS pixels, read once per frame. */
  private width = 0;
  private height = 0;
  private board: Board | undefined;
  private selection: Selection = { unitId: null, incidentId: null };
  private shown: Shown = { units: true, incidents: true, labels: true, hiddenAgencies: new Set() };

  constructor(
    private readonly map: MapLibre,
    private readonly fleet: Fleet,
  ) {
    this.canvas.className = "map-overlay";
    map.getContainer().append(this.canvas);
    this.markers = new Markers(pixelsPerPx(this.canvas));
    this.pen = this.canvas.getContext("2d");
    this.move(new Set(fleet.fixes.keys()));
    this.leaveFleet = fleet.onMove((moved) => this.move(moved));
    map.on("render", this.draw);
    map.on("resize", this.draw);
    this.ages = setInterval(this.draw, AGES_MS);
  }

  remove(): void {
    this.leaveFleet();
    clearInterval(this.ages);
    clearTimeout(this.frame);
    this.map.off("render", this.draw);
    this.map.off("resize", this.draw);
    this.canvas.remove();
  }

  show(board: Board, selection: Selection, shown: Shown): void {
    this.board = board;
    this.selection = selection;
    this.shown = shown;
    this.motion.keepOnly(board.units);
    this.draw();
  }

  /** Call it after a change of theme. */
  repaint(): void {
    this.markers = new Markers(pixelsPerPx(this.canvas));
    this.draw();
  }

  hit(x: number, y: number): Hit | null {
    let nearest: Hit | null = null;
    let nearestPx = HIT_PX;
    const closer = (at: Point, hit: Hit) => {
      const px = Math.hypot(at.x - x, at.y - y);
      if (px >= nearestPx) return;
      nearestPx = px;
      nearest = hit;
    };
    const project = this.projection();
    for (const incident of this.incidents()) {
      closer(project(mercator(incident.position)), { kind: "incident", incidentId: incident.id });
    }
    const now = performance.now();
    for (const unit of this.units()) {
      const at = this.motion.at(unit.unit_id, now);
      if (at) closer(project(at), { kind: "unit", unitId: unit.unit_id });
    }
    return nearest;
  }

  private move(moved: ReadonlySet<string>): void {
    const now = performance.now();
    for (const unitId of moved) {
      const fix = this.fleet.fixes.get(unitId);
      if (fix) this.motion.moveTo(unitId, fix, now);
    }
    this.animate();
  }

  private animate(): void {
    this.frame ??= setTimeout(() => {
      this.frame = undefined;
      if (document.hidden) return;
      this.draw();
      if (this.motion.isMoving(performance.now())) this.animate();
    }, FRAME_MS);
  }

  private readonly draw = (): void => {
    const { pen, board } = this;
    if (pen && board) measured("sigap-draw", () => this.paint(pen));
  };

  private paint(pen: CanvasRenderingContext2D): void {
    this.fit();
    pen.setTransform(1, 0, 0, 1, 0, 0);
    pen.clearRect(0, 0, this.canvas.width, this.canvas.height);
    const project = this.projection();
    for (const incident of this.incidents()) this.drawIncident(pen, incident, project(mercator(incident.position)));
    const seen = this.unitsInView(project);
    for (const each of seen) this.drawUnit(pen, each);
    this.drawLabels(pen, seen, project);
  }

  /** The most important comes last, so on top: free units, assigned ones, those of the incident, the selected one. */
  private unitsInView(project: (point: Point) => Point): Seen[] {
    const now = performance.now();
    const serverMs = serverNow();
    const seen: Seen[] = [];
    for (const unit of this.units()) {
      const there = this.motion.at(unit.unit_id, now);
      const fix = this.fleet.fixes.get(unit.unit_id);
      if (!there || !fix) continue;
      const at = project(there);
      if (this.inView(at)) seen.push({ unit, fix, at, ageMs: serverMs - fix.fixedAt, weight: this.weight(unit) });
    }
    return seen.sort((one, other) => one.weight - other.weight);
  }

  private weight(unit: Unit): number {
    if (unit.unit_id === this.selection.unitId) return CHOSEN;
    if (this.selection.incidentId !== null && unit.incident_id === this.selection.incidentId) return MINE;
    return unit.incident_id === null ? FREE : AT_WORK;
  }

  private units(): Iterable<Unit> {
    if (!this.board || !this.shown.units) return [];
    const { hiddenAgencies } = this.shown;
    return hiddenAgencies.size === 0
      ? this.board.units.values()
      : [...this.board.units.values()].filter((unit) => !hiddenAgencies.has(unit.agency_id));
  }

  private incidents(): Iterable<Incident> {
    return this.board && this.shown.incidents ? this.board.incidents.values() : [];
  }

  private drawIncident(pen: CanvasRenderingContext2D, incident: Incident, at: Point): void {
    if (!this.inView(at)) return;
    if (incident.id === this.selection.incidentId) this.ring(pen, at, INCIDENT_PX / 2 + 9);
    this.stamp(pen, this.markers.incident(incident.priority, incident.status === "waiting"), at);
  }

  private drawUnit(pen: CanvasRenderingContext2D, { unit, fix, at, ageMs, weight }: Seen): void {
    if (weight >= MINE) this.ring(pen, at, UNIT_PX / 2 + (weight === CHOSEN ? 7 : 5), weight === CHOSEN ? 3 : 2);
    pen.globalAlpha = opacity(ageMs);
    const isMoving = (fix.speed_mps ?? 0) > MOVING_MPS;
    this.stamp(pen, this.markers.unit(unit.kind, unit.status, isMoving ? fix.course_deg : null), at);
    pen.globalAlpha = 1;
  }

  private drawLabels(pen: CanvasRenderingContext2D, seen: readonly Seen[], project: (point: Point) => Point): void {
    const least = this.shown.labels && this.map.getZoom() >= LABELS_FROM_ZOOM ? FREE : MINE;
    const named = seen.filter(({ weight }) => weight >= least);
    if (named.length === 0) return;
    const room = new LabelPlacement();
    for (const { at } of seen) room.takeMarker(at);
    for (const incident of this.incidents()) room.takeMarker(project(mercator(incident.position)), INCIDENT_PX);
    const { ratio } = this.markers;
    for (const { unit, at, ageMs } of named.reverse()) {
      const text = ageMs > FRESH_MS ? `${unit.unit_id} · ${Math.floor(ageMs / 60_000)}′` : unit.unit_id;
      const label = this.markers.label(text);
      const place = room.place(at, { width: label.width / ratio, height: label.height / ratio });
      if (place) this.stamp(pen, label, place);
    }
  }

  private stamp(pen: CanvasRenderingContext2D, picture: Picture, at: Point): void {
    const { ratio } = this.markers;
    pen.drawImage(picture, Math.round(at.x * ratio - picture.width / 2), Math.round(at.y * ratio - picture.height / 2));
  }

  private ring(pen: CanvasRenderingContext2D, at: Point, radius: number, width = 3): void {
    const { ratio } = this.markers;
    pen.beginPath();
    pen.arc(at.x * ratio, at.y * ratio, radius * ratio, 0, 2 * Math.PI);
    pen.lineWidth = width * ratio;
    pen.strokeStyle = this.markers.color("--accent");
    pen.stroke();
  }

  /** The map is never rotated or tilted, so a screen position is one product and one sum. */
  private projection(): (point: Point) => Point {
    const { width, height } = this;
    const center = this.map.getCenter();
    const middle = mercator({ lat: center.lat, lon: center.lng });
    const world = worldPx(this.map.getZoom());
    return ({ x, y }) => ({
      x: (x - middle.x) * world + width / 2,
      y: (y - middle.y) * world + height / 2,
    });
  }

  private inView({ x, y }: Point): boolean {
    return x > -40 && y > -40 && x < this.width + 40 && y < this.height + 40;
  }

  private fit(): void {
    const { ratio } = this.markers;
    this.width = this.canvas.clientWidth;
    this.height = this.canvas.clientHeight;
    const width = Math.round(this.width * ratio);
    const height = Math.round(this.height * ratio);
    if (this.canvas.width === width && this.canvas.height === height) return;
    this.canvas.width = width;
    this.canvas.height = height;
  }
}

/** Opaque while fresh, then fading: an old position must not look like a new one. */
function opacity(ageMs: number): number {
  if (ageMs <= FRESH_MS) return 1;
  const faded = Math.min(1, (ageMs - FRESH_MS) / (FADED_MS - FRESH_MS));
  return 0.8 - (0.8 - FAINTEST) * faded;
}
