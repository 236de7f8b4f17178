/** Where the reader looks: pure geometry between map units and pixels. */
import type { Box } from "./scene-types.js";

/** `x, y`: the map point in the middle of the view; `scale`: pixels per map unit. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface Size {
  readonly w: number;
  readonly h: number;
}

/** Room kept free at each side of the view, in pixels (bars and panels lie there). */
export interface Insets {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

export const MAX_SCALE = 140;

export function fit(box: Box, view: Size, insets: Insets, most = MAX_SCALE): Camera {
  const w = Math.max(40, view.w - insets.left - insets.right);
  const h = Math.max(40, view.h - insets.top - insets.bottom);
  const scale = Math.min(most, w / Math.max(box.w, 1e-6), h / Math.max(box.h, 1e-6));
  return {
    x: box.x + box.w / 2 + (insets.right - insets.left) / 2 / scale,
    y: box.y + box.h / 2 + (insets.bottom - insets.top) / 2 / scale,
    scale,
  };
}

export function pan(camera: Camera, dx: number, dy: number): Camera {
  return { ...camera, x: camera.x - dx / camera.scale, y: camera.y - dy / camera.scale };
}

/** Zoom by `factor` keeping the map point under pixel (px, py) where it is. */
export function zoomAbout(camera: Camera, view: Size, px: number, py: number, factor: number, least: number): Camera {
  const scale = Math.min(MAX_SCALE, Math.max(least, camera.scale * factor));
  const k = 1 / camera.scale - 1 / scale;
  return { x: camera.x + (px - view.w / 2) * k, y: camera.y + (py - view.h / 2) * k, scale };
}

export function toMap(camera: Camera, view: Size, px: number, py: number): { x: number; y: number } {
  return { x: camera.x + (px - view.w / 2) / camera.scale, y: camera.y + (py - view.h / 2) / camera.scale };
}

export function toView(camera: Camera, view: Size, x: number, y: number): { x: number; y: number } {
  return { x: (x - camera.x) * camera.scale + view.w / 2, y: (y - camera.y) * camera.scale + view.h / 2 };
}

/** The part of the map in view, widened by `margin` map units. */
export function visible(camera: Camera, view: Size, margin = 0): Box {
  const w = view.w / camera.scale + 2 * margin;
  const h = view.h / camera.scale + 2 * margin;
  return { x: camera.x - w / 2, y: camera.y - h / 2, w, h };
}

export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Keep some of the map in view, whatever the reader drags. */
export function clamp(camera: Camera, bounds: Box): Camera {
  return {
    x: Math.min(bounds.x + bounds.w, Math.max(bounds.x, camera.x)),
    y: Math.min(bounds.y + bounds.h, Math.max(bounds.y, camera.y)),
    scale: camera.scale,
  };
}

/** A point on the way from one camera to another, `t` in 0..1: scale moves by ratio, the centre with it. */
export function between(from: Camera, to: Camera, t: number): Camera {
  if (t >= 1) return to;
  const ease = t * t * (3 - 2 * t);
  const scale = from.scale * (to.scale / from.scale) ** ease;
  const moved = Math.abs(to.scale - from.scale) < 1e-9 ? ease : (1 / from.scale - 1 / scale) / (1 / from.scale - 1 / to.scale);
  return { x: from.x + (to.x - from.x) * moved, y: from.y + (to.y - from.y) * moved, scale };
}
