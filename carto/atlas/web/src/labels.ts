/** Labels that never collide: first come (by priority), first placed. */

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** Occupied places on the screen, in a coarse grid. */
export class LabelSpace {
  private readonly cells = new Map<number, Rect[]>();
  placed = 0;

  constructor(private readonly budget: number) {}

  /** Place a label if its place is free and the budget allows; return whether it was placed. */
  place(rect: Rect): boolean {
    if (this.placed >= this.budget || this.taken(rect)) return false;
    this.reserve(rect);
    this.placed++;
    return true;
  }

  /** Mark a place as taken, whatever lies there. */
  reserve(rect: Rect): void {
    this.eachCell(rect, (key) => {
      const cell = this.cells.get(key);
      if (cell) cell.push(rect);
      else this.cells.set(key, [rect]);
      return false;
    });
  }

  private taken(rect: Rect): boolean {
    return this.eachCell(rect, (key) => {
      const cell = this.cells.get(key);
      return cell !== undefined && cell.some((other) => touch(rect, other));
    });
  }

  private eachCell(rect: Rect, stop: (key: number) => boolean): boolean {
    const right = Math.floor((rect.x + rect.w) / 64);
    const bottom = Math.floor((rect.y + rect.h) / 64);
    for (let row = Math.floor(rect.y / 64); row <= bottom; row++) {
      for (let column = Math.floor(rect.x / 64); column <= right; column++) {
        if (stop(row * 4096 + column)) return true;
      }
    }
    return false;
  }
}

function touch(a: Rect, b: Rect): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Break a name into at most `most` lines of `width`, the last clipped. `measure` gives a text's width. */
export function wrap(text: string, width: number, measure: (text: string) => number, most = 2): string[] {
  if (most <= 1 || measure(text) <= width) return [clip(text, width, measure)];
  const words = text.split(/(?<=[-_./ ])/);
  let first = "";
  while (words.length > 1 && measure((first + words[0]!).trimEnd()) <= width) first += words.shift()!;
  if (!first) return [clip(text, width, measure)];
  return [first.trim(), ...wrap(words.join(""), width, measure, most - 1)];
}

/** Cut a text to `width` with an ellipsis. Starts where letters of middling width would end: few are measured. */
export function clip(text: string, width: number, measure: (text: string) => number): string {
  const whole = measure(text);
  if (whole <= width) return text;
  const fits = (length: number): boolean => measure(`${text.slice(0, length)}…`) <= width;
  let length = Math.max(0, Math.min(text.length - 1, Math.floor((text.length * width) / whole) - 1));
  while (length > 0 && !fits(length)) length--;
  while (length < text.length - 1 && fits(length + 1)) length++;
  return length > 0 ? `${text.slice(0, length).trimEnd()}…` : "";
}
