/** The map as a tree, for keyboards and screen readers: sites, zones, devices. Children are built when opened. */
import { holds } from "../planned.js";
import type { SceneAddition } from "../scene-answers.js";
import { compareText } from "../text.js";
import type { Ref } from "../world.js";
import type { App } from "./app.js";
import { h, user } from "./dom.js";
import { inScenario } from "./tip.js";

const MOST = 250;

export class TreeView {
  readonly root = h("ul", { class: "tree", role: "tree" });
  private readonly opened = new Set<string>();
  private current = "";
  private made = 0;

  constructor(private readonly app: App) {
    this.root.addEventListener("keydown", (event) => this.key(event));
  }

  /** Build the tree again, in the reader's language. */
  render(): HTMLElement[] {
    const { world } = this.app;
    this.root.setAttribute("aria-label", this.app.say("inventory"));
    const sites = world.scene.sites.map((_, i): Ref => ({ kind: "site", index: i, id: world.siteId(i) }));
    if (sites.length === 1) this.opened.add(sites[0]!.id);
    this.root.replaceChildren(...sites.map((ref) => this.item(ref, 1)));
    this.setCurrent(this.items()[0]);
    const empty = world.scene.zones.length === 0 && world.n === 0;
    return [empty ? h("p", { class: "empty" }, this.app.say("empty")) : this.root];
  }

  private children(ref: Ref): Ref[] {
    const { world } = this.app;
    const { zones } = world.scene;
    const zoneRef = (z: number): Ref => ({ kind: "zone", index: z, id: zones[z]!.id });
    if (ref.kind === "planned") return this.added((one, holder) => holder?.id === ref.id && one.zone < 0);
    if (ref.kind === "site") {
      const { box } = world.scene.sites[ref.index]!;
      const roots = world.zoneOrder.filter((z) => zones[z]!.site === ref.index && zones[z]!.parent < 0).map(zoneRef);
      return [...roots, ...this.added((one, holder) => !holder && one.zone < 0 && one.section !== "sites" && holds(box, one.box.x + one.box.w / 2, one.box.y + one.box.h / 2))];
    }
    if (ref.kind !== "zone") return [];
    const devices = [...world.byZone.values.subarray(world.byZone.start[ref.index], world.byZone.start[ref.index + 1])];
    devices.sort((one, two) => compareText(world.deviceName(one), world.deviceName(two)));
    return [...world.zoneChildren[ref.index]!.map(zoneRef), ...devices.map((i) => world.endRef(i)), ...this.added((one, holder) => !holder && one.zone === ref.index)];
  }

  /** What the scenario looked at adds in a place; what it only moves keeps its place in the tree. */
  private added(here: (one: SceneAddition, holder: SceneAddition | undefined) => boolean): Ref[] {
    const { byId, holder } = this.app.additions(this.app.state.scenario);
    const found = [...byId.values()].filter((one) => here(one, holder.get(one))).map((one) => this.app.world.resolve(one.id));
    return found.filter((ref) => ref?.kind === "planned") as Ref[];
  }

  /** Whether a thing can hold others in the tree. */
  private isHolder(ref: Ref): boolean {
    return ref.kind === "site" || ref.kind === "zone" || (ref.kind === "planned" && this.children(ref).length > 0);
  }

  private item(ref: Ref, level: number): HTMLElement {
    const { app } = this;
    const parent = this.isHolder(ref);
    const open = this.opened.has(ref.id);
    const id = `tree-${this.made++}`;
    const label = h("span", { class: "tree-label", id }, app.badge(ref), this.name(ref), this.aside(ref));
    label.addEventListener("click", () => this.press(item, ref));
    const item = h("li", { role: "treeitem", "aria-level": level, tabindex: -1, "data-id": ref.id, "aria-expanded": parent ? open : null, "aria-labelledby": id }, label);
    if (open) item.append(this.group(ref, level + 1));
    return item;
  }

  private name(ref: Ref): HTMLElement {
    const site = ref.kind === "site" && !this.app.world.scene.sites[ref.index]!.name;
    return user(site ? this.app.say("outside") : this.app.world.nameOf(ref), 90);
  }

  private aside(ref: Ref): HTMLElement {
    const { app } = this;
    const { world } = app;
    if (ref.kind === "planned") return h("span", { class: "fine" }, `${app.kindOf(ref)} · `, h("span", { class: "chip chip-planned" }, user(inScenario(app, ref), 70)));
    if (ref.kind !== "device") {
      const count = ref.kind === "zone" ? world.zoneAt(ref.index).count : world.scene.sites[ref.index]!.count;
      return h("span", { class: "fine" }, app.number(count));
    }
    const fleet = world.count[ref.index]! > 1 ? `×${app.number(world.count[ref.index]!)} ` : "";
    const risk = world.risk[ref.index]! >= 2 ? h("span", { class: "unseen" }, ` ${app.risk(world.risk[ref.index]!).textContent}`) : null;
    return h("span", { class: "fine" }, `${fleet}${app.kindOf(ref)}`, risk);
  }

  private group(ref: Ref, level: number): HTMLElement {
    const all = this.children(ref);
    const group = h("ul", { role: "group" }, ...all.slice(0, MOST).map((child) => this.item(child, level)));
    if (all.length > MOST) group.append(h("li", { class: "fine more", role: "none" }, this.app.say("moreLines", { n: this.app.number(all.length - MOST) })));
    return group;
  }

  private press(item: HTMLElement, ref: Ref): void {
    this.setCurrent(item);
    item.focus();
    this.app.go(ref.id);
    if (this.isHolder(ref)) this.toggle(item, !this.opened.has(ref.id));
  }

  private toggle(item: HTMLElement, open: boolean): void {
    const ref = this.app.world.resolve(item.dataset["id"] ?? "");
    if (!ref || !this.isHolder(ref)) return;
    item.setAttribute("aria-expanded", String(open));
    item.querySelector(":scope > ul")?.remove();
    if (open) {
      this.opened.add(ref.id);
      item.append(this.group(ref, Number(item.getAttribute("aria-level")) + 1));
    } else this.opened.delete(ref.id);
  }

  private items(): HTMLElement[] {
    return [...this.root.querySelectorAll<HTMLElement>("[role=treeitem]")];
  }

  /** One item only is in the order of Tab. */
  private setCurrent(item: HTMLElement | undefined): void {
    for (const other of this.root.querySelectorAll<HTMLElement>("[role=treeitem][tabindex='0']")) other.tabIndex = -1;
    if (!item) return;
    item.tabIndex = 0;
    this.current = item.dataset["id"] ?? "";
  }

  private key(event: KeyboardEvent): void {
    const items = this.items();
    const at = items.findIndex((item) => item.dataset["id"] === this.current);
    const item = items[at];
    if (!item) return;
    const next = this.next(event.key, items, at, item);
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    if (!next) return;
    this.setCurrent(next);
    next.focus();
  }

  /** The item to move to; undefined to stay; null when the key is not ours. */
  private next(key: string, items: readonly HTMLElement[], at: number, item: HTMLElement): HTMLElement | undefined | null {
    const open = item.getAttribute("aria-expanded");
    switch (key) {
      case "ArrowDown":
        return items[at + 1];
      case "ArrowUp":
        return items[at - 1];
      case "Home":
        return items[0];
      case "End":
        return items[items.length - 1];
      case "ArrowRight":
        if (open === "false") this.toggle(item, true);
        return open === "true" ? items[at + 1] : undefined;
      case "ArrowLeft":
        if (open === "true") this.toggle(item, false);
        return open === "true" ? undefined : (item.parentElement?.closest<HTMLElement>("[role=treeitem]") ?? undefined);
      case "Enter":
      case " ":
        this.app.go(item.dataset["id"] ?? "");
        return undefined;
      default:
        return null;
    }
  }
}
