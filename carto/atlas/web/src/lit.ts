/** What is lit on the map while the rest is dimmed: a story, a choke point, or what falls with a thing. Pure. */
import type { StoryStep } from "./scene-types.js";
import type { State } from "./store.js";
import type { World } from "./world.js";

export interface Lit {
  readonly why: "story" | "choke" | "blast";
  readonly devices: ReadonlySet<number>;
  /** Zones named by it, and zones that hold its devices. */
  readonly zones: ReadonlySet<number>;
  /** For a blast: in how many steps each device falls. */
  readonly distance: ReadonlyMap<number, number>;
}

/** One hop of a story on the map. `from` or `at` is -1 when it is nowhere on the map; zones are `-zone - 2`. */
export interface Hop {
  readonly number: number;
  readonly step: StoryStep;
  readonly from: number;
  readonly at: number;
}

export const NOWHERE = -1;
export const zonePlace = (zone: number): number => -zone - 2;
export const isZonePlace = (place: number): boolean => place <= -2;
export const placeZone = (place: number): number => -place - 2;

/** Where a thing is on the map: a device, a zone, or nowhere. */
export function placeOf(world: World, id: string): number {
  const ref = id ? world.resolve(id) : null;
  if (ref?.kind === "device") return ref.index;
  if (ref?.kind === "zone") return zonePlace(ref.index);
  if (ref?.kind === "link" || ref?.kind === "flow") return edgePlace(world.edge(ref).b);
  return NOWHERE;
}

function edgePlace(end: number): number {
  return end >= 0 ? end : zonePlace(-end - 1);
}

/** The hops of the story being told; a step without a place stays where the one before it was. */
export function hopsOf(world: World, storyId: string): Hop[] {
  const story = world.stories().get(storyId);
  if (!story) return [];
  let last = NOWHERE;
  return story.steps.map((step, k) => {
    const placed = placeOf(world, step.at);
    const at = placed === NOWHERE ? last : placed;
    const source = placeOf(world, step.source);
    const from = source === NOWHERE ? last : source;
    last = at;
    return { number: k + 1, step, from, at };
  });
}

export function litOf(world: World, state: State): Lit | null {
  if (state.story) return litStory(world, state.story);
  if (state.blast) return litBlast(world, state.blast);
  if (state.choke >= 0) return litChoke(world, state.choke);
  return null;
}

function gather(world: World, why: Lit["why"], places: readonly number[], distance: ReadonlyMap<number, number> = new Map()): Lit {
  const devices = new Set(places.filter((place) => place >= 0));
  const zones = new Set(places.filter(isZonePlace).map(placeZone));
  for (const device of devices) zones.add(world.zone[device]!);
  for (const zone of zones) if (world.zoneAt(zone).parent >= 0) zones.add(world.zoneAt(zone).parent);
  return { why, devices, zones, distance };
}

function litStory(world: World, id: string): Lit {
  const target = placeOf(world, world.stories().get(id)?.target ?? "");
  return gather(world, "story", [...hopsOf(world, id).flatMap((hop) => [hop.from, hop.at]), target]);
}

function litChoke(world: World, index: number): Lit | null {
  const choke = world.scene.choke_points[index];
  if (!choke) return null;
  const at = placeOf(world, choke.at);
  const inside = isZonePlace(at) ? world.byZone.values.subarray(world.byZone.start[placeZone(at)], world.byZone.start[placeZone(at) + 1]) : [];
  return gather(world, "choke", [at, placeOf(world, choke.target), ...inside]);
}

function litBlast(world: World, id: string): Lit | null {
  const blast = world.scene.blasts.find((candidate) => candidate.id === id);
  if (!blast) return null;
  const distance = new Map<number, number>();
  for (const [device, steps] of Object.entries(blast.devices)) {
    const place = placeOf(world, device);
    if (place >= 0) distance.set(place, steps);
  }
  return gather(world, "blast", [placeOf(world, id), ...distance.keys()], distance);
}
