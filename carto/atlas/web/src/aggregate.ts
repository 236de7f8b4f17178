/** Edges between closed zones, summed: one line for many. */
import { shownZone, Level, type Detail } from "./lod.js";
import type { World } from "./world.js";

/** `a < b` are zones; `count` edges of the kind run between them. */
export interface Bundle {
  readonly a: number;
  readonly b: number;
  readonly count: number;
}

export type EdgeKind = "link" | "flow";

/** Zone of an edge's end. */
function zoneOfEnd(world: World, end: number): number {
  return end >= 0 ? world.zone[end]! : -end - 1;
}

/** Sum the edges of one kind by pair of zones. Complexity: linear in edges. */
export function bundleZones(world: World, kind: EdgeKind): Bundle[] {
  const columns = kind === "link" ? world.scene.links : world.scene.flows;
  const zones = world.scene.zones.length;
  const sums = new Map<number, number>();
  for (let i = 0; i < columns.a.length; i++) {
    const one = zoneOfEnd(world, columns.a[i]!);
    const two = zoneOfEnd(world, columns.b[i]!);
    if (one === two) continue;
    const key = Math.min(one, two) * zones + Math.max(one, two);
    sums.set(key, (sums.get(key) ?? 0) + 1);
  }
  return [...sums].map(([key, count]) => ({ a: Math.floor(key / zones), b: key % zones, count }));
}

/** Sum bundles again by what is drawn for each zone now (itself or a closed ancestor), heaviest first, at most `most`; `all`: between open zones too. */
export function bundleShown(world: World, bundles: readonly Bundle[], detail: Detail, most: number, all = false): Bundle[] {
  const shown = world.scene.zones.map((_, z) => shownZone(world, detail, z));
  const zones = world.scene.zones.length;
  const sums = new Map<number, number>();
  for (const bundle of bundles) {
    const one = shown[bundle.a]!;
    const two = shown[bundle.b]!;
    if (one === two || (!all && detail.level[one] === Level.open && detail.level[two] === Level.open)) continue;
    const key = Math.min(one, two) * zones + Math.max(one, two);
    sums.set(key, (sums.get(key) ?? 0) + bundle.count);
  }
  const found = [...sums].map(([key, count]) => ({ a: Math.floor(key / zones), b: key % zones, count }));
  return found.sort((one, two) => two.count - one.count || one.a - two.a || one.b - two.b).slice(0, most);
}

/** Sum bundles by pair of sites, heaviest first, at most `most`. */
export function bundleSites(world: World, bundles: readonly Bundle[], most: number): Bundle[] {
  const sites = world.scene.sites.length;
  const sums = new Map<number, number>();
  for (const bundle of bundles) {
    const one = world.zoneAt(bundle.a).site;
    const two = world.zoneAt(bundle.b).site;
    if (one === two || one < 0 || two < 0) continue;
    const key = Math.min(one, two) * sites + Math.max(one, two);
    sums.set(key, (sums.get(key) ?? 0) + bundle.count);
  }
  const all = [...sums].map(([key, count]) => ({ a: Math.floor(key / sites), b: key % sites, count }));
  return all.sort((one, two) => two.count - one.count || one.a - two.a || one.b - two.b).slice(0, most);
}
