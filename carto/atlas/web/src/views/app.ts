/** What every view is given: the store, the map, and a few words they all use. */
import { glyphPath, OUTLINES, RISK_MARKS } from "../glyphs.js";
import { say, sayKnown, type Key, type Values } from "../i18n.js";
import { familyOf, OUTLINE } from "../palette.js";
import { planIn, type Additions, type Plan } from "../planned.js";
import type { CareEffect, Words } from "../scene-types.js";
import type { State, Store } from "../store.js";
import { clean, number, percent, pick } from "../text.js";
import { additionsOf } from "../whatif.js";
import type { Ref, World } from "../world.js";
import { h, icon, user } from "./dom.js";
import type { MapView } from "./map.js";

/** Sections whose things have a sign of their own. */
const DRAWN = new Set(["sites", "zones", "links", "flows"]);

export class App {
  constructor(
    readonly store: Store,
    readonly world: World,
    readonly map: MapView,
  ) {}

  get state(): State {
    return this.store.state;
  }

  say(key: Key, values?: Values): string {
    return say(this.state.lang, key, values);
  }

  /** The sign between a word and what it is, as the language sets it. */
  get colon(): string {
    return this.state.lang === "fr" ? "\u00a0: " : ": ";
  }

  /** Say a text with the name of a target in it. */
  saidOf(key: Key, target: string): (string | HTMLElement)[] {
    const ref = this.world.resolve(target);
    const [before = "", after = ""] = this.say(key, { target: "\0" }).split("\0");
    return [before, user(ref ? this.world.nameOf(ref) : target, 90), after];
  }

  known(prefix: string, word: string): string {
    return sayKnown(this.state.lang, prefix, word);
  }

  pick(words: Words, limit = 1200): string {
    return clean(pick(words, this.state.lang), limit);
  }

  number(value: number, digits = 0): string {
    return number(value, this.state.lang, digits);
  }

  percent(share: number): string {
    return percent(share, this.state.lang);
  }

  days(days: number): string {
    return days < 0.5 ? this.say("effortUnder") : this.say("effortIs", { d: this.number(days, days < 10 ? 1 : 0) });
  }

  /** Why a list of findings of the analyses is empty: nothing was found, or nobody looked. */
  whyNone(key: Key): string {
    return this.say(this.world.scene.meta.analysed === false ? "notAnalysed" : key);
  }

  /** Select a thing and bring it into view. */
  go(id: string): void {
    this.store.dispatch({ type: "set", patch: { table: null } });
    this.store.dispatch({ type: "select", id });
    const ref = this.world.resolve(id);
    if (ref) this.map.show(ref);
  }

  /** What a scenario adds to the map. */
  additions(scenario: string): Additions {
    return additionsOf(this.world, scenario);
  }

  /** What the scenario looked at says of something that is not on today's map; else what the first says that adds it. */
  plan(ref: Ref): Plan | undefined {
    return planIn(this.world.plans().get(ref.id) ?? [], this.state.scenario);
  }

  /** A thing's kind in the reader's words. */
  kindOf(ref: Ref): string {
    if (ref.kind === "planned") return this.plannedKind(this.plan(ref));
    if (ref.kind === "device") return this.pick(this.world.deviceType(ref.index).label, 60);
    if (ref.kind !== "thing") return this.known("kind-", ref.kind);
    const section = this.world.sheets().get(ref.id)?.section ?? (this.world.scene.care.some((care) => care.id === ref.id) ? "care" : "");
    return section ? this.known("section-", section) : this.known("kind-", "thing");
  }

  private plannedKind(plan: Plan | undefined): string {
    const label = plan?.addition?.label;
    if (label) return this.pick(label, 60);
    const kind = `kind-${plan?.change.section.slice(0, -1) ?? ""}`;
    const word = this.known("", kind);
    return word === kind ? this.known("section-", plan?.change.section ?? "") : word;
  }

  /** A name one can click, or plain text when nothing in the scene bears the id. */
  link(id: string, label = ""): HTMLElement {
    const ref = this.world.resolve(id);
    if (!ref) return user(label || id, 120);
    return h("button", { class: "link", type: "button", "data-key": `go-${id}`, onclick: () => this.go(id) }, this.badge(ref), user(label || this.world.nameOf(ref), 120));
  }

  /** The drawing that stands for a thing, as on the map. */
  badge(ref: Ref): Element {
    if (ref.kind === "device") return deviceIcon(this.world.deviceType(ref.index), 18);
    const plan = ref.kind === "planned" ? this.plan(ref) : undefined;
    if (plan?.addition?.section === "devices") return deviceIcon(plan.addition, 18);
    const kind = plan ? (DRAWN.has(plan.change.section) ? plan.change.section.slice(0, -1) : "thing") : ref.kind;
    return h("span", { class: `dot dot-${kind}`, "aria-hidden": "true" });
  }

  /** Risk in a shape and in words. */
  risk(level: number): HTMLElement {
    return h("span", { class: `risk risk-${level}` }, level >= 1 ? icon(RISK_MARKS[level]!, { solid: true, size: 12 }) : null, this.say(`risk${Math.max(0, Math.min(4, level))}` as Key));
  }

  /** Whether care works, and from when it does not. */
  careState(care: CareEffect): HTMLElement {
    const after = typeof care.hours === "number" ? ` ${care.hours > 0 ? this.say("afterHours", { h: this.number(care.hours, 1) }) : this.say("atOnce")}` : null;
    return h("span", { class: `state state-${care.state}` }, this.known("care-", care.state), after);
  }

  evidence(level: string): HTMLElement {
    return h("span", { class: `chip evidence-${level}`, title: this.known(`evidence-${level}`, "-help") }, this.known("evidence-", level));
  }
}

/** The glyph of a type inside its outline, in its family's colour. */
export function deviceIcon(type: { glyph: string; category: string }, size: number): HTMLElement {
  const family = familyOf(type.category);
  const shape = icon(OUTLINES[OUTLINE[family]], { size, class: "outline" });
  const glyph = icon(glyphPath(type.glyph), { size: size * 0.62, class: "inner" });
  return h("span", { class: `device-icon family-${family}`, "aria-hidden": "true" }, shape, glyph);
}
