/** What to draw at which zoom: closed zones as blocks, open ones with their devices, within a budget. */
import type { Camera, Size } from "./camera.js";
import { overlaps, visible } from "./camera.js";
import type { World } from "./world.js";

/** How a zone is drawn. Hidden: outside the view, or inside a closed parent. */
export const Level = { hidden: 0, tint: 1, block: 2, named: 3, open: 4 } as const;

export const BUDGET = { devices: 6000, sprites: 2200, lines: 1500, labels: 220 } as const;

/** Pixels per map unit from which every zone is open, and from which wide ones are. */
const OPEN_SCALE = 13;
const WIDE_OPEN_SCALE = 7.5;
const WIDE = 150;

export interface Detail {
  readonly level: Uint8Array;
  /** Devices in open zones in view. */
  readonly devices: number;
  /** True when devices are drawn as plain marks rather than as glyphs. */
  readonly marks: boolean;
  /** True when sites are so small that their zones are tints only. */
  readonly far: boolean;
}

/** Choose each zone's level. Complexity: linear in zones. `opened`: zones the reader opened or closed by hand. */
export function chooseDetail(world: World, camera: Camera, view: Size, opened: ReadonlyMap<number, boolean>): Detail {
  const level = new Uint8Array(world.scene.zones.length);
  const window = visible(camera, view, 1);
  let devices = 0;
  let widest = 0;
  for (const z of world.zoneOrder) {
    const zone = world.zoneAt(z);
    const parent = zone.parent >= 0 ? level[zone.parent]! : Level.open;
    if (parent !== Level.open || !overlaps(zone.box, window)) continue;
    level[z] = levelOf(zone.box.w * camera.scale, camera.scale, opened.get(z), world.zoneChildren[z]!.length > 0);
    widest = Math.max(widest, zone.box.w * camera.scale);
    if (level[z] === Level.open) devices += world.byZone.start[z + 1]! - world.byZone.start[z]!;
  }
  if (devices > BUDGET.devices) closeAll(world, level, opened, camera.scale);
  return { level, devices, marks: devices > BUDGET.sprites || camera.scale < 11, far: widest < 28 };
}

/** Whether a zone of so many pixels is open at a scale. */
export function isOpenAt(width: number, scale: number): boolean {
  return scale >= OPEN_SCALE || (scale >= WIDE_OPEN_SCALE && width >= WIDE);
}

function levelOf(width: number, scale: number, byHand: boolean | undefined, parent: boolean): number {
  if (byHand !== undefined && width >= 24) return byHand ? Level.open : Level.named;
  if (isOpenAt(width, scale) || (parent && width >= 90)) return Level.open;
  if (width < 14) return Level.tint;
  return width < 42 ? Level.block : Level.named;
}

/** Too much to draw: everything that holds devices closes again, unless opened by hand. */
function closeAll(world: World, level: Uint8Array, opened: ReadonlyMap<number, boolean>, scale: number): void {
  for (let z = 0; z < level.length; z++) {
    const leaf = world.zoneChildren[z]!.length === 0;
    if (level[z] !== Level.open || !leaf || opened.get(z)) continue;
    const width = world.zoneAt(z).box.w * scale;
    level[z] = width < 14 ? Level.tint : width < 42 ? Level.block : Level.named;
  }
}

/** The zone that stands for a zone on the map now: itself when drawn, else its nearest drawn ancestor; -1 if none. */
export function shownZone(world: World, detail: Detail, zone: number): number {
  let shown = zone;
  let z = zone;
  while (z >= 0) {
    if (detail.level[z] !== Level.open) shown = z;
    z = world.zoneAt(z).parent;
  }
  return shown;
}
