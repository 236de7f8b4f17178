/** Names, counts and risks of sites and zones, drawn over the lines of the map. */
import { overlaps, visible } from "../camera.js";
import { MARKS, RISK_MARKS } from "../glyphs.js";
import { say } from "../i18n.js";
import { clip, wrap } from "../labels.js";
import { Level } from "../lod.js";
import { FLAG } from "../scene-types.js";
import { clean, number } from "../text.js";
import type { World } from "../world.js";
import { font, type Frame, haloText, isEmptied, type Pixels, pixels } from "./frame.js";
import { path } from "./pen.js";

/** Room the layout leaves for the name of an open zone, in map units. */
const HEADER = 1.3;

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
    const top = Math.min(box.y + box.h - size, Math.max(nameTop(frame, box, siteBand(world, i), size), frame.top + size / 2));
    const room = box.x + box.w - left - 10;
    const shown = clip(name, room, (text) => ctx.measureText(text).width);
    if (tellsNothing(shown, name)) return;
    const width = ctx.measureText(shown).width;
    if (!frame.labels.place({ x: left, y: top - size / 2, w: width, h: size })) return;
    haloText(frame, shown, left, top, palette.ink);
    ctx.font = font(size - 2);
    if (width + 50 < room) haloText(frame, count, left + width + 8, top, palette.inkSoft);
  });
}

/** A name cut to a letter or two; one that is that short is told. */
function tellsNothing(shown: string, name: string): boolean {
  return !shown || (shown.length < 3 && shown !== name);
}

const bands = new WeakMap<World, number[]>();

/** Room above the first zone of a site, in map units, measured once. */
function siteBand(world: World, site: number): number {
  let measured = bands.get(world);
  if (!measured) {
    measured = world.scene.sites.map(() => Infinity);
    for (const zone of world.scene.zones) {
      const top = world.scene.sites[zone.site]?.box.y ?? 0;
      measured[zone.site] = Math.min(measured[zone.site] ?? Infinity, zone.box.y - top);
    }
    bands.set(world, measured);
  }
  return measured[site] ?? 0;
}

/** Middle of a name's line: within its band when there is room, else astride the border, as on a form. */
function nameTop(frame: Frame, box: Pixels, band: number, size: number): number {
  const room = Math.min(band * frame.camera.scale, size * 2.2);
  return room >= size + 4 ? box.y + room / 2 : box.y;
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
  const flat = box.h < size * 2.6;
  haloText(frame, shown, x, flat ? y : y - size * 0.4, palette.ink);
  if (flat) return;
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

export function paintZoneNames(frame: Frame): void {
  const { detail, world } = frame;
  for (const z of world.zoneOrder) {
    const level = detail.level[z]!;
    frame.ctx.globalAlpha = isEmptied(frame, z) ? 0.45 : frame.lit && level !== Level.open && !frame.lit.zones.has(z) ? 0.5 : 1;
    if (level === Level.open) paintOpenName(frame, z);
    else if (level === Level.named) paintClosed(frame, z);
    else if (level === Level.block) paintBlock(frame, z);
  }
  frame.ctx.globalAlpha = 1;
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
  const trust = Math.max(0, Math.min(5, frame.world.zoneAt(z).trust));
  nameOpen(frame, pixels(frame, frame.world.zoneAt(z).box), zoneName(frame, z), countOf(frame, z), trust === 0);
}

/** The name of an open zone in its header, and how many devices are in it. */
export function nameOpen(frame: Frame, box: Pixels, full: string, count: string, hostile: boolean): void {
  const { ctx, palette, camera } = frame;
  const size = Math.max(10, Math.min(14, camera.scale * 0.42));
  ctx.font = font(size, 600);
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  const left = Math.max(box.x, 0) + 7;
  const room = box.x + box.w - left - 6;
  const name = clip(full, room, (text) => ctx.measureText(text).width);
  const top = Math.min(box.y + box.h - size, Math.max(nameTop(frame, box, HEADER, size), frame.top + size * 1.8));
  if (tellsNothing(name, full) || top > box.y + box.h) return;
  const width = ctx.measureText(name).width;
  if (!frame.labels.place({ x: left, y: top - size / 2, w: width, h: size })) return;
  haloText(frame, name, left, top, hostile ? palette.zoneEdge[0]! : palette.ink);
  ctx.font = font(size - 1.5);
  if (width + 16 + count.length * size * 0.6 < room) haloText(frame, count, left + width + 7, top, palette.inkSoft);
}

function paintClosed(frame: Frame, z: number): void {
  const box = pixels(frame, frame.world.zoneAt(z).box);
  nameClosed(frame, box, zoneName(frame, z), closedSize(frame, z, box.w), (y, size) => paintCount(frame, z, box.x + box.w / 2, y, size));
}

/** The name of a closed zone in its middle; `below` writes under it when there is room. */
export function nameClosed(frame: Frame, box: Pixels, name: string, most: number, below: (y: number, size: number) => void): void {
  const { ctx, palette } = frame;
  const x = box.x + box.w / 2;
  const y = box.y + box.h / 2;
  const size = Math.min(most, Math.max(8, Math.floor((box.h - 6) / 2.5)));
  ctx.font = font(size, 600);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const fits = Math.max(1, Math.min(3, Math.floor((box.h - size * 1.3) / (size * 1.15))));
  const shown = wrap(name, box.w - 6, (text) => ctx.measureText(text).width, fits).filter(Boolean);
  const top = y - ((shown.length - 1) * size * 1.15) / 2 - size * 0.6;
  shown.forEach((line, k) => haloText(frame, line, x, top + k * size * 1.15, palette.ink));
  if (box.h < size * 2.3) return;
  below(shown.length ? top + shown.length * size * 1.15 + 1 : y, size);
}

const longest = new WeakMap<World, Map<number, number>>();

/** Size in whole pixels, as fonts come, at which the longest word of a zone's name fits its block, between 9 and 12. */
function closedSize(frame: Frame, z: number, width: number): number {
  let known = longest.get(frame.world);
  if (!known) longest.set(frame.world, (known = new Map()));
  let word = known.get(z);
  if (word === undefined) {
    frame.ctx.font = font(12, 600);
    word = Math.max(1, ...zoneName(frame, z).split(/[-_./ ]/).map((part) => frame.ctx.measureText(part).width));
    known.set(z, word);
  }
  return Math.max(9, Math.min(12, Math.floor(((width - 8) / word) * 12)));
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
  const flags = world.zoneFlags()[z]!;
  if (flags & FLAG.target) paintMark(frame, MARKS.target, x + shift - width / 2 - 10, y, palette.attack, false);
  else if (flags & FLAG.choke) paintMark(frame, MARKS.choke, x + shift - width / 2 - 10, y, palette.choke, true);
}

/** A small mark beside a count: something in this closed zone matters. */
function paintMark(frame: Frame, data: string, x: number, y: number, colour: string, solid: boolean): void {
  const { ctx } = frame;
  ctx.save();
  ctx.translate(x - 5.5, y - 5.5);
  ctx.scale(0.46, 0.46);
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.lineWidth = 3.4;
  if (solid) ctx.fill(path(data));
  else ctx.stroke(path(data));
  ctx.restore();
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
