/** Sites and zones as boxes: the ground of the map, drawn before anything else. */
import { overlaps, visible } from "../camera.js";
import { Level } from "../lod.js";
import { isEmptied, pixels, type Frame, type Pixels } from "./frame.js";
import type { Pen } from "./pen.js";

const hatches = new WeakMap<Pen, { colour: string; pattern: CanvasPattern }>();

function hatch(frame: Frame): CanvasPattern {
  const colour = frame.palette.hatch;
  const known = hatches.get(frame.ctx);
  if (known?.colour === colour) return known.pattern;
  const tile = document.createElement("canvas");
  tile.width = tile.height = 12;
  const ctx = tile.getContext("2d")!;
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1.6;
  for (const shift of [-12, 0, 12]) {
    ctx.moveTo(shift - 2, 14);
    ctx.lineTo(shift + 14, -2);
  }
  ctx.stroke();
  const pattern = frame.ctx.createPattern(tile, "repeat")!;
  hatches.set(frame.ctx, { colour, pattern });
  return pattern;
}

export function paintSites(frame: Frame): void {
  const { ctx, palette, world } = frame;
  const window = visible(frame.camera, frame.view, 1);
  for (const site of world.scene.sites) {
    if (!overlaps(site.box, window)) continue;
    const box = pixels(frame, site.box);
    ctx.beginPath();
    ctx.roundRect(box.x, box.y, box.w, box.h, Math.min(14, box.w / 8));
    ctx.fillStyle = palette.site;
    ctx.fill();
    ctx.lineWidth = 1.25;
    ctx.strokeStyle = palette.siteEdge;
    ctx.stroke();
  }
}

export function paintZones(frame: Frame): void {
  paintTints(frame);
  for (const z of frame.world.zoneOrder) {
    if (frame.detail.level[z]! >= Level.block) paintZone(frame, z);
  }
}

/** Far away, one filled path for each trust level is all. */
function paintTints(frame: Frame): void {
  const { ctx, palette, world, detail } = frame;
  palette.zoneEdge.forEach((colour, trust) => {
    ctx.beginPath();
    let any = false;
    for (let z = 0; z < detail.level.length; z++) {
      const zone = world.zoneAt(z);
      if (detail.level[z] !== Level.tint || zone.trust !== trust) continue;
      const box = pixels(frame, zone.box);
      ctx.rect(box.x, box.y, Math.max(1, box.w - 1), Math.max(1, box.h - 1));
      any = true;
    }
    if (!any) return;
    ctx.globalAlpha = 0.4;
    ctx.fillStyle = colour;
    ctx.fill();
    ctx.globalAlpha = 1;
  });
}

function paintZone(frame: Frame, z: number): void {
  const { ctx, palette, world, detail, lit } = frame;
  const zone = world.zoneAt(z);
  const box = pixels(frame, zone.box);
  const trust = Math.max(0, Math.min(5, zone.trust));
  const open = detail.level[z] === Level.open;
  const simple = detail.level[z] === Level.block;
  const small = frame.camera.scale < 3;
  ctx.beginPath();
  if (small) ctx.rect(box.x + 0.5, box.y + 0.5, box.w - 1, box.h - 1);
  else ctx.roundRect(box.x + 0.5, box.y + 0.5, box.w - 1, box.h - 1, Math.min(8, box.w / 8));
  ctx.fillStyle = palette.zone[trust]!;
  ctx.fill();
  if (zone.hostile) {
    ctx.fillStyle = hatch(frame);
    ctx.fill();
  }
  ctx.globalAlpha = isEmptied(frame, z) ? 0.3 : lit && !lit.zones.has(z) ? 0.55 : 1;
  ctx.strokeStyle = frame.state.sel === zone.id ? palette.select : palette.zoneEdge[trust]!;
  ctx.lineWidth = frame.state.sel === zone.id ? 3 : open ? 1.2 : simple ? 1 : 1.6;
  if (zone.hostile) ctx.setLineDash([6, 4]);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.globalAlpha = 1;
  if (trust === 5 && box.w > 50) innerBorder(frame, box);
}

/** The core is boxed twice: trust is not said by tint alone. */
function innerBorder(frame: Frame, box: Pixels): void {
  frame.ctx.lineWidth = 0.8;
  frame.ctx.beginPath();
  frame.ctx.roundRect(box.x + 3.5, box.y + 3.5, box.w - 7, box.h - 7, 5);
  frame.ctx.stroke();
}
