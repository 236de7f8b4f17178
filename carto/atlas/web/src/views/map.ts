/** The canvas: holds the camera, draws when something changed and only then. */
import { between, clamp, fit, toMap, visible, zoomAbout, type Camera, type Insets, type Size } from "../camera.js";
import { maskOf, type Mask } from "../filters.js";
import { say } from "../i18n.js";
import { LabelSpace } from "../labels.js";
import { hopsOf, isZonePlace, litOf, placeZone, type Lit } from "../lit.js";
import { BUDGET, chooseDetail, Level, type Detail } from "../lod.js";
import { DARK, LIGHT, type Palette } from "../palette.js";
import { additionsDrawn } from "../paint/additions.js";
import { glyphSize, type Frame } from "../paint/frame.js";
import { holds } from "../planned.js";
import { paint } from "../paint/paint.js";
import type { Pen } from "../paint/pen.js";
import { Sprites, type Glyphs } from "../paint/sprites.js";
import type { Box } from "../scene-types.js";
import type { State, Store } from "../store.js";
import { additionsOf, NOTHING_GONE, takenAway, type Gone } from "../whatif.js";
import { union, type Ref, type World } from "../world.js";
import { h } from "./dom.js";

/** Height of the bar of layers over the map, in pixels, and the room that the map keeps clear of it. */
const BAR = 44;
const ABOVE = 6;
/** Width of the drawing on paper, in the same pixels as on screen. */
const PAPER_WIDTH = 1366;

export class MapView {
  readonly canvas = h("canvas", { class: "map", tabindex: 0, role: "application", "data-key": "map" });
  camera: Camera = { x: 0, y: 0, scale: 1 };
  view: Size = { w: 1, h: 1 };
  insets: Insets = { top: BAR + ABOVE, right: 22, bottom: 34, left: 22 };
  /** Called after every frame drawn. */
  drawn: () => void = () => undefined;
  private readonly ctx = this.canvas.getContext("2d", { alpha: false })!;
  private palette: Palette = LIGHT;
  private ratio = 1;
  private sprites = new Sprites(LIGHT, 1);
  private mask: Mask | null = null;
  private gone: Gone = NOTHING_GONE;
  private lit: Lit | null = null;
  private detail: Detail | null = null;
  private hovered: Ref | null = null;
  private kept: Camera | null = null;
  private pending = 0;
  private bar = BAR;
  /** True while the whole map is in view and nobody moved it: it then follows the size of the window. */
  private home = true;
  private flight: { from: Camera; to: Camera; start: number; length: number } | null = null;

  constructor(
    private readonly store: Store,
    private readonly world: World,
  ) {
    store.subscribe((state, before) => this.changed(state, before));
  }

  private changed(state: State, before: State): void {
    if (state.filters !== before.filters || state.view !== before.view || state.mode !== before.mode || state.scenario !== before.scenario) this.mask = this.maskNow(state);
    if (state.story !== before.story || state.choke !== before.choke || state.blast !== before.blast) this.lit = litOf(this.world, state);
    if (state.lang !== before.lang) this.describe();
    this.redraw();
  }

  /** Take over the whole state, as when the page opens. */
  restore(): void {
    this.mask = this.maskNow(this.store.state);
    this.lit = litOf(this.world, this.store.state);
    this.describe();
    this.redraw();
  }

  private maskNow(state: State): Mask | null {
    this.gone = takenAway(this.world, state.scenario, state.mode);
    return maskOf(this.world, state.filters, state.view, this.gone.devices);
  }

  get filtered(): Mask | null {
    return this.mask;
  }

  /** What the pointer is on. */
  set hover(ref: Ref | null) {
    if (ref?.id === this.hovered?.id) return;
    const ringed = [this.hovered, ref].some((one) => one?.kind === "device" || one?.kind === "planned");
    this.hovered = ref;
    this.canvas.style.cursor = ref?.kind === "device" || ref?.kind === "planned" ? "pointer" : "";
    if (ringed) this.redraw();
  }

  private describe(): void {
    const { lang } = this.store.state;
    this.canvas.setAttribute("aria-label", `${say(lang, "map")}. ${say(lang, "mapHelp")}`);
  }

  /** `now` draws before anything else happens, as paper does not wait for a frame. */
  setTheme(dark: boolean, now = false): void {
    this.palette = dark ? DARK : LIGHT;
    this.sprites = new Sprites(this.palette, this.ratio);
    if (now) this.draw();
    else this.redraw();
  }

  /** Follow the size of the element; the map point in the middle stays there. */
  resize(): void {
    const box = this.canvas.getBoundingClientRect();
    const ratio = Math.min(3, window.devicePixelRatio || 1);
    if (box.width === this.view.w && box.height === this.view.h && ratio === this.ratio) return;
    this.view = { w: Math.max(1, box.width), h: Math.max(1, box.height) };
    this.canvas.width = Math.round(this.view.w * ratio);
    this.canvas.height = Math.round(this.view.h * ratio);
    if (ratio !== this.ratio) {
      this.ratio = ratio;
      this.sprites = new Sprites(this.palette, ratio);
    }
    if (this.home) this.camera = this.homeCamera();
    this.draw();
  }

  /** Keep clear of the bar of layers, which grows by a row where the page is narrow; `height` of its rows. */
  roomAbove(height: number): void {
    const bar = Math.max(BAR, Math.round(height) + 14);
    if (bar === this.bar) return;
    this.bar = bar;
    this.insets = { ...this.insets, top: bar + ABOVE };
    if (this.home) this.camera = this.homeCamera();
    this.redraw();
  }

  /** Take the shape of a sheet of paper, showing what is in view; the whole map when all of it is. */
  onPaper(ratio: number): void {
    const seen = visible(this.camera, this.view);
    this.view = { w: PAPER_WIDTH, h: Math.round(PAPER_WIDTH / ratio) };
    this.canvas.width = this.view.w * 2;
    this.canvas.height = this.view.h * 2;
    this.kept = this.camera;
    this.ratio = 2;
    this.camera = this.home ? fit(this.world.scene.bounds, this.view, { top: 16, right: 16, bottom: 16, left: 16 }, 64) : fit(seen, this.view, { top: 0, right: 0, bottom: 0, left: 0 }, this.camera.scale * 2);
  }

  /** Back to the screen. */
  offPaper(): void {
    this.camera = this.kept ?? this.camera;
    this.kept = null;
    this.view = { w: 0, h: 0 };
    this.resize();
  }

  redraw(): void {
    if (!this.pending) this.pending = requestAnimationFrame((now) => this.tick(now));
  }

  private tick(now: number): void {
    this.pending = 0;
    if (this.flight) {
      const t = (now - this.flight.start) / this.flight.length;
      this.camera = between(this.flight.from, this.flight.to, Math.max(0, Math.min(1, t)));
      if (t >= 1) this.flight = null;
      else this.redraw();
    }
    this.draw();
  }

  /** Draw now; a drawing that was waiting for the next frame is done with. */
  private draw(): void {
    if (this.pending && !this.flight) {
      cancelAnimationFrame(this.pending);
      this.pending = 0;
    }
    this.detail = chooseDetail(this.world, this.camera, this.view, this.store.state.opened);
    this.ctx.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    paint(this.frameFor(this.ctx, this.sprites, this.camera, this.view, this.detail, this.kept ? 0 : this.bar));
    this.drawn();
  }

  get colours(): Palette {
    return this.palette;
  }

  /** A frame of what the reader sees, for any pen, camera and size. */
  frameFor(ctx: Pen, sprites: Glyphs, camera: Camera, view: Size, detail: Detail, top = 0): Frame {
    const { world, palette, mask, lit, gone } = this;
    const labels = new LabelSpace(BUDGET.labels);
    return { ctx, world, state: this.store.state, camera, view, detail, palette, mask, gone, lit, labels, sprites, hover: this.hovered, top };
  }

  /** The smallest useful scale: the whole map in half the view. */
  private get least(): number {
    return fit(this.world.scene.bounds, this.view, this.insets).scale / 2;
  }

  /** Move at once, stopping any flight. */
  look(camera: Camera): void {
    this.flight = null;
    this.home = false;
    this.camera = clamp(camera, this.world.scene.bounds);
    this.redraw();
  }

  zoom(factor: number, px = this.view.w / 2, py = this.view.h / 2): void {
    this.look(zoomAbout(this.flight?.to ?? this.camera, this.view, px, py, factor, this.least));
  }

  /** Move smoothly, or at once for readers who asked for less motion. */
  fly(to: Camera): void {
    if (matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden) return this.look(to);
    this.home = false;
    this.flight = { from: this.camera, to, start: performance.now(), length: 320 };
    this.redraw();
  }

  private homeCamera(): Camera {
    return fit(this.world.scene.bounds, this.view, this.insets, 64);
  }

  fitAll(): void {
    this.fly(this.homeCamera());
    this.home = true;
  }

  /** Bring a box into view, not closer than `most` pixels per unit. */
  showBox(box: Box, most: number): void {
    this.fly(fit(box, this.view, { ...this.insets, top: this.insets.top + 24, bottom: this.insets.bottom + 8 }, most));
  }

  /** Bring a thing into view if it is not, close enough to see it. */
  show(ref: Ref): void {
    const box = this.world.boxOf(ref, this.store.state.scenario);
    if (!box) return;
    if (ref.kind !== "device" && (ref.kind !== "planned" || box.w > 1)) return this.showBox(box, 48);
    const seen = visible(this.camera, this.view);
    const [above, below] = [this.insets.top / this.camera.scale, this.insets.bottom / this.camera.scale];
    const inside = box.x > seen.x + 1 && box.y > seen.y + above && box.x < seen.x + seen.w - 2 && box.y < seen.y + seen.h - below - 1;
    if (inside && this.camera.scale >= 14) return;
    this.showBox({ x: box.x - 6, y: box.y - 5, w: box.w + 12, h: box.h + 10 }, 42);
  }

  /** Bring the story's current step, or all of it, into view. */
  showStory(): void {
    const { story, step } = this.store.state;
    const hops = hopsOf(this.world, story);
    const places = (step < 0 ? hops : hops.slice(step, step + 1)).flatMap((hop) => [hop.from, hop.at]);
    const boxes = places.map((place) => this.placeBox(place)).filter((box): box is Box => box !== null);
    if (!boxes.length) return;
    const around = boxes.reduce(union);
    const margin = Math.max(2, Math.max(around.w, around.h) * 0.12);
    this.showBox({ x: around.x - margin, y: around.y - margin, w: around.w + 2 * margin, h: around.h + 2 * margin }, 40);
  }

  private placeBox(place: number): Box | null {
    if (isZonePlace(place)) return this.world.zoneAt(placeZone(place)).box;
    return place >= 0 ? this.world.boxOf({ kind: "device", index: place, id: "" }) : null;
  }

  /** Whether a zone's devices are drawn now. */
  isOpen(zone: number): boolean {
    return this.detail?.level[zone] === Level.open;
  }

  /** What lies under a pixel: a device of an open zone, else the innermost zone drawn, else a site; of today's map or of the scenario's. */
  hit(px: number, py: number): Ref | null {
    const { x, y } = toMap(this.camera, this.view, px, py);
    const reach = Math.max(6, glyphSize(this.camera.scale) * 0.6) / this.camera.scale;
    const device = this.world.n ? this.world.grid().nearest(x, y, reach) : -1;
    if (device >= 0 && this.isShown(device)) return this.world.endRef(device);
    const added = this.additionUnder(x, y);
    const zone = this.zoneUnder(x, y);
    if (added && (zone < 0 || added.w * added.h < this.world.zoneAt(zone).box.w * this.world.zoneAt(zone).box.h)) return this.world.resolve(added.id);
    if (zone >= 0) return this.world.endRef(-zone - 1);
    const site = this.world.scene.sites.findIndex(({ box }) => holds(box, x, y));
    return site >= 0 ? { kind: "site", index: site, id: this.world.siteId(site) } : null;
  }

  /** What the scenario looked at adds under a place. */
  private additionUnder(x: number, y: number): (Box & { id: string }) | null {
    const { detail, camera, view, world } = this;
    const all = additionsOf(world, this.store.state.scenario);
    if (!all.byId.size || !detail) return null;
    const found = additionsDrawn({ world, detail, camera, view }, all).find((one) => holds(one.box, x, y));
    return found ? { ...found.box, id: found.id } : null;
  }

  private isShown(device: number): boolean {
    return this.isOpen(this.world.zone[device]!) && (!this.mask || this.mask.shown[device] === 1);
  }

  private zoneUnder(x: number, y: number): number {
    let found = -1;
    for (const z of this.world.zoneOrder) {
      const { box } = this.world.zoneAt(z);
      if (this.detail?.level[z] && holds(box, x, y)) found = z;
    }
    return found;
  }
}
