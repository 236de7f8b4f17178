/** Mouse, pen, touch and keyboard on the map. Every gesture has a twin on the keyboard or in the panels. */
import { pan } from "../camera.js";
import { wayTo } from "../grid.js";
import type { Store } from "../store.js";
import { additionsOf } from "../whatif.js";
import type { Ref, World } from "../world.js";
import type { MapView } from "./map.js";

const CLICK = 5;

/** Pointers held down: one drags, two pinch. */
export function watchPointers(map: MapView, store: Store, point: (px: number, py: number, ref: Ref | null) => void): void {
  const held = new Map<number, { x: number; y: number }>();
  let travelled = 0;
  const { canvas } = map;
  const place = (event: PointerEvent | MouseEvent): { x: number; y: number } => ({ x: event.offsetX, y: event.offsetY });

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    held.set(event.pointerId, place(event));
    if (held.size === 1) travelled = 0;
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = held.get(event.pointerId);
    if (!before) return hoverAt(event);
    const now = place(event);
    travelled += Math.hypot(now.x - before.x, now.y - before.y);
    held.set(event.pointerId, now);
    if (held.size === 2) pinch(event.pointerId, before, now);
    else if (travelled > CLICK) map.look(pan(map.camera, now.x - before.x, now.y - before.y));
  });
  const release = (event: PointerEvent): void => {
    if (!held.delete(event.pointerId) || held.size || travelled > CLICK || event.type === "pointercancel") return;
    const ref = map.hit(event.offsetX, event.offsetY);
    store.dispatch({ type: "select", id: ref?.id ?? "" });
  };
  canvas.addEventListener("pointerup", release);
  canvas.addEventListener("pointercancel", release);
  canvas.addEventListener("pointerleave", () => {
    map.hover = null;
    point(0, 0, null);
  });
  canvas.addEventListener("dblclick", (event) => {
    const ref = map.hit(event.offsetX, event.offsetY);
    if (ref?.kind === "zone" || ref?.kind === "site") map.show(ref);
    else map.zoom(1.8, event.offsetX, event.offsetY);
  });
  canvas.addEventListener(
    "wheel",
    (event) => {
      event.preventDefault();
      const step = event.deltaMode === 1 ? event.deltaY * 18 : event.deltaY;
      map.zoom(Math.exp(-Math.max(-240, Math.min(240, step)) * (event.ctrlKey ? 0.008 : 0.0022)), event.offsetX, event.offsetY);
    },
    { passive: false },
  );

  function hoverAt(event: PointerEvent): void {
    if (event.pointerType === "touch") return;
    const ref = map.hit(event.offsetX, event.offsetY);
    map.hover = ref;
    point(event.offsetX, event.offsetY, ref);
  }

  function pinch(moved: number, before: { x: number; y: number }, now: { x: number; y: number }): void {
    for (const [id, other] of held) {
      if (id === moved) continue;
      const was = Math.hypot(before.x - other.x, before.y - other.y);
      const is = Math.hypot(now.x - other.x, now.y - other.y);
      map.zoom(is / Math.max(1, was), (now.x + other.x) / 2, (now.y + other.y) / 2);
      map.look(pan(map.camera, (now.x - before.x) / 2, (now.y - before.y) / 2));
    }
  }

}

interface Point {
  readonly x: number;
  readonly y: number;
}

const NOTHING: Ref = { kind: "thing", index: -1, id: "" };

const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Keys of the map itself: arrows walk from device to device, with Shift they move the map. */
export function watchMapKeys(map: MapView, store: Store, world: World): void {
  map.canvas.addEventListener("keydown", (event) => {
    const arrow = ARROWS[event.key];
    if (arrow && event.shiftKey) map.look(pan(map.camera, -arrow[0] * 80, -arrow[1] * 80));
    else if (arrow) walk(map, store, world, arrow);
    else if (event.key === "Enter") enter(map, store, world);
    else return;
    event.preventDefault();
  });
}

function walk(map: MapView, store: Store, world: World, [dx, dy]: readonly [number, number]): void {
  if (!world.n) return;
  const { sel, scenario } = store.state;
  const box = world.boxOf(world.resolve(sel) ?? NOTHING, scenario);
  const next = box && box.w <= 1 ? nextFrom(world, sel, scenario, { x: box.x + box.w / 2, y: box.y + box.h / 2 }, [dx, dy]) : world.endRef(nearestToMiddle(map, world));
  if (!next) return;
  store.dispatch({ type: "select", id: next.id });
  map.show(next);
}

/** The next device in a direction, of today's map or of what the scenario adds. */
function nextFrom(world: World, sel: string, scenario: string, from: Point, [dx, dy]: readonly [number, number]): Ref | null {
  const today = world.grid().towards(from.x, from.y, dx, dy);
  let best: Ref | null = today >= 0 ? world.endRef(today) : null;
  let least = today >= 0 ? wayTo(from, world.x[today]!, world.y[today]!, dx, dy) : Infinity;
  for (const { id, section, box } of additionsOf(world, scenario).byId.values()) {
    const way = section === "devices" && id !== sel ? wayTo(from, box.x + 0.5, box.y + 0.5, dx, dy) : Infinity;
    if (way < least) [best, least] = [world.resolve(id), way];
  }
  return best;
}

function nearestToMiddle(map: MapView, world: World): number {
  const { w, h } = world.scene.bounds;
  for (let reach = 4; ; reach *= 2) {
    const found = world.grid().nearest(map.camera.x, map.camera.y, reach);
    if (found >= 0 || reach > w + h) return Math.max(0, found);
  }
}

/** Enter brings the selected thing close; on nothing, the device in the middle is selected. */
function enter(map: MapView, store: Store, world: World): void {
  const ref = world.resolve(store.state.sel);
  if (!ref) return walk(map, store, world, [0, 0]);
  const box = world.boxOf(ref, store.state.scenario);
  if (box) map.showBox({ x: box.x - 5, y: box.y - 4, w: box.w + 10, h: box.h + 8 }, 48);
}

/** Keys that work anywhere but in a text field. */
export function watchPageKeys(map: MapView, store: Store, find: () => void): void {
  document.addEventListener("keydown", (event) => {
    const typing = event.target instanceof HTMLElement && event.target.matches("input, textarea, select");
    if (event.key === "Escape") return store.dispatch({ type: "escape" });
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const act = pageKeys(map, store, find)[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function pageKeys(map: MapView, store: Store, find: () => void): Readonly<Record<string, () => void>> {
  return {
    "/": find,
    f: () => map.fitAll(),
    "+": () => map.zoom(1.4),
    "=": () => map.zoom(1.4),
    "-": () => map.zoom(1 / 1.4),
    n: () => store.dispatch({ type: "step", by: 1 }),
    p: () => store.dispatch({ type: "step", by: -1 }),
    "?": () => store.dispatch({ type: "set", patch: { help: !store.state.help } }),
  };
}
