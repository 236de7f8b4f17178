/** The frame around the map: top bar, rail of pages, map buttons, layers and filters. */
import { anyFilter, EVIDENCE, FILTER_FLAGS, NO_FILTERS, toggled } from "../filters.js";
import type { Key } from "../i18n.js";
import type { Layers } from "../layers.js";
import { TABLES, TABS, type Tab, type Theme } from "../store.js";
import { compareText } from "../text.js";
import type { App } from "./app.js";
import { add, h, icon, ICONS, user } from "./dom.js";
import { savePng, saveSvg } from "./export.js";
import { printOn } from "./paper.js";
import { scenarioSwitch } from "./scenario.js";
import { viewChip } from "./views.js";

function button(app: App, key: string, label: Key, drawing: string, act: () => void, text = false): HTMLElement {
  const name = app.say(label);
  return h("button", { class: text ? "text-button" : "icon-button", type: "button", "data-key": key, "aria-label": name, title: name, onclick: act }, icon(drawing), text ? h("span", {}, name) : null);
}

export function titleBar(app: App): HTMLElement[] {
  const { meta } = app.world.scene;
  const logo = h("span", { class: "logo", "aria-hidden": "true" }, icon("M12 2.5 21 7v10l-9 4.500L3 17V7zM12 12l9-5M12 12v9.500M12 12 3 7", { size: 22 }));
  return [logo, h("h1", {}, user(meta.title, 120)), h("span", { class: "marking" }, app.pick(meta.marking, 60))];
}

const NEXT_THEME: Readonly<Record<Theme, { next: Theme; label: Key; drawing: string }>> = {
  auto: { next: "light", label: "themeAuto", drawing: ICONS.system },
  light: { next: "dark", label: "themeLight", drawing: ICONS.sun },
  dark: { next: "auto", label: "themeDark", drawing: ICONS.moon },
};

export function tools(app: App): HTMLElement[] {
  const { store, state } = app;
  const theme = NEXT_THEME[state.theme];
  const language = h("button", { class: "text-button", type: "button", "data-key": "lang", lang: state.lang === "fr" ? "en" : "fr", title: app.say("languageHelp"), onclick: () => store.dispatch({ type: "set", patch: { lang: state.lang === "fr" ? "en" : "fr" } }) }, app.say("language"));
  const exports = h(
    "details",
    { class: "export" },
    h("summary", { class: "icon-button", "data-key": "export", "aria-label": app.say("exports"), title: app.say("exports") }, icon(ICONS.save)),
    h(
      "div",
      { class: "menu" },
      h("p", { class: "minor" }, app.say("exports")),
      h("button", { class: "text-button", type: "button", "data-key": "png", onclick: () => savePng(app) }, app.say("exportPng")),
      h("button", { class: "text-button", type: "button", "data-key": "svg", onclick: () => saveSvg(app, false) }, app.say("exportSvg")),
      h("button", { class: "text-button", type: "button", "data-key": "svg-whole", onclick: () => saveSvg(app, true) }, app.say("exportSvgWhole")),
    ),
  );
  return [
    language,
    exports,
    button(app, "theme", theme.label, theme.drawing, () => store.dispatch({ type: "set", patch: { theme: theme.next } })),
    printMenu(app),
    button(app, "help", "help", ICONS.help, () => store.dispatch({ type: "set", patch: { help: !state.help } })),
  ];
}

function printMenu(app: App): HTMLElement {
  const paper = (size: "A4" | "A3"): HTMLElement => h("button", { class: "text-button", type: "button", "data-key": `print-${size}`, onclick: () => printOn(size) }, app.say(`print${size}`));
  return h("details", { class: "export" }, h("summary", { class: "icon-button", "data-key": "print", "aria-label": app.say("print"), title: app.say("print") }, icon(ICONS.print)), h("div", { class: "menu" }, h("p", { class: "minor" }, app.say("paper")), paper("A4"), paper("A3")));
}

const PAGES: readonly Tab[] = TABS;

export function rail(app: App): HTMLElement[] {
  const { store, state } = app;
  const items = PAGES.map((tab) => {
    const on = state.tab === tab && !state.table;
    return h("button", { class: on ? "rail-item on" : "rail-item", type: "button", "data-key": `tab-${tab}`, "aria-pressed": on, onclick: () => store.dispatch({ type: "set", patch: { tab: on ? null : tab, table: null } }) }, icon(ICONS[tab], { size: 20 }), h("span", {}, app.say(tab)));
  });
  const tables = h("button", { class: state.table ? "rail-item on" : "rail-item", type: "button", "data-key": "tab-tables", "aria-pressed": state.table !== null, onclick: () => store.dispatch({ type: "set", patch: { table: state.table ? null : TABLES[0] } }) }, icon(ICONS.tables, { size: 20 }), h("span", {}, app.say("tables")));
  return [...items, tables];
}

export function mapButtons(app: App): HTMLElement[] {
  return [
    button(app, "zoom-in", "zoomIn", ICONS.plus, () => app.map.zoom(1.5)),
    button(app, "zoom-out", "zoomOut", ICONS.minus, () => app.map.zoom(1 / 1.5)),
    button(app, "fit", "fitAll", ICONS.fit, () => app.map.fitAll()),
  ];
}

/** Chips above the map: which lines are drawn, which devices are hidden, and how many. */
export function layerBar(app: App, filtersOpen: boolean): HTMLElement[] {
  const layer = (name: keyof Layers, key: Key): HTMLElement =>
    h("button", { class: "toggle", type: "button", "data-key": `layer-${name}`, "aria-pressed": app.state.layers[name], onclick: () => app.store.dispatch({ type: "layer", layer: name }) }, h("span", { class: `line-sign line-${name === "administration" ? "admin" : name.slice(0, -1)}` }), app.say(key));
  return [layer("links", "links"), layer("flows", "flows"), layer("administration", "administration"), filterMenu(app, filtersOpen), scenarioSwitch(app), viewChip(app), hiddenCount(app)].filter((part) => part !== null);
}

function hiddenCount(app: App): HTMLElement | null {
  const mask = app.map.filtered;
  if (!mask?.hiddenEntries) return null;
  return h("button", { class: "toggle warn", type: "button", "data-key": "hidden", onclick: () => app.store.dispatch({ type: "set", patch: { filters: NO_FILTERS, view: "", mode: "base" } }) }, app.say("hidden", { n: app.number(mask.hiddenDevices) }), " · ", h("u", {}, app.say("showAll")));
}

/** The menu of filters; what is in it is built when it is first opened. */
function filterMenu(app: App, open: boolean): HTMLElement {
  const menu = h("div", { class: "menu" });
  const fill = (): void => {
    if (!menu.hasChildNodes()) fillFilters(app, menu);
  };
  if (open) fill();
  return h("details", { class: "filter", "data-name": "filter", ontoggle: fill }, h("summary", { class: anyFilter(app.state.filters) ? "toggle on" : "toggle", "data-key": "filter" }, icon(ICONS.filter, { size: 14 }), app.say("filters")), menu);
}

function fillFilters(app: App, menu: HTMLElement): void {
  const { scene } = app.world;
  const { filters } = app.state;
  const categories = [...new Set(scene.types.map((type) => type.category))].sort(compareText);
  const trusts = [...new Set(scene.zones.map((zone) => zone.trust))].sort((one, two) => one - two);
  const tags = topTags(app);
  const chip = (key: string, on: boolean, label: string | HTMLElement, patch: Partial<typeof filters>): HTMLElement =>
    h("button", { class: "chip choice", type: "button", "data-key": key, "aria-pressed": on, onclick: () => app.store.dispatch({ type: "set", patch: { filters: { ...filters, ...patch } } }) }, label);
  const group = (title: Key, chips: HTMLElement[]): void => {
    if (chips.length > 0) add(menu, [h("p", { class: "minor" }, app.say(title)), h("div", { class: "chips" }, ...chips)]);
  };
  group("particular", FILTER_FLAGS.map((flag) => chip(`f-${flag}`, filters.flags.includes(flag), app.say(`flag-${flag}`), { flags: toggled(filters.flags, flag) })));
  group("family", categories.map((category) => chip(`k-${category}`, filters.categories.includes(category), app.known("category-", category), { categories: toggled(filters.categories, category) })));
  group("trust", trusts.map((trust) => chip(`t-${trust}`, filters.trusts.includes(trust), `${trust}`, { trusts: toggled(filters.trusts, trust) })));
  group("evidenceHere", EVIDENCE.map((level) => chip(`e-${level}`, filters.evidence.includes(level), app.known("evidence-", level), { evidence: toggled(filters.evidence, level) })));
  group("owner", Object.keys(scene.owners ?? {}).slice(0, 30).map((owner) => chip(`o-${owner}`, filters.owners.includes(owner), user(owner, 40), { owners: toggled(filters.owners, owner) })));
  group("zone", filters.zones.map((zone) => chip(`z-${zone}`, true, user(nameOf(app, zone), 60), { zones: toggled(filters.zones, zone) })));
  group("tags", tags.map((tag) => chip(`g-${tag}`, filters.tags.includes(tag), user(tag, 40), { tags: toggled(filters.tags, tag) })));
}

function nameOf(app: App, id: string): string {
  const ref = app.world.resolve(id);
  return ref ? app.world.nameOf(ref) : id;
}

const tagsOf = new WeakMap<object, string[]>();

/** The commonest tags, at most twenty. */
function topTags(app: App): string[] {
  const { sheets } = app.world.scene;
  const known = tagsOf.get(sheets);
  if (known) return known;
  const counts = new Map<string, number>();
  for (const sheet of sheets) for (const tag of sheet.tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  const top = [...counts].sort((one, two) => two[1] - one[1] || compareText(one[0], two[0])).slice(0, 20).map(([tag]) => tag);
  tagsOf.set(sheets, top);
  return top;
}
