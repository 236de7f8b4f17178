/** The page: read the scene, build the views, keep them, the address and the theme in step with the state. */
import { readHash, writeHash } from "./hash.js";
import { say } from "./i18n.js";
import { readDraft } from "./notes.js";
import { decodeScene } from "./scene-data.js";
import { linesOf } from "./perspectives.js";
import { initialState, Store, type State } from "./store.js";
import { clean } from "./text.js";
import { World } from "./world.js";
import { App } from "./views/app.js";
import { h } from "./views/dom.js";
import { watchMapKeys, watchPageKeys, watchPointers } from "./views/gestures.js";
import { Layout } from "./views/layout.js";
import { MapView } from "./views/map.js";

const dark = matchMedia("(prefers-color-scheme: dark)");

function start(world: World): void {
  const first = initialState(world);
  const { camera, ...shared } = readHash(location.hash, first);
  const shelf = `carto-notes ${world.scene.meta.title.slice(0, 200)}`;
  const layers = !location.hash.includes("show=") && linesOf(world, shared.view ?? "");
  const store = new Store(world, { ...first, ...shared, ...(layers ? { layers } : {}), draft: readDraft(recall(shelf)) });
  const map = new MapView(store, world);
  const app = new App(store, world, map);
  const layout = new Layout(app);
  document.getElementById("app")!.replaceChildren(layout.root);

  const theme = (): void => {
    const { theme: chosen, lang } = store.state;
    const isDark = chosen === "auto" ? dark.matches : chosen === "dark";
    document.documentElement.dataset["theme"] = isDark ? "dark" : "light";
    document.documentElement.lang = lang;
    document.title = clean(world.scene.meta.title, 120);
    map.setTheme(isDark);
  };
  dark.addEventListener("change", theme);
  window.addEventListener("beforeprint", () => {
    document.documentElement.dataset["theme"] = "light";
    layout.paper.prepare();
    map.onPaper(document.documentElement.dataset["paper"] === "A3" ? 396 / 235 : 273 / 155);
    map.setTheme(false, true);
  });
  window.addEventListener("afterprint", () => {
    map.offPaper();
    theme();
  });

  const address = keepAddress(app, first);
  store.subscribe((state, before) => {
    if (state.theme !== before.theme || state.lang !== before.lang) theme();
    layout.render();
    map.insets = { ...map.insets, bottom: state.story ? 150 : 34 };
    if (state.story !== before.story || state.step !== before.step) {
      if (state.story) map.showStory();
      layout.strip.follow();
    }
    if (state.choke !== before.choke) showChoke(app, state);
    if (state.draft !== before.draft) remember(shelf, JSON.stringify(state.draft));
    if (state.sel !== before.sel) layout.announceSelection();
    address();
  });
  theme();
  map.restore();
  layout.render();
  map.insets = { ...map.insets, bottom: store.state.story ? 150 : 34 };
  if (camera) map.look(camera);
  map.resize();
  new ResizeObserver(() => map.resize()).observe(map.canvas);
  map.drawn = address;
  watchPointers(map, store, layout.point);
  watchMapKeys(map, store, world);
  watchPageKeys(map, store, () => layout.search.input.focus());
  window.addEventListener("hashchange", () => {
    const { camera: to, ...patch } = readHash(location.hash, first);
    store.dispatch({ type: "set", patch });
    if (to) map.look(to);
  });
  if (!camera) showState(app);
  ready();
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

/** The first drawing is stable once a frame has passed after it. */
function ready(): void {
  requestAnimationFrame(() =>
    requestAnimationFrame(() => {
      performance.mark("atlas-first-drawing");
      document.documentElement.dataset["atlas"] = "ready";
    }),
  );
}

async function open(): Promise<void> {
  const data = document.getElementById("scene");
  const root = document.getElementById("app")!;
  try {
    const scene = await decodeScene(data?.textContent ?? "", data?.dataset["encoding"] ?? null);
    data?.remove();
    start(new World(scene));
  } catch (error) {
    const language = document.documentElement.lang === "en" ? "en" : "fr";
    root.replaceChildren(h("p", { class: "broken", role: "alert" }, say(language, "broken", { why: clean(String(error), 300) })));
    document.documentElement.dataset["atlas"] = "broken";
    throw error;
  }
}

void open();
