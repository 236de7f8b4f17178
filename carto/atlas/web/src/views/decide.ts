/** Deciding: measures one can tick to see which attacks fall, and scenarios beside today. */
import type { SceneMeasure } from "../scene-answers.js";
import { toggled } from "../filters.js";
import { fallen, firstChoices, ranked } from "../whatif.js";
import type { App } from "./app.js";
import { add, h, user } from "./dom.js";
import { fallList } from "./stories.js";
import { scenarios } from "./scenario.js";

export function decide(app: App): HTMLElement[] {
  return [scenarios(app), measures(app)].filter((part) => part !== null);
}

function measures(app: App): HTMLElement {
  const { scene } = app.world;
  const all = scene.measures ?? [];
  const section = h("section", { class: "block" }, h("h3", {}, app.say("measures")));
  if (!all.length) return add(section, [h("p", { class: "empty" }, app.say("decideNone"))]), section;
  const rows = ranked(app.world).map(({ index, ends }) => choice(app, all[index]!, ends.length));
  add(section, [
    h("p", { class: "fine" }, app.say("measuresHelp")),
    summary(app, all),
    h("ul", { class: "plain measures" }, ...rows),
    attacks(app),
    h("p", { class: "caution" }, app.say("measuresCaution")),
  ]);
  return section;
}

function choice(app: App, measure: SceneMeasure, ends: number): HTMLElement {
  const box = h("input", { type: "checkbox", "data-key": `measure-${measure.id}` });
  box.checked = app.state.ticked.includes(measure.id);
  box.addEventListener("change", () => app.store.dispatch({ type: "set", patch: { ticked: toggled(app.state.ticked, measure.id) } }));
  const total = app.world.scene.stories.length;
  const what = ends ? app.say("decideEnds", { n: ends, total }) : app.say("measuresNothing");
  return h("li", {}, h("label", { class: "measure" }, box, h("span", {}, user(measure.name, 160), h("span", { class: "fine" }, `${cost(app, measure)} · ${what}`))));
}

function cost(app: App, measure: SceneMeasure): string {
  return app.say("measureCost", { cost: app.number(measure.cost_eur), days: app.number(measure.days, 1) });
}

function summary(app: App, all: readonly SceneMeasure[]): HTMLElement | null {
  const chosen = all.filter((measure) => app.state.ticked.includes(measure.id));
  if (!chosen.length) return null;
  const sum = (of: (measure: SceneMeasure) => number): number => chosen.reduce((total, measure) => total + of(measure), 0);
  const told = app.say("measuresSum", { n: chosen.length, cost: app.number(sum((one) => one.cost_eur)), days: app.number(sum((one) => one.days), 1), ends: fallen(app.world, app.state.ticked).size, total: app.world.scene.stories.length });
  return h("p", { class: "sum", role: "status" }, told, " ", h("button", { class: "link", type: "button", "data-key": "measures-clear", onclick: () => app.store.dispatch({ type: "set", patch: { ticked: [] } }) }, app.say("measuresClear")));
}

function attacks(app: App): HTMLElement | null {
  const gone = fallen(app.world, app.state.ticked);
  if (!app.state.ticked.length) return null;
  return fallList(app, app.world.scene.stories, gone);
}

/** For the first page: the few measures that end most attacks, and how many findings wait. */
export function whatToDecide(app: App): HTMLElement {
  const { measures: all = [], stories, findings = [] } = app.world.scene;
  const section = h("section", { class: "block" }, h("h3", {}, app.say("whatToDecide")));
  const items = firstChoices(app.world, 3).map((i) => {
    const measure = all[i]!;
    return h("li", {}, user(measure.name, 160), h("span", { class: "fine" }, `${cost(app, measure)} · ${app.say("decideEnds", { n: fallen(app.world, [measure.id]).size, total: stories.length })}`));
  });
  const grave = findings.filter((finding) => !finding.to_check && (finding.severity === "high" || finding.severity === "critical")).length;
  const open = (patch: Parameters<typeof app.store.dispatch>[0] & { type: "set" }): (() => void) => () => app.store.dispatch(patch);
  add(section, [
    items.length ? h("ol", { class: "decisions" }, ...items) : h("p", {}, app.say("decideNone")),
    grave ? h("p", {}, h("button", { class: "link", type: "button", "data-key": "decide-findings", onclick: open({ type: "set", patch: { table: "findings" } }) }, app.say("decideFix", { n: app.number(grave) }))) : null,
    all.length ? h("button", { class: "more-link", type: "button", "data-key": "decide-more", onclick: open({ type: "set", patch: { tab: "decide" } }) }, app.say("decideWeigh")) : null,
  ]);
  return section;
}
