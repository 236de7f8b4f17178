/** What is told on top of the map: numbered steps, choke points, what falls, the selection. */
import { hopsOf, isZonePlace, placeZone, type Hop } from "../lit.js";
import { say } from "../i18n.js";
import { MARKS } from "../glyphs.js";
import { paintRing } from "./devices.js";
import { arrowHead, bend, shorten } from "./edges.js";
import { font, glyphSize, haloText, middle, pixels, seenAt, type Frame, type Pixels, type Point } from "./frame.js";
import { shownZone } from "../lod.js";
import { path } from "./pen.js";

/** A place on the map as it is seen now; `key` is equal for places that are drawn as one. */
export interface Spot {
  readonly at: Point;
  readonly key: number;
  readonly zone: number;
}

export function spotOf(frame: Frame, place: number): Spot | null {
  if (place >= 0) {
    const { at, zone } = seenAt(frame, place);
    return { at, zone, key: zone >= 0 ? -zone - 2 : place };
  }
  if (!isZonePlace(place)) return null;
  const zone = shownZone(frame.world, frame.detail, placeZone(place));
  return { at: zoneSpot(frame, zone), zone, key: -zone - 2 };
}

/** Inside an open zone the place of the zone itself is its top, clear of its devices. */
function zoneSpot(frame: Frame, zone: number): Point {
  const box = frame.world.zoneAt(zone).box;
  if (frame.detail.level[zone] !== 4) return middle(frame, box);
  const shown = pixels(frame, box);
  return { x: shown.x + shown.w - 18, y: shown.y + 4 };
}

export function paintStory(frame: Frame): void {
  const { state, world } = frame;
  if (!state.story) return;
  const hops = hopsOf(world, state.story);
  const current = state.step;
  hops.forEach((hop, k) => paintHop(frame, hop, current < 0 || k <= current, k === current));
  paintDiscs(frame, hops, current);
}

function paintHop(frame: Frame, hop: Hop, reached: boolean, now: boolean): void {
  const from = spotOf(frame, hop.from);
  const to = spotOf(frame, hop.at);
  if (!from || !to || from.key === to.key) return;
  const { ctx, palette } = frame;
  const control = bend(from.at, to.at, 0.14);
  const gap = to.zone >= 0 ? 14 : glyphSize(frame.camera.scale) * 0.6 + 3;
  const end = shorten(control, to.at, gap);
  ctx.globalAlpha = reached ? 1 : 0.35;
  for (const [colour, width] of [[palette.halo, now ? 8 : 6], [palette.attack, now ? 4 : 2.5]] as const) {
    ctx.beginPath();
    ctx.moveTo(from.at.x, from.at.y);
    ctx.quadraticCurveTo(control.x, control.y, end.x, end.y);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    if (!reached) ctx.setLineDash([5, 5]);
    ctx.stroke();
    ctx.setLineDash([]);
  }
  ctx.beginPath();
  arrowHead(ctx, control, end, now ? 13 : 10);
  ctx.fillStyle = palette.attack;
  ctx.fill();
  ctx.globalAlpha = 1;
}

/** Numbers at each place; several at one place stand in a row, many are told as a count. */
function paintDiscs(frame: Frame, hops: readonly Hop[], current: number): void {
  const groups = new Map<number, { spot: Spot; numbers: number[] }>();
  for (const hop of hops) {
    const spot = spotOf(frame, hop.at);
    if (!spot) continue;
    const group = groups.get(spot.key) ?? { spot, numbers: [] };
    group.numbers.push(hop.number);
    groups.set(spot.key, group);
  }
  for (const { spot, numbers } of groups.values()) paintGroup(frame, spot, numbers, current);
}

function paintGroup(frame: Frame, spot: Spot, numbers: readonly number[], current: number): void {
  const { ctx, palette, camera } = frame;
  const device = spot.zone < 0;
  const size = glyphSize(camera.scale);
  if (device) paintRing(frame, spot.at, size * 0.72, palette.attack, 2);
  const active = numbers.includes(current + 1);
  const reached = current < 0 || numbers[0]! <= current + 1;
  const text = textOf(numbers, current);
  const height = active ? 22 : 18;
  ctx.font = font(active ? 13 : 11.5, 700);
  const width = Math.max(height, ctx.measureText(text).width + 11);
  const x = spot.at.x;
  const y = device ? spot.at.y - size * 0.72 - height / 2 - 1 : spot.at.y;
  ctx.globalAlpha = reached ? 1 : 0.55;
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - height / 2, width, height, height / 2);
  ctx.lineWidth = active ? 4 : 2.5;
  ctx.strokeStyle = palette.halo;
  ctx.stroke();
  ctx.fillStyle = palette.attack;
  ctx.fill();
  ctx.fillStyle = palette.attackInk;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(text, x, y + 0.5);
  ctx.globalAlpha = 1;
  if (active) paintRing(frame, { x, y }, width / 2 + 4, palette.attack, 1.5);
  if (spot.zone >= 0 && numbers.length > 1) paintInside(frame, numbers.length, x, y + height / 2 + 9);
}

function paintInside(frame: Frame, count: number, x: number, y: number): void {
  frame.ctx.font = font(11, 600);
  haloText(frame, say(frame.state.lang, "stepsInside", { n: count }), x, y, frame.palette.attack);
}

/** `3`, `3 4`, `3–6`; the current step alone is named when it is among many. */
function textOf(numbers: readonly number[], current: number): string {
  if (numbers.length === 1) return String(numbers[0]);
  if (numbers.includes(current + 1)) return String(current + 1);
  const runs: string[] = [];
  for (let k = 0; k < numbers.length; ) {
    let last = k;
    while (numbers[last + 1] === numbers[last]! + 1) last++;
    runs.push(last > k ? `${numbers[k]}–${numbers[last]}` : String(numbers[k]));
    k = last + 1;
  }
  return runs.length > 3 ? `${runs[0]} … ${runs[runs.length - 1]}` : runs.join(", ");
}

/** The choke point looked at, and its target. */
export function paintChoke(frame: Frame): void {
  const { state, world, palette } = frame;
  const choke = state.choke >= 0 ? world.scene.choke_points[state.choke] : undefined;
  if (!choke) return;
  const size = glyphSize(frame.camera.scale);
  for (const [id, colour] of [[choke.target, palette.attack], [choke.at, palette.choke]] as const) {
    const ref = world.resolve(id);
    if (!ref || (ref.kind !== "device" && ref.kind !== "zone")) continue;
    const spot = spotOf(frame, ref.kind === "device" ? ref.index : -ref.index - 2);
    if (!spot) continue;
    if (ref.kind === "zone") paintFrame(frame, pixels(frame, world.zoneAt(spot.zone).box), colour);
    else paintRing(frame, spot.at, Math.max(14, size * 0.78), colour, 3);
    const lift = ref.kind === "zone" ? 0 : Math.max(14, size * 0.78) + 11;
    if (id === choke.at) paintBadge(frame, { x: spot.at.x, y: spot.at.y - lift });
  }
}

/** A thick border around a whole zone. */
function paintFrame(frame: Frame, box: Pixels, colour: string): void {
  const { ctx, palette } = frame;
  ctx.beginPath();
  ctx.roundRect(box.x - 2, box.y - 2, box.w + 4, box.h + 4, 9);
  for (const [stroke, width] of [[palette.halo, 6], [colour, 3.5]] as const) {
    ctx.lineWidth = width;
    ctx.strokeStyle = stroke;
    ctx.stroke();
  }
}

function paintBadge(frame: Frame, at: Point): void {
  const { ctx, palette } = frame;
  ctx.beginPath();
  ctx.arc(at.x, at.y, 11, 0, 7);
  ctx.fillStyle = palette.choke;
  ctx.fill();
  ctx.save();
  ctx.translate(at.x - 6, at.y - 6);
  ctx.scale(0.5, 0.5);
  ctx.fillStyle = palette.halo;
  ctx.fill(path(MARKS.choke));
  ctx.restore();
}

/** What falls after a thing: a ring on each device, thinner with every step away. */
export function paintBlast(frame: Frame, shown: readonly number[]): void {
  const { lit, palette, state, world } = frame;
  if (lit?.why !== "blast") return;
  const radius = Math.max(5, glyphSize(frame.camera.scale) * 0.66);
  for (const i of shown) {
    const steps = lit.distance.get(i);
    if (steps !== undefined) paintRing(frame, { ...seenAt(frame, i).at }, radius, palette.attack, steps <= 1 ? 3 : steps <= 3 ? 2 : 1.2);
  }
  const ref = world.resolve(state.blast);
  if (ref?.kind === "device") paintRing(frame, seenAt(frame, ref.index).at, radius + 5, palette.attack, 4);
}

/** The selected and the pointed device. */
export function paintSelection(frame: Frame): void {
  const { state, world, palette } = frame;
  const size = glyphSize(frame.camera.scale);
  if (frame.hover?.kind === "device") paintRing(frame, seenAt(frame, frame.hover.index).at, size * 0.66, palette.inkSoft, 1.5);
  const ref = state.sel ? world.resolve(state.sel) : null;
  if (ref?.kind !== "device") return;
  const { at, zone } = seenAt(frame, ref.index);
  paintRing(frame, at, zone >= 0 ? 12 : size * 0.7, palette.select, 3);
}
