/** A uniform grid over points: who lies near a place, and who is next in a direction. */
import type { Box } from "./scene-types.js";

const CELL = 4;

export class GridIndex {
  private readonly columns: number;
  private readonly rows: number;
  private readonly start: Uint32Array;
  private readonly values: Uint32Array;

  /** Complexity: linear in points plus cells; cells are bounded by four times the points. */
  constructor(
    private readonly x: Float32Array,
    private readonly y: Float32Array,
    private readonly bounds: Box,
  ) {
    const wanted = CELL * Math.max(1, Math.sqrt((bounds.w * bounds.h) / (CELL * CELL * 4 * Math.max(64, x.length))));
    this.cell = wanted;
    this.columns = Math.max(1, Math.ceil(bounds.w / wanted));
    this.rows = Math.max(1, Math.ceil(bounds.h / wanted));
    const start = new Uint32Array(this.columns * this.rows + 1);
    const cells = new Uint32Array(x.length);
    for (let i = 0; i < x.length; i++) start[(cells[i] = this.cellAt(x[i]!, y[i]!)) + 1]!++;
    for (let c = 1; c < start.length; c++) start[c]! += start[c - 1]!;
    const next = start.slice(0, -1);
    this.values = new Uint32Array(x.length);
    for (let i = 0; i < x.length; i++) this.values[next[cells[i]!]!++] = i;
    this.start = start;
  }

  private readonly cell: number;

  private column(x: number): number {
    return Math.min(this.columns - 1, Math.max(0, Math.floor((x - this.bounds.x) / this.cell)));
  }

  private row(y: number): number {
    return Math.min(this.rows - 1, Math.max(0, Math.floor((y - this.bounds.y) / this.cell)));
  }

  private cellAt(x: number, y: number): number {
    return this.row(y) * this.columns + this.column(x);
  }

  /** Visit every point whose cell touches the box. */
  each(box: Box, visit: (i: number) => void): void {
    for (let row = this.row(box.y); row <= this.row(box.y + box.h); row++) {
      const from = row * this.columns + this.column(box.x);
      const to = row * this.columns + this.column(box.x + box.w);
      for (let k = this.start[from]!; k < this.start[to + 1]!; k++) visit(this.values[k]!);
    }
  }

  /** The nearest point within `reach`, or -1. */
  nearest(x: number, y: number, reach: number): number {
    let best = -1;
    let least = reach * reach;
    this.each({ x: x - reach, y: y - reach, w: 2 * reach, h: 2 * reach }, (i) => {
      const distance = (this.x[i]! - x) ** 2 + (this.y[i]! - y) ** 2;
      if (distance <= least) {
        least = distance;
        best = i;
      }
    });
    return best;
  }

  /** The next point from a place towards (dx, dy): near, and not far off the line. Widens until found. */
  towards(x: number, y: number, dx: number, dy: number): number {
    const far = Math.hypot(this.bounds.w, this.bounds.h);
    for (let reach = this.cell; ; reach *= 2) {
      const found = this.bestTowards({ x, y }, dx, dy, reach);
      if (found >= 0 || reach > far) return found;
    }
  }

  private bestTowards(from: { x: number; y: number }, dx: number, dy: number, reach: number): number {
    let best = -1;
    let least = Infinity;
    this.each({ x: from.x - reach, y: from.y - reach, w: 2 * reach, h: 2 * reach }, (i) => {
      if ((this.x[i]! - from.x) * dx + (this.y[i]! - from.y) * dy > reach) return;
      const cost = wayTo(from, this.x[i]!, this.y[i]!, dx, dy);
      if (cost < least) {
        least = cost;
        best = i;
      }
    });
    return best;
  }
}

/** How far a place lies in a direction, what is aside counting double; infinite when it does not lie that way. */
export function wayTo(from: { readonly x: number; readonly y: number }, x: number, y: number, dx: number, dy: number): number {
  const along = (x - from.x) * dx + (y - from.y) * dy;
  const aside = Math.abs((x - from.x) * dy - (y - from.y) * dx);
  return along < 0.2 || aside > along * 1.2 ? Infinity : along + 2 * aside;
}
