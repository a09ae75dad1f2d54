// The position of a unit shown between two fixes: it glides to the newest one, never beyond it.
import type { Fix } from "../live/fleet";
import { mercator, type Point } from "./mercator";

const GLIDE_MIN_MS = 150;
const GLIDE_MAX_MS = 1_500;
// If two fixes are farther apart than this, their way is unknown and the marker jumps. About 400 m at the equator.
const JUMP = 1e-5;

type Glide = { from: Point; to: Point; startMs: number; lengthMs: number };

export class Motion {
  private readonly glides = new Map<string, Glide>();

  constructor(private readonly still: boolean) {}

  moveTo(unitId: string, fix: Fix, nowMs: number): void {
    const to = mercator(fix);
    const last = this.glides.get(unitId);
    if (!last || this.still || Math.hypot(to.x - last.to.x, to.y - last.to.y) > JUMP) {
      this.glides.set(unitId, { from: to, to, startMs: nowMs, lengthMs: 0 });
      return;
    }
    const lengthMs = Math.min(GLIDE_MAX_MS, Math.max(GLIDE_MIN_MS, nowMs - last.startMs));
    this.glides.set(unitId, { from: at(last, nowMs), to, startMs: nowMs, lengthMs });
  }

  at(unitId: string, nowMs: number): Point | undefined {
    const glide = this.glides.get(unitId);
    return glide && at(glide, nowMs);
  }

  isMoving(nowMs: number): boolean {
    for (const glide of this.glides.values()) if (nowMs < glide.startMs + glide.lengthMs) return true;
    return false;
  }

  keepOnly(known: ReadonlyMap<string, unknown>): void {
    for (const unitId of this.glides.keys()) if (!known.has(unitId)) this.glides.delete(unitId);
  }
}

function at({ from, to, startMs, lengthMs }: Glide, nowMs: number): Point {
  const part = lengthMs === 0 ? 1 : Math.min(1, Math.max(0, (nowMs - startMs) / lengthMs));
  return { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
}
