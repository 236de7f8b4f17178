/** The parts that every sheet has: its top, and what the model says. */
import { own } from "../lookup.js";
import type { Sheet } from "../scene-types.js";
import type { Ref } from "../world.js";
import type { App } from "./app.js";
import { add, h, icon, ICONS, user } from "./dom.js";

/** The top of a sheet: what it is, its name, where it stands. */
export function head(app: App, ref: Ref, data: Sheet | undefined, where: HTMLElement | null): HTMLElement {
  const { world } = app;
  const close = h("button", { class: "icon-button", type: "button", "data-key": "close", "aria-label": app.say("close"), onclick: () => app.store.dispatch({ type: "select", id: "" }) }, icon(ICONS.close));
  const name = ref.kind === "site" && !world.scene.sites[ref.index]!.name ? app.say("outside") : world.nameOf(ref);
  const subtitle = data ? app.pick(data.subtitle, 200) : "";
  return h(
    "header",
    { class: "sheet-head" },
    h("div", { class: "sheet-title" }, app.badge(ref), h("div", {}, h("p", { class: "eyebrow" }, app.kindOf(ref)), h("h2", {}, user(name, 160)), subtitle && subtitle !== app.kindOf(ref) ? h("p", { class: "fine" }, user(subtitle, 200)) : null, where, h("p", { class: "fine mono" }, user(ref.id, 120)))),
    close,
  );
}

/** What the model says of it, field by field, with the place where it was written. */
export function factList(app: App, data: Sheet | undefined): HTMLElement | null {
  if (!data || (!data.facts.length && !data.description && !data.tags.length)) return null;
  const list = h("dl", { class: "facts" });
  for (const fact of data.facts.slice(0, 120)) {
    const label = own(app.world.scene.labels, fact.field);
    add(list, [
      h("dt", {}, user(label ? app.pick(label) : fact.field, 80)),
      h("dd", {}, user(app.pick(fact.value, 2000), 2000), h("span", { class: `origin origin-${fact.origin}` }, app.known("origin-", fact.origin), fact.place ? " · " : null, fact.place ? user(fact.place, 160) : null)),
    ]);
  }
  return h("section", { class: "block" }, h("h3", {}, app.say("facts")), data.description ? h("p", { class: "description" }, user(data.description, 4000)) : null, list, data.tags.length ? h("p", { class: "chips" }, ...data.tags.slice(0, 30).map((tag) => h("span", { class: "chip" }, user(tag, 40)))) : null);
}
