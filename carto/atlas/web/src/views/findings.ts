/** Findings: those of one thing, in its sheet. The table lists all of them. */
import type { SceneFinding } from "../scene-answers.js";
import type { Ref } from "../world.js";
import type { App } from "./app.js";
import { h, user } from "./dom.js";
import { showView } from "./views.js";

const LEVEL = { low: 1, medium: 2, high: 3, critical: 4 } as const;

export function levelOf(finding: SceneFinding): number {
  return LEVEL[finding.severity];
}

export function findingsHere(app: App, ref: Ref): HTMLElement | null {
  const here = (app.world.scene.findings ?? []).filter((finding) => finding.on.includes(ref.id));
  if (!here.length) return null;
  return h("section", { class: "block" }, h("h3", {}, app.say("findingsHere"), h("span", { class: "count" }, app.number(here.length))), ...here.slice(0, 40).map((finding, k) => item(app, finding, k)));
}

function item(app: App, finding: SceneFinding, k: number): HTMLElement {
  const rule = app.world.scene.rules?.[finding.rule];
  const fed = finding.stories.length ? h("p", { class: "fine" }, app.say("feeds", { n: finding.stories.length })) : null;
  return h(
    "details",
    { class: "finding" },
    h("summary", { "data-key": `finding-${k}` }, app.risk(levelOf(finding)), " ", user(app.pick(finding.message), 400)),
    rule ? h("p", {}, user(app.pick(rule.why), 900)) : null,
    rule ? h("p", {}, h("b", {}, `${app.say("remedyIs")} : `), user(app.pick(rule.remedy), 900)) : null,
    fed,
    finding.care.length ? h("p", { class: "links" }, ...finding.care.map((care) => app.link(care))) : null,
    h("p", { class: "fine mono" }, user([finding.place, ...(rule?.references ?? [])].filter(Boolean).join(" · "), 400)),
    h("p", {}, h("button", { class: "link", type: "button", "data-key": `finding-view-${k}`, onclick: () => showView(app, `finding:${finding.rule}`) }, app.say("showOnMap"))),
  );
}
