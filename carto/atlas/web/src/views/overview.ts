/** The front card: whose map this is, what stands out, and what it does not say. */
import type { App } from "./app.js";
import { add, h, user } from "./dom.js";

export function overview(app: App): HTMLElement[] {
  const { meta } = app.world.scene;
  return [card(app), figures(app), worst(app), topChoke(app), targets(app), caution(app), assumptions(app)].concat(
    h("p", { class: "fine" }, meta.version ? app.say("versionIs", { version: meta.version }) : ""),
  );
}

function card(app: App): HTMLElement {
  const { meta } = app.world.scene;
  return h(
    "header",
    { class: "card-head" },
    h("p", { class: "eyebrow" }, app.pick(meta.kind)),
    h("h2", {}, user(meta.title, 160)),
    h(
      "p",
      { class: "fine" },
      meta.date ? app.say("modelOf", { date: meta.date }) : app.say("noDate"),
      meta.author ? " · " : null,
      meta.author ? app.say("byAuthor", { author: "" }) : null,
      meta.author ? user(meta.author, 80) : null,
    ),
    h("p", { class: "marking" }, app.pick(meta.marking, 80)),
  );
}

function figure(value: string, label: string, action?: () => void): HTMLElement {
  const inside = [h("b", {}, value), h("span", {}, label)];
  return action ? h("button", { class: "figure", type: "button", "data-key": `figure-${label}`, onclick: action }, ...inside) : h("div", { class: "figure" }, ...inside);
}

function figures(app: App): HTMLElement {
  const { meta, zones, flows, links } = app.world.scene;
  const table = (name: "devices" | "flows" | "links" | "unknowns") => () => app.store.dispatch({ type: "set", patch: { table: name } });
  return h(
    "section",
    { class: "figures" },
    figure(app.number(meta.devices), app.say("devicesCount"), table("devices")),
    figure(app.number(zones.length), app.say("zonesCount")),
    figure(app.number(flows.id.length), app.say("flowsCount"), table("flows")),
    figure(app.number(links.id.length), app.say("linksCount"), table("links")),
    figure(app.number(meta.unknowns), app.say("unknownsCount"), table("unknowns")),
  );
}

function worst(app: App): HTMLElement {
  const story = app.world.scene.stories[0];
  const section = h("section", { class: "block" }, h("h3", {}, app.say("worstAttack")));
  if (!story) add(section, [h("p", {}, app.say("noStory"))]);
  else {
    add(section, [
      h("p", { class: "lead" }, user(app.pick(story.title), 300)),
      h("p", { class: "fine" }, app.say("likelihoodIs", { p: app.percent(story.likelihood) }), " · ", app.days(story.effort_days), " · ", app.say("stepsCount", { n: story.steps.length })),
      h("button", { class: "primary", type: "button", "data-key": "follow", onclick: () => app.store.dispatch({ type: "story", id: story.id }) }, app.say("follow")),
    ]);
  }
  return section;
}

function topChoke(app: App): HTMLElement {
  const points = app.world.scene.choke_points;
  const best = points.reduce((top, point, i) => (top < 0 || point.drop > points[top]!.drop ? i : top), -1);
  const section = h("section", { class: "block" }, h("h3", {}, app.say("topChoke")));
  const choke = points[best];
  if (!choke) add(section, [h("p", {}, app.say("noChoke"))]);
  else {
    add(section, [
      h("p", { class: "lead" }, user(app.pick(choke.label), 200)),
      h("p", { class: "fine" }, choke.drop >= 0.999 ? app.say("chokeAll") : app.say("chokeDrop", { p: app.percent(choke.drop) })),
      h("button", { class: "secondary", type: "button", "data-key": "choke", onclick: () => app.store.dispatch({ type: "choke", index: best }) }, app.say("showOnMap")),
    ]);
  }
  return section;
}

function targets(app: App): HTMLElement {
  const { targets: all } = app.world.scene;
  const section = h("section", { class: "block" }, h("h3", {}, app.say("whatMatters")));
  if (!all.length) add(section, [h("p", {}, app.say("noTarget"))]);
  const list = h("ul", { class: "plain" });
  for (const target of all) {
    list.append(
      h(
        "li",
        { class: "row" },
        app.link(target.id, target.label),
        h("span", { class: target.reached ? "state state-stopped" : "state state-works" }, target.reached ? (target.probability === null || target.probability === undefined ? app.say("reached") : app.percent(target.probability)) : app.say("notReached")),
      ),
    );
  }
  add(section, [all.length ? list : null]);
  return section;
}

function caution(app: App): HTMLElement {
  return h("p", { class: "caution", role: "note" }, app.pick(app.world.scene.meta.caution));
}

function assumptions(app: App): HTMLElement {
  const { meta } = app.world.scene;
  return h(
    "details",
    { class: "block" },
    h("summary", {}, app.say("assumptions")),
    h("p", {}, app.say("attackerIs", { who: app.pick(meta.attacker) })),
    h("ul", {}, ...meta.assumptions.map((line) => h("li", {}, user(app.pick(line))))),
  );
}
