/** The scene in the shape drawing and asking need: columns as typed arrays, and indexes built when first used. */
import { GridIndex } from "./grid.js";
import type { Box, Scene, SceneChokePoint, SceneType, SceneZone, Sheet, Story } from "./scene-types.js";
import { FLAG } from "./scene-types.js";
import { planIn, plansOf, type Plan, type Plans } from "./planned.js";
import { clean } from "./text.js";

export type Kind = "device" | "zone" | "site" | "link" | "flow" | "planned" | "thing";

/** One thing of the scene: `index` in its column, or -1 for things that have a sheet only and for what scenarios add. */
export interface Ref {
  readonly kind: Kind;
  readonly index: number;
  readonly id: string;
}

/** An edge seen from one of its ends. */
export interface Incidence {
  readonly kind: "link" | "flow";
  readonly index: number;
  readonly other: number;
  readonly outgoing: boolean;
}

/** Compressed rows: the values of row `i` are `values[start[i] .. start[i + 1]]`. */
export interface Rows {
  readonly start: Uint32Array;
  readonly values: Uint32Array;
}

/** Group `0..keys.length` by key. Complexity: linear. */
export function groupBy(keys: ArrayLike<number>, groups: number): Rows {
  const start = new Uint32Array(groups + 1);
  for (let i = 0; i < keys.length; i++) start[keys[i]! + 1]!++;
  for (let g = 0; g < groups; g++) start[g + 1]! += start[g]!;
  const next = start.slice(0, groups);
  const values = new Uint32Array(keys.length);
  for (let i = 0; i < keys.length; i++) values[next[keys[i]!]!++] = i;
  return { start, values };
}

function lazy<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => (made ??= make());
}

/** Positions by id; of two alike the first counts. */
function index(ids: readonly string[]): Map<string, number> {
  const found = new Map<string, number>();
  ids.forEach((id, i) => found.has(id) || found.set(id, i));
  return found;
}

/** What the scene tells beyond the map, by id, indexed when first asked for. */
class Told {
  readonly sheets = lazy(() => new Map<string, Sheet>(this.scene.sheets.map((sheet) => [sheet.id, sheet])));
  readonly stories = lazy(() => new Map<string, Story>(this.scene.stories.map((story) => [story.id, story])));
  readonly through = lazy(() => this.indexStories());
  readonly plans = lazy(() => plansOf(this.scene.comparisons ?? []));

  constructor(private readonly scene: Scene) {}

  /** The section of the model that an id is of; undefined when nothing is told of it. */
  section(id: string): string | undefined {
    return this.sheets().get(id)?.section ?? (this.scene.care.some((care) => care.id === id) ? "care" : undefined);
  }

  private indexStories(): Map<string, Story[]> {
    const through = new Map<string, Story[]>();
    for (const story of this.scene.stories) {
      const ids = new Set(story.steps.flatMap((step) => [step.at, step.source]).concat(story.target));
      for (const id of ids) if (id) through.set(id, [...(through.get(id) ?? []), story]);
    }
    return through;
  }
}

const EDGES = new Set(["links", "flows"]);

export class World {
  readonly n: number;
  readonly x: Float32Array;
  readonly y: Float32Array;
  readonly zone: Int32Array;
  readonly type: Uint16Array;
  readonly count: Uint32Array;
  readonly risk: Uint8Array;
  readonly flags: Uint16Array;
  /** Devices of each zone. */
  readonly byZone: Rows;
  /** Zones, parents before children. */
  readonly zoneOrder: readonly number[];
  readonly zoneChildren: readonly (readonly number[])[];
  readonly zoneDepth: Uint8Array;
  private readonly names: (string | undefined)[];

  readonly grid = lazy(() => new GridIndex(this.x, this.y, this.scene.bounds));
  /** The flags of all devices of each zone together. */
  readonly zoneFlags = lazy(() => {
    const sums = new Uint16Array(this.scene.zones.length);
    for (let i = 0; i < this.n; i++) sums[this.zone[i]!]! |= this.flags[i]!;
    return sums;
  });
  private readonly devices = lazy(() => index(this.scene.devices.id));
  private readonly places = lazy(() => this.indexPlaces());
  private readonly edgeRefs = lazy(() => this.indexEdgeIds());
  private readonly incident = lazy(() => this.indexEdges());
  private told: Told;

  constructor(readonly scene: Scene) {
    this.told = new Told(scene);
    const columns = scene.devices;
    this.n = columns.x.length;
    this.x = new Float32Array(columns.x);
    this.y = new Float32Array(columns.y);
    this.zone = new Int32Array(columns.zone);
    this.type = new Uint16Array(columns.type);
    this.count = new Uint32Array(columns.count);
    this.risk = new Uint8Array(columns.risk);
    this.flags = new Uint16Array(columns.flags);
    this.names = new Array<string | undefined>(this.n);
    this.byZone = groupBy(this.zone, scene.zones.length);
    const children: number[][] = scene.zones.map(() => []);
    const roots: number[] = [];
    scene.zones.forEach((zone, i) => (children[zone.parent] ?? roots).push(i));
    this.zoneChildren = children;
    this.zoneDepth = new Uint8Array(scene.zones.length);
    this.zoneOrder = this.orderZones(roots);
  }

  private orderZones(roots: readonly number[]): number[] {
    const order = [...roots];
    for (let k = 0; k < order.length; k++) {
      const zone = order[k]!;
      for (const child of this.zoneChildren[zone]!) {
        this.zoneDepth[child] = this.zoneDepth[zone]! + 1;
        order.push(child);
      }
    }
    return order;
  }

  /** The cleaned, clipped name of a device, ready to draw. */
  deviceName(i: number): string {
    return (this.names[i] ??= clean(this.scene.devices.name[i] || this.scene.devices.id[i]!, 80));
  }

  deviceType(i: number): SceneType {
    return this.scene.types[this.type[i]!]!;
  }

  zoneAt(i: number): SceneZone {
    return this.scene.zones[i]!;
  }

  has(i: number, flag: keyof typeof FLAG): boolean {
    return (this.flags[i]! & FLAG[flag]) !== 0;
  }

  /** The id under which a site is known, also when it has none (the outside world). */
  siteId(i: number): string {
    return this.scene.sites[i]!.id || `@site-${i}`;
  }

  /** Everything that was not there when the map was first drawn has come into the scene. */
  complete(): void {
    this.told = new Told(this.scene);
  }

  sheets(): ReadonlyMap<string, Sheet> {
    return this.told.sheets();
  }

  stories(): ReadonlyMap<string, Story> {
    return this.told.stories();
  }

  plans(): Plans {
    return this.told.plans();
  }

  private indexPlaces(): Map<string, Ref> {
    const sites = this.scene.sites.map((_, i): [string, Ref] => [this.siteId(i), { kind: "site", index: i, id: this.siteId(i) }]);
    const zones = this.scene.zones.map(({ id }, i): [string, Ref] => [id, { kind: "zone", index: i, id }]);
    return new Map([...sites, ...zones]);
  }

  private indexEdgeIds(): Record<"link" | "flow", Map<string, number>> {
    return { link: index(this.scene.links.id), flow: index(this.scene.flows.id) };
  }

  /** What bears an id. The many ids of links and flows are read last, and only when nothing else bears it. */
  resolve(id: string): Ref | null {
    if (!id) return null;
    const device = this.devices().get(id);
    if (device !== undefined) return { kind: "device", index: device, id };
    return this.places().get(id) ?? this.resolveTold(id);
  }

  private resolveTold(id: string): Ref | null {
    const section = this.told.section(id);
    const edge = section && !EDGES.has(section) ? null : this.edgeRef(id);
    if (edge || section) return edge ?? { kind: "thing", index: -1, id };
    return this.plans().get(id)?.some((plan) => plan.change.kind === "added") ? { kind: "planned", index: -1, id } : null;
  }

  private edgeRef(id: string): Ref | null {
    for (const kind of ["link", "flow"] as const) {
      const at = this.edgeRefs()[kind].get(id);
      if (at !== undefined) return { kind, index: at, id };
    }
    return null;
  }

  /** The ref behind an edge's end: a device, or a zone when negative. */
  endRef(end: number): Ref {
    if (end >= 0) return { kind: "device", index: end, id: this.scene.devices.id[end]! };
    return { kind: "zone", index: -end - 1, id: this.scene.zones[-end - 1]!.id };
  }

  /** The name people read for a ref. */
  nameOf(ref: Ref): string {
    switch (ref.kind) {
      case "device":
        return this.deviceName(ref.index);
      case "zone":
        return clean(this.zoneAt(ref.index).name || ref.id, 120);
      case "site":
        return clean(this.scene.sites[ref.index]!.name || ref.id, 120);
      case "link":
      case "flow":
        return clean(this.edgeName(ref), 160);
      case "planned":
        return clean(this.plans().get(ref.id)?.[0]?.change.name || ref.id, 160);
      default:
        return clean(this.sheets().get(ref.id)?.title || this.careName(ref.id) || ref.id, 120);
    }
  }

  /** The name of a link or flow; its ends where nobody named it. */
  private edgeName(ref: Ref): string {
    const title = this.sheets().get(ref.id)?.title;
    if (title && title !== ref.id) return title;
    const { a, b, both } = this.edge(ref);
    return `${this.nameOf(this.endRef(a))} ${both ? "↔" : "→"} ${this.nameOf(this.endRef(b))}`;
  }

  private careName(id: string): string {
    return this.scene.care.find((care) => care.id === id)?.name ?? "";
  }

  private edges(kind: "link" | "flow"): Scene["links"] {
    return kind === "link" ? this.scene.links : this.scene.flows;
  }

  edge(ref: { kind: Kind; index: number }): { a: number; b: number; both: boolean; encrypted: number; style: string; text: string } {
    const kind = ref.kind === "link" ? "link" : "flow";
    const columns = this.edges(kind);
    const i = ref.index;
    const styles = kind === "link" ? this.scene.link_styles : this.scene.flow_styles;
    return {
      a: columns.a[i]!,
      b: columns.b[i]!,
      both: columns.both_ways[i] === 1,
      encrypted: columns.encrypted[i]!,
      style: styles[columns.style[i]!] ?? "",
      text: columns.text[i]!,
    };
  }

  /** Ends are numbered devices first, then zones; the first rows hold links, the second flows. */
  private indexEdges(): { link: [Rows, Rows]; flow: [Rows, Rows] } {
    const slots = this.n + this.scene.zones.length;
    const slot = (end: number): number => (end >= 0 ? end : this.n - end - 1);
    const rows = (ends: readonly number[]): Rows => groupBy(Uint32Array.from(ends, slot), slots);
    const { links, flows } = this.scene;
    return { link: [rows(links.a), rows(links.b)], flow: [rows(flows.a), rows(flows.b)] };
  }

  /** Every link and flow that ends at a device or zone. */
  incidences(ref: Ref): Incidence[] {
    if (ref.kind !== "device" && ref.kind !== "zone") return [];
    const slot = ref.kind === "device" ? ref.index : this.n + ref.index;
    const found: Incidence[] = [];
    for (const kind of ["link", "flow"] as const) {
      const columns = this.edges(kind);
      const [from, to] = this.incident()[kind];
      for (let k = from.start[slot]!; k < from.start[slot + 1]!; k++) {
        found.push({ kind, index: from.values[k]!, other: columns.b[from.values[k]!]!, outgoing: true });
      }
      for (let k = to.start[slot]!; k < to.start[slot + 1]!; k++) {
        found.push({ kind, index: to.values[k]!, other: columns.a[to.values[k]!]!, outgoing: false });
      }
    }
    return found;
  }

  storiesThrough(id: string): readonly Story[] {
    return this.told.through().get(id) ?? [];
  }

  chokePointsAt(id: string): readonly SceneChokePoint[] {
    return this.scene.choke_points.filter((point) => point.at === id || point.id === id);
  }

  /** The box a ref occupies on the map, or null when it is nowhere; what is planned stands where `scenario` puts it. */
  boxOf(ref: Ref, scenario = ""): Box | null {
    switch (ref.kind) {
      case "device":
        return { x: this.x[ref.index]! - 0.5, y: this.y[ref.index]! - 0.5, w: 1, h: 1 };
      case "zone":
        return this.zoneAt(ref.index).box;
      case "site":
        return this.scene.sites[ref.index]!.box;
      case "thing":
        return null;
      case "planned":
        return this.plannedBox(planIn(this.plans().get(ref.id) ?? [], scenario));
      default:
        return this.edgeBox(ref);
    }
  }

  private plannedBox(plan: Plan | undefined): Box | null {
    if (!plan || plan.addition) return plan?.addition?.box ?? null;
    const { a, b, a_new, b_new } = plan.change;
    const place = (end: number | null, added: string): Box | null =>
      end === null ? (plan.scenario.additions.find((one) => one.id === added)?.box ?? null) : this.boxOf(this.endRef(end));
    const [one, two] = [place(a, a_new), place(b, b_new)];
    return one && two ? union(one, two) : null;
  }

  private edgeBox(ref: Ref): Box {
    const { a, b } = this.edge(ref);
    return union(this.boxOf(this.endRef(a))!, this.boxOf(this.endRef(b))!);
  }
}

/** The smallest box around two boxes. */
export function union(one: Box, two: Box): Box {
  const x = Math.min(one.x, two.x);
  const y = Math.min(one.y, two.y);
  return { x, y, w: Math.max(one.x + one.w, two.x + two.w) - x, h: Math.max(one.y + one.h, two.y + two.h) - y };
}
