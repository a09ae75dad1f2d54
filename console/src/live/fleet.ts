// Positions of units: outside React, because a thousand of them move every second.
import type { FixRow, Movement, MovementRow, Unit } from "../base/api/views";

export type Fix = {
  lat: number;
  lon: number;
  course_deg: number | null;
  speed_mps: number | null;
  /** Milliseconds since the epoch. */
  fixedAt: number;
};

export class Fleet {
  readonly fixes = new Map<string, Fix>();
  readonly movements = new Map<string, Movement>();
  private readonly listeners = new Set<(moved: ReadonlySet<string>) => void>();

  /** Takes the positions of a snapshot, which are right even if older than those shown. */
  reset(units: readonly Unit[]): void {
    this.fixes.clear();
    this.movements.clear();
    for (const { unit_id, position } of units) {
      if (!position) continue;
      this.fixes.set(unit_id, { ...position, fixedAt: Date.parse(position.fixed_at) });
      this.movements.set(unit_id, position);
    }
    this.tell(new Set(this.fixes.keys()));
  }

  move(rows: readonly FixRow[]): void {
    const moved = new Set<string>();
    for (const [unit_id, lat, lon, course_deg, speed_mps, fixed_at] of rows) {
      const fixedAt = Date.parse(fixed_at);
      const known = this.fixes.get(unit_id);
      if (known && known.fixedAt > fixedAt) continue;
      this.fixes.set(unit_id, { lat, lon, course_deg, speed_mps, fixedAt });
      moved.add(unit_id);
    }
    if (moved.size) this.tell(moved);
  }

  /** Notifies no listener: views of these read them every second anyway. */
  setMovements(rows: readonly MovementRow[]): void {
    for (const [unit_id, movement, movement_since_at, heading_deg, device_id, device_kind, device_since_at] of rows) {
      const now = { movement, movement_since_at, heading_deg, device_id, device_kind, device_since_at };
      this.movements.set(unit_id, now);
    }
  }

  onMove(listener: (moved: ReadonlySet<string>) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(moved: ReadonlySet<string>): void {
    for (const listener of this.listeners) listener(moved);
  }
}

export const fleet = new Fleet();
