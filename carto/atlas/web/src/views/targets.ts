/** Choosing the target whose attacks and choke points are listed; and why some targets are reached by none. */
import type { App } from "./app.js";
import { add, h, user } from "./dom.js";

export function targetChoice(app: App): HTMLElement {
  const { targets } = app.world.scene;
  const box = h("div", { class: "target-choice" });
  if (!targets.length) return h("p", { class: "empty" }, app.say("noTarget"));
  const select = h("select", { id: "target", "data-key": "target", onchange: () => app.store.dispatch({ type: "set", patch: { target: select.value } }) });
  select.append(h("option", { value: "" }, app.say("allTargets")));
  for (const target of targets) {
    const option = h("option", { value: target.id, selected: target.id === app.state.target });
    option.append(user(target.label, 90).textContent ?? "", target.reached ? "" : ` (${app.say("notReached")})`);
    select.append(option);
  }
  add(box, [h("label", { for: "target" }, app.say("targetIs")), select]);
  const chosen = targets.find((target) => target.id === app.state.target);
  if (chosen?.why_not && !chosen.reached) add(box, [h("div", { class: "why-not" }, h("p", { class: "minor" }, app.say("whyNot")), h("p", {}, user(app.pick(chosen.why_not), 900)))]);
  if (chosen?.reached && typeof chosen.probability === "number") add(box, [h("p", { class: "fine" }, chanceText(app, chosen.probability, chosen.interval))]);
  return box;
}

function chanceText(app: App, probability: number, interval: readonly [number, number] | null): string {
  const text = app.say("probabilityIs", { p: app.percent(probability) });
  return interval ? `${text} (${app.say("between", { a: app.percent(interval[0]), b: app.percent(interval[1]) })})` : text;
}
