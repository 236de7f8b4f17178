/** The sheet of the selected thing: what the model says of it, and everything it touches. */
import { RISK_MARKS } from "../glyphs.js";
import { FILTER_FLAGS, toggled } from "../filters.js";
import type { Key } from "../i18n.js";
import type { Incidence, Ref } from "../world.js";
import type { App } from "./app.js";
import { add, h, icon, user } from "./dom.js";
import { findingsHere } from "./findings.js";
import { notesOf, startNote } from "./notes.js";
import { plannedFor, plannedSheet } from "./planned.js";
import { factList, head } from "./sheet-parts.js";

const MOST = 60;

export function sheet(app: App, ref: Ref): HTMLElement[] {
  if (ref.kind === "planned") return plannedSheet(app, ref);
  const data = app.world.sheets().get(ref.id);
  return [head(app, ref, data, where(app, ref)), actions(app, ref), marks(app, ref), danger(app, ref), edgeEnds(app, ref), plannedFor(app, ref), factList(app, data), neighbours(app, ref, "link"), neighbours(app, ref, "flow"), accounts(app, ref), careOf(app, ref), findingsHere(app, ref), notesHere(app, ref)].filter((part) => part !== null);
}

function where(app: App, ref: Ref): HTMLElement | null {
  const { world } = app;
  if (ref.kind === "device") {
    const more = world.scene.devices.more_zones?.[ref.id] ?? [];
    const lines = [app.link(world.zoneAt(world.zone[ref.index]!).id), ...more.map((z) => app.link(world.zoneAt(z).id))];
    const fleet = world.count[ref.index]! > 1 ? h("span", { class: "chip" }, app.say("fleet", { n: app.number(world.count[ref.index]!) })) : null;
    return h("p", { class: "links" }, ...lines, fleet);
  }
  if (ref.kind !== "zone") return null;
  const zone = world.zoneAt(ref.index);
  const trust = app.say(`trust${Math.max(0, Math.min(5, zone.trust))}` as Key);
  return h("p", { class: "chips" }, h("span", { class: "chip" }, `${app.say("trust")} ${zone.trust}/5${app.colon}${trust}`), h("span", { class: "chip" }, `${app.number(zone.count)} ${app.say("devicesCount")}`), zone.isolated ? h("span", { class: "chip" }, app.say("isolated")) : null);
}

function actions(app: App, ref: Ref): HTMLElement | null {
  const { store, state, world } = app;
  const buttons: HTMLElement[] = [];
  const button = (key: string, label: string, act: () => void): void => {
    buttons.push(h("button", { class: "secondary", type: "button", "data-key": key, onclick: act }, label));
  };
  if (world.boxOf(ref)) button("show", app.say("showOnMap"), () => app.map.show(ref));
  if (ref.kind === "zone") {
    const open = state.opened.get(ref.index);
    button("open", app.say(open ? "closeZone" : "openZone"), () => store.dispatch({ type: "open", zone: ref.index, open: !open }));
  }
  if (ref.kind === "zone") {
    const { filters } = state;
    button("only-zone", app.say("onlyZone"), () => store.dispatch({ type: "set", patch: { filters: { ...filters, zones: toggled(filters.zones, ref.id) } } }));
  }
  button("note", app.say("noteAdd"), () => startNote(app));
  if (world.scene.blasts.some((blast) => blast.id === ref.id)) {
    const on = state.blast === ref.id;
    button("blast", app.say(on ? "hideBlast" : "ifFalls"), () => store.dispatch({ type: "blast", id: on ? "" : ref.id }));
  }
  return buttons.length ? h("p", { class: "actions" }, ...buttons) : null;
}

function marks(app: App, ref: Ref): HTMLElement | null {
  if (ref.kind !== "device") return null;
  const risk = app.world.risk[ref.index]!;
  const flags = FILTER_FLAGS.filter((flag) => app.world.has(ref.index, flag));
  if (!flags.length && !risk) return null;
  return h("p", { class: "chips" }, risk ? h("span", { class: `chip risk-${risk}` }, icon(RISK_MARKS[risk]!, { solid: true, size: 11 }), app.say(`risk${risk}` as Key)) : null, ...flags.map((flag) => h("span", { class: "chip" }, app.say(`flag-${flag}`))));
}

/** Attacks and choke points through the thing, and what falls with it. */
function danger(app: App, ref: Ref): HTMLElement | null {
  const stories = app.world.storiesThrough(ref.id);
  const points = app.world.chokePointsAt(ref.id);
  const section = h("section", { class: "block" });
  if (app.state.blast === ref.id) add(section, [blast(app, ref)]);
  if (points.length) {
    add(section, [h("h3", {}, app.say("chokeHere"))]);
    for (const choke of points) {
      const index = app.world.scene.choke_points.indexOf(choke);
      add(section, [h("button", { class: "link", type: "button", "data-key": `choke-${index}`, onclick: () => app.store.dispatch({ type: "choke", index }) }, user(app.pick(choke.label), 120)), h("p", { class: "fine" }, ...app.saidOf("chokeFor", choke.target), ". ", choke.drop >= 0.999 ? app.say("chokeAll") : app.say("chokeDrop", { p: app.percent(choke.drop) }))]);
    }
  }
  if (stories.length) {
    add(section, [h("h3", {}, app.say("storiesThrough"))]);
    for (const story of stories.slice(0, 12)) {
      const step = story.steps.findIndex((one) => one.at === ref.id);
      add(section, [h("button", { class: "link", type: "button", "data-key": `story-${story.id}`, onclick: () => app.store.dispatch({ type: "story", id: story.id, step }) }, h("span", { class: "dot dot-story" }), user(app.pick(story.title), 160)), h("span", { class: "fine" }, ` ${app.say("likelihoodIs", { p: app.percent(story.likelihood) })}`)]);
    }
  }
  return section.childElementCount ? section : null;
}

function blast(app: App, ref: Ref): HTMLElement | null {
  const found = app.world.scene.blasts.find((one) => one.id === ref.id);
  if (!found) return null;
  const hit = found.care.filter((care) => care.state !== "works");
  const ids = Object.entries(found.devices).sort((one, two) => one[1] - two[1] || (one[0] < two[0] ? -1 : 1));
  return h(
    "div",
    { class: "blast" },
    h("h3", {}, app.say("ifFalls")),
    h("ul", { class: "plain" }, ...hit.map((care) => h("li", { class: "row" }, app.link(care.id, care.name), app.careState(care)))),
    h("p", {}, ids.length ? app.say("blastCount", { n: app.number(ids.length) }) : app.say("ifFallsNone"), found.accounts.length ? ` · ${app.say("accountsFall", { n: app.number(found.accounts.length) })}` : null, found.records ? ` · ${app.say("records", { n: app.number(found.records) })}` : null),
    h("p", { class: "links" }, ...ids.slice(0, 24).map(([id]) => app.link(id))),
  );
}

function edgeEnds(app: App, ref: Ref): HTMLElement | null {
  if (ref.kind !== "link" && ref.kind !== "flow") return null;
  const edge = app.world.edge(ref);
  return h(
    "section",
    { class: "block" },
    h("p", {}, `${app.say("from")} `, app.link(app.world.endRef(edge.a).id)),
    h("p", {}, `${app.say("to")} `, app.link(app.world.endRef(edge.b).id)),
    h("p", { class: "chips" }, h("span", { class: "chip" }, user(app.known("style-", edge.style), 40)), h("span", { class: "chip" }, encryption(app, edge.encrypted)), edge.both ? h("span", { class: "chip" }, app.say("bothWays")) : null),
    edge.text ? h("p", {}, user(edge.text, 600)) : null,
  );
}

export function encryption(app: App, value: number): string {
  return app.say(value === 1 ? "encrypted" : value === 0 ? "clear" : "encryptionUnknown");
}

function neighbours(app: App, ref: Ref, kind: "link" | "flow"): HTMLElement | null {
  const edges = app.world.incidences(ref).filter((edge) => edge.kind === kind);
  if (!edges.length) return null;
  const list = h("ul", { class: "plain edges" });
  for (const edge of edges.slice(0, MOST)) list.append(neighbour(app, edge));
  if (edges.length > MOST) list.append(h("li", { class: "fine" }, app.say("moreLines", { n: app.number(edges.length - MOST) })));
  return h("section", { class: "block" }, h("h3", {}, app.say(kind === "link" ? "neighbours" : "flows"), h("span", { class: "count" }, app.number(edges.length))), list);
}

function neighbour(app: App, edge: Incidence): HTMLElement {
  const data = app.world.edge(edge);
  const way = edge.kind === "link" ? "—" : data.both ? "↔" : edge.outgoing ? "→" : "←";
  const word = data.both || edge.kind === "link" ? app.say("bothWays") : app.say(edge.outgoing ? "outgoing" : "incoming");
  const columns = edge.kind === "link" ? app.world.scene.links : app.world.scene.flows;
  const id = columns.id[edge.index]!;
  return h(
    "li",
    {},
    h("span", { class: "way", title: word, role: "img", "aria-label": word }, way),
    h("span", {}, app.link(app.world.endRef(edge.other).id), h("button", { class: "link fine", type: "button", "data-key": `edge-${id}`, onclick: () => app.store.dispatch({ type: "select", id }) }, user([app.known("style-", data.style), data.text].filter(Boolean).join(" · "), 160), data.encrypted === 1 ? ` · ${app.say("encrypted")}` : null)),
  );
}

/** Accounts whose sheet names this thing in one of its facts. */
function accounts(app: App, ref: Ref): HTMLElement | null {
  if (ref.kind !== "device") return null;
  const named = app.world.scene.sheets.filter((one) => one.section.startsWith("account") && one.facts.some((fact) => mentions(fact.value.en, ref.id) || mentions(fact.value.fr, ref.id)));
  if (!named.length) return null;
  return h("section", { class: "block" }, h("h3", {}, app.say("accountsHere")), h("p", { class: "links" }, ...named.slice(0, 40).map((one) => app.link(one.id))));
}

function mentions(text: string, id: string): boolean {
  const at = text.indexOf(id);
  if (at < 0) return false;
  const around = `${text[at - 1] ?? " "}${text[at + id.length] ?? " "}`;
  return !/[\w-]/.test(around);
}

function careOf(app: App, ref: Ref): HTMLElement | null {
  const process = app.world.scene.care.find((one) => one.id === ref.id);
  const dependants = app.world.scene.care.filter((one) => one.depends_on.includes(ref.id));
  if (process) return h("section", { class: "block" }, h("h3", {}, app.say("dependsOn")), h("p", { class: "links" }, ...process.depends_on.map((id) => app.link(id))));
  if (!dependants.length) return null;
  return h("section", { class: "block" }, h("h3", {}, app.say("careHere")), h("p", { class: "links" }, ...dependants.map((one) => app.link(one.id, one.name))));
}

function notesHere(app: App, ref: Ref): HTMLElement | null {
  const here = notesOf(app).filter((note) => note.on.includes(ref.id));
  if (!here.length) return null;
  return h("section", { class: "block" }, h("h3", {}, app.say("notesHere")), ...here.map((note) => h("p", { class: "reply" }, user(note.text, 600))));
}
