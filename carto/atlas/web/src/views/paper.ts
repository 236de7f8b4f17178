/** Paper: what stands around the map when it is printed: whose it is, what is hidden, the legend, page numbers. */
import { anyFilter } from "../filters.js";
import type { App } from "./app.js";
import { h, user } from "./dom.js";
import { legendColumns } from "./legend.js";
import { viewName } from "./views.js";

let rules: CSSStyleSheet | null = null;

/** Print on a size of paper; the printer's own dialogue may still change it. */
export function printOn(size: "A4" | "A3"): void {
  document.documentElement.dataset["paper"] = size;
  setPage(`@page { size: ${size} landscape; }`);
  window.print();
}

/** Page rules that depend on the reader are added by script: the policy forbids styles in the page. */
function setPage(text: string): void {
  if (!rules) {
    rules = new CSSStyleSheet();
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, rules];
  }
  rules.replaceSync(text);
}

export class Paper {
  readonly head = h("header", { class: "paper paper-head", "aria-hidden": "true" });
  readonly foot = h("section", { class: "paper paper-foot", "aria-hidden": "true" });

  constructor(private readonly app: App) {}

  /** Fill in what paper needs, just before it is printed. */
  prepare(): void {
    const { app } = this;
    const { meta } = app.world.scene;
    const facts = [meta.date ? app.say("modelOf", { date: meta.date }) : app.say("noDate"), meta.version ? app.say("versionIs", { version: meta.version }) : "", shown(app)];
    this.head.replaceChildren(h("div", {}, h("b", {}, user(meta.title, 160)), " ", h("span", { class: "marking" }, app.pick(meta.marking, 60))), h("p", { class: "fine" }, user(facts.filter(Boolean).join(" · "), 600)));
    this.foot.replaceChildren(h("h3", {}, app.say("paperLegend")), legendColumns(app), h("p", { class: "caution" }, app.pick(meta.caution)));
  }
}

/** What the map shows and hides, in words. */
export function shown(app: App): string {
  const { state, map } = app;
  const { filters } = state;
  const words = [
    viewName(app, state.view),
    ...filters.categories.map((name) => app.known("category-", name)),
    ...filters.trusts.map((trust) => `${app.say("trust")} ${trust}`),
    ...filters.flags.map((flag) => app.say(`flag-${flag}`)),
    ...filters.evidence.map((level) => app.known("evidence-", level)),
    ...filters.tags,
    ...filters.owners,
    ...filters.zones,
    state.mode === "base" ? "" : app.say(`mode-${state.mode}`),
  ].filter(Boolean);
  const what = words.length || anyFilter(filters) ? words.join(", ") : app.say("paperAll");
  const hidden = map.filtered ? ` (${app.say("paperHidden", { n: app.number(map.filtered.hiddenDevices) })})` : "";
  return app.say("paperShown", { what: "" }) + what + hidden;
}
