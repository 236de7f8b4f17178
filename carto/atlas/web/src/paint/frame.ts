/** Everything one frame needs, and the few drawing words all painters share. */
import { toView, type Camera, type Size } from "../camera.js";
import type { Mask } from "../filters.js";
import type { LabelSpace } from "../labels.js";
import { shownZone, type Detail } from "../lod.js";
import { FONT, type Palette } from "../palette.js";
import type { Box } from "../scene-types.js";
import type { State } from "../store.js";
import type { Lit } from "../lit.js";
import type { Gone } from "../whatif.js";
import type { Ref, World } from "../world.js";
import type { Pen } from "./pen.js";
import type { Glyphs } from "./sprites.js";

export interface Frame {
  readonly ctx: Pen;
  readonly world: World;
  readonly state: State;
  readonly camera: Camera;
  readonly view: Size;
  readonly detail: Detail;
  readonly palette: Palette;
  readonly mask: Mask | null;
  readonly gone: Gone;
  readonly lit: Lit | null;
  readonly labels: LabelSpace;
  readonly sprites: Glyphs;
  /** What the pointer is on. */
  readonly hover: Ref | null;
  /** Height of what lies over the top of the view, in pixels: names of boxes that reach above stay below it. */
  readonly top: number;
}

/** Whether a filter or a view leaves nothing to see in a zone. */
export function isEmptied(frame: Frame, zone: number): boolean {
  return frame.mask !== null && frame.mask.zoneDevices[zone] === 0 && frame.world.zoneChildren[zone]!.length === 0;
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

export function point(frame: Frame, x: number, y: number): Point {
  return toView(frame.camera, frame.view, x, y);
}

export interface Pixels {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}

/** A box in pixels, on whole pixels so that borders are crisp. */
export function pixels(frame: Frame, box: Box): Pixels {
  const { x, y } = point(frame, box.x, box.y);
  const left = Math.round(x);
  const top = Math.round(y);
  return {
    x: left,
    y: top,
    w: Math.round(x + box.w * frame.camera.scale) - left,
    h: Math.round(y + box.h * frame.camera.scale) - top,
  };
}

/** Side of a device's glyph in pixels: nearly its whole cell when small, three quarters of it when large. */
export function glyphSize(scale: number): number {
  const share = Math.max(0.72, 1.02 - scale * 0.008);
  return Math.max(6, Math.min(52, Math.round((scale * share) / 2) * 2));
}

/** A font of whole pixels: each other size and weight costs the browser another set of letters. */
export function font(size: number, weight = 400): string {
  return `${weight} ${Math.round(size)}px ${FONT}`;
}

/** Write a text with a halo, so that it reads over lines. */
export function haloText(frame: Frame, text: string, x: number, y: number, colour: string): void {
  const { ctx } = frame;
  ctx.lineJoin = "round";
  ctx.lineWidth = 3.5;
  ctx.strokeStyle = frame.palette.halo;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = colour;
  ctx.fillText(text, x, y);
}

/** Where a device is seen now: its own place, or the middle of the closed zone it is in. */
export function seenAt(frame: Frame, device: number): { at: Point; zone: number } {
  const zone = shownZone(frame.world, frame.detail, frame.world.zone[device]!);
  if (frame.detail.level[zone] === 4 && zone === frame.world.zone[device]) {
    return { at: point(frame, frame.world.x[device]!, frame.world.y[device]!), zone: -1 };
  }
  return { at: middle(frame, frame.world.zoneAt(zone).box), zone };
}

export function middle(frame: Frame, box: Box): Point {
  return point(frame, box.x + box.w / 2, box.y + box.h / 2);
}

/** The point of a rectangle's border on the way from its middle to `to`; the nearest border point when `to` is inside. */
export function borderPoint(box: Pixels, to: Point): Point {
  const cx = box.x + box.w / 2;
  const cy = box.y + box.h / 2;
  const dx = to.x - cx;
  const dy = to.y - cy;
  if (Math.abs(dx) < box.w / 2 && Math.abs(dy) < box.h / 2) return nearestBorder(box, to);
  const k = Math.min(box.w / 2 / Math.max(1e-6, Math.abs(dx)), box.h / 2 / Math.max(1e-6, Math.abs(dy)));
  return { x: cx + dx * k, y: cy + dy * k };
}

function nearestBorder(box: Pixels, to: Point): Point {
  const gaps = [to.x - box.x, box.x + box.w - to.x, to.y - box.y, box.y + box.h - to.y];
  const least = gaps.indexOf(Math.min(...gaps));
  if (least === 0) return { x: box.x, y: to.y };
  if (least === 1) return { x: box.x + box.w, y: to.y };
  return { x: to.x, y: least === 2 ? box.y : box.y + box.h };
}
