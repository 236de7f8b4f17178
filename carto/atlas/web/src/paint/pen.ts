/** What painters need of a drawing surface: the canvas has it, and so has the writer of SVG. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | "fillStyle"
  | "strokeStyle"
  | "lineWidth"
  | "globalAlpha"
  | "font"
  | "textAlign"
  | "textBaseline"
  | "lineJoin"
  | "lineCap"
  | "save"
  | "restore"
  | "translate"
  | "scale"
  | "beginPath"
  | "moveTo"
  | "lineTo"
  | "quadraticCurveTo"
  | "arc"
  | "rect"
  | "roundRect"
  | "closePath"
  | "fillRect"
  | "setLineDash"
  | "fillText"
  | "strokeText"
  | "measureText"
  | "createPattern"
> & {
  fill(path?: Path2D): void;
  stroke(path?: Path2D): void;
};

const paths = new Map<string, Path2D>();
const sources = new WeakMap<Path2D, string>();

/** A path drawn in the 24 by 24 box, made once. */
export function path(data: string): Path2D {
  let made = paths.get(data);
  if (!made) {
    paths.set(data, (made = new Path2D(data)));
    sources.set(made, data);
  }
  return made;
}

/** The text a path was made from. */
export function pathData(of: Path2D): string {
  return sources.get(of) ?? "";
}
