/** Attacks: the list, and one of them told step by step. */
import type { Story, StoryStep } from "../scene-types.js";
import type { App } from "./app.js";
import { add, h, icon, ICONS, user } from "./dom.js";
import { targetChoice } from "./targets.js";

export function attacks(app: App): HTMLElement[] {
  const story = app.world.stories().get(app.state.story);
  return story ? told(app, story) : list(app);
}

function list(app: App): HTMLElement[] {
  const { scene } = app.world;
  const stories = scene.stories.filter((story) => !app.state.target || story.target === app.state.target);
  const items = stories.map((story, k) => h("li", {}, storyCard(app, story, k + 1)));
  return [targetChoice(app), items.length ? h("ol", { class: "cards" }, ...items) : h("p", { class: "empty" }, app.whyNone("noStory"))];
}

/** One attack as a card one can press. */
export function storyCard(app: App, story: Story, rank: number): HTMLElement {
  return h(
    "button",
    { class: "story-card", type: "button", "data-key": `story-${story.id}`, onclick: () => app.store.dispatch({ type: "story", id: story.id }) },
    h("span", { class: "rank", "aria-hidden": "true" }, String(rank)),
    h(
      "span",
      { class: "story-text" },
      h("span", { class: "story-title" }, user(app.pick(story.title), 240)),
      h("span", { class: "fine" }, app.say("likelihoodIs", { p: app.percent(story.likelihood) }), " · ", app.days(story.effort_days), " · ", story.steps.length === 1 ? app.say("stepOne") : app.say("stepsCount", { n: story.steps.length })),
      h("span", { class: "chips" }, app.evidence(story.evidence), story.alike > 1 ? h("span", { class: "chip" }, app.say("alike", { n: story.alike })) : null),
    ),
  );
}

/** Attacks one under the other, those struck out that are no longer possible. */
export function fallList(app: App, stories: readonly Story[], gone: ReadonlySet<string>): HTMLElement {
  const items = stories.map((story) => {
    const fallen = gone.has(story.id);
    const name = h("button", { class: "link", type: "button", "data-key": `fall-${story.id}`, onclick: () => app.store.dispatch({ type: "story", id: story.id }) }, user(app.pick(story.title), 160), h("span", { class: "fine" }, ` ${app.percent(story.likelihood)}`));
    return h("li", { class: fallen ? "row gone" : "row" }, name, h("span", { class: fallen ? "state state-works" : "state state-stopped" }, fallen ? `✓ ${app.say("goes")}` : app.say("stays")));
  });
  return h("ul", { class: "plain falls" }, ...items);
}

function told(app: App, story: Story): HTMLElement[] {
  const { step } = app.state;
  const back = h("button", { class: "back", type: "button", "data-key": "back", onclick: () => app.store.dispatch({ type: "story", id: "" }) }, icon(ICONS.left, { size: 14 }), app.say("allStories"));
  const head = h(
    "header",
    { class: "card-head" },
    h("h2", {}, user(app.pick(story.title), 240)),
    h("p", { class: "fine" }, app.say("likelihoodIs", { p: app.percent(story.likelihood) }), " · ", app.days(story.effort_days), " · ", app.say("elapsedIs", { d: app.number(story.elapsed_days, 1) })),
    h("p", { class: "chips" }, app.evidence(story.evidence), h("span", { class: "chip" }, app.say(story.proof))),
  );
  const steps = h("ol", { class: "steps" });
  story.steps.forEach((one, k) => steps.append(stepItem(app, one, k, k === step)));
  return [back, head, steps, stakes(app, story)];
}

function stepItem(app: App, step: StoryStep, k: number, open: boolean): HTMLElement {
  const press = h(
    "button",
    { class: "step-head", type: "button", "data-key": `step-${k}`, "aria-expanded": open, onclick: () => app.store.dispatch({ type: "story", id: app.state.story, step: open ? -1 : k }) },
    h("span", { class: "disc" }, String(k + 1)),
    h("span", {}, user(app.pick(step.text), 500)),
  );
  return h("li", { class: open ? "step open" : "step", "aria-current": open ? "step" : null }, press, open ? stepDetail(app, step) : null);
}

function stepDetail(app: App, step: StoryStep): HTMLElement {
  const body = h("div", { class: "step-body" });
  add(body, [
    step.why.fr || step.why.en ? line(app.say("why"), user(app.pick(step.why), 900)) : null,
    h(
      "p",
      { class: "chips" },
      app.evidence(step.evidence),
      step.difficulty ? h("span", { class: "chip" }, `${app.say("difficulty")}${app.colon}${app.known("difficulty-", step.difficulty)}`) : null,
      h("span", { class: "chip" }, app.percent(step.likelihood)),
      ...step.techniques.map((technique) => h("span", { class: "chip mono" }, user(technique, 20))),
    ),
    step.at && app.world.resolve(step.at) ? h("p", {}, app.link(step.at)) : null,
    step.stops.length ? line(app.say("whatStops"), h("ul", { class: "stops" }, ...step.stops.map((stop) => h("li", {}, user(app.pick(stop), 300))))) : null,
    step.places.length ? line(app.say("restsOn"), h("span", { class: "mono fine" }, ...step.places.slice(0, 6).flatMap((place) => [user(place, 120), h("br")]))) : null,
  ]);
  return body;
}

function line(title: string, ...content: Node[]): HTMLElement {
  return h("div", { class: "line" }, h("p", { class: "minor" }, title), ...content);
}

function stakes(app: App, story: Story): HTMLElement {
  const section = h("section", { class: "block" }, h("h3", {}, app.say("careAtStake")));
  const hit = story.care.filter((care) => care.state !== "works");
  add(section, [
    hit.length ? h("ul", { class: "plain" }, ...hit.map((care) => h("li", { class: "row" }, app.link(care.id, care.name), app.careState(care)))) : h("p", { class: "fine" }, app.say("noCareHit")),
    story.records > 0 ? h("p", {}, app.say("records", { n: app.number(story.records) })) : null,
    story.value_eur[1] > 0 ? h("p", { class: "fine" }, app.say("valueEur", { a: app.number(story.value_eur[0]), b: app.number(story.value_eur[1]) })) : null,
  ]);
  return section;
}
