/** Care first: for each care process, whether it still works in the attack or fall being looked at. */
import type { CareEffect, CareProcessView } from "../scene-types.js";
import type { App } from "./app.js";
import { add, h, user } from "./dom.js";

/** What is being looked at, and its effects on care; null when nothing is. */
export function careScenario(app: App): { lead: string; effects: readonly CareEffect[] } | null {
  const story = app.world.stories().get(app.state.story);
  if (story) return { lead: app.say("careFor", { what: app.pick(story.title, 200) }), effects: story.care };
  const blast = app.world.scene.blasts.find((candidate) => candidate.id === app.state.blast);
  if (!blast) return null;
  const ref = app.world.resolve(blast.id);
  return { lead: app.say("careFall", { what: ref ? app.world.nameOf(ref) : blast.id }), effects: blast.care };
}

export function care(app: App): HTMLElement[] {
  const processes = app.world.scene.care;
  if (!processes.length) return [h("p", { class: "empty" }, app.say("noCare"))];
  const scenario = careScenario(app);
  const effects = new Map(scenario?.effects.map((effect) => [effect.id, effect]));
  const order = { stopped: 0, degraded: 1, works: 2 };
  const stateOf = (id: string): CareEffect["state"] => effects.get(id)?.state ?? "works";
  const sorted = [...processes].sort((one, two) => order[stateOf(one.id)] - order[stateOf(two.id)] || two.patient_safety - one.patient_safety);
  return [
    h("p", { class: "lead" }, scenario?.lead ?? app.say("careNormal")),
    h("ul", { class: "gauges" }, ...sorted.map((process) => processItem(app, process, effects.get(process.id), scenario !== null))),
  ];
}

function processItem(app: App, process: CareProcessView, effect: CareEffect | undefined, known: boolean): HTMLElement {
  const state = effect?.state ?? "works";
  const item = h("li", { class: known ? `care-item care-${state}` : "care-item" });
  add(item, [
    h("div", { class: "row" }, h("b", {}, app.link(process.id, process.name)), known ? app.careState(effect ?? { id: process.id, name: "", state, hours: null, patient_safety: 0 }) : null),
    h("p", { class: "fine" }, app.say("safety", { n: process.patient_safety }), typeof process.max_outage_hours === "number" ? ` · ${app.say("maxOutage", { h: app.number(process.max_outage_hours, 1) })}` : null),
    h("details", {}, h("summary", {}, app.say("dependsOn")), h("p", { class: "links" }, ...process.depends_on.map((id) => app.link(id))), h("p", { class: "fine" }, process.fallback ? app.say("fallback", { text: "" }) : app.say("noFallback"), process.fallback ? user(process.fallback, 400) : null)),
  ]);
  return item;
}
