/** The tables of the atlas as rows of text: what stands in each column, no DOM. */
import { own } from "./lookup.js";
import { say, sayKnown, type Key } from "./i18n.js";
import type { Language } from "./scene-types.js";
import { FILTER_FLAGS } from "./filters.js";
import type { TableName } from "./store.js";
import { clean, pick } from "./text.js";
import type { World } from "./world.js";

export interface Table {
  readonly columns: readonly Key[];
  /** Ids of what each row is about, to go there. */
  readonly ids: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export function tableOf(world: World, name: TableName, language: Language): Table {
  switch (name) {
    case "devices":
      return devices(world, language);
    case "flows":
      return edges(world, "flow", language, () => true);
    case "links":
      return edges(world, "link", language, () => true);
    case "accounts":
      return accounts(world, language);
    case "external":
      return edges(world, "flow", language, (a, b) => trust(world, a) <= 1 !== trust(world, b) <= 1);
    case "unknowns":
      return unknowns(world, language);
  }
}

function devices(world: World, language: Language): Table {
  const { scene } = world;
  const rows = scene.devices.id.map((id, i) => {
    const zone = world.zoneAt(world.zone[i]!);
    const marks = FILTER_FLAGS.filter((flag) => world.has(i, flag)).map((flag) => say(language, `flag-${flag}`));
    return [world.deviceName(i), clean(id, 120), pick(world.deviceType(i).label, language), clean(zone.name || zone.id, 120), clean(scene.sites[zone.site]?.name ?? "", 120), String(world.count[i]), say(language, `risk${world.risk[i]}` as Key), marks.join(", ")];
  });
  return { columns: ["col_name", "col_id", "col_type", "col_zone", "col_site", "col_count", "col_risk", "col_marks"], ids: scene.devices.id, rows };
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
