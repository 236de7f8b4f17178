/** The map as a picture file: what is seen, or all of it. The picture says whose it is, of when, and what is hidden. */
import { fit, type Camera, type Size } from "../camera.js";
import { chooseDetail } from "../lod.js";
import { font } from "../paint/frame.js";
import { paint } from "../paint/paint.js";
import type { Pen } from "../paint/pen.js";
import { Glyphs, Sprites } from "../paint/sprites.js";
import { SvgPen } from "../paint/svg.js";
import { clean } from "../text.js";
import type { App } from "./app.js";
import { save } from "./save.js";

const FOOT = 34;
const WHOLE_WIDTH = 2000;

interface Shot {
  readonly camera: Camera;
  readonly view: Size;
}

function shotOf(app: App, whole: boolean): Shot {
  const { map } = app;
  if (!whole) return { camera: map.camera, view: { ...map.view } };
  const { bounds } = app.world.scene;
  const margin = 20;
  const height = (WHOLE_WIDTH * Math.max(1, bounds.h)) / Math.max(1, bounds.w);
  const view = { w: WHOLE_WIDTH, h: Math.round(Math.max(600, Math.min(3200, height))) };
  return { view, camera: fit(bounds, view, { top: margin, right: margin, bottom: margin, left: margin }, 64) };
}

function paintShot(app: App, shot: Shot, ctx: Pen, glyphs: Glyphs): void {
  const detail = chooseDetail(app.world, shot.camera, shot.view, app.state.opened);
  const frame = app.map.frameFor(ctx, glyphs, shot.camera, shot.view, detail);
  paint(frame);
  const { palette } = frame;
  ctx.fillStyle = palette.surface;
  ctx.fillRect(0, shot.view.h, shot.view.w, FOOT);
  ctx.fillStyle = palette.ink;
  ctx.font = font(13, 600);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(foot(app), 12, shot.view.h + FOOT / 2);
}

function foot(app: App): string {
  const { meta } = app.world.scene;
  const hidden = app.map.filtered ? app.say("hidden", { n: app.number(app.map.filtered.hiddenDevices) }) : "";
  return [clean(meta.title, 120), clean(meta.date, 30), app.pick(meta.marking, 80), hidden].filter(Boolean).join(" · ");
}

export function svgOf(app: App, whole: boolean): string {
  const shot = shotOf(app, whole);
  const ruler = document.createElement("canvas").getContext("2d")!;
  const pen = new SvgPen(ruler, app.map.colours.hatch);
  paintShot(app, shot, pen, new Glyphs(app.map.colours));
  return pen.document(shot.view.w, shot.view.h + FOOT, foot(app));
}

export function saveSvg(app: App, whole: boolean): void {
  save("carto.svg", "image/svg+xml", svgOf(app, whole));
}

export function savePng(app: App): void {
  const ratio = 2;
  const shot = shotOf(app, false);
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(shot.view.w * ratio);
  canvas.height = Math.round((shot.view.h + FOOT) * ratio);
  const ctx = canvas.getContext("2d", { alpha: false })!;
  ctx.scale(ratio, ratio);
  paintShot(app, shot, ctx, new Sprites(app.map.colours, ratio));
  canvas.toBlob((blob) => {
    if (blob) save("carto.png", "image/png", blob);
  }, "image/png");
}
