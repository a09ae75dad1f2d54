// Places a unit's name beside its marker, and never over another marker or name.
import { UNIT_PX } from "./markers";
import type { Point } from "./mercator";

type Size = { width: number; height: number };
type Box = { left: number; top: number; right: number; bottom: number };

const CELL_PX = 80;
const GAP_PX = UNIT_PX / 2 - 1;

export class LabelPlacement {
  private readonly cells = new Map<number, Box[]>();

  /** Takes the marker's own place, whatever else is there. */
  takeMarker(at: Point, px = UNIT_PX): void {
    this.take(around(at, { width: px - 8, height: px - 8 }));
  }

  /** The middle of the name: below, above, right or left of the marker, the first that is free; null if none is. */
  place(at: Point, size: Size): Point | null {
    const down = GAP_PX + size.height / 2;
    const aside = GAP_PX + size.width / 2;
    for (const [x, y] of [
      [0, down],
      [0, -down],
      [aside, 0],
      [-aside, 0],
    ] as const) {
      const middle = { x: at.x + x, y: at.y + y };
      if (this.take(around(middle, size), true)) return middle;
    }
    return null;
  }

  private take(box: Box, onlyIfFree = false): boolean {
    const cells = cellsOf(box);
    if (onlyIfFree && cells.some((cell) => this.cells.get(cell)?.some((other) => meet(box, other)))) return false;
    for (const cell of cells) {
      const there = this.cells.get(cell);
      if (there) there.push(box);
      else this.cells.set(cell, [box]);
    }
    return true;
  }
}

function around({ x, y }: Point, { width, height }: Size): Box {
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

function meet(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}

function cellsOf({ left, top, right, bottom }: Box): number[] {
  const cells = [];
  for (let column = Math.floor(left / CELL_PX); column <= Math.floor(right / CELL_PX); column++) {
    for (let row = Math.floor(top / CELL_PX); row <= Math.floor(bottom / CELL_PX); row++) {
      cells.push(column * 10_000 + row);
    }
  }
  return cells;
}
