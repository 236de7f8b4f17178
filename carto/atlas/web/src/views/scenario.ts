/** Scenarios: the switch above the map, and what each one changes. */
import type { SceneChange, SceneComparison } from "../scene-answers.js";
import { MODES, type Mode } from "../store.js";
import { comparisonOf, SIGN } from "../whatif.js";
import type { App } from "./app.js";
import { add, h, user } from "./dom.js";

function choose(app: App, id: string, mode: Mode): void {
  app.store.dispatch({ type: "set", patch: { scenario: id, mode } });
}

/** What a mode shows; the base of this page may itself be a scenario. */
function modeName(app: App, mode: Mode): string | HTMLElement {
  const { scenario } = app.world.scene.meta;
  return mode === "base" && scenario ? user(scenario, 60) : app.say(`mode-${mode}`);
}

/** Base, scenario, difference: one switch, above the map, once a scenario is chosen. */
export function scenarioSwitch(app: App): HTMLElement | null {
  const { state } = app;
  if (!comparisonOf(app.world, state.scenario)) return null;
  const modes = MODES.map((mode) => h("button", { class: "toggle", type: "button", "data-key": `mode-${mode}`, "aria-pressed": state.mode === mode, onclick: () => choose(app, state.scenario, mode) }, modeName(app, mode)));
  return h("span", { class: "switch", role: "group", "aria-label": app.say("scenarios") }, ...modes);
}

export function scenarios(app: App): HTMLElement | null {
  const { state, world } = app;
  const all = world.scene.comparisons ?? [];
  const section = h("section", { class: "block" }, h("h3", {}, app.say("scenarios")));
  if (!all.length) return null;
  const list = all.map((one) => {
    const on = state.scenario === one.id;
    return h("button", { class: on ? "toggle on" : "toggle", type: "button", "data-key": `scenario-${one.id}`, "aria-pressed": on, onclick: () => choose(app, on ? "" : one.id, on ? "base" : "difference") }, user(one.title, 120));
  });
  add(section, [h("div", { class: "stack" }, ...list), ...told(app, comparisonOf(world, state.scenario))]);
  return section;
}

function told(app: App, one: SceneComparison | null): HTMLElement[] {
  if (!one) return [];
  const fallen = new Set(one.targets.flatMap((target) => target.falls)).size;
  const appears = one.targets.reduce((sum, target) => sum + target.appears, 0);
  return [
    one.rationale ? h("p", { class: "description" }, user(one.rationale, 900)) : null,
    h("p", {}, app.say("scenarioFalls", { n: fallen }), appears ? ` · ${app.say("scenarioAppears", { n: appears })}` : null),
    h("p", { class: "fine" }, app.say("scenarioFindings", { a: one.fixed, b: one.introduced })),
    h("p", { class: "fine" }, one.cost_eur || one.yearly_eur || one.days ? app.say("scenarioCost", { cost: app.number(one.cost_eur), yearly: app.number(one.yearly_eur), days: app.number(one.days, 1) }) : app.say("scenarioFree")),
    targets(app, one),
    care(app, one),
    changes(app, one),
  ].filter((part) => part !== null);
}

function targets(app: App, one: SceneComparison): HTMLElement | null {
  const changed = one.targets.filter((target) => target.before !== target.after);
  if (!changed.length) return null;
  return h("div", { class: "line" }, h("p", { class: "minor" }, app.say("scenarioTargets")), h("ul", { class: "plain" }, ...changed.map((target) => h("li", { class: "row" }, app.link(target.id, target.label), h("span", { class: target.after < target.before ? "state state-works" : "state state-stopped" }, `${target.after < target.before ? "▼" : "▲"} ${app.percent(target.before)} → ${app.percent(target.after)}`)))));
}

function care(app: App, one: SceneComparison): HTMLElement | null {
  if (!one.care.length && !one.care_stopped.length) return null;
  const rows = one.care.map((shift) => h("li", { class: "row" }, app.link(shift.id, shift.name), h("span", { class: "fine" }, `${app.known("care-", shift.before)} → ${app.known("care-", shift.after)}`)));
  const stops = one.care_stopped.length ? h("p", { class: "caution" }, app.say("scenarioStops"), app.colon, ...one.care_stopped.map((id) => app.link(id))) : null;
  return h("div", { class: "line" }, h("p", { class: "minor" }, app.say("scenarioCare")), h("ul", { class: "plain" }, ...rows), stops);
}

function changes(app: App, one: SceneComparison): HTMLElement {
  const rows = one.changes.map((change) => {
    const sign = app.say(`change-${change.kind}`);
    return h("li", {}, h("span", { class: `change change-${change.kind}`, role: "img", "aria-label": sign, title: sign }, SIGN[change.kind]), changed(app, one, change));
  });
  return h("details", { class: "line", open: rows.length <= 12 }, h("summary", {}, app.say("scenarioChanges"), h("span", { class: "count" }, app.number(rows.length))), h("ul", { class: "plain changes" }, ...rows));
}

/** What changed, by a name one can press: its sheet opens, and the map shows it where it is or will be. */
function changed(app: App, one: SceneComparison, change: SceneChange): HTMLElement {
  if (!app.world.resolve(change.id)) return user(change.name, 160);
  const addition = app.additions(one.id).byId.get(change.id);
  const name = app.link(change.id, change.name);
  if (!addition || change.kind !== "added") return name;
  const around = addition.zone >= 0 ? app.world.zoneAt(addition.zone) : null;
  const what = addition.label ? app.pick(addition.label, 60) : app.known("kind-", addition.section.slice(0, -1));
  return h("span", {}, name, " ", h("span", { class: "fine" }, what, around ? " · " : null, around ? user(around.name || around.id, 80) : null));
}
