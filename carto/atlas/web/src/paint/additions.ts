/** What a scenario adds, in the place kept for it: a ghost today, plain under the scenario. */
import { overlaps, visible } from "../camera.js";
import { isOpenAt, Level, shownZone } from "../lod.js";
import type { Additions } from "../planned.js";
import type { SceneAddition } from "../scene-answers.js";
import { clean, number } from "../text.js";
import { nameBelow, paintRing } from "./devices.js";
import type { Seen } from "./edges.js";
import { font, glyphSize, haloText, middle, pixels, type Frame, type Point } from "./frame.js";
import { Glyphs } from "./sprites.js";
import { nameClosed, nameOpen } from "./zone-names.js";

/** Pixels per map unit from which a new device, and its name, may be read. */
const SEEN_SCALE = 7.5;
const NAMED_SCALE = 14;

/** What decides on which zones are closed. */
export type Sight = Pick<Frame, "world" | "detail" | "camera" | "view">;

/** Where an addition is seen now; `own` is where its sign stands when it is drawn itself. */
export function additionSeen(frame: Frame, all: Additions, one: SceneAddition): Seen & { own: Point | null } {
  const zone = closedAround(frame, one.zone);
  if (zone >= 0) return { at: middle(frame, frame.world.zoneAt(zone).box), zone, own: null };
  const holder = closedHolder(frame, all, one);
  if (holder) return { at: middle(frame, holder.box), zone: -1, box: pixels(frame, holder.box), own: null };
  const at = middle(frame, one.box);
  if (one.section === "devices") {
    const size = glyphSize(frame.camera.scale);
    return { at, zone: -1, own: { x: at.x + size * 0.62, y: at.y - size * 0.5 } };
  }
  const box = pixels(frame, one.box);
  return { at, zone: -1, box, own: { x: box.x + box.w - 4, y: box.y + 4 } };
}

/** The closed zone of today's map that hides a place, or -1. */
function closedAround(frame: Sight, zone: number): number {
  if (zone < 0) return -1;
  const shown = shownZone(frame.world, frame.detail, zone);
  return frame.detail.level[shown] === Level.open ? -1 : shown;
}

/** The outermost new zone that is closed around an addition, or null. */
function closedHolder(frame: Sight, all: Additions, one: SceneAddition): SceneAddition | null {
  let closed: SceneAddition | null = null;
  for (let holder = all.holder.get(one); holder; holder = all.holder.get(holder)) {
    if (!isOpenAt(holder.box.w * frame.camera.scale, frame.camera.scale)) closed = holder;
  }
  return closed;
}

/** The additions in view that are drawn themselves, what lies within others first. */
export function additionsDrawn(frame: Sight, all: Additions): SceneAddition[] {
  const order = ["devices", "zones", "sites"];
  const window = visible(frame.camera, frame.view, 1);
  const drawn = [...all.byId.values()].filter((one) => overlaps(one.box, window) && closedAround(frame, one.zone) < 0 && !closedHolder(frame, all, one));
  return drawn.sort((one, two) => order.indexOf(one.section) - order.indexOf(two.section) || one.box.w * one.box.h - two.box.w * two.box.h);
}

export function paintAdditions(frame: Frame, all: Additions, colour: string): void {
  const ghost = frame.state.mode === "base";
  for (const one of additionsDrawn(frame, all).reverse()) {
    frame.ctx.globalAlpha = ghost ? 0.5 : 1;
    if (one.section === "devices") paintDevice(frame, one, ghost, colour);
    else paintPlace(frame, all, one, colour);
    frame.ctx.globalAlpha = 1;
    if (one.section === "devices") paintPointed(frame, one);
  }
}

/** The ring around what is selected or under the pointer, as around any device. */
function paintPointed(frame: Frame, one: SceneAddition): void {
  const at = middle(frame, one.box);
  const size = glyphSize(frame.camera.scale);
  if (frame.state.sel === one.id) paintRing(frame, at, size * 0.84, frame.palette.select, 3);
  else if (frame.hover?.id === one.id) paintRing(frame, at, size * 0.84, frame.palette.inkSoft, 1.5);
}

/** A new zone or site: a dashed box with its name, in its middle while it is closed. */
function paintPlace(frame: Frame, all: Additions, one: SceneAddition, colour: string): void {
  const { ctx, palette, camera, state } = frame;
  const box = pixels(frame, one.box);
  ctx.beginPath();
  ctx.roundRect(box.x + 0.5, box.y + 0.5, box.w - 1, box.h - 1, Math.min(8, box.w / 8));
  ctx.fillStyle = one.section === "zones" ? palette.zone[Math.max(0, Math.min(5, one.trust))]! : palette.site;
  ctx.fill();
  ctx.lineWidth = state.sel === one.id ? 3.2 : 1.8;
  ctx.strokeStyle = state.sel === one.id ? palette.select : colour;
  ctx.setLineDash([7, 4]);
  ctx.stroke();
  ctx.setLineDash([]);
  if (box.w < 40) return;
  const count = number(all.count.get(one) ?? 0, state.lang);
  if (one.section === "sites" || isOpenAt(box.w, camera.scale)) return nameOpen(frame, box, clean(one.name, 80), count, one.hostile);
  nameClosed(frame, box, clean(one.name, 80), 11, (y, size) => {
    ctx.font = font(size - 1);
    haloText(frame, count, box.x + box.w / 2, y, palette.inkSoft);
  });
}

/** A new device: its glyph, inside a dashed ring where it is only planned. */
function paintDevice(frame: Frame, one: SceneAddition, ghost: boolean, colour: string): void {
  const { ctx, camera } = frame;
  const at = middle(frame, one.box);
  const size = glyphSize(camera.scale);
  ctx.beginPath();
  ctx.arc(at.x, at.y, Math.max(4, size * 0.72), 0, 7);
  ctx.lineWidth = 1.8;
  ctx.strokeStyle = colour;
  ctx.setLineDash(ghost ? [4, 3] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  if (camera.scale < SEEN_SCALE) return;
  const { types } = frame.world.scene;
  const known = types.findIndex((type) => type.id === one.type);
  const type = types[known] ?? { id: one.type, label: one.label ?? { fr: "", en: "" }, glyph: one.glyph, category: one.category };
  const pen = known >= 0 ? frame.sprites : new Glyphs(frame.palette); // a picture is kept of each type of today's map
  pen.stamp(ctx, { type, typeIndex: known, size, risk: 0, flags: 0, fleet: one.count > 1 }, at.x, at.y);
  if (camera.scale >= NAMED_SCALE) nameBelow(frame, at, clean(one.name, 80), one.count, size * 1.5, true, 3);
}
