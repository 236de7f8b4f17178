/** What a scenario adds, removes or changes: a sign, a line style and a colour for each. */
import type { Additions } from "../planned.js";
import type { SceneChange } from "../scene-answers.js";
import type { Palette } from "../palette.js";
import { additionsOf, shownChanges, SIGN } from "../whatif.js";
import { placeOf } from "../lit.js";
import { number } from "../text.js";
import { additionSeen, paintAdditions } from "./additions.js";
import { endSeen, lineBetween, type Seen } from "./edges.js";
import { font, glyphSize, pixels, type Frame, type Point } from "./frame.js";
import { spotOf, type Spot } from "./story.js";

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
  const groups = new Map<number, Group>();
  for (const change of changes) {
    const addition = additions.byId.get(change.id);
    const seen = addition ? additionSeen(frame, additions, addition) : null;
    if (seen?.own) paintSign(frame, seen.own, change.kind);
    if (change.a !== null || change.b !== null || change.a_new || change.b_new) continue;
    if (seen?.own ? change.kind === "changed" && state.mode === "difference" : change.at) gather(frame, change, groups);
  }
  for (const group of groups.values()) paintGroup(frame, group);
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

/** Changes that are seen as one: at a device, or in a closed zone. */
interface Group {
  readonly spot: Spot;
  readonly counts: Map<SceneChange["kind"], number>;
}

function gather(frame: Frame, change: SceneChange, groups: Map<number, Group>): void {
  const spot = spotOf(frame, placeOf(frame.world, change.at));
  if (!spot) return;
  const group = groups.get(spot.key) ?? { spot, counts: new Map() };
  group.counts.set(change.kind, (group.counts.get(change.kind) ?? 0) + 1);
  groups.set(spot.key, group);
}

/** A sign for each kind at the device, or on the lower border of its zone; many are told by their number. */
function paintGroup(frame: Frame, { spot, counts }: Group): void {
  const size = glyphSize(frame.camera.scale);
  const box = spot.zone >= 0 ? pixels(frame, frame.world.zoneAt(spot.zone).box) : null;
  const at = box ? { x: box.x + 12, y: box.y + box.h } : { x: spot.at.x + size * 0.6, y: spot.at.y - size * 0.5 };
  for (const [kind, count] of counts) at.x += paintSign(frame, at, kind, count) + 2;
}

/** Paint a sign, with how many it stands for; return its width. */
function paintSign(frame: Frame, at: Point, kind: SceneChange["kind"], count = 1): number {
  const { ctx, palette, state } = frame;
  const text = count > 1 ? `${SIGN[kind]}${number(count, state.lang)}` : SIGN[kind];
  ctx.font = font(count > 1 ? 11 : 14, 800);
  const width = count > 1 ? Math.max(18, ctx.measureText(text).width + 10) : 18;
  ctx.beginPath();
  ctx.roundRect(at.x - 9, at.y - 9, width, 18, 9);
  ctx.lineWidth = 3;
  ctx.strokeStyle = palette.halo;
  ctx.stroke();
  ctx.fillStyle = changeColour(palette, kind);
  ctx.fill();
  ctx.fillStyle = palette.attackInk;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(text, at.x - 9 + width / 2, at.y + 0.5);
  return width;
}
