/** What a scenario adds, removes or changes: a sign, a line style and a colour for each. */
import type { Additions } from "../planned.js";
import type { SceneChange } from "../scene-answers.js";
import type { Palette } from "../palette.js";
import { additionsOf, shownChanges, SIGN } from "../whatif.js";
import { placeOf } from "../lit.js";
import { additionSeen, paintAdditions } from "./additions.js";
import { endSeen, lineBetween, type Seen } from "./edges.js";
import { font, glyphSize, pixels, type Frame, type Point } from "./frame.js";
import { spotOf } from "./story.js";

const DASH = { added: [], removed: [3, 4], changed: [9, 4] } as const;

/** Colours by kind of change, from the families' own hues. */
export function changeColour(palette: Palette, kind: SceneChange["kind"]): string {
  return { added: palette.family.care, removed: palette.attack, changed: palette.family.network }[kind];
}

export function paintChanges(frame: Frame): void {
  const { palette, state, world } = frame;
  const additions = additionsOf(world, state.scenario);
  const changes = shownChanges(world, state.scenario, state.mode);
  for (const change of changes) {
    const a = endOf(frame, additions, change.a, change.a_new);
    const b = endOf(frame, additions, change.b, change.b_new);
    if (a && b) paintLine(frame, change, a, b);
  }
  paintAdditions(frame, additions, changeColour(palette, "added"));
  const taken = new Map<string, number>();
  for (const change of changes) {
    const addition = additions.byId.get(change.id);
    const seen = addition ? additionSeen(frame, additions, addition) : null;
    if (seen?.own) paintSign(frame, seen.own, change.kind);
    if (change.a !== null || change.b !== null || change.a_new || change.b_new) continue;
    if (seen?.own ? change.kind === "changed" && state.mode === "difference" : change.at) paintPlace(frame, change, taken);
  }
}

/** Where an end of a changed line is seen: what stands today, or what the scenario adds. */
function endOf(frame: Frame, additions: Additions, end: number | null, added: string): Seen | null {
  if (end !== null) return endSeen(frame, end);
  const addition = additions.byId.get(added);
  return addition ? additionSeen(frame, additions, addition) : null;
}

function paintLine(frame: Frame, change: SceneChange, a: Seen, b: Seen): void {
  const { ctx, palette } = frame;
  const line = lineBetween(frame, a, b);
  if (!line) return;
  ctx.beginPath();
  ctx.moveTo(line.a.x, line.a.y);
  ctx.lineTo(line.b.x, line.b.y);
  if (frame.state.sel === change.id) {
    ctx.lineWidth = 8;
    ctx.strokeStyle = palette.select;
    ctx.stroke();
  }
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
