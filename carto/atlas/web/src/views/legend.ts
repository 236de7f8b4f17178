/** Help and legend: every sign of the map with its words, and the keys. */
import { MARKS, RISK_MARKS } from "../glyphs.js";
import { SIGN } from "../whatif.js";
import type { App } from "./app.js";
import { deviceIcon } from "./app.js";
import { h, icon, ICONS, user } from "./dom.js";

export function legend(app: App): HTMLElement[] {
  return [
    h("header", { class: "sheet-head" }, h("h2", {}, app.say("legend")), h("button", { class: "icon-button", type: "button", "data-key": "close-help", "aria-label": app.say("close"), onclick: () => app.store.dispatch({ type: "set", patch: { help: false } }) }, icon(ICONS.close))),
    legendColumns(app),
    h("h3", {}, app.say("keys")),
    h("p", {}, app.say("keysText")),
  ];
}

/** Every sign of the map, in columns. */
export function legendColumns(app: App): HTMLElement {
  return h("div", { class: "legend-columns" }, marks(app), lines(app), zones(app), changes(app), kinds(app));
}

function changes(app: App): HTMLElement | null {
  if (!app.world.scene.comparisons?.length) return null;
  const kinds = ["added", "removed", "changed"] as const;
  return h("section", {}, h("h3", {}, app.say("legendChanges")), h("ul", { class: "legend" }, ...kinds.map((kind) => row(h("span", { class: `change change-${kind}` }, SIGN[kind]), app.say(`change-${kind}`))), row(h("span", { class: "change change-ghost" }), app.say("change-ghost"))));
}

function row(sign: Element, text: string): HTMLElement {
  return h("li", {}, sign, h("span", {}, text));
}

function marks(app: App): HTMLElement {
  const risk = [2, 3, 4].map((level) => row(h("span", { class: `risk-${level}` }, icon(RISK_MARKS[level]!, { solid: true, size: 15 })), app.say(`risk${level}` as "risk2")));
  return h(
    "section",
    {},
    h("h3", {}, app.say("legendMarks")),
    h(
      "ul",
      { class: "legend" },
      ...risk,
      row(icon(MARKS.target, { size: 15, class: "attack" }), app.say("flag-target")),
      row(icon(MARKS.choke, { solid: true, size: 15, class: "choke" }), app.say("flag-choke")),
      row(icon(MARKS.exposed, { size: 15, class: "outside" }), app.say("flag-exposed")),
      row(h("span", { class: "sign" }, "?"), app.say("flag-unknown")),
      row(h("span", { class: "sign" }, "×240"), app.say("fleetMark")),
    ),
  );
}

function lines(app: App): HTMLElement {
  const line = (kind: string): HTMLElement => h("span", { class: `line-sign line-${kind}` });
  return h(
    "section",
    {},
    h("h3", {}, app.say("legendLines")),
    h("ul", { class: "legend" }, row(line("link"), app.say("lineLink")), row(line("flow"), app.say("lineFlow")), row(line("admin"), app.say("lineAdmin")), row(icon(MARKS.lock, { size: 15 }), app.say("lineLock")), row(line("bundle"), app.say("lineBundle")), row(line("attack"), app.say("lineAttack"))),
  );
}

function zones(app: App): HTMLElement {
  const box = (trust: number): HTMLElement => h("span", { class: `zone-sign zone-${trust}` });
  const levels = [1, 2, 3, 4, 5].map((trust) => row(box(trust), `${trust} · ${app.say(`trust${trust}` as "trust1")}`));
  return h("section", {}, h("h3", {}, app.say("legendZones")), h("ul", { class: "legend" }, row(box(0), app.say("hostileZone")), ...levels, row(h("span", { class: "zone-sign zone-closed" }, "12"), app.say("closedZone"))));
}

function kinds(app: App): HTMLElement {
  const used = [...app.world.scene.types].sort((one, two) => app.pick(one.label).localeCompare(app.pick(two.label)));
  return h("section", { class: "wide" }, h("h3", {}, app.say("legendKinds")), h("ul", { class: "legend kinds" }, ...used.map((type) => h("li", {}, deviceIcon(type, 20), user(app.pick(type.label), 60)))));
}
