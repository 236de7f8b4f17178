/** Choke points: what every attack on a target needs, and what is left without it. */
import type { SceneChokePoint } from "../scene-types.js";
import type { App } from "./app.js";
import { add, h, user } from "./dom.js";
import { fallList } from "./stories.js";
import { targetChoice } from "./targets.js";

export function chokes(app: App): HTMLElement[] {
  const ranked = app.world.scene.choke_points
    .map((choke, index) => ({ choke, index }))
    .filter(({ choke }) => !app.state.target || choke.target === app.state.target)
    .sort((one, two) => two.choke.drop - one.choke.drop || two.choke.share - one.choke.share || one.index - two.index);
  const list = h("ol", { class: "cards" });
  for (const { choke, index } of ranked) list.append(h("li", {}, card(app, choke, index)));
  const attacked = app.world.scene.stories.some((story) => !app.state.target || story.target === app.state.target);
  return [targetChoice(app), ranked.length ? list : h("p", { class: "empty" }, app.whyNone(attacked ? "noChoke" : "noStory"))];
}

function card(app: App, choke: SceneChokePoint, index: number): HTMLElement {
  const open = app.state.choke === index;
  return h("div", { class: open ? "card open" : "card" }, chokeCard(app, choke, index), open ? detail(app, choke) : null);
}

/** One choke point as a card one can press. */
export function chokeCard(app: App, choke: SceneChokePoint, index: number): HTMLElement {
  const open = app.state.choke === index;
  return h(
    "button",
    { class: "choke-card", type: "button", "data-key": `choke-${index}`, "aria-expanded": open, onclick: () => app.store.dispatch({ type: "choke", index: open ? -1 : index }) },
    h("span", { class: "story-title" }, user(app.pick(choke.label), 200)),
    h("span", { class: "fine" }, ...app.saidOf("chokeFor", choke.target)),
    gauge(app, choke.drop),
    h("span", {}, choke.drop >= 0.999 ? app.say("chokeAll") : app.say("chokeDrop", { p: app.percent(choke.drop) })),
  );
}

/** A bar whose length is told in words beside it. */
function gauge(app: App, share: number): HTMLElement {
  const bar = h("span", { class: "bar" });
  bar.style.width = `${Math.round(Math.max(0.02, Math.min(1, share)) * 100)}%`;
  return h("span", { class: "gauge", role: "img", "aria-label": app.percent(share) }, bar);
}

function detail(app: App, choke: SceneChokePoint): HTMLElement {
  const stories = app.world.scene.stories.filter((story) => story.target === choke.target);
  const fall = new Set(choke.falls);
  const body = h("div", { class: "step-body" }, h("p", {}, user(app.pick(choke.why), 900)), h("p", { class: "fine" }, app.say("chokeShare", { p: app.percent(choke.share) })));
  add(body, [app.world.resolve(choke.at) ? h("p", {}, app.link(choke.at)) : null]);
  if (!stories.length) return body;
  add(body, [
    h("p", { class: "minor" }, app.say("safeNow")),
    h("p", {}, app.say("falls", { n: stories.filter((story) => fall.has(story.id)).length, total: stories.length })),
    fallList(app, stories, fall),
  ]);
  return body;
}
