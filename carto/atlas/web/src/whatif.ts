/** What measures and scenarios change: which listed attacks fall, what is drawn as added, removed, changed. Pure. */
import { additionsIn, type Additions } from "./planned.js";
import type { SceneChange, SceneComparison } from "./scene-answers.js";
import type { Mode } from "./store.js";
import type { World } from "./world.js";

/** Ids of the stories that can no longer be told once some measures are done. */
export function fallen(world: World, ticked: readonly string[]): ReadonlySet<string> {
  const done = new Set(ticked);
  const cuts = (world.scene.cuts ?? []).filter((cut) => cut.when.every((measure) => done.has(measure)));
  return new Set(cuts.flatMap((cut) => cut.stories));
}

/** Measures with what each ends alone, those that end most first, then the cheapest. */
export function ranked(world: World): { index: number; ends: readonly string[] }[] {
  const measures = world.scene.measures ?? [];
  const rows = measures.map((measure, index) => ({ index, ends: [...fallen(world, [measure.id])] }));
  return rows.sort((one, two) => two.ends.length - one.ends.length || measures[one.index]!.cost_eur - measures[two.index]!.cost_eur || one.index - two.index);
}

/** The few measures that end most attacks together: each the one that ends most of what is left. A hint, not the plan. */
export function firstChoices(world: World, count: number): number[] {
  const measures = world.scene.measures ?? [];
  const chosen: number[] = [];
  while (chosen.length < count) {
    const now = chosen.map((i) => measures[i]!.id);
    const before = fallen(world, now).size;
    const gains = measures.map((measure, i) => ({ i, gain: chosen.includes(i) ? 0 : fallen(world, [...now, measure.id]).size - before }));
    const best = gains.sort((one, two) => two.gain - one.gain || measures[one.i]!.cost_eur - measures[two.i]!.cost_eur || one.i - two.i)[0];
    if (!best || best.gain <= 0) break;
    chosen.push(best.i);
  }
  return chosen;
}

export function comparisonOf(world: World, id: string): SceneComparison | null {
  return world.scene.comparisons?.find((one) => one.id === id) ?? null;
}

/** Signs by kind of change: never colour alone. */
export const SIGN = { added: "+", removed: "−", changed: "±" } as const;

/** Changes that show on the map in a mode. */
export function shownChanges(world: World, id: string, mode: Mode): readonly SceneChange[] {
  if (mode === "base") return [];
  const changes = comparisonOf(world, id)?.changes ?? [];
  return mode === "difference" ? changes : changes.filter((change) => change.kind === "added");
}

/** What a scenario adds to the map; nothing when no scenario is looked at. */
export function additionsOf(world: World, id: string): Additions {
  return additionsIn(comparisonOf(world, id));
}

/** Devices and edges that a scenario takes away, as indices. */
export interface Gone {
  readonly devices: ReadonlySet<number>;
  readonly links: ReadonlySet<number>;
  readonly flows: ReadonlySet<number>;
}

export const NOTHING_GONE: Gone = { devices: new Set(), links: new Set(), flows: new Set() };

/** What a scenario takes away, or from where it moves it; nothing outside the scenario itself. */
export function takenAway(world: World, id: string, mode: Mode): Gone {
  if (mode !== "scenario") return NOTHING_GONE;
  const gone = { devices: new Set<number>(), links: new Set<number>(), flows: new Set<number>() };
  const moved = additionsOf(world, id).byId;
  for (const change of comparisonOf(world, id)?.changes ?? []) {
    const ref = change.kind === "removed" || moved.has(change.id) ? world.resolve(change.id) : null;
    if (ref?.kind === "device") gone.devices.add(ref.index);
    else if (ref?.kind === "link") gone.links.add(ref.index);
    else if (ref?.kind === "flow") gone.flows.add(ref.index);
  }
  return gone;
}
