/** What a scenario adds, in the place kept for it: a ghost today, plain under the scenario. */
import { wrap } from "../labels.js";
import { Level, shownZone } from "../lod.js";
import type { SceneAddition } from "../scene-answers.js";
import { clean, number } from "../text.js";
import type { Seen } from "./edges.js";
import { font, glyphSize, haloText, middle, pixels, type Frame, type Point } from "./frame.js";
import { Glyphs } from "./sprites.js";

/** Pixels per map unit from which a new device, and its name, may be read. */
const SEEN_SCALE = 7.5;
const NAMED_SCALE = 14;

/** Where an addition is seen now; `own` is where its sign stands when it has a place of its own. */
export function additionSeen(frame: Frame, one: SceneAddition): Seen & { own: Point | null } {
  const zone = closedAround(frame, one.zone);
  if (zone >= 0) return { at: middle(frame, frame.world.zoneAt(zone).box), zone, own: null };
  const at = middle(frame, one.box);
  if (one.section === "devices") {
    const size = glyphSize(frame.camera.scale);
    return { at, zone: -1, own: { x: at.x + size * 0.62, y: at.y - size * 0.5 } };
  }
  const box = pixels(frame, one.box);
  return { at, zone: -1, own: { x: box.x + box.w - 4, y: box.y + 4 } };
}

/** The closed zone that hides a place, or -1. */
function closedAround(frame: Frame, zone: number): number {
  if (zone < 0) return -1;
  const shown = shownZone(frame.world, frame.detail, zone);
  return frame.detail.level[shown] === Level.open ? -1 : shown;
}

export function paintAdditions(frame: Frame, additions: readonly SceneAddition[], colour: string): void {
  const ghost = frame.state.mode === "base";
  const order = ["sites", "zones", "devices"] as const;
  for (const section of order) {
    for (const one of additions) {
      if (one.section !== section || closedAround(frame, one.zone) >= 0) continue;
      frame.ctx.globalAlpha = ghost ? 0.5 : 1;
      if (section === "devices") paintDevice(frame, one, ghost, colour);
      else paintPlace(frame, one, colour);
    }
  }
  frame.ctx.globalAlpha = 1;
}

/** A new zone or site: a dashed box with its name. */
function paintPlace(frame: Frame, one: SceneAddition, colour: string): void {
  const { ctx, palette } = frame;
  const box = pixels(frame, one.box);
  ctx.beginPath();
  ctx.roundRect(box.x + 0.5, box.y + 0.5, box.w - 1, box.h - 1, Math.min(8, box.w / 8));
  ctx.fillStyle = one.section === "zones" ? palette.zone[Math.max(0, Math.min(5, one.trust))]! : palette.site;
  ctx.fill();
  ctx.lineWidth = 1.8;
  ctx.strokeStyle = colour;
  ctx.setLineDash([7, 4]);
  ctx.stroke();
  ctx.setLineDash([]);
  if (box.w < 40) return;
  ctx.font = font(12, 650);
  ctx.textAlign = "left";
  ctx.textBaseline = "top";
  const [line = ""] = wrap(clean(one.name, 80), box.w - 14, (part) => ctx.measureText(part).width);
  haloText(frame, line, box.x + 7, box.y + 5, palette.ink);
}

/** A new device: its glyph, inside a dashed ring where it is only planned. */
function paintDevice(frame: Frame, one: SceneAddition, ghost: boolean, colour: string): void {
  const { ctx, camera, palette } = frame;
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
  const type = { id: one.type, label: one.label ?? { fr: "", en: "" }, glyph: one.glyph, category: one.category };
  new Glyphs(palette).stamp(ctx, { type, typeIndex: -1, size, risk: 0, flags: 0, fleet: one.count > 1 }, at.x, at.y);
  if (camera.scale >= NAMED_SCALE) paintName(frame, one, at, size);
}

function paintName(frame: Frame, one: SceneAddition, at: Point, size: number): void {
  const { ctx, camera, palette } = frame;
  const text = Math.max(10, Math.min(13, camera.scale * 0.26));
  ctx.font = font(text, 650);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const label = one.count > 1 ? `${clean(one.name, 80)} ×${number(one.count, frame.state.lang)}` : clean(one.name, 80);
  const lines = wrap(label, Math.max(72, camera.scale * 1.64), (part) => ctx.measureText(part).width).filter(Boolean);
  const width = Math.max(...lines.map((line) => ctx.measureText(line).width));
  if (!frame.labels.place({ x: at.x - width / 2 - 2, y: at.y + size / 2 + text * 0.4, w: width + 4, h: lines.length * text * 1.12 })) return;
  lines.forEach((line, k) => haloText(frame, line, at.x, at.y + size / 2 + text * (0.95 + 1.12 * k), palette.ink));
}
