/** What scenarios say of the selected thing: the sheet of what they add, and a word on the sheet of what they change. */
import { own } from "../lookup.js";
import { linesAt, planIn, type Plan, type PlannedLine } from "../planned.js";
import type { Fact, Sheet } from "../scene-types.js";
import { SIGN } from "../whatif.js";
import type { Ref } from "../world.js";
import type { App } from "./app.js";
import { add, h, user } from "./dom.js";
import { factList, head } from "./sheet-parts.js";

const MOST = 40;

/** The sheet of something that is not on today's map. */
export function plannedSheet(app: App, ref: Ref): HTMLElement[] {
  const plans = app.world.plans().get(ref.id) ?? [];
  const plan = planIn(plans, app.state.scenario);
  if (!plan) return [];
  const button = h("button", { class: "secondary", type: "button", "data-key": "show", onclick: () => app.map.show(ref) }, app.say("showOnMap"));
  const where = app.world.boxOf(ref, plan.scenario.id) ? h("p", { class: "actions" }, button) : null;
  return [head(app, ref, plan.sheet ?? undefined, around(app, plan)), where, scenarios(app, plans), ends(app, plan), factList(app, plan.sheet ?? undefined), lines(app, plan.scenario.id, linesAt(plan.scenario, ref.id))].filter((part) => part !== null);
}

/** On the sheet of something of today's map: what each scenario does with it. */
export function plannedFor(app: App, ref: Ref): HTMLElement | null {
  const plans = app.world.plans().get(ref.id) ?? [];
  const end = ref.kind === "device" ? ref.index : ref.kind === "zone" ? -ref.index - 1 : null;
  const touched = end === null ? [] : (app.world.scene.comparisons ?? []).map((scenario) => ({ scenario, found: linesAt(scenario, end) })).filter(({ found }) => found.length);
  if (!plans.length && !touched.length) return null;
  const section = h("section", { class: "block" }, h("h3", {}, app.say("scenarios")));
  for (const plan of plans) add(section, [verdict(app, plan), plan.sheet ? changed(app, plan.sheet) : null]);
  for (const { scenario, found } of touched) {
    if (!plans.some((plan) => plan.scenario === scenario)) add(section, [h("p", { class: "verdict" }, chooser(app, scenario.id, scenario.title))]);
    add(section, [lineList(app, found)]);
  }
  return section;
}

/** The zone it will stand in, when the map or the scenario has it. */
function around(app: App, plan: Plan): HTMLElement | null {
  const zone = plan.addition && plan.addition.zone >= 0 ? app.world.zoneAt(plan.addition.zone).id : "";
  const holder = zone || (plan.addition && app.additions(plan.scenario.id).holder.get(plan.addition)?.id) || "";
  return holder ? h("p", { class: "links" }, app.link(holder)) : null;
}

/** In which scenarios it comes; a press shows that one. */
function scenarios(app: App, plans: readonly Plan[]): HTMLElement {
  return h("section", { class: "block" }, ...plans.map((plan) => verdict(app, plan)));
}

/** A sign, what the scenario does, and which one it is. */
function verdict(app: App, plan: Plan): HTMLElement {
  const { kind } = plan.change;
  const moved = kind === "changed" && plan.addition !== null;
  return h("p", { class: "verdict" }, h("span", { class: `change change-${kind}`, "aria-hidden": "true" }, SIGN[kind]), h("span", {}, app.say(moved ? "plannedMoved" : `planned-${kind}`), " ", chooser(app, plan.scenario.id, plan.scenario.title)));
}

function chooser(app: App, id: string, title: string): HTMLElement {
  const on = app.state.scenario === id && app.state.mode !== "base";
  return h("button", { class: "link", type: "button", "data-key": `in-${id}`, "aria-pressed": on, onclick: () => app.store.dispatch({ type: "set", patch: { scenario: id, mode: "difference" } }) }, user(title, 120));
}

/** Field by field, what it becomes beside what it is. */
function changed(app: App, sheet: Sheet): HTMLElement | null {
  const today = new Map((app.world.sheets().get(sheet.id)?.facts ?? []).map((fact) => [fact.field, fact]));
  if (!sheet.facts.length) return null;
  const list = h("dl", { class: "facts" });
  for (const fact of sheet.facts.slice(0, MOST)) {
    add(list, [h("dt", {}, user(labelOf(app, fact), 80)), h("dd", {}, user(app.pick(fact.value, 600), 600), before(app, today.get(fact.field)))]);
  }
  return list;
}

function before(app: App, fact: Fact | undefined): HTMLElement | null {
  return fact ? h("span", { class: "origin" }, app.say("plannedToday"), " ", user(app.pick(fact.value, 300), 300)) : null;
}

function labelOf(app: App, fact: Fact): string {
  const label = own(app.world.scene.labels, fact.field);
  return label ? app.pick(label) : fact.field;
}

/** The two ends of a line that a scenario adds. */
function ends(app: App, plan: Plan): HTMLElement | null {
  const { a, b, a_new: fresh, b_new: freshToo } = plan.change;
  const end = (at: number | null, added: string): HTMLElement | null => (at === null && !added ? null : app.link(at === null ? added : app.world.endRef(at).id));
  const [from, to] = [end(a, fresh), end(b, freshToo)];
  return from && to ? h("section", { class: "block" }, h("p", {}, `${app.say("from")} `, from), h("p", {}, `${app.say("to")} `, to)) : null;
}

function lines(app: App, scenario: string, found: readonly PlannedLine[]): HTMLElement | null {
  if (!found.length) return null;
  return h("section", { class: "block", "data-scenario": scenario }, h("h3", {}, app.say("plannedLines"), h("span", { class: "count" }, app.number(found.length))), lineList(app, found));
}

function lineList(app: App, found: readonly PlannedLine[]): HTMLElement {
  const items = found.slice(0, MOST).map((line) => lineItem(app, line));
  if (found.length > MOST) items.push(h("li", { class: "fine" }, app.say("moreLines", { n: app.number(found.length - MOST) })));
  return h("ul", { class: "plain changes" }, ...items);
}

function lineItem(app: App, { change, other, outgoing }: PlannedLine): HTMLElement {
  const sign = app.say(`change-${change.kind}`);
  const end = typeof other === "number" ? app.world.endRef(other).id : other;
  const kind = app.known("kind-", change.section.slice(0, -1));
  const itself = app.world.resolve(change.id) ? h("button", { class: "link fine", type: "button", "data-key": `line-${change.id}`, onclick: () => app.store.dispatch({ type: "select", id: change.id }) }, kind) : kind;
  return h("li", {}, h("span", { class: `change change-${change.kind}`, role: "img", "aria-label": sign, title: sign }, SIGN[change.kind]), h("span", {}, itself, ` ${app.say(outgoing ? "to" : "from")} `, app.link(end)));
}
