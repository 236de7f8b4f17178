/** Links, flows and administration: few at a time, and one thick line for many where zones are closed. */
import { bundleShown, bundleSites, bundleZones, type Bundle, type EdgeKind } from "../aggregate.js";
import { BUDGET, Level, shownZone } from "../lod.js";
import { MARKS } from "../glyphs.js";
import type { Incidence, World } from "../world.js";
import { borderPoint, glyphSize, middle, pixels, point, seenAt, type Frame, type Pixels, type Point } from "./frame.js";
import { path, type Pen } from "./pen.js";

const bundlesOf = new WeakMap<World, Map<EdgeKind, Bundle[]>>();

/** Bundles of a world, summed once. */
function bundles(world: World, kind: EdgeKind): Bundle[] {
  let kinds = bundlesOf.get(world);
  if (!kinds) bundlesOf.set(world, (kinds = new Map()));
  let made = kinds.get(kind);
  if (!made) kinds.set(kind, (made = bundleZones(world, kind)));
  return made;
}

/** The two ends of an edge as drawn now; null when both lie in the same closed zone or out of sight. */
interface Line {
  readonly a: Point;
  readonly b: Point;
  readonly aDevice: boolean;
  readonly bDevice: boolean;
}

/** Where something is seen now: its own place, or the closed zone it is in. */
export interface Seen {
  readonly at: Point;
  readonly zone: number;
  /** The closed box that is seen instead, when it is no zone of today's map. */
  readonly box?: Pixels | null;
}

export function endSeen(frame: Frame, end: number): Seen {
  if (end >= 0) return seenAt(frame, end);
  const zone = shownZone(frame.world, frame.detail, -end - 1);
  return { at: middle(frame, frame.world.zoneAt(zone).box), zone };
}

export function lineOf(frame: Frame, a: number, b: number): Line | null {
  return lineBetween(frame, endSeen(frame, a), endSeen(frame, b));
}

function closedBox(frame: Frame, seen: Seen): Pixels | null {
  return seen.box ?? (seen.zone >= 0 ? pixels(frame, frame.world.zoneAt(seen.zone).box) : null);
}

export function lineBetween(frame: Frame, one: Seen, two: Seen): Line | null {
  if ((one.zone >= 0 && one.zone === two.zone) || (one.box && two.box && one.at.x === two.at.x && one.at.y === two.at.y)) return null;
  const [from, to] = [closedBox(frame, one), closedBox(frame, two)];
  const pa = from ? borderPoint(from, two.at) : one.at;
  const pb = to ? borderPoint(to, pa) : two.at;
  return { a: pa, b: pb, aDevice: !from, bDevice: !to };
}

function outOfView(frame: Frame, line: Line): boolean {
  const { w, h } = frame.view;
  const { a, b } = line;
  return Math.max(a.x, b.x) < 0 || Math.min(a.x, b.x) > w || Math.max(a.y, b.y) < 0 || Math.min(a.y, b.y) > h;
}

/** Control point of a curve: flows bend to their right, so that there and back stay apart. */
export function bend(a: Point, b: Point, share: number): Point {
  const most = 46;
  const dx = b.x - a.x;
  const dy = b.y - a.y;
  const length = Math.hypot(dx, dy) || 1;
  const shift = Math.min(most, length * share);
  return { x: (a.x + b.x) / 2 - (dy / length) * shift, y: (a.y + b.y) / 2 + (dx / length) * shift };
}

/** Draw an arrow head at `to`, coming from `from`. */
export function arrowHead(ctx: Pen, from: Point, to: Point, size: number): void {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  ctx.moveTo(to.x, to.y);
  ctx.lineTo(to.x - size * Math.cos(angle - 0.42), to.y - size * Math.sin(angle - 0.42));
  ctx.lineTo(to.x - size * Math.cos(angle + 0.42), to.y - size * Math.sin(angle + 0.42));
  ctx.closePath();
}

/** Stop short of a glyph's outline. */
export function shorten(from: Point, to: Point, by: number): Point {
  const dx = to.x - from.x;
  const dy = to.y - from.y;
  const length = Math.hypot(dx, dy);
  if (length <= by * 1.5) return to;
  return { x: to.x - (dx / length) * by, y: to.y - (dy / length) * by };
}

/** Ordinary lines stand back while something else is told. */
function dimmed(frame: Frame, low: number): number {
  return frame.lit || frame.state.mode === "difference" ? low : 1;
}

/** Lines between closed zones, drawn before the zones: they pass behind names, never through them. */
export function paintBundled(frame: Frame): void {
  const { layers } = frame.state;
  frame.ctx.globalAlpha = dimmed(frame, 0.2);
  if (layers.links) paintBundles(frame, "link");
  if (layers.flows || layers.administration) paintBundles(frame, "flow");
  if (frame.detail.far && !layers.links) paintSiteLinks(frame);
  frame.ctx.globalAlpha = 1;
}

export function paintEdges(frame: Frame): void {
  const { layers } = frame.state;
  frame.ctx.globalAlpha = dimmed(frame, 0.14);
  if (layers.links) paintKind(frame, "link");
  if (layers.flows || layers.administration) paintKind(frame, "flow");
  frame.ctx.globalAlpha = 1;
}

const touching = new WeakMap<Frame, Map<EdgeKind, readonly number[] | null>>();

/** Indices of edges that touch an open zone in view, found once a frame; null when there are too many to draw each. */
function candidates(frame: Frame, kind: EdgeKind): readonly number[] | null {
  let kinds = touching.get(frame);
  if (!kinds) touching.set(frame, (kinds = new Map()));
  let found = kinds.get(kind);
  if (found === undefined) kinds.set(kind, (found = findCandidates(frame, kind)));
  return found;
}

function findCandidates(frame: Frame, kind: EdgeKind): readonly number[] | null {
  const { world } = frame;
  const columns = kind === "link" ? world.scene.links : world.scene.flows;
  const found: number[] = [];
  const open = (end: number): boolean => frame.detail.level[end >= 0 ? world.zone[end]! : -end - 1] === Level.open;
  if (!frame.detail.devices) return found;
  for (let i = 0; i < columns.a.length; i++) {
    if (!open(columns.a[i]!) && !open(columns.b[i]!)) continue;
    if (found.length >= BUDGET.lines) return null;
    found.push(i);
  }
  return found;
}

function hiddenByMask(frame: Frame, end: number): boolean {
  return frame.mask !== null && end >= 0 && !frame.mask.shown[end];
}

function paintKind(frame: Frame, kind: EdgeKind): void {
  const { world, state } = frame;
  const gone = kind === "link" ? frame.gone.links : frame.gone.flows;
  const chosen: number[] = [];
  const administration: number[] = [];
  for (const index of candidates(frame, kind) ?? []) {
    if (gone.has(index)) continue;
    const edge = world.edge({ kind, index });
    if (hiddenByMask(frame, edge.a) || hiddenByMask(frame, edge.b)) continue;
    if (kind === "link") chosen.push(index);
    else if (edge.style === "administration") {
      if (state.layers.administration) administration.push(index);
    } else if (state.layers.flows) chosen.push(index);
  }
  frame.ctx.globalAlpha *= Math.min(1, Math.max(0.3, 250 / (chosen.length + administration.length + 1)));
  strokeEdges(frame, kind, chosen, false, 1);
  if (administration.length) strokeEdges(frame, "flow", administration, true, 1);
  frame.ctx.globalAlpha = dimmed(frame, 0.14);
}

/** Stroke many edges of one look with two paths: lines, then heads. */
function strokeEdges(frame: Frame, kind: EdgeKind, indices: readonly number[], admin: boolean, weight: number): void {
  const { ctx, palette, world } = frame;
  const colour = kind === "link" ? palette.link : admin ? palette.administration : palette.flow;
  const gap = glyphSize(frame.camera.scale) * 0.56;
  const heads: [Point, Point][] = [];
  const locks: Point[] = [];
  ctx.beginPath();
  for (const index of indices) {
    const edge = world.edge({ kind, index });
    const line = lineOf(frame, edge.a, edge.b);
    if (!line || outOfView(frame, line)) continue;
    const control = bend(line.a, line.b, kind === "link" ? 0 : 0.12);
    const end = line.bDevice ? shorten(control, line.b, gap) : line.b;
    ctx.moveTo(line.a.x, line.a.y);
    if (kind === "link") ctx.lineTo(line.b.x, line.b.y);
    else ctx.quadraticCurveTo(control.x, control.y, end.x, end.y);
    if (kind === "flow") heads.push([control, end]);
    if (kind === "flow" && edge.both) heads.push([control, line.aDevice ? shorten(control, line.a, gap) : line.a]);
    if (edge.encrypted === 1 && frame.camera.scale > 24) locks.push({ x: (line.a.x + line.b.x + 2 * control.x) / 4, y: (line.a.y + line.b.y + 2 * control.y) / 4 });
  }
  ctx.strokeStyle = colour;
  ctx.lineWidth = weight * (kind === "link" ? 1.4 : 1.2);
  ctx.setLineDash(admin ? [6, 4] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.beginPath();
  for (const [from, to] of heads) arrowHead(ctx, from, to, 6 + weight);
  ctx.fillStyle = colour;
  ctx.fill();
  if (locks.length <= 120) for (const at of locks) paintLock(frame, at, colour);
}

function paintLock(frame: Frame, at: Point, colour: string): void {
  const { ctx, palette } = frame;
  ctx.save();
  ctx.translate(at.x - 6, at.y - 6);
  ctx.scale(0.5, 0.5);
  ctx.fillStyle = palette.halo;
  ctx.beginPath();
  ctx.arc(12, 13, 13, 0, 7);
  ctx.fill();
  ctx.lineWidth = 2.6;
  ctx.strokeStyle = colour;
  ctx.stroke(path(MARKS.lock));
  ctx.restore();
}

/** Lines between zones that are closed, or too busy to draw each line; their width grows with the logarithm of what they stand for. */
function paintBundles(frame: Frame, kind: EdgeKind): void {
  if (frame.detail.far) return paintSiteLinks(frame);
  const { ctx, palette, world } = frame;
  const crowded = candidates(frame, kind) === null;
  const shown = bundleShown(world, bundles(world, kind), frame.detail, 400, crowded);
  ctx.strokeStyle = kind === "link" ? palette.bundle : palette.flow;
  ctx.globalAlpha *= shown.length > 40 ? 0.45 : 0.85;
  for (const bundle of shown) {
    const one = pixels(frame, world.zoneAt(bundle.a).box);
    const two = pixels(frame, world.zoneAt(bundle.b).box);
    if (!crowded && (frame.detail.level[bundle.a] === Level.open || frame.detail.level[bundle.b] === Level.open)) continue;
    const to = { x: two.x + two.w / 2, y: two.y + two.h / 2 };
    strokeBundle(ctx, borderPoint(one, to), borderPoint(two, { x: one.x + one.w / 2, y: one.y + one.h / 2 }), bundle.count);
  }
  ctx.globalAlpha = dimmed(frame, 0.2);
}

function strokeBundle(ctx: Pen, a: Point, b: Point, count: number): void {
  ctx.lineWidth = Math.min(4.5, 0.8 + Math.log2(count + 1) * 0.45);
  ctx.beginPath();
  ctx.moveTo(a.x, a.y);
  ctx.lineTo(b.x, b.y);
  ctx.stroke();
}

/** From afar, only the heaviest links between sites: more would hide the names. */
function paintSiteLinks(frame: Frame): void {
  const { ctx, palette, world } = frame;
  ctx.strokeStyle = palette.bundle;
  ctx.globalAlpha *= 0.6;
  const most = Math.max(6, Math.min(24, world.scene.sites.length));
  for (const bundle of bundleSites(world, bundles(world, "link"), most)) {
    const one = pixels(frame, world.scene.sites[bundle.a]!.box);
    const two = pixels(frame, world.scene.sites[bundle.b]!.box);
    const to = { x: two.x + two.w / 2, y: two.y + two.h / 2 };
    strokeBundle(ctx, borderPoint(one, to), borderPoint(two, { x: one.x + one.w / 2, y: one.y + one.h / 2 }), bundle.count);
  }
}

/** Every link and flow of the selected thing, whatever the layers say. */
export function paintSelectedEdges(frame: Frame): void {
  const { world, state } = frame;
  const ref = state.sel ? world.resolve(state.sel) : null;
  if (!ref) return;
  if (ref.kind === "link" || ref.kind === "flow") return strokeChosen(frame, [{ kind: ref.kind, index: ref.index, other: 0, outgoing: true }]);
  strokeChosen(frame, world.incidences(ref).slice(0, 400));
}

function strokeChosen(frame: Frame, chosen: readonly Incidence[]): void {
  const { world } = frame;
  const of = (test: (edge: Incidence) => boolean): number[] => [...new Set(chosen.filter(test).map((edge) => edge.index))];
  const isAdmin = (edge: Incidence): boolean => edge.kind === "flow" && world.edge(edge).style === "administration";
  strokeEdges(frame, "link", of((edge) => edge.kind === "link"), false, 1.8);
  strokeEdges(frame, "flow", of((edge) => edge.kind === "flow" && !isAdmin(edge)), false, 1.6);
  strokeEdges(frame, "flow", of(isAdmin), true, 1.6);
}

export function devicePoint(frame: Frame, device: number): Point {
  return point(frame, frame.world.x[device]!, frame.world.y[device]!);
}
