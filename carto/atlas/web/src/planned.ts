/** What scenarios say of things, and where they put what is not on today's map. Pure. */
import type { SceneAddition, SceneChange, SceneComparison } from "./scene-answers.js";
import type { Box, Sheet } from "./scene-words.js";

/** What one scenario says of one thing. */
export interface Plan {
  readonly scenario: SceneComparison;
  readonly change: SceneChange;
  /** Its place, when the scenario adds it to the map or moves it. */
  readonly addition: SceneAddition | null;
  /** All of what is added; of what changes, the fields that do. */
  readonly sheet: Sheet | null;
}

/** Id -> what each scenario that adds, removes or changes it says of it, in the order of the scenarios. */
export type Plans = ReadonlyMap<string, readonly Plan[]>;

/** Complexity: linear in changes. Of two things that bear one id, the first of each scenario counts. */
export function plansOf(comparisons: readonly SceneComparison[]): Plans {
  const plans = new Map<string, Plan[]>();
  for (const scenario of comparisons) {
    const additions = new Map(scenario.additions.map((one) => [one.id, one]));
    const sheets = new Map((scenario.sheets ?? []).map((one) => [`${one.section} ${one.id}`, one]));
    for (const change of scenario.changes) {
      const known = plans.get(change.id) ?? [];
      if (known.some((plan) => plan.scenario === scenario)) continue;
      known.push({ scenario, change, addition: additions.get(change.id) ?? null, sheet: sheets.get(`${change.section} ${change.id}`) ?? null });
      plans.set(change.id, known);
    }
  }
  return plans;
}

/** What the scenario looked at says of a thing; what the first one says when that one says nothing. */
export function planIn(plans: readonly Plan[], scenario: string): Plan | undefined {
  return plans.find((plan) => plan.scenario.id === scenario) ?? plans[0];
}

/** What one scenario adds to the map, and which new zones hold which additions. */
export interface Additions {
  readonly byId: ReadonlyMap<string, SceneAddition>;
  /** The innermost new zone around an addition; none for what stands in a zone of today or in none. */
  readonly holder: ReadonlyMap<SceneAddition, SceneAddition>;
  /** Devices, fleets in full, that a new zone holds. */
  readonly count: ReadonlyMap<SceneAddition, number>;
}

const NONE: Additions = { byId: new Map(), holder: new Map(), count: new Map() };
const made = new WeakMap<SceneComparison, Additions>();

/** Found once for each scenario. Complexity: additions times new zones. */
export function additionsIn(scenario: SceneComparison | null): Additions {
  if (!scenario?.additions.length) return NONE;
  let known = made.get(scenario);
  if (!known) made.set(scenario, (known = arranged(scenario.additions)));
  return known;
}

function arranged(all: readonly SceneAddition[]): Additions {
  const zones = all.filter((one) => one.section === "zones").sort((one, two) => area(one.box) - area(two.box));
  const holder = new Map<SceneAddition, SceneAddition>();
  const count = new Map<SceneAddition, number>();
  for (const one of all) {
    const { x, y, w, h } = one.box;
    const around = one.section === "sites" ? undefined : zones.find((zone) => zone !== one && area(zone.box) > area(one.box) && holds(zone.box, x + w / 2, y + h / 2));
    if (!around) continue;
    holder.set(one, around);
    if (one.section === "devices") count.set(around, (count.get(around) ?? 0) + one.count);
  }
  return { byId: new Map(all.map((one) => [one.id, one])), holder, count };
}

export function holds(box: Box, x: number, y: number): boolean {
  return x >= box.x && y >= box.y && x <= box.x + box.w && y <= box.y + box.h;
}

function area(box: Box): number {
  return box.w * box.h;
}

/** A line that a scenario adds or takes away, seen from one of its ends. */
export interface PlannedLine {
  readonly change: SceneChange;
  /** The other end: an end of this scene, or the id of an addition. */
  readonly other: number | string;
  readonly outgoing: boolean;
}

/** The lines that a scenario adds or takes away at an end: a number for what stands today, an id for what is added. */
export function linesAt(scenario: SceneComparison, end: number | string): PlannedLine[] {
  const found: PlannedLine[] = [];
  for (const change of scenario.changes) {
    if (change.kind === "changed" || (change.section !== "links" && change.section !== "flows")) continue;
    const a = change.a ?? change.a_new;
    const b = change.b ?? change.b_new;
    if (a === end && b !== "") found.push({ change, other: b, outgoing: true });
    else if (b === end && a !== "") found.push({ change, other: a, outgoing: false });
  }
  return found;
}
