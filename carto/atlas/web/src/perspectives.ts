/** Views: what each one shows of the map, and which lines. Pure. A view is named by its key in the address. */
import type { Key } from "./i18n.js";
import type { Layers } from "./layers.js";
import type { World } from "./world.js";

/** The six views of the national guide to mapping information systems. */
export const NATIONAL = ["ecosystem", "business", "applications", "administration", "logical", "physical"] as const;
type National = (typeof NATIONAL)[number];

const LINES: Readonly<Record<National, Layers>> = {
  ecosystem: { links: false, flows: true, administration: false },
  business: { links: false, flows: true, administration: false },
  applications: { links: false, flows: true, administration: false },
  administration: { links: false, flows: false, administration: true },
  logical: { links: true, flows: false, administration: false },
  physical: { links: true, flows: false, administration: false },
};

const APPLICATIONS = new Set(["application", "server", "imaging", "laboratory", "cardiology", "pharmacy"]);
const HARDWARE_LESS = new Set(["application", "external"]);
const OUTSIDE_TRUST = 1;

/** The lines a view draws; null when it leaves them as they are. */
export function linesOf(world: World, key: string): Layers | null {
  const [group, id] = split(key);
  const national = group === "saved" ? world.scene.views?.find((view) => view.id === id)?.perspective : key;
  return NATIONAL.find((name) => name === national) ? LINES[national as National] : null;
}

/** `group:id`, or a national view alone. */
export function split(key: string): [string, string] {
  const at = key.indexOf(":");
  return at < 0 ? [key, ""] : [key.slice(0, at), key.slice(at + 1)];
}

/** 1 where a view shows a device; null when there is no such view. Complexity: linear in devices and flows. */
export function shownBy(world: World, key: string): Uint8Array | null {
  const [group, id] = split(key);
  if (NATIONAL.some((name) => name === key)) return national(world, key as National);
  if (group === "care") return careShown(world, id);
  if (group === "data") return dataShown(world, id);
  if (group === "finding") return findingShown(world, id);
  if (group === "saved") return savedShown(world, id);
  return null;
}

/** Whether a view of this key exists here. */
export function isView(world: World, key: string): boolean {
  const [group, id] = split(key);
  if (NATIONAL.some((name) => name === key)) return true;
  const { scene } = world;
  if (group === "care") return scene.care.some((care) => care.id === id);
  if (group === "data") return scene.data?.some((data) => data.id === id) ?? false;
  if (group === "finding") return scene.findings?.some((finding) => finding.rule === id) ?? false;
  return group === "saved" && (scene.views?.some((view) => view.id === id) ?? false);
}

export const titleKey = (name: National): Key => `view-${name}`;
export const helpKey = (name: National): Key => `view-${name}-help`;

function marked(world: World, test: (i: number) => boolean): Uint8Array {
  return Uint8Array.from({ length: world.n }, (_, i) => (test(i) ? 1 : 0));
}

function national(world: World, name: National): Uint8Array {
  const category = (i: number): string => world.deviceType(i).category;
  switch (name) {
    case "ecosystem":
      return ecosystem(world);
    case "business":
      return business(world);
    case "applications":
      return marked(world, (i) => APPLICATIONS.has(category(i)));
    case "administration":
      return administration(world);
    case "logical":
      return marked(world, () => true);
    case "physical":
      return marked(world, (i) => !HARDWARE_LESS.has(category(i)));
  }
}

/** What stands outside, and whatever exchanges with it. */
function ecosystem(world: World): Uint8Array {
  const outside = (end: number): boolean => world.zoneAt(end >= 0 ? world.zone[end]! : -end - 1).trust <= OUTSIDE_TRUST;
  const shown = marked(world, (i) => outside(i) || world.has(i, "exposed"));
  const { flows } = world.scene;
  for (let k = 0; k < flows.a.length; k++) if (outside(flows.a[k]!) !== outside(flows.b[k]!)) mark(shown, [flows.a[k]!, flows.b[k]!]);
  return shown;
}

/** What care stands on, and what holds data. */
function business(world: World): Uint8Array {
  const shown = marked(world, (i) => world.has(i, "criticalCare") || world.has(i, "target"));
  for (const care of world.scene.care) markIds(world, shown, care.depends_on);
  for (const data of world.scene.data ?? []) mark(shown, data.devices);
  return shown;
}

/** Whoever administers, and the directories, bastions and consoles they use. */
function administration(world: World): Uint8Array {
  const { flows, flow_styles: styles } = world.scene;
  const shown = marked(world, (i) => world.deviceType(i).category === "identity");
  for (let k = 0; k < flows.a.length; k++) if (styles[flows.style[k]!] === "administration") mark(shown, [flows.a[k]!, flows.b[k]!]);
  return shown;
}

function mark(shown: Uint8Array, ends: readonly number[]): void {
  for (const end of ends) if (end >= 0) shown[end] = 1;
}

/** Mark things by id; a zone stands for its devices. */
function markIds(world: World, shown: Uint8Array, ids: readonly string[]): void {
  for (const id of ids) {
    const ref = world.resolve(id);
    if (ref?.kind === "device") shown[ref.index] = 1;
    else if (ref?.kind === "zone") markZone(world, shown, ref.index);
    else if (ref?.kind === "link" || ref?.kind === "flow") mark(shown, [world.edge(ref).a, world.edge(ref).b]);
  }
}

function markZone(world: World, shown: Uint8Array, zone: number): void {
  for (let k = world.byZone.start[zone]!; k < world.byZone.start[zone + 1]!; k++) shown[world.byZone.values[k]!] = 1;
}

function careShown(world: World, id: string): Uint8Array | null {
  const process = world.scene.care.find((care) => care.id === id);
  if (!process) return null;
  const shown = new Uint8Array(world.n);
  const waiting = [process];
  for (const one of waiting) {
    markIds(world, shown, one.depends_on);
    for (const care of world.scene.care) if (one.depends_on.includes(care.id) && !waiting.includes(care)) waiting.push(care);
  }
  return shown;
}

function dataShown(world: World, id: string): Uint8Array | null {
  const data = world.scene.data?.find((one) => one.id === id);
  if (!data) return null;
  const shown = new Uint8Array(world.n);
  mark(shown, data.devices);
  for (const flow of data.flows) mark(shown, [world.scene.flows.a[flow]!, world.scene.flows.b[flow]!]);
  return shown;
}

function findingShown(world: World, rule: string): Uint8Array {
  const shown = new Uint8Array(world.n);
  for (const finding of world.scene.findings ?? []) if (finding.rule === rule) markIds(world, shown, finding.on);
  return shown;
}

function savedShown(world: World, id: string): Uint8Array | null {
  const view = world.scene.views?.find((one) => one.id === id);
  if (!view) return null;
  const shown = new Uint8Array(world.n);
  mark(shown, view.devices);
  for (const zone of view.zones) markZone(world, shown, zone);
  return shown;
}
