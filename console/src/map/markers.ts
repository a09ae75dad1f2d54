// The images of units and incidents, drawn once per kind, state and theme, then only copied.
import type { UnitStatus } from "../base/api/views";
import { letterOf, SHAPES, stateColor } from "../ui/shapes";

export const UNIT_PX = 26;
export const INCIDENT_PX = 30;
const LABEL_PX = 12;
const LABEL_FONT = `600 ${LABEL_PX}px "Segoe UI", system-ui, "Noto Sans", "DejaVu Sans", sans-serif`;
const HEADING_PX = 40;
const TURN_DEG = 10;

// Not canvases: a source that can still change is copied again each time it is drawn.
export type Picture = ImageBitmap;
type Pen = OffscreenCanvasRenderingContext2D;

export class Markers {
  private readonly pictures = new Map<string, Picture>();
  private readonly css = getComputedStyle(document.documentElement);

  constructor(readonly ratio: number) {}

  /** Includes the heading, to a few degrees: rotating an image costs as much as copying many. */
  unit(kind: string, status: UnitStatus, courseDeg: number | null): Picture {
    const turn = courseDeg === null ? null : Math.round(courseDeg / TURN_DEG) % (360 / TURN_DEG);
    const size = turn === null ? UNIT_PX : HEADING_PX;
    return this.kept(`unit ${kind} ${status} ${turn}`, size, size, (pen) => {
      pen.translate(size / 2, size / 2);
      if (turn !== null) this.arrow(pen, status, turn * TURN_DEG);
      const inset = 2;
      const scale = (UNIT_PX - 2 * inset) / 24;
      pen.translate(inset - UNIT_PX / 2, inset - UNIT_PX / 2);
      pen.scale(scale, scale);
      const shape = new Path2D(SHAPES[status]);
      pen.lineWidth = 3;
      pen.strokeStyle = this.color("--ground");
      pen.stroke(shape);
      pen.fillStyle = this.color(stateColor(status));
      pen.fill(shape, "evenodd");
      this.letter(pen, letterOf(kind), 12, status === "en_route" ? 15 : 12.5, 12);
    });
  }

  /** A waiting incident has a second ring: no unit has been sent. */
  incident(priority: number, waiting: boolean): Picture {
    return this.kept(`incident ${priority} ${waiting}`, INCIDENT_PX + 10, INCIDENT_PX + 10, (pen) => {
      const middle = (INCIDENT_PX + 10) / 2;
      const color = this.color(`--p${priority}`);
      pen.translate(middle, middle);
      if (waiting) {
        pen.lineWidth = 2.5;
        pen.strokeStyle = color;
        pen.beginPath();
        pen.arc(0, 0, middle - 2, 0, 2 * Math.PI);
        pen.stroke();
      }
      pen.beginPath();
      pen.roundRect(-12, -12, 24, 24, priority <= 2 ? 5 : 12);
      pen.lineWidth = 4;
      pen.strokeStyle = this.color("--ground");
      pen.stroke();
      pen.fillStyle = color;
      pen.fill();
      this.letter(pen, String(priority), 0, 0.5, 15);
    });
  }

  label(text: string): Picture {
    const key = `label ${text}`;
    const known = this.pictures.get(key);
    if (known) return known;
    const ruler = new OffscreenCanvas(1, 1).getContext("2d");
    if (ruler) ruler.font = LABEL_FONT;
    const width = Math.ceil(ruler?.measureText(text).width ?? 0) + 8;
    return this.kept(key, width, LABEL_PX + 8, (pen) => {
      pen.font = LABEL_FONT;
      pen.textAlign = "center";
      pen.textBaseline = "middle";
      pen.lineJoin = "round";
      pen.lineWidth = 4;
      pen.strokeStyle = this.color("--ground");
      pen.strokeText(text, width / 2, LABEL_PX / 2 + 4);
      pen.fillStyle = this.color("--ink");
      pen.fillText(text, width / 2, LABEL_PX / 2 + 4);
    });
  }

  color(name: string): string {
    return this.css.getPropertyValue(name).trim();
  }

  private arrow(pen: Pen, status: UnitStatus, turnDeg: number) {
    const turn = (turnDeg * Math.PI) / 180;
    pen.rotate(turn);
    const arrow = new Path2D(`M0 ${-HEADING_PX / 2}l6.500 9h-13z`);
    pen.lineWidth = 2;
    pen.strokeStyle = this.color("--ground");
    pen.stroke(arrow);
    pen.fillStyle = this.color(stateColor(status));
    pen.fill(arrow);
    pen.rotate(-turn);
  }

  private letter(pen: Pen, text: string, x: number, y: number, size: number) {
    pen.font = `800 ${size}px system-ui, "DejaVu Sans", sans-serif`;
    pen.textAlign = "center";
    pen.textBaseline = "middle";
    pen.fillStyle = this.color("--priority-ink");
    pen.fillText(text, x, y);
  }

  private kept(key: string, width: number, height: number, draw: (pen: Pen) => void): Picture {
    const known = this.pictures.get(key);
    if (known) return known;
    const canvas = new OffscreenCanvas(Math.ceil(width * this.ratio), Math.ceil(height * this.ratio));
    const pen = canvas.getContext("2d");
    if (pen) {
      pen.scale(this.ratio, this.ratio);
      draw(pen);
    }
    const picture = canvas.transferToImageBitmap();
    this.pictures.set(key, picture);
    return picture;
  }
}
