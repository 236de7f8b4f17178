/** Which devices are hidden: filters hide, search only finds. Pure. */
import { own } from "./lookup.js";
import { shownBy } from "./perspectives.js";
import { FLAG, type Evidence } from "./scene-types.js";
import type { World } from "./world.js";

export interface Filters {
  readonly categories: readonly string[];
  readonly trusts: readonly number[];
  readonly flags: readonly (keyof typeof FLAG)[];
  readonly tags: readonly string[];
  readonly owners: readonly string[];
  /** Evidence of the listed attack steps that land on a device. */
  readonly evidence: readonly Evidence[];
  /** Ids of zones; each with what is nested in it. */
  readonly zones: readonly string[];
}

export const NO_FILTERS: Filters = { categories: [], trusts: [], flags: [], tags: [], owners: [], evidence: [], zones: [] };

/** Flags a reader may filter by, in the order shown. */
export const FILTER_FLAGS = ["target", "exposed", "weak", "onPath", "choke", "unknown", "medical", "criticalCare", "filter"] as const;

export const EVIDENCE: readonly Evidence[] = ["confirmed", "declared", "assumed"];

export function anyFilter(filters: Filters): boolean {
  return Object.values(filters).some((chosen: readonly unknown[]) => chosen.length > 0);
}

export interface Mask {
  /** 1 where a device is shown. */
  readonly shown: Uint8Array;
  /** Entries and devices (fleets counted in full) that are hidden. */
  readonly hiddenEntries: number;
  readonly hiddenDevices: number;
  /** Devices shown in each zone, children not included. */
  readonly zoneDevices: Uint32Array;
}

/** A device is shown when it meets one choice of every kind of filter in use. Complexity: linear in devices. */
export function maskOf(world: World, filters: Filters, view = "", gone: ReadonlySet<number> = new Set()): Mask | null {
  const inView = view ? shownBy(world, view) : null;
  if (!anyFilter(filters) && !inView && !gone.size) return null;
  const fits = deviceTest(world, filters);
  const test = (i: number): boolean => (!inView || inView[i] === 1) && !gone.has(i) && fits(i);
  const shown = new Uint8Array(world.n);
  const zoneDevices = new Uint32Array(world.scene.zones.length);
  let hiddenEntries = 0;
  let hiddenDevices = 0;
  for (let i = 0; i < world.n; i++) {
    if (test(i)) {
      shown[i] = 1;
      zoneDevices[world.zone[i]!]! += world.count[i]!;
    } else {
      hiddenEntries++;
      hiddenDevices += world.count[i]!;
    }
  }
  return { shown, hiddenEntries, hiddenDevices, zoneDevices };
}

function deviceTest(world: World, filters: Filters): (i: number) => boolean {
  const typeFits = world.scene.types.map((type) => !filters.categories.length || filters.categories.includes(type.category));
  const zoneFits = world.scene.zones.map((zone) => !filters.trusts.length || filters.trusts.includes(zone.trust));
  const bits = filters.flags.reduce((sum, flag) => sum | FLAG[flag], 0);
  const tagged = filters.tags.length ? idsTagged(world, filters.tags) : null;
  const owned = filters.owners.length ? new Set(filters.owners.flatMap((owner) => own(world.scene.owners ?? {}, owner) ?? [])) : null;
  const proven = filters.evidence.length ? devicesProven(world, filters.evidence) : null;
  const zones = filters.zones.length ? zonesInside(world, filters.zones) : null;
  return (i) =>
    typeFits[world.type[i]!]! &&
    zoneFits[world.zone[i]!]! &&
    (!bits || (world.flags[i]! & bits) !== 0) &&
    (!owned || owned.has(i)) &&
    (!proven || proven.has(world.scene.devices.id[i]!)) &&
    (!zones || zones.has(world.zone[i]!)) &&
    (!tagged || tagged.has(world.scene.devices.id[i]!));
}

function idsTagged(world: World, tags: readonly string[]): Set<string> {
  return new Set(world.scene.sheets.filter((sheet) => sheet.tags.some((tag) => tags.includes(tag))).map((sheet) => sheet.id));
}

function devicesProven(world: World, levels: readonly Evidence[]): Set<string> {
  return new Set(world.scene.stories.flatMap((story) => story.steps.filter((step) => levels.includes(step.evidence)).map((step) => step.at)));
}

function zonesInside(world: World, ids: readonly string[]): Set<number> {
  const inside = new Set<number>();
  for (const z of world.zoneOrder) if (ids.includes(world.zoneAt(z).id) || inside.has(world.zoneAt(z).parent)) inside.add(z);
  return inside;
}

export function toggled<T>(list: readonly T[], value: T): readonly T[] {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value];
}
