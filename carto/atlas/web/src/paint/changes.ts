/** What a scenario adds, removes or changes: a sign, a line style and a colour for each. */
import type { SceneChange } from "../scene-answers.js";
import type { Palette } from "../palette.js";
import { shownChanges, SIGN } from "../whatif.js";
import { placeOf } from "../lit.js";
import { lineOf } from "./edges.js";
import { font, glyphSize, pixels, type Frame, type Point } from "./frame.js";
import { spotOf } from "./story.js";

const DASH = { added: [], removed: [3, 4], changed: [9, 4] } as const;

/** Colours by kind of change, from the families' own hues. */
export function changeColour(palette: Palette, kind: SceneChange["kind"]): string {
  return { added: palette.family.care, removed: palette.attack, changed: palette.family.network }[kind];
}

export function paintChanges(frame: Frame): void {
  const { state, world } = frame;
  const changes = shownChanges(world, state.scenario, state.mode);
  for (const change of changes) if (change.a !== null && change.b !== null) paintLine(frame, change, change.a, change.b);
  const taken = new Map<string, number>();
  for (const change of changes) if (change.a === null && change.at) paintPlace(frame, change, taken);
}

function paintLine(frame: Frame, change: SceneChange, a: number, b: number): void {
  const { ctx, palette } = frame;
  const line = lineOf(frame, a, b);
  if (!line) return;
  ctx.beginPath();
  ctx.moveTo(line.a.x, line.a.y);
  ctx.lineTo(line.b.x, line.b.y);
  ctx.lineWidth = 3;
  ctx.strokeStyle = changeColour(palette, change.kind);
  ctx.setLineDash([...DASH[change.kind]]);
  ctx.stroke();
  ctx.setLineDash([]);
  paintSign(frame, { x: (line.a.x + line.b.x) / 2, y: (line.a.y + line.b.y) / 2 }, change.kind);
}

/** A sign at the thing itself, or in its zone's lower corner; several in one place stand side by side. */
function paintPlace(frame: Frame, change: SceneChange, taken: Map<string, number>): void {
  const spot = spotOf(frame, placeOf(frame.world, change.at));
  if (!spot) return;
  const key = String(spot.key);
  const rank = taken.get(key) ?? 0;
  taken.set(key, rank + 1);
  if (rank > 5) return;
  const size = glyphSize(frame.camera.scale);
  const box = spot.zone >= 0 ? pixels(frame, frame.world.zoneAt(spot.zone).box) : null;
  const at = box ? { x: box.x + 12 + rank * 20, y: box.y + box.h } : { x: spot.at.x + size * 0.6 + rank * 20, y: spot.at.y - size * 0.5 };
  paintSign(frame, at, change.kind);
}

function paintSign(frame: Frame, at: Point, kind: SceneChange["kind"]): void {
  const { ctx, palette } = frame;
  ctx.beginPath();
  ctx.arc(at.x, at.y, 9, 0, 7);
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette.halo;
  ctx.stroke();
  ctx.fillStyle = changeColour(palette, kind);
  ctx.fill();
  ctx.fillStyle = palette.attackInk;
  ctx.font = font(14, 800);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(SIGN[kind], at.x, at.y + 0.5);
}
