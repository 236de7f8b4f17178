/** A small scene for the tests: two sites, a zone in a zone, a hostile zone, one story, one choke point. */
import type { Edges, Scene, StoryStep, Words } from "../src/scene-types.js";

const words = (text: string): Words => ({ fr: text, en: `${text} (en)` });

export function edges(rows: readonly (readonly [number, number, number?])[]): Edges {
  return {
    id: rows.map((_, i) => `edge-${i}`),
    a: rows.map((row) => row[0]),
    b: rows.map((row) => row[1]),
    both_ways: rows.map(() => 0),
    encrypted: rows.map(() => 1),
    style: rows.map((row) => row[2] ?? 0),
    text: rows.map(() => "https"),
  };
}

const zone = (id: string, site: number, x: number, y: number, w: number, h: number, trust: number, parent = -1): Scene["zones"][number] => ({ id, name: id.toUpperCase(), type: "clinical", site, parent, trust, hostile: trust === 0, isolated: false, box: { x, y, w, h }, count: 2, entries: 2, risk: 3 });

const step = (id: string, at: string, source: string): StoryStep => ({ id, kind: "exploit", text: words(id), why: words(""), at, source, techniques: [], evidence: "assumed", difficulty: "easy", likelihood: 0.5, effort_days: 1, places: [], stops: [] });

export function smallScene(patch: Partial<Scene> = {}): Scene {
  return {
    format: "carto.scene/1",
    meta: { title: "Clinique", kind: words("clinique"), language: "fr", date: "2026-01-01", version: "", author: "", marking: words("Diffusion restreinte"), devices: 8, entries: 4, unknowns: 1, evidence: "assumed", attacker: words("Internet"), assumptions: [], caution: words("prudence") },
    bounds: { x: 0, y: 0, w: 30, h: 20 },
    labels: { ip: words("Adresse IP") },
    sites: [
      { id: "main", name: "Site principal", box: { x: 0, y: 6, w: 20, h: 14 }, count: 7, risk: 3 },
      { id: "", name: "", box: { x: 0, y: 0, w: 30, h: 5 }, count: 1, risk: 0 },
    ],
    zones: [zone("care", 0, 1, 8, 10, 10, 3), zone("inner", 0, 2, 12, 6, 5, 4, 0), zone("data", 0, 12, 8, 7, 10, 5), zone("internet", 1, 1, 1, 6, 3, 0)],
    types: [
      { id: "pump", label: words("Pompe"), glyph: "pump", category: "therapy" },
      { id: "server", label: words("Serveur"), glyph: "server", category: "server" },
    ],
    devices: { id: ["pump-1", "pc-2", "db", "rogue"], name: ["Pompe à perfusion", "Poste d'étage", "Base de données", "Pirate"], type: [0, 0, 1, 1], zone: [1, 0, 2, 3], x: [4, 9, 15, 3], y: [14, 10, 12, 2.5], count: [5, 1, 1, 1], risk: [0, 3, 4, 0], flags: [16, 2, 1, 0] },
    link_styles: ["fibre"],
    links: edges([[0, 1], [1, 2], [2, -4]]),
    flow_styles: ["data", "administration"],
    flows: { ...edges([[0, 2], [2, 0, 1]]), id: ["flow-0", "flow-1"] },
    sheets: [
      { id: "db", section: "devices", title: "Base de données", subtitle: words(""), description: "", facts: [{ field: "ip", value: words("10.0.0.7"), origin: "author", place: "a.yaml:1" }], tags: ["hds"] },
      { id: "svc", section: "accounts", title: "svc", subtitle: words("compte"), description: "", facts: [], tags: [] },
    ],
    targets: [{ id: "db", label: "Base", reached: true, stories: ["s1"], choke_points: [0], probability: 0.1, interval: null, why_not: null }],
    stories: [{ id: "s1", target: "db", title: words("Attaque"), by: "likelihood", likelihood: 0.1, effort_days: 2, elapsed_days: 2, evidence: "assumed", proof: "optimal", alike: 1, steps: [step("one", "pc-2", "rogue"), step("two", "svc", "pc-2"), step("three", "db", "")], care: [], records: 0, value_eur: [0, 0] }],
    choke_points: [{ target: "db", kind: "asset", id: "pc-2", at: "pc-2", label: words("Poste"), drop: 1, share: 1, why: words(""), falls: ["s1"] }],
    blasts: [{ id: "pc-2", devices: { db: 1, missing: 2 }, accounts: [], records: 0, value_eur: [0, 0], care: [] }],
    care: [],
    exposure: [],
    unknowns: [],
    ...patch,
  };
}
