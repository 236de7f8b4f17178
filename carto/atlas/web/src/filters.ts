/** Which devices are hidden: filters hide, search only finds. Pure. */
import type { World } from "./world.js";
import { FLAG } from "./scene-types.js";

export interface Filters {
  readonly categories: readonly string[];
  readonly trusts: readonly number[];
  readonly flags: readonly (keyof typeof FLAG)[];
  readonly tags: readonly string[];
}

export const NO_FILTERS: Filters = { categories: [], trusts: [], flags: [], tags: [] };

/** Flags a reader may filter by, in the order shown. */
export const FILTER_FLAGS = ["target", "exposed", "weak", "onPath", "choke", "unknown", "medical", "criticalCare", "filter"] as const;

export function anyFilter(filters: Filters): boolean {
  return filters.categories.length + filters.trusts.length + filters.flags.length + filters.tags.length > 0;
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
export function maskOf(world: World, filters: Filters): Mask | null {
  if (!anyFilter(filters)) return null;
  const test = deviceTest(world, filters);
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
  return (i) =>
    typeFits[world.type[i]!]! &&
    zoneFits[world.zone[i]!]! &&
    (!bits || (world.flags[i]! & bits) !== 0) &&
    (!tagged || tagged.has(world.scene.devices.id[i]!));
}

function idsTagged(world: World, tags: readonly string[]): Set<string> {
  return new Set(world.scene.sheets.filter((sheet) => sheet.tags.some((tag) => tags.includes(tag))).map((sheet) => sheet.id));
}

export function toggled<T>(list: readonly T[], value: T): readonly T[] {
  return list.includes(value) ? list.filter((other) => other !== value) : [...list, value];
}
