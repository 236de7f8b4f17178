/** Devices of open zones: plain marks when there are many, glyphs when there is room, names where they fit. */
import { visible } from "../camera.js";
import { wrap } from "../labels.js";
import { Level } from "../lod.js";
import { familyOf, FAMILIES } from "../palette.js";
import { FLAG } from "../scene-types.js";
import { number } from "../text.js";
import { font, glyphSize, haloText, point, type Frame, type Point } from "./frame.js";

/** Devices in view, of open zones, not filtered out. */
export function devicesInView(frame: Frame): number[] {
  const { world, detail, mask } = frame;
  const window = visible(frame.camera, frame.view, 1);
  const found: number[] = [];
  for (let z = 0; z < detail.level.length; z++) {
    if (detail.level[z] !== Level.open) continue;
    for (let k = world.byZone.start[z]!; k < world.byZone.start[z + 1]!; k++) {
      const i = world.byZone.values[k]!;
      if (mask && !mask.shown[i]) continue;
      const x = world.x[i]!;
      const y = world.y[i]!;
      if (x > window.x && x < window.x + window.w && y > window.y && y < window.y + window.h) found.push(i);
    }
  }
  return found;
}

export function paintDevices(frame: Frame): number[] {
  const shown = devicesInView(frame);
  if (frame.detail.marks) paintMarks(frame, shown);
  else paintGlyphs(frame, shown);
  return shown;
}

function isLit(frame: Frame, i: number): boolean {
  return frame.lit === null || frame.lit.devices.has(i);
}

/** One path for each family: circles for care, squares for the rest; the risky ones again, as triangles. */
function paintMarks(frame: Frame, shown: readonly number[]): void {
  const { ctx, world, palette } = frame;
  const side = Math.max(2, frame.camera.scale * 0.56);
  const families = world.scene.types.map((type) => familyOf(type.category));
  ctx.globalAlpha = frame.lit ? 0.25 : 1;
  for (const family of FAMILIES) {
    ctx.beginPath();
    for (const i of shown) {
      if (families[world.type[i]!] !== family || world.risk[i]! >= 3) continue;
      const { x, y } = point(frame, world.x[i]!, world.y[i]!);
      if (family === "care") {
        ctx.moveTo(x + side / 2, y);
        ctx.arc(x, y, side / 2, 0, 7);
      } else ctx.rect(x - side / 2, y - side / 2, side, side);
    }
    ctx.fillStyle = palette.family[family];
    ctx.fill();
  }
  paintRiskyMarks(frame, shown, side * 1.35);
  ctx.globalAlpha = 1;
}

function paintRiskyMarks(frame: Frame, shown: readonly number[], side: number): void {
  const { ctx, world, palette } = frame;
  for (const risk of [3, 4]) {
    ctx.beginPath();
    for (const i of shown) {
      if (world.risk[i] !== risk) continue;
      const { x, y } = point(frame, world.x[i]!, world.y[i]!);
      ctx.moveTo(x, y - side / 2);
      ctx.lineTo(x + side / 2, y + side / 2);
      ctx.lineTo(x - side / 2, y + side / 2);
      ctx.closePath();
    }
    ctx.fillStyle = palette.risk[risk]!;
    ctx.fill();
  }
}

function paintGlyphs(frame: Frame, shown: readonly number[]): void {
  const { ctx, world } = frame;
  const size = glyphSize(frame.camera.scale);
  for (const i of shown) {
    const { x, y } = point(frame, world.x[i]!, world.y[i]!);
    ctx.globalAlpha = isLit(frame, i) ? 1 : 0.25;
    frame.sprites.stamp(ctx, { type: world.deviceType(i), typeIndex: world.type[i]!, size, risk: world.risk[i]!, flags: world.flags[i]!, fleet: world.count[i]! > 1 }, x, y);
  }
  ctx.globalAlpha = 1;
}

/** What matters more gets its name first. */
function weight(frame: Frame, i: number): number {
  const { world } = frame;
  const flags = world.flags[i]!;
  let sum = world.risk[i]! * 4;
  if (frame.lit?.devices.has(i)) sum += 100;
  if (frame.hover?.kind === "device" && i === frame.hover.index) sum += 300;
  if (world.scene.devices.id[i] === frame.state.sel) sum += 400;
  if (flags & FLAG.target) sum += 40;
  if (flags & FLAG.choke) sum += 24;
  if (flags & FLAG.exposed) sum += 12;
  if (flags & FLAG.filter) sum += 10;
  return sum;
}

/** Pixels per map unit from which every device may be named; before, only what stands out. */
const NAMED_SCALE = 21;

export function paintDeviceNames(frame: Frame, shown: readonly number[]): void {
  const scale = frame.camera.scale;
  if (frame.detail.marks || scale < 14) return;
  const size = glyphSize(scale);
  for (const i of shown) {
    const { x, y } = point(frame, frame.world.x[i]!, frame.world.y[i]!);
    frame.labels.reserve({ x: x - size / 2, y: y - size / 2, w: size, h: size });
  }
  const ranked = shown
    .map((i) => ({ i, weight: weight(frame, i) }))
    .filter((one) => scale >= NAMED_SCALE || one.weight >= 24)
    .sort((one, two) => two.weight - one.weight || one.i - two.i)
    .slice(0, 900);
  for (const { i, weight: rank } of ranked) paintName(frame, i, size, rank);
  frame.ctx.globalAlpha = 1;
}

function paintName(frame: Frame, i: number, size: number, rank: number): void {
  const { world } = frame;
  const strong = rank >= 100 || (world.flags[i]! & FLAG.target) !== 0;
  frame.ctx.globalAlpha = isLit(frame, i) ? 1 : 0.35;
  nameBelow(frame, point(frame, world.x[i]!, world.y[i]!), world.deviceName(i), world.count[i]!, size, strong, rank >= 300 ? 3 : 2);
}

/** A device's name under its glyph, where no other name is; the size of a fleet below. */
export function nameBelow(frame: Frame, at: Point, name: string, many: number, size: number, strong: boolean, most: number): void {
  const { ctx, camera, palette } = frame;
  const text = Math.max(10, Math.min(13, camera.scale * 0.26));
  ctx.font = font(text, strong ? 650 : 450);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  const measure = (part: string): number => ctx.measureText(part).width;
  const lines = wrap(name, Math.max(72, camera.scale * 1.64), measure, most).filter(Boolean);
  const count = many > 1 ? `×${number(many, frame.state.lang)}` : "";
  const width = Math.max(...lines.map(measure), count ? measure(count) : 0);
  const top = at.y + size / 2 + text * 0.75;
  const height = (lines.length + (count ? 1 : 0)) * text * 1.12;
  if (!frame.labels.place({ x: at.x - width / 2 - 2, y: top - text / 2, w: width + 4, h: height })) return;
  lines.forEach((line, k) => haloText(frame, line, at.x, top + k * text * 1.12, palette.ink));
  if (!count) return;
  ctx.font = font(text - 0.5, 650);
  haloText(frame, count, at.x, top + lines.length * text * 1.12, palette.inkSoft);
}

/** A ring around a place. */
export function paintRing(frame: Frame, at: Point, radius: number, colour: string, width: number): void {
  const { ctx } = frame;
  ctx.beginPath();
  ctx.arc(at.x, at.y, radius, 0, 7);
  ctx.lineWidth = width + 2.5;
  ctx.strokeStyle = frame.palette.halo;
  ctx.stroke();
  ctx.lineWidth = width;
  ctx.strokeStyle = colour;
  ctx.stroke();
}
