/** The state worth sharing, as the fragment of the address: pure text in, pure text out. */
import type { Camera } from "./camera.js";
import { EVIDENCE, FILTER_FLAGS, NO_FILTERS } from "./filters.js";
import { MODES, TABLES, TABS, type State } from "./store.js";

type Shared = Partial<State> & { camera?: Camera };

const list = (values: readonly (string | number)[]): string => values.map((value) => encodeURIComponent(String(value))).join(",");

/** Write what differs from the page as opened. */
export function writeHash(state: State, first: State, camera: Camera | null): string {
  const parts: string[] = [];
  const put = (key: string, value: string | number): void => {
    if (value !== "") parts.push(`${key}=${typeof value === "number" ? value : encodeURIComponent(value)}`);
  };
  if (state.lang !== first.lang) put("lang", state.lang);
  if (state.theme !== "auto") put("theme", state.theme);
  if (state.tab !== (pageFor(state.story, state.choke) ?? first.tab)) put("tab", state.tab ?? "none");
  put("table", state.table ?? "");
  put("sel", state.sel);
  put("story", state.story);
  if (state.story && state.step >= 0) put("step", state.step + 1);
  put("target", state.target);
  if (state.choke >= 0) put("choke", state.choke);
  put("falls", state.blast);
  put("view", state.view);
  put("scenario", state.scenario);
  if (state.mode !== "base") put("mode", state.mode);
  if (state.ticked.length) parts.push(`done=${list(state.ticked)}`);
  const layers = (Object.keys(state.layers) as (keyof typeof state.layers)[]).filter((layer) => state.layers[layer]);
  if (JSON.stringify(state.layers) !== JSON.stringify(first.layers)) put("show", layers.join(",") || "none");
  const { categories, trusts, flags, tags, owners, evidence, zones } = state.filters;
  if (categories.length) parts.push(`kinds=${list(categories)}`);
  if (trusts.length) parts.push(`trust=${list(trusts)}`);
  if (flags.length) parts.push(`only=${list(flags)}`);
  if (tags.length) parts.push(`tags=${list(tags)}`);
  if (owners.length) parts.push(`owners=${list(owners)}`);
  if (evidence.length) parts.push(`evidence=${list(evidence)}`);
  if (zones.length) parts.push(`zones=${list(zones)}`);
  if (camera) parts.push(`at=${camera.x.toFixed(2)},${camera.y.toFixed(2)},${camera.scale.toFixed(2)}`);
  return parts.join("&");
}

/** Read a fragment; whatever cannot be understood is left out. */
export function readHash(hash: string, first: State): Shared {
  const values = new Map<string, string>();
  for (const part of hash.replace(/^#/, "").split("&")) {
    const at = part.indexOf("=");
    if (at > 0) values.set(part.slice(0, at), decode(part.slice(at + 1)));
  }
  const raw = (key: string): string[] => rawList(hash, key);
  const text = (key: string): string => values.get(key) ?? "";
  const tab = text("tab");
  const step = Number.parseInt(text("step"), 10);
  const choke = Number.parseInt(text("choke"), 10);
  const camera = readCamera(text("at"));
  const show = text("show");
  return {
    lang: text("lang") === "fr" || text("lang") === "en" ? (text("lang") as "fr" | "en") : first.lang,
    theme: text("theme") === "light" || text("theme") === "dark" ? (text("theme") as "light" | "dark") : "auto",
    tab: tab === "none" ? null : (TABS.find((known) => known === tab) ?? pageFor(text("story"), choke) ?? first.tab),
    table: TABLES.find((known) => known === text("table")) ?? null,
    sel: text("sel"),
    story: text("story"),
    step: Number.isFinite(step) ? step - 1 : -1,
    target: text("target"),
    choke: Number.isFinite(choke) ? choke : -1,
    blast: text("falls"),
    view: text("view"),
    scenario: text("scenario"),
    mode: MODES.find((known) => known === text("mode")) ?? "base",
    ticked: raw("done"),
    layers: show ? { links: show.includes("links"), flows: show.includes("flows"), administration: show.includes("administration") } : first.layers,
    filters: {
      ...NO_FILTERS,
      categories: raw("kinds"),
      trusts: raw("trust").map(Number).filter(Number.isFinite),
      flags: FILTER_FLAGS.filter((flag) => raw("only").includes(flag)),
      tags: raw("tags"),
      owners: raw("owners"),
      evidence: EVIDENCE.filter((level) => raw("evidence").includes(level)),
      zones: raw("zones"),
    },
    ...(camera ? { camera } : {}),
  };
}

/** The page that tells a story or choke point, when the address names one. */
function pageFor(story: string, choke: number): "attacks" | "chokes" | null {
  if (story) return "attacks";
  return choke >= 0 ? "chokes" : null;
}

function rawList(hash: string, key: string): string[] {
  const part = hash.replace(/^#/, "").split("&").find((candidate) => candidate.startsWith(`${key}=`));
  return part ? part.slice(key.length + 1).split(",").map(decode).filter(Boolean) : [];
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

function readCamera(text: string): Camera | null {
  const [x, y, scale] = text.split(",").map(Number);
  if (x === undefined || y === undefined || scale === undefined) return null;
  return [x, y, scale].every(Number.isFinite) && scale > 0 ? { x, y, scale } : null;
}
