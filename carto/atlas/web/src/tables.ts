/** The tables of the atlas as rows of text: what stands in each column, no DOM. */
import { own } from "./lookup.js";
import { say, sayKnown, type Key } from "./i18n.js";
import type { Language } from "./scene-types.js";
import { FILTER_FLAGS } from "./filters.js";
import type { TableName } from "./store.js";
import { clean, pick } from "./text.js";
import { additionsOf, comparisonOf } from "./whatif.js";
import type { World } from "./world.js";

export interface Table {
  readonly columns: readonly Key[];
  /** Ids of what each row is about, to go there. */
  readonly ids: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** The rows of a table; what a scenario adds stands among the devices while it is looked at. */
export function tableOf(world: World, name: TableName, language: Language, scenario = ""): Table {
  switch (name) {
    case "devices":
      return devices(world, language, scenario);
    case "findings":
      return findings(world, language);
    case "flows":
      return flows(world, language, () => true);
    case "links":
      return edges(world, "link", language, () => true);
    case "accounts":
      return accounts(world, language);
    case "external":
      return flows(world, language, (a, b) => trust(world, a) <= 1 !== trust(world, b) <= 1);
    case "unknowns":
      return unknowns(world, language);
  }
}

function devices(world: World, language: Language, scenario: string): Table {
  const { scene } = world;
  const rows = scene.devices.id.map((id, i) => {
    const zone = world.zoneAt(world.zone[i]!);
    const marks = FILTER_FLAGS.filter((flag) => world.has(i, flag)).map((flag) => say(language, `flag-${flag}`));
    return [world.deviceName(i), clean(id, 120), pick(world.deviceType(i).label, language), clean(zone.name || zone.id, 120), clean(scene.sites[zone.site]?.name ?? "", 120), String(world.count[i]), say(language, `risk${world.risk[i]}` as Key), marks.join(", ")];
  });
  const added = plannedDevices(world, language, scenario);
  const ids = added.length ? [...scene.devices.id, ...added.map((row) => row[1]!)] : scene.devices.id;
  return { columns: ["col_name", "col_id", "col_type", "col_zone", "col_site", "col_count", "col_risk", "col_marks"], ids, rows: [...rows, ...added] };
}

function plannedDevices(world: World, language: Language, scenario: string): string[][] {
  const { byId, holder } = additionsOf(world, scenario);
  const added = [...byId.values()].filter((one) => one.section === "devices" && world.resolve(one.id)?.kind === "planned");
  const mark = say(language, "inScenario", { name: clean(comparisonOf(world, scenario)?.title ?? "", 60) });
  return added.map((one) => {
    const zone = one.zone >= 0 ? world.zoneAt(one.zone) : null;
    const within = zone ? zone.name || zone.id : (holder.get(one)?.name ?? "");
    return [clean(one.name, 80), clean(one.id, 120), one.label ? pick(one.label, language) : one.type, clean(within, 120), zone ? clean(world.scene.sites[zone.site]?.name ?? "", 120) : "", String(one.count), "", mark];
  });
}

function zoneOf(world: World, end: number): number {
  return end >= 0 ? world.zone[end]! : -end - 1;
}

function trust(world: World, end: number): number {
  return world.zoneAt(zoneOf(world, end)).trust;
}

function edges(world: World, kind: "link" | "flow", language: Language, keep: (a: number, b: number) => boolean): Table {
  const columns = kind === "link" ? world.scene.links : world.scene.flows;
  const ids: string[] = [];
  const rows: string[][] = [];
  columns.id.forEach((id, index) => {
    const edge = world.edge({ kind, index });
    if (!keep(edge.a, edge.b)) return;
    const zone = (end: number): string => clean(world.zoneAt(zoneOf(world, end)).name || world.zoneAt(zoneOf(world, end)).id, 120);
    const encrypted = say(language, edge.encrypted === 1 ? "yes" : edge.encrypted === 0 ? "no" : "unknown");
    ids.push(id);
    rows.push([world.nameOf(world.endRef(edge.a)), zone(edge.a), world.nameOf(world.endRef(edge.b)), zone(edge.b), sayKnown(language, "style-", edge.style), encrypted, clean(edge.text, 300)]);
  });
  return { columns: ["col_a", "col_zoneA", "col_b", "col_zoneB", "col_kind", "col_encrypted", "col_text"], ids, rows };
}

const FLOW_FIELDS = ["protocol", "port", "data", "account", "justification"] as const;

/** The flow matrix: who, with whom, how, what for. Details come from the sheet of each flow. */
function flows(world: World, language: Language, keep: (a: number, b: number) => boolean): Table {
  const plain = edges(world, "flow", language, keep);
  const sheets = world.sheets();
  const rows = plain.rows.map((row, i) => {
    const facts = new Map((sheets.get(plain.ids[i]!)?.facts ?? []).map((fact) => [fact.field, clean(pick(fact.value, language), 300)]));
    const told = FLOW_FIELDS.map((field) => facts.get(field) ?? "");
    if (!told[0]) told[0] = row[6]!;
    return [...row.slice(0, 6), ...told];
  });
  return { columns: [...plain.columns.slice(0, 6), "col_protocol", "col_port", "col_data", "col_account", "col_justification"], ids: plain.ids, rows };
}

const SEVERITIES = ["low", "medium", "high", "critical"] as const;

function findings(world: World, language: Language): Table {
  const { findings: all = [], rules = {} } = world.scene;
  const name = (id: string): string => {
    const ref = world.resolve(id);
    return ref ? world.nameOf(ref) : id;
  };
  const rows = all.map((one) => {
    const rule = own(rules, one.rule);
    const severity = `${SEVERITIES.indexOf(one.severity) + 1} · ${say(language, `severity-${one.severity}`)}`;
    return [one.on.slice(0, 4).map(name).join(", "), severity, clean(pick(one.message, language), 400), rule ? clean(pick(rule.remedy, language), 400) : "", one.care.map(name).join(", "), one.stories.length ? String(one.stories.length) : "", clean(one.place, 160)];
  });
  return { columns: ["col_where", "col_severity", "col_finding", "col_remedy", "col_care", "col_stories", "col_written"], ids: all.map((one) => one.on[0] ?? ""), rows };
}

function accounts(world: World, language: Language): Table {
  const found = world.scene.sheets.filter((sheet) => sheet.section.startsWith("account"));
  const rows = found.map((sheet) => {
    const facts = sheet.facts.map((fact) => `${pick(own(world.scene.labels, fact.field) ?? { fr: fact.field, en: fact.field }, language)} : ${pick(fact.value, language)}`);
    return [clean(sheet.title || sheet.id, 120), clean(sheet.id, 120), clean(pick(sheet.subtitle, language), 120), clean(facts.join(" · "), 600)];
  });
  return { columns: ["col_name", "col_id", "col_kind", "col_text"], ids: found.map((sheet) => sheet.id), rows };
}

function unknowns(world: World, language: Language): Table {
  const { unknowns: all, labels } = world.scene;
  const rows = all.map((one) => {
    const ref = world.resolve(one.id);
    const label = own(labels, one.field);
    return [ref ? world.nameOf(ref) : one.id, label ? pick(label, language) : sayKnown(language, "", one.field), clean(pick(one.question, language), 400), clean(one.place, 160)];
  });
  return { columns: ["col_name", "col_field", "col_question", "col_place"], ids: all.map((one) => one.id), rows };
}
