/** The page: read the scene, build the views, keep them, the address and the theme in step with the state. */
import type { Camera } from "./camera.js";
import { readHash, writeHash } from "./hash.js";
import { say } from "./i18n.js";
import { readDraft } from "./notes.js";
import { completed, drawnScene, readPart, type Part } from "./scene-data.js";
import { linesOf } from "./perspectives.js";
import { initialState, inSight, Store, type State } from "./store.js";
import { clean } from "./text.js";
import { World } from "./world.js";
import { App } from "./views/app.js";
import { h } from "./views/dom.js";
import { watchMapKeys, watchPageKeys, watchPointers } from "./views/gestures.js";
import { Layout } from "./views/layout.js";
import { MapView } from "./views/map.js";

const dark = matchMedia("(prefers-color-scheme: dark)");

/** The page in the making: the map first, then everything around it. */
class Page {
  private readonly first: State;
  private readonly camera: Camera | undefined;
  private readonly shelf: string;
  private readonly app: App;
  private readonly layout: Layout;

  constructor(private readonly world: World) {
    this.first = initialState(world);
    const { camera, ...shared } = readHash(location.hash, this.first);
    this.camera = camera;
    this.shelf = `carto-notes ${world.scene.meta.title.slice(0, 200)}`;
    const layers = !location.hash.includes("show=") && linesOf(world, shared.view ?? "");
    const store = new Store(world, inSight(world, { ...this.first, ...shared, ...(layers ? { layers } : {}) }));
    this.app = new App(store, world, new MapView(store, world));
    this.layout = new Layout(this.app);
  }

  /** Draw the map; `whole`: everything around it can be built before, and shape the room it has. */
  draw(whole: boolean): void {
    const { map } = this.app;
    map.restore();
    if (whole) this.layout.render();
    document.getElementById("app")!.replaceChildren(this.layout.root);
    this.theme();
    this.keepClear();
    if (this.camera) map.look(this.camera);
    map.resize();
  }

  /** Build everything around the map, and answer the reader from now on. */
  live(): void {
    const { app, layout } = this;
    const { map, store, world } = app;
    const address = keepAddress(app, this.first);
    const kept = recall(this.shelf); // after the first drawing: a browser may take its time to open the store
    if (kept) store.dispatch({ type: "set", patch: { draft: readDraft(kept) } });
    store.subscribe((state, before) => {
      this.follow(state, before);
      address();
    });
    layout.render();
    this.keepClear();
    new ResizeObserver(() => map.resize()).observe(map.canvas);
    new ResizeObserver(([bar]) => map.roomAbove(bar!.contentRect.height)).observe(layout.bar);
    map.drawn = address;
    watchPointers(map, store, layout.point);
    watchMapKeys(map, store, world);
    watchPageKeys(map, store, () => layout.search.input.focus());
    this.watchSurroundings();
    map.redraw();
    if (!this.camera) showState(app);
  }

  private readonly theme = (): void => {
    const { theme: chosen, lang } = this.app.state;
    const isDark = chosen === "auto" ? dark.matches : chosen === "dark";
    document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
    document.documentElement.lang = lang;
    document.title = clean(this.world.scene.meta.title, 120);
    this.app.map.setTheme(isDark);
  };

  /** The map keeps clear of the strip, and of the sheet where it lies over it. */
  private keepClear(): void {
    const { map, state } = this.app;
    map.insets = { ...map.insets, bottom: Math.max(state.story ? 150 : 34, this.layout.covered) };
  }

  private follow(state: State, before: State): void {
    const { app, layout } = this;
    if (state.theme !== before.theme || state.lang !== before.lang) this.theme();
    layout.render();
    this.keepClear();
    if (state.story !== before.story || state.step !== before.step) {
      if (state.story) app.map.showStory();
      layout.strip.follow();
    }
    if (state.choke !== before.choke) showChoke(app, state);
    if (state.draft !== before.draft) remember(this.shelf, JSON.stringify(state.draft));
    if (state.sel !== before.sel) layout.announceSelection();
  }

  /** Paper, the light of the room, and the address. */
  private watchSurroundings(): void {
    const { map, store } = this.app;
    dark.addEventListener("change", this.theme);
    window.addEventListener("beforeprint", () => {
      document.documentElement.dataset["theme"] = "light";
      this.layout.paper.prepare();
      map.onPaper(document.documentElement.dataset["paper"] === "A3" ? 396 / 235 : 273 / 155);
      map.setTheme(false, true);
    });
    window.addEventListener("afterprint", () => {
      map.offPaper();
      this.theme();
    });
    window.addEventListener("hashchange", () => {
      const { camera: to, ...patch } = readHash(location.hash, this.first);
      store.dispatch({ type: "set", patch });
      if (to) map.look(to);
    });
  }
}

/** Storage may be closed to files: notes then live as long as the page. */
function recall(shelf: string): string | null {
  try {
    return localStorage.getItem(shelf);
  } catch {
    return null;
  }
}

function remember(shelf: string, text: string): void {
  try {
    localStorage.setItem(shelf, text);
  } catch {
    return;
  }
}

/** Bring into view what the address names, when it does not say where to look. */
function showState(app: App): void {
  const { state, map, world } = app;
  const ref = world.resolve(state.sel);
  if (state.story) map.showStory();
  else if (state.choke >= 0) showChoke(app, state);
  else if (ref) map.show(ref);
}

function showChoke(app: App, state: State): void {
  const choke = app.world.scene.choke_points[state.choke];
  const ref = choke && app.world.resolve(choke.at);
  if (ref) app.map.show(ref);
}

/** Write the state into the address a moment after it settles. */
function keepAddress(app: App, first: State): () => void {
  let timer = 0;
  return () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => {
      const hash = `#${writeHash(app.state, first, app.map.camera)}`;
      if (hash !== location.hash) history.replaceState(null, "", hash);
    }, 400);
  };
}

/** What was just drawn is stable once a frame has passed after it. */
async function passed(mark: string): Promise<void> {
  for (const _ of [1, 2]) await new Promise((done) => requestAnimationFrame(done));
  performance.mark(mark);
}

function parsed(): Promise<unknown> {
  return document.readyState === "loading" ? new Promise((done) => document.addEventListener("DOMContentLoaded", done)) : Promise.resolve();
}

/** Read one part of the data, and let the page forget its text. */
async function part(id: string): Promise<Part> {
  const block = document.getElementById(id);
  const text = block?.textContent ?? "";
  block?.remove();
  return readPart(text, block?.dataset["encoding"] ?? null);
}

async function fill(world: World): Promise<void> {
  await parsed();
  completed(world.scene, await part("rest"));
  world.complete();
}

/** The map is drawn before the rest is read, unless the address may name something of the rest. */
async function open(): Promise<void> {
  try {
    const world = new World(drawnScene(await part("scene")));
    const whole = location.hash.length > 1;
    if (whole) await fill(world);
    const page = new Page(world);
    page.draw(whole);
    await passed("atlas-first-drawing");
    if (!whole) await fill(world);
    page.live();
    await passed("atlas-complete");
    document.documentElement.dataset["atlas"] = "ready";
  } catch (error) {
    const language = document.documentElement.lang === "en" ? "en" : "fr";
    document.getElementById("app")!.replaceChildren(h("p", { class: "broken", role: "alert" }, say(language, "broken", { why: clean(String(error), 300) })));
    document.documentElement.dataset["atlas"] = "broken";
    throw error;
  }
}

void open();
