/** Finding things by name, id or address: pure, accent-folded, best first. */
import { clean, fold } from "./text.js";
import type { Ref, World } from "./world.js";

interface Entry {
  readonly ref: Ref;
  readonly name: string;
  readonly text: string;
}

export class Finder {
  private entries: Entry[] | null = null;

  constructor(private readonly world: World) {}

  /** Every thing with the folded text it is found by; made once, when the reader first searches. */
  private index(): Entry[] {
    if (this.entries) return this.entries;
    const { world } = this;
    const { scene } = world;
    const entries: Entry[] = [];
    const extra = (id: string): string => {
      const sheet = world.sheets().get(id);
      return sheet ? sheet.facts.filter((fact) => ADDRESSES.has(fact.field)).map((fact) => clean(fact.value.en, 60)).join(" ") : "";
    };
    const put = (ref: Ref, name: string): void => {
      const folded = fold(clean(name, 120));
      entries.push({ ref, name: folded, text: `${folded} ${fold(ref.id)} ${extra(ref.id)}` });
    };
    scene.zones.forEach((zone, index) => put({ kind: "zone", index, id: zone.id }, zone.name));
    scene.sites.forEach((site, index) => put({ kind: "site", index, id: world.siteId(index) }, site.name));
    scene.devices.id.forEach((id, index) => put({ kind: "device", index, id }, scene.devices.name[index]!));
    for (const sheet of scene.sheets) {
      const ref = world.resolve(sheet.id);
      if (ref?.kind === "thing") put(ref, sheet.title);
    }
    for (const [id, plans] of world.plans()) {
      const ref = world.resolve(id);
      if (ref?.kind !== "planned") continue;
      const facts = plans.flatMap((plan) => plan.sheet?.facts ?? []).filter((fact) => ADDRESSES.has(fact.field));
      const folded = fold(world.nameOf(ref));
      entries.push({ ref, name: folded, text: `${folded} ${fold(id)} ${facts.map((fact) => clean(fact.value.en, 60)).join(" ")}` });
    }
    return (this.entries = entries);
  }

  /** Things that hold every word of the query; whole names first, then starts, then the rest. `total` counts them all. */
  find(query: string, most: number): { refs: Ref[]; total: number } {
    const words = fold(query).split(/\s+/).filter(Boolean);
    if (!words.length) return { refs: [], total: 0 };
    const whole = words.join(" ");
    const ranks: Ref[][] = [[], [], [], []];
    let total = 0;
    for (const entry of this.index()) {
      if (!words.every((word) => entry.text.includes(word))) continue;
      total++;
      const rank = entry.name === whole || entry.ref.id === query ? 0 : entry.name.startsWith(whole) ? 1 : entry.name.includes(whole) ? 2 : 3;
      if (ranks[rank]!.length < most) ranks[rank]!.push(entry.ref);
    }
    return { refs: ranks.flat().slice(0, most), total };
  }
}

const ADDRESSES = new Set(["ip", "address", "addresses", "mac", "hostname", "cidr", "vlan"]);
