/** Sites and zones: the ground of the map, drawn before anything else. */
import { overlaps, visible } from "../camera.js";
import { clip, wrap } from "../labels.js";
import { Level } from "../lod.js";
import { RISK_MARKS } from "../glyphs.js";
import { clean, number } from "../text.js";
import { say } from "../i18n.js";
import { font, haloText, pixels, type Frame, type Pixels } from "./frame.js";
import { path } from "./sprites.js";

let hatchFor: { colour: string; pattern: CanvasPattern } | null = null;

function hatch(frame: Frame): CanvasPattern {
  const colour = frame.palette.hatch;
  if (hatchFor?.colour === colour) return hatchFor.pattern;
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
  hatchFor = { colour, pattern };
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

/** Names of sites, over everything when zones are mere tints, else in the box's top left. */
export function paintSiteNames(frame: Frame): void {
  const { ctx, palette, world } = frame;
  const window = visible(frame.camera, frame.view, 0);
  ctx.textBaseline = "middle";
  world.scene.sites.forEach((site, i) => {
    if (!overlaps(site.box, window)) return;
    const box = pixels(frame, site.box);
    const name = site.id ? world.nameOf({ kind: "site", index: i, id: site.id }) : clean(site.name, 80) || say(frame.state.lang, "outside");
    const count = number(site.count, frame.state.lang);
    if (frame.detail.far) return paintFarSite(frame, box, name, count, site.risk);
    const size = Math.max(11, Math.min(16, frame.camera.scale * 0.55));
    ctx.font = font(size, 650);
    ctx.textAlign = "left";
    const left = Math.max(box.x, 0) + 10;
    const top = Math.max(box.y, 0) + size * 0.5 + Math.max(3, Math.min(8, frame.camera.scale * 0.25));
    const room = box.x + box.w - left - 10;
    const shown = clip(name, room, (text) => ctx.measureText(text).width);
    if (shown.length < 3) return;
    const width = ctx.measureText(shown).width;
    if (!frame.labels.place({ x: left, y: top - size / 2, w: width, h: size })) return;
    haloText(frame, shown, left, top, palette.ink);
    ctx.font = font(size - 2);
    if (width + 50 < room) haloText(frame, count, left + width + 8, top, palette.inkSoft);
  });
}

function paintFarSite(frame: Frame, box: Pixels, name: string, count: string, risk: number): void {
  const { ctx, palette } = frame;
  const size = Math.max(10, Math.min(15, box.w / 9));
  ctx.font = font(size, 650);
  ctx.textAlign = "center";
  const shown = clip(name, Math.max(60, box.w - 4), (text) => ctx.measureText(text).width);
  const x = box.x + box.w / 2;
  const y = box.y + box.h / 2;
  const width = ctx.measureText(shown).width;
  if (!shown || !frame.labels.place({ x: x - width / 2, y: y - size, w: width, h: size * 2.4 })) return;
  haloText(frame, shown, x, y - size * 0.4, palette.ink);
  ctx.font = font(size - 2);
  haloText(frame, count, x, y + size * 0.9, palette.inkSoft);
  if (risk >= 2) paintRisk(frame, risk, x + ctx.measureText(count).width / 2 + 10, y + size * 0.85, 9);
}

/** A mark of risk: its shape says the level, its colour repeats it. */
export function paintRisk(frame: Frame, risk: number, x: number, y: number, size: number): void {
  const { ctx, palette } = frame;
  const unit = size / 24;
  ctx.save();
  ctx.translate(x - size / 2, y - size / 2);
  ctx.scale(unit, unit);
  ctx.lineJoin = "round";
  ctx.lineWidth = 5;
  ctx.strokeStyle = palette.halo;
  const mark = path(RISK_MARKS[risk]!);
  ctx.stroke(mark);
  ctx.fillStyle = palette.risk[risk]!;
  ctx.fill(mark);
  ctx.restore();
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
  ctx.globalAlpha = lit && !lit.zones.has(z) ? 0.55 : 1;
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

export function paintZoneNames(frame: Frame): void {
  const { detail, world } = frame;
  for (const z of world.zoneOrder) {
    const level = detail.level[z]!;
    if (level === Level.open) paintOpenName(frame, z);
    else if (level === Level.named) paintClosed(frame, z);
    else if (level === Level.block) paintBlock(frame, z);
  }
}

function zoneName(frame: Frame, z: number): string {
  return frame.world.nameOf({ kind: "zone", index: z, id: frame.world.zoneAt(z).id });
}

function countOf(frame: Frame, z: number): string {
  const zone = frame.world.zoneAt(z);
  const all = number(zone.count, frame.state.lang);
  return frame.mask ? `${number(frame.mask.zoneDevices[z]!, frame.state.lang)} / ${all}` : all;
}

function paintOpenName(frame: Frame, z: number): void {
  const { ctx, palette, camera } = frame;
  const box = pixels(frame, frame.world.zoneAt(z).box);
  const size = Math.max(10, Math.min(14, camera.scale * 0.42));
  ctx.font = font(size, 600);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const left = Math.max(box.x, 0) + 7;
  const room = box.x + box.w - left - 6;
  const name = clip(zoneName(frame, z), room, (text) => ctx.measureText(text).width);
  const top = Math.max(box.y, 0) + Math.max(size * 0.75, Math.min(camera.scale * 0.42, size * 1.1));
  if (name.length < 3 || top > box.y + box.h) return;
  const width = ctx.measureText(name).width;
  if (!frame.labels.place({ x: left, y: top - size / 2, w: width, h: size })) return;
  const trust = Math.max(0, Math.min(5, frame.world.zoneAt(z).trust));
  haloText(frame, name, left, top, trust === 0 ? palette.zoneEdge[0]! : palette.ink);
  const count = countOf(frame, z);
  ctx.font = font(size - 1.5);
  if (width + 16 + count.length * size * 0.6 < room) haloText(frame, count, left + width + 7, top, palette.inkSoft);
}

function paintClosed(frame: Frame, z: number): void {
  const { ctx, palette, world } = frame;
  const box = pixels(frame, world.zoneAt(z).box);
  const x = box.x + box.w / 2;
  const y = box.y + box.h / 2;
  const size = Math.max(9, Math.min(13, box.w / 9));
  ctx.font = font(size, 600);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const lines = wrap(zoneName(frame, z), box.w - 8, (text) => ctx.measureText(text).width).filter(Boolean);
  const fits = Math.max(0, Math.floor((box.h - size * 1.6) / (size * 1.15)));
  const shown = lines.slice(0, fits);
  const top = y - ((shown.length - 1) * size * 1.15) / 2 - size * 0.6;
  shown.forEach((line, k) => haloText(frame, line, x, top + k * size * 1.15, palette.ink));
  if (box.h < size * 1.4) return;
  paintCount(frame, z, x, shown.length ? top + shown.length * size * 1.15 + 1 : y, size);
}

function paintCount(frame: Frame, z: number, x: number, y: number, size: number): void {
  const { ctx, palette, world } = frame;
  const risk = world.zoneAt(z).risk;
  const count = countOf(frame, z);
  ctx.font = font(size - 1);
  const width = ctx.measureText(count).width;
  const shift = risk >= 2 ? -7 : 0;
  haloText(frame, count, x + shift, y, palette.inkSoft);
  if (risk >= 2) paintRisk(frame, risk, x + shift + width / 2 + 9, y, Math.min(12, size));
}

function paintBlock(frame: Frame, z: number): void {
  const { ctx, palette, world } = frame;
  const box = pixels(frame, world.zoneAt(z).box);
  if (box.w < 22 || box.h < 12) return;
  const risk = world.zoneAt(z).risk;
  ctx.font = font(9);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const count = number(world.zoneAt(z).count, frame.state.lang);
  if (ctx.measureText(count).width > box.w - (risk >= 2 ? 14 : 4)) {
    if (risk >= 3) paintRisk(frame, risk, box.x + box.w / 2, box.y + box.h / 2, 8);
    return;
  }
  ctx.fillStyle = palette.inkSoft;
  ctx.fillText(count, box.x + box.w / 2 - (risk >= 2 ? 5 : 0), box.y + box.h / 2);
  if (risk >= 2) paintRisk(frame, risk, box.x + box.w - 8, box.y + box.h / 2, 8);
}
