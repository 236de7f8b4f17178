/** What is told beside the pointer. */
import { clean } from "../text.js";
import type { Ref } from "../world.js";
import type { App } from "./app.js";
import { h, user } from "./dom.js";

/** The lines about a device, a closed zone or what a scenario adds; none about the rest, whose name is on the map. */
export function tipOf(app: App, ref: Ref): HTMLElement[] {
  const { world } = app;
  if (ref.kind === "device") return told(app, ref, world.count[ref.index]!, world.risk[ref.index]!);
  if (ref.kind === "planned") return [...told(app, ref, app.plan(ref)?.addition?.count ?? 1, 0), h("span", { class: "fine" }, inScenario(app, ref))];
  if (ref.kind !== "zone" || app.map.isOpen(ref.index)) return [];
  const zone = world.zoneAt(ref.index);
  return [...told(app, ref, 1, zone.risk), h("span", { class: "fine" }, app.say("viewCount", { n: app.number(zone.count) }))];
}

function told(app: App, ref: Ref, count: number, risk: number): HTMLElement[] {
  const many = count > 1 ? ` ×${app.number(count)}` : "";
  return [h("b", {}, user(app.world.nameOf(ref), 90)), h("span", {}, `${app.kindOf(ref)}${many}`), ...(risk >= 2 ? [app.risk(risk)] : [])];
}

/** In which scenario something comes: the one looked at when it has it. */
export function inScenario(app: App, ref: Ref): string {
  const plans = app.world.plans().get(ref.id) ?? [];
  const more = plans.length > 1 ? ` +${plans.length - 1}` : "";
  return app.say("inScenario", { name: clean(app.plan(ref)?.scenario.title ?? "", 60) }) + more;
}
