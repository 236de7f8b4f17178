/** The front card: whose map this is, what stands out, and what it does not say. */
import type { Story } from "../scene-types.js";
import type { App } from "./app.js";
import { chokeCard } from "./chokes.js";
import { whatToDecide } from "./decide.js";
import { add, h, user } from "./dom.js";
import { storyCard } from "./stories.js";

export function overview(app: App): HTMLElement[] {
  const { meta } = app.world.scene;
  const found = meta.analysed === false ? [h("p", { class: "block" }, app.say("notAnalysed"))] : [worst(app), topChoke(app), whatToDecide(app), targets(app)];
  return [card(app), figures(app), ...found, caution(app), assumptions(app)].concat(
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
    meta.anonymous ? h("p", { class: "fine" }, app.say("audienceAnonymous")) : null,
    meta.audience === "internal" ? h("p", { class: "fine" }, app.say("audienceInternal")) : null,
  );
}

function figure(value: string, label: string, action?: () => void): HTMLElement {
  const inside = [h("b", {}, value), h("span", {}, label)];
  return action ? h("button", { class: "figure", type: "button", "data-key": `figure-${label}`, onclick: action }, ...inside) : h("div", { class: "figure" }, ...inside);
}

function figures(app: App): HTMLElement {
  const { meta, zones, flows, links } = app.world.scene;
  const table = (name: "devices" | "findings" | "flows" | "links" | "unknowns") => () => app.store.dispatch({ type: "set", patch: { table: name } });
  return h(
    "section",
    { class: "figures" },
    figure(app.number(meta.devices), app.say("devicesCount"), table("devices")),
    figure(app.number(zones.length), app.say("zonesCount")),
    figure(app.number(flows.a.length), app.say("flowsCount"), table("flows")),
    figure(app.number(links.a.length), app.say("linksCount"), table("links")),
    figure(app.number(meta.unknowns), app.say("unknownsCount"), table("unknowns")),
    app.world.scene.findings?.length ? figure(app.number(app.world.scene.findings_total ?? 0), app.say("findingsCount"), table("findings")) : null,
  );
}

const SHOWN = 3;

/** The best attack on each target first, so that three stories tell three things. */
function topStories(app: App): Story[] {
  const { stories } = app.world.scene;
  const firsts = stories.filter((story, i) => stories.findIndex((other) => other.target === story.target) === i);
  return [...firsts, ...stories.filter((story) => !firsts.includes(story))].slice(0, SHOWN);
}

function worst(app: App): HTMLElement {
  const { stories } = app.world.scene;
  const section = h("section", { class: "block" }, h("h3", {}, app.say("worstAttack")));
  if (!stories.length) add(section, [h("p", {}, app.whyNone("noStory"))]);
  const all = (): void => app.store.dispatch({ type: "set", patch: { tab: "attacks" } });
  add(section, [
    h("ol", { class: "cards" }, ...topStories(app).map((story, k) => h("li", {}, storyCard(app, story, k + 1)))),
    stories.length > SHOWN ? h("button", { class: "more-link", type: "button", "data-key": "all-stories", onclick: all }, app.say("seeAllStories", { n: stories.length })) : null,
  ]);
  return section;
}

function topChoke(app: App): HTMLElement {
  const points = app.world.scene.choke_points.map((choke, index) => ({ choke, index })).sort((one, two) => two.choke.drop - one.choke.drop || two.choke.falls.length - one.choke.falls.length || one.index - two.index);
  const section = h("section", { class: "block" }, h("h3", {}, app.say("topChoke")));
  if (!points.length && !app.world.scene.stories.length) section.hidden = true;
  if (!points.length) add(section, [h("p", {}, app.say("noChoke"))]);
  const all = (): void => app.store.dispatch({ type: "set", patch: { tab: "chokes" } });
  add(section, [
    h("ol", { class: "cards" }, ...points.slice(0, SHOWN).map(({ choke, index }) => h("li", { class: "card" }, chokeCard(app, choke, index)))),
    points.length > SHOWN ? h("button", { class: "more-link", type: "button", "data-key": "all-chokes", onclick: all }, app.say("seeAllChokes", { n: points.length })) : null,
  ]);
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
