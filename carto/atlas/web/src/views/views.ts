/** Views of the map: the six national ones, saved ones, by care process, by data, by finding. Each is one address. */
import { helpKey, isView, NATIONAL, shownBy, split, titleKey } from "../perspectives.js";
import type { App } from "./app.js";
import { add, h, user } from "./dom.js";

/** The name of a view in the reader's words, or empty when there is no such view. */
export function viewName(app: App, key: string): string {
  const { scene } = app.world;
  if (!isView(app.world, key)) return "";
  const [group, id] = split(key);
  const known = NATIONAL.find((name) => name === key);
  if (known) return app.say(titleKey(known));
  if (group === "care") return scene.care.find((one) => one.id === id)?.name ?? id;
  const words = group === "data" ? scene.data?.find((one) => one.id === id)?.label : scene.rules?.[id]?.title;
  return group === "saved" ? (scene.views?.find((one) => one.id === id)?.title ?? id) : words ? app.pick(words, 160) : id;
}

export function viewsPage(app: App): HTMLElement[] {
  const { scene } = app.world;
  const rules = [...new Set((scene.findings ?? []).map((finding) => finding.rule))];
  const whole = app.state.view === "" ? null : h("p", {}, press(app, "", app.say("wholeMap")));
  return [
    whole,
    group(app, "viewsNational", [...NATIONAL], (key) => app.say(helpKey(key as (typeof NATIONAL)[number]))),
    group(app, "viewsSaved", (scene.views ?? []).map((view) => `saved:${view.id}`), (key) => scene.views?.find((view) => `saved:${view.id}` === key)?.note ?? ""),
    group(app, "viewsCare", [...scene.care].sort((one, two) => two.patient_safety - one.patient_safety).map((care) => `care:${care.id}`), () => ""),
    group(app, "viewsData", (scene.data ?? []).map((data) => `data:${data.id}`), () => ""),
    group(app, "viewsFinding", rules.map((rule) => `finding:${rule}`), () => "", true),
    h("p", { class: "fine" }, app.say("viewLink")),
  ].filter((part) => part !== null);
}

function group(app: App, title: "viewsNational" | "viewsSaved" | "viewsCare" | "viewsData" | "viewsFinding", keys: readonly string[], help: (key: string) => string, folded = false): HTMLElement | null {
  if (!keys.length) return null;
  const list = h("ul", { class: "plain views" }, ...keys.map((key) => h("li", {}, press(app, key, viewName(app, key)), help(key) ? h("span", { class: "fine" }, user(help(key), 200)) : null)));
  if (!folded) return h("section", { class: "block" }, h("h3", {}, app.say(title)), list);
  return h("details", { class: "block", open: app.state.view.startsWith("finding:") }, h("summary", {}, app.say(title), h("span", { class: "count" }, app.number(keys.length))), list);
}

function press(app: App, key: string, name: string): HTMLElement {
  const on = app.state.view === key;
  return h("button", { class: on ? "toggle on" : "toggle", type: "button", "data-key": `view-${key || "all"}`, "aria-pressed": on, onclick: () => showView(app, on ? "" : key) }, user(name, 120));
}

/** Show a view and bring all of it into sight. */
export function showView(app: App, key: string): void {
  app.store.dispatch({ type: "view", key });
  const shown = key ? shownBy(app.world, key) : null;
  if (!shown) return app.map.fitAll();
  const { x, y } = app.world;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i < shown.length; i++) {
    if (!shown[i]) continue;
    [left, top, right, bottom] = [Math.min(left, x[i]!), Math.min(top, y[i]!), Math.max(right, x[i]!), Math.max(bottom, y[i]!)];
  }
  if (right >= left) app.map.showBox({ x: left - 2, y: top - 3, w: right - left + 4, h: bottom - top + 5 }, 30);
}

/** The view shown, above the map, with one click back. */
export function viewChip(app: App): HTMLElement | null {
  const name = viewName(app, app.state.view);
  if (!name) return null;
  const chip = h("button", { class: "toggle on", type: "button", "data-key": "view-leave", title: app.say("viewLeave"), onclick: () => showView(app, "") });
  add(chip, [app.say("viewShown", { name: "" }), user(name, 30), " ×"]);
  return chip;
}
