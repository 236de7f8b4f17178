import assert from "node:assert/strict";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { bundleShown, bundleSites, bundleZones } from "../src/aggregate.js";
import { decoded, type Code } from "../src/coding.js";
import { between, fit, toMap, toView, zoomAbout } from "../src/camera.js";
import { csv, csvCell } from "../src/csv.js";
import { maskOf, NO_FILTERS } from "../src/filters.js";
import { Finder } from "../src/find.js";
import { glyphPath } from "../src/glyphs.js";
import { familyOf } from "../src/palette.js";
import { GridIndex } from "../src/grid.js";
import { readHash, writeHash } from "../src/hash.js";
import { ALL_TEXTS, say, sayKnown } from "../src/i18n.js";
import { clip, LabelSpace, wrap } from "../src/labels.js";
import { hopsOf, litOf, NOWHERE } from "../src/lit.js";
import { chooseDetail, Level, shownZone } from "../src/lod.js";
import { completed, drawnScene, readPart, SceneError } from "../src/scene-data.js";
import { additionsIn, linesAt } from "../src/planned.js";
import { freeId, merged, NO_DRAFT, notesYaml, quoted, readDraft, withNote, withoutNote } from "../src/notes.js";
import { SvgPen } from "../src/paint/svg.js";
import { shownBy } from "../src/perspectives.js";
import { initialState, reduce, Store } from "../src/store.js";
import { tableOf } from "../src/tables.js";
import { clean, fold, number, percent } from "../src/text.js";
import { fallen, firstChoices, shownChanges, takenAway } from "../src/whatif.js";
import { World } from "../src/world.js";
import codes from "./codes.json";
import { smallScene } from "./scene.js";

const world = new World(smallScene());
const first = initialState(world);

test("a French sign stays with its word, however long the blank", () => {
  assert.equal(clean("a\u202f:  b\u00a0\u00a0c\n d"), "a\u202f: b c d");
});

test("a part is read as plain JSON and squeezed", async () => {
  const text = JSON.stringify(smallScene());
  assert.deepEqual(await readPart(text, null), JSON.parse(text));
  assert.deepEqual(await readPart(gzipSync(text).toString("base64"), "gzip-base64"), JSON.parse(text));
});

test("a scene of another format is refused", () => {
  assert.throws(() => drawnScene({ format: "other" }), SceneError);
});

test("every code of the other half is read", () => {
  for (const { values, code } of codes) assert.deepEqual(decoded(code as unknown as Code), values, code[0] as string);
});

test("coded columns and ids made of their ends are as they were", () => {
  const scene = smallScene();
  const { sheets, stories, ...map } = scene;
  const { id: _, ...links } = scene.links;
  const { x: __, ...devices } = scene.devices;
  const coded = { "links.id": ["ends", [1], ["my-link"]], "devices.x": ["hundredths", ["steps", ["list", [400, 500, 600, -1200]]]] } as const;
  const drawn = drawnScene({ ...map, links, devices, coded } as never);
  assert.deepEqual(drawn.sheets, []);
  const world = new World(drawn);
  assert.deepEqual([...world.x], scene.devices.x);
  assert.equal(world.resolve("svc"), null);
  completed(drawn, { sheets, stories } as never);
  world.complete();
  assert.deepEqual(drawn.links.id, ["pump-1 -> pc-2", "my-link", "db -> internet"]);
  assert.equal(world.resolve("svc")?.kind, "thing");
  assert.deepEqual(world.resolve("my-link"), { kind: "link", index: 1, id: "my-link" });
  assert.equal(world.stories().size, 1);
});

test("unseen characters go, long texts are cut whole", () => {
  assert.equal(clean("a\u202egpj.exe\u0000\u200b b\n c"), "agpj.exe b c");
  assert.equal(clean("é".repeat(100_000), 10), `${"é".repeat(9)}…`);
  assert.equal(clean("😀😀😀", 4), "😀…");
  assert.equal(fold("Électrocardiographe"), "electrocardiographe");
});

test("a share is never rounded to nothing or to all", () => {
  assert.equal(percent(0.004, "en"), "under 1%");
  assert.equal(percent(0.996, "fr"), "plus de 99 %");
  assert.equal(percent(1, "en"), "100%");
});

test("numbers are written as the browser's own tables would", () => {
  const values = [0, -0, 1, 9.5, 12.345, 999.5, 1000, 1234567.891, -1234.5, 0.05, 2 ** 40, -0.001];
  for (const language of ["fr", "en"] as const) {
    for (const value of values) {
      for (const digits of [0, 1, 2]) {
        const own = value.toLocaleString(language, { maximumFractionDigits: digits });
        assert.equal(number(value, language, digits), own === "-0" ? "0" : own, `${value} ${language} ${digits}`);
      }
    }
    for (const share of [0, 0.01, 0.5, 0.985, 1]) assert.equal(percent(share, language), share.toLocaleString(language, { style: "percent" }));
  }
  assert.equal(number(Infinity, "fr"), "Infinity");
});

test("a clipped text is the longest that fits", () => {
  const wide = (text: string): number => [...text].reduce((sum, letter) => sum + (letter === "i" ? 1 : letter === "W" ? 5 : 3), 0);
  for (const text of ["WWWWiiiiiiiiiiii", "iiiiiiiiiiiiWWWW", "une salle iWi", "W"]) {
    for (let width = 0; width < 60; width++) {
      let most = text.length;
      while (most > 0 && wide(`${text.slice(0, most)}…`) > width) most--;
      const expected = wide(text) <= width ? text : most ? `${text.slice(0, most).trimEnd()}…` : "";
      assert.equal(clip(text, width, wide), expected);
    }
  }
});

test("ids resolve, ends name devices and zones, neighbours are found from both ends", () => {
  assert.deepEqual(world.resolve("db"), { kind: "device", index: 2, id: "db" });
  assert.equal(world.resolve("svc")?.kind, "thing");
  assert.equal(world.resolve("nobody"), null);
  assert.equal(world.endRef(-4).id, "internet");
  assert.equal(world.incidences(world.endRef(2)).length, 4);
  assert.deepEqual(world.incidences(world.endRef(-4)).map((edge) => edge.other), [2]);
});

test("zones come parents first", () => {
  for (const z of world.zoneOrder) {
    const parent = world.zoneAt(z).parent;
    if (parent >= 0) assert.ok(world.zoneOrder.indexOf(parent) < world.zoneOrder.indexOf(z));
  }
});

test("the nearest point of the grid is the nearest of all", () => {
  const n = 400;
  const x = Float32Array.from({ length: n }, (_, i) => (i * 37) % 101);
  const y = Float32Array.from({ length: n }, (_, i) => (i * 53) % 89);
  const grid = new GridIndex(x, y, { x: 0, y: 0, w: 101, h: 89 });
  for (let k = 0; k < 60; k++) {
    const [px, py] = [(k * 17) % 101, (k * 29) % 89];
    let least = Infinity;
    for (let i = 0; i < n; i++) least = Math.min(least, Math.hypot(x[i]! - px, y[i]! - py));
    const found = grid.nearest(px, py, 200);
    assert.equal(Math.hypot(x[found]! - px, y[found]! - py), least);
  }
  assert.equal(grid.nearest(-500, -500, 3), -1);
});

test("walking goes the way of the arrow, and nowhere from the edge", () => {
  const [xs, ys] = [Float32Array.of(0, 5, 0, 60), Float32Array.of(0, 0, 5, 0)];
  const grid = new GridIndex(xs, ys, { x: 0, y: 0, w: 60, h: 10 });
  const towards = (from: number, dx: number, dy: number): number => grid.towards(xs[from]!, ys[from]!, dx, dy);
  assert.equal(towards(0, 1, 0), 1);
  assert.equal(towards(0, 0, 1), 2);
  assert.equal(towards(1, 1, 0), 3);
  assert.equal(towards(0, -1, 0), -1);
});

test("zooming keeps the pointed place, fitting shows the whole box", () => {
  const view = { w: 800, h: 600 };
  const camera = { x: 10, y: 5, scale: 20 };
  const before = toMap(camera, view, 700, 80);
  const after = toMap(zoomAbout(camera, view, 700, 80, 1.7, 1), view, 700, 80);
  assert.ok(Math.abs(before.x - after.x) < 1e-9 && Math.abs(before.y - after.y) < 1e-9);
  const insets = { top: 50, right: 20, bottom: 30, left: 10 };
  const fitted = fit({ x: -3, y: 2, w: 40, h: 9 }, view, insets);
  const corner = toView(fitted, view, -3, 2);
  const other = toView(fitted, view, 37, 11);
  assert.ok(corner.x >= 10 - 1e-6 && corner.y >= 50 && other.x <= 780 + 1e-6 && other.y <= 570);
  assert.deepEqual(between(camera, fitted, 1), fitted);
  assert.deepEqual(between(camera, { ...fitted, scale: camera.scale }, 0), camera);
});

test("zones close when small, open when large, by hand when asked", () => {
  const view = { w: 800, h: 600 };
  const at = (scale: number, opened = new Map<number, boolean>()) => chooseDetail(world, { x: 10, y: 10, scale }, view, opened);
  assert.equal(at(30).level[0], Level.open);
  assert.equal(at(30).level[1], Level.open);
  assert.ok(at(1).level[0]! < Level.named);
  assert.equal(at(30, new Map([[2, false]])).level[2], Level.named);
  assert.equal(chooseDetail(world, { x: 900, y: 900, scale: 30 }, view, new Map()).level[0], Level.hidden);
  const closed = at(5);
  assert.equal(shownZone(world, closed, 1), 0);
});

test("bundles count every edge between two zones once", () => {
  const bundles = bundleZones(world, "link");
  assert.equal(bundles.reduce((sum, bundle) => sum + bundle.count, 0), 3);
  assert.deepEqual(bundleSites(world, bundles, 5), [{ a: 0, b: 1, count: 1 }]);
  const closed = chooseDetail(world, { x: 10, y: 10, scale: 5 }, { w: 800, h: 600 }, new Map());
  assert.equal(bundleShown(world, bundles, closed, 10).find((bundle) => bundle.a === 0 && bundle.b === 2)?.count, 1);
});

test("labels never overlap and stay within the budget", () => {
  const space = new LabelSpace(3);
  const placed = Array.from({ length: 50 }, (_, k) => ({ x: (k * 31) % 200, y: (k * 17) % 90, w: 40, h: 12 })).filter((rect) => space.place(rect));
  assert.equal(placed.length, 3);
  for (const a of placed) for (const b of placed) assert.ok(a === b || a.x >= b.x + b.w || b.x >= a.x + a.w || a.y >= b.y + b.h || b.y >= a.y + a.h);
});

test("names wrap at words and are clipped with an ellipsis", () => {
  const measure = (text: string): number => text.length;
  assert.deepEqual(wrap("Base du dossier patient", 12, measure), ["Base du", "dossier pat…"]);
  assert.deepEqual(wrap("Base du dossier patient", 12, measure, 3), ["Base du", "dossier", "patient"]);
  assert.equal(clip("abcdefgh", 4, measure), "abc…");
  assert.equal(clip("abc", 0, measure), "");
});

test("a mask hides what no choice names and counts it", () => {
  assert.equal(maskOf(world, NO_FILTERS), null);
  const mask = maskOf(world, { ...NO_FILTERS, flags: ["medical"] })!;
  assert.deepEqual([...mask.shown], [1, 0, 0, 0]);
  assert.equal(mask.hiddenDevices, 3);
  assert.deepEqual([...mask.zoneDevices], [0, 5, 0, 0]);
  assert.deepEqual([...maskOf(world, { ...NO_FILTERS, tags: ["hds"] })!.shown], [0, 0, 1, 0]);
});

test("search folds accents, reads addresses and ranks whole names first", () => {
  const finder = new Finder(world);
  assert.deepEqual(finder.find("perfusion a", 5).refs.map((ref) => ref.id), ["pump-1"]);
  assert.deepEqual(finder.find("10.0.0.7", 5).refs.map((ref) => ref.id), ["db"]);
  assert.equal(finder.find("data", 5).refs[0]?.id, "data");
  assert.equal(finder.find("e", 1).refs.length, 1);
  assert.ok(finder.find("e", 1).total > 1);
});

test("steps stay within the story, escape leaves one thing at a time", () => {
  const store = new Store(world, first);
  store.dispatch({ type: "story", id: "s1" });
  for (let k = 0; k < 9; k++) store.dispatch({ type: "step", by: 1 });
  assert.equal(store.state.step, 2);
  store.dispatch({ type: "select", id: "db" });
  store.dispatch({ type: "escape" });
  assert.equal(store.state.sel, "");
  assert.equal(store.state.story, "s1");
  store.dispatch({ type: "escape" });
  assert.equal(store.state.story, "");
  assert.equal(reduce(world, first, { type: "select", id: "nobody" }).sel, "");
  assert.equal(reduce(world, first, { type: "story", id: "nothing" }).story, "");
});

test("a step without a place stays where the attacker is", () => {
  assert.deepEqual(hopsOf(world, "s1").map((hop) => [hop.from, hop.at]), [[3, 1], [1, 1], [1, 2]]);
  assert.ok(hopsOf(world, "s1").every((hop) => hop.at !== NOWHERE));
  const lit = litOf(world, { ...first, story: "s1" })!;
  assert.deepEqual([...lit.devices].sort(), [1, 2, 3]);
  assert.deepEqual([...litOf(world, { ...first, blast: "pc-2" })!.distance], [[2, 1]]);
});

test("the address tells the whole state and reads it back", () => {
  const state = { ...first, lang: "en" as const, theme: "dark" as const, tab: "care" as const, table: "flows" as const, sel: "a -- b & c", story: "s1", step: 1, target: "db", filters: { categories: ["a,b~c"], trusts: [0, 3], flags: ["weak" as const], tags: ["é"], owners: ["DSI, RSSI"], evidence: ["declared" as const], zones: ["care"] }, view: "care:c", ticked: ["m1", "m,2"], scenario: "s&t", mode: "difference" as const, layers: { links: false, flows: true, administration: false } };
  const { camera, ...read } = readHash(writeHash(state, first, { x: 1, y: 2, scale: 3 }), first);
  assert.deepEqual(camera, { x: 1, y: 2, scale: 3 });
  for (const [key, value] of Object.entries(read)) assert.deepEqual(value, state[key as keyof typeof state], key);
  assert.equal(writeHash(first, first, null), "");
  assert.equal(readHash("#story=s1", first).tab, "attacks");
  assert.equal(readHash("#at=1,NaN,3&sel=%E0%A4%A&step=x", first).camera, undefined);
});

test("a cell that a spreadsheet would run is made text", () => {
  for (const text of ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", " =1", "%0A"]) assert.match(csvCell(text), /^"?'/);
  assert.equal(csvCell("-12.5"), "-12.5");
  assert.equal(csvCell('a"b'), '"a""b"');
  assert.equal(csv([["a", "b;c"]], "fr"), '\ufeffa;"b;c"\r\n');
});

test("tables have one id and one cell a column for each row", () => {
  for (const name of ["devices", "flows", "links", "accounts", "external", "unknowns"] as const) {
    const table = tableOf(world, name, "fr");
    assert.equal(table.ids.length, table.rows.length);
    for (const row of table.rows) assert.equal(row.length, table.columns.length);
  }
  assert.equal(tableOf(world, "devices", "fr").rows.length, 4);
});

test("a picture in SVG is well formed whatever the names", () => {
  const pen = new SvgPen({ measureText: () => ({ width: 10 }) } as unknown as CanvasRenderingContext2D, "#123");
  pen.save();
  pen.translate(5, 6);
  pen.scale(2);
  pen.translate(1, 1);
  pen.beginPath();
  pen.roundRect(0, 0, 10, 4, 9);
  pen.fill();
  pen.restore();
  pen.fillText(`<script>&"'\u0001`, 1, 2);
  pen.fillRect(0, 0, 1, 1);
  const text = pen.document(10, 20, "</svg>");
  assert.match(text, /translate\(7 8\) scale\(2\)/);
  assert.match(text, /&lt;script&gt;&amp;&quot;'<\/text>/);
  assert.match(text, /<title>&lt;\/svg&gt;<\/title>/);
  assert.doesNotMatch(text, /NaN|undefined|\u0001/);
});

test("notes are laid over those of the scene and written as YAML that is also JSON in its scalars", () => {
  const note = (id: string, text: string) => ({ id, on: ["db"], text, author: "", date: "", severity: "", status: "open", visibility: "client", replies: [] });
  const draft = withNote(withoutNote(withNote(NO_DRAFT, note("a", "changed")), "b"), note("note-1", "new"));
  assert.deepEqual(merged([note("a", "old"), note("b", "gone"), note("c", "same")], draft).map((one) => [one.id, one.text]), [["a", "changed"], ["c", "same"], ["note-1", "new"]]);
  assert.equal(freeId(new Set(["note-1", "note-2"])), "note-3");
  const text = "- a: [x]\n\u2028\u0085 \"q\" \\ # no";
  assert.equal(JSON.parse(quoted(text)), text);
  assert.match(notesYaml([note("a", text)], "two\nlines"), /^# two lines\nnotes:\n {2}"a":\n {4}on: \["db"\]\n/);
  assert.deepEqual(readDraft("{oops"), NO_DRAFT);
  assert.deepEqual(readDraft('{"changed": [{}], "removed": [3]}'), NO_DRAFT);
  assert.deepEqual(readDraft(JSON.stringify(draft)), draft);
});

test("every text exists in both languages with the same values", () => {
  const holes = (text: string): string => [...text.matchAll(/\{\w+\}/g)].map((match) => match[0]).sort().join();
  for (const [key, [fr, en]] of Object.entries(ALL_TEXTS)) {
    assert.ok(fr.trim() && en.trim(), key);
    assert.equal(holes(fr), holes(en), key);
  }
  assert.equal(say("fr", "stepNumber", { n: 1, total: 2 }), "Étape 1 sur 2");
  assert.equal(sayKnown("en", "care-", "mystery"), "mystery");
  for (const word of ["constructor", "__proto__", "toString"]) {
    assert.equal(sayKnown("en", "", word), word);
    assert.equal(familyOf(word), "system");
    assert.equal(glyphPath(word), glyphPath("no such glyph"));
  }
});

const answers = {
  rules: { "flat-network": { title: { fr: "Réseau plat", en: "Flat network" }, why: { fr: "", en: "" }, remedy: { fr: "Segmenter", en: "Segment" }, references: [] } },
  findings: [{ rule: "flat-network", severity: "high" as const, on: ["inner"], message: { fr: "Tout communique", en: "All talk" }, place: "a.yaml:3", to_check: false, care: [], stories: ["s1"] }],
  views: [{ id: "v", title: "Une vue", note: "", perspective: "administration", devices: [2], zones: [1] }],
  data: [{ id: "health-record", label: { fr: "Dossiers", en: "Records" }, devices: [2], flows: [0] }],
  care: [{ id: "ward", name: "Étage", patient_safety: 3, max_outage_hours: 4, depends_on: ["pc-2", "surgery"], fallback: "" }, { id: "surgery", name: "Bloc", patient_safety: 4, max_outage_hours: 1, depends_on: ["db"], fallback: "" }],
  owners: { DSI: [1, 2] },
  measures: ["m1", "m2", "m3"].map((id, k) => ({ id, name: id, cost_eur: 100 * k, yearly_eur: 0, days: 1, horizon: "" })),
  cuts: [{ when: ["m1", "m2"], stories: ["s1"] }],
  comparisons: [{ id: "plan", title: "Plan", rationale: "", changes: [{ id: "pc-2", section: "devices", kind: "removed" as const, name: "Poste", at: "pc-2", a: null, b: null, a_new: "", b_new: "" }, { id: "edge-1", section: "links", kind: "removed" as const, name: "lien", at: "edge-1", a: 1, b: 2, a_new: "", b_new: "" }, { id: "new", section: "devices", kind: "added" as const, name: "Nouveau", at: "care", a: null, b: null, a_new: "", b_new: "" }], additions: [{ id: "new", section: "devices" as const, name: "Nouveau", zone: 0, box: { x: 1, y: 1, w: 1, h: 1 }, type: "server", label: null, glyph: "server", category: "server", count: 1, trust: 3, hostile: false }], targets: [], care: [], care_stopped: [], fixed: 1, introduced: 0, cost_eur: 1, yearly_eur: 0, days: 1 }],
};
const rich = new World(smallScene(answers));
const inView = (key: string): number[] => [...(shownBy(rich, key) ?? [])].flatMap((shown, i) => (shown ? [i] : []));

test("each view shows what it is about", () => {
  assert.deepEqual(inView("ecosystem"), [1, 3]);
  assert.deepEqual(inView("administration"), [0, 2]);
  assert.deepEqual(inView("care:ward"), [1, 2]);
  assert.deepEqual(inView("care:surgery"), [2]);
  assert.deepEqual(inView("data:health-record"), [0, 2]);
  assert.deepEqual(inView("finding:flat-network"), [0]);
  assert.deepEqual(inView("saved:v"), [0, 2]);
  assert.deepEqual(inView("logical"), [0, 1, 2, 3]);
  assert.equal(shownBy(rich, "saved:gone"), null);
  assert.equal(shownBy(rich, "<img>"), null);
});

test("a view brings its lines and hides the rest; a view nobody knows is none", () => {
  const state = reduce(rich, initialState(rich), { type: "view", key: "saved:v" });
  assert.deepEqual(state.layers, { links: false, flows: false, administration: true });
  assert.equal(maskOf(rich, state.filters, state.view)?.hiddenEntries, 2);
  assert.equal(reduce(rich, state, { type: "view", key: "care:nobody" }).view, "");
});

test("filters by owner, by zone with what is in it, by evidence", () => {
  const shown = (patch: object): number[] => [...maskOf(rich, { ...NO_FILTERS, ...patch })!.shown];
  assert.deepEqual(shown({ owners: ["DSI"] }), [0, 1, 1, 0]);
  assert.deepEqual(shown({ zones: ["care"] }), [1, 1, 0, 0]);
  assert.deepEqual(shown({ evidence: ["assumed"] }), [0, 1, 1, 0]);
  assert.deepEqual(shown({ evidence: ["confirmed"] }), [0, 0, 0, 0]);
});

test("measures that act together end an attack only together", () => {
  assert.equal(fallen(rich, ["m1"]).size, 0);
  assert.deepEqual([...fallen(rich, ["m1", "m2"])], ["s1"]);
  assert.deepEqual(firstChoices(rich, 3), []);
  assert.deepEqual(firstChoices(new World(smallScene({ ...answers, cuts: [{ when: ["m2"], stories: ["s1"] }, { when: ["m3"], stories: ["s1"] }] })), 3), [1]);
});

test("a scenario takes away, the difference shows all", () => {
  const gone = takenAway(rich, "plan", "scenario");
  assert.deepEqual([...gone.devices], [1]);
  assert.deepEqual([...gone.links], [1]);
  assert.equal(takenAway(rich, "plan", "difference").devices.size, 0);
  assert.equal(shownChanges(rich, "plan", "difference").length, 3);
  assert.deepEqual(shownChanges(rich, "plan", "scenario").map((change) => change.id), ["new"]);
  assert.equal(maskOf(rich, NO_FILTERS, "", gone.devices)?.hiddenEntries, 1);
});

test("findings are a table, worst sorted by a number", () => {
  const table = tableOf(rich, "findings", "fr");
  assert.deepEqual(table.ids, ["inner"]);
  assert.match(table.rows[0]![1]!, /^3 · /);
});

const scenario = {
  ...answers.comparisons[0]!,
  id: "new-zone",
  title: "Sas",
  changes: [
    { id: "airlock", section: "zones", kind: "added" as const, name: "Sas", at: "", a: null, b: null, a_new: "", b_new: "" },
    { id: "jump", section: "devices", kind: "added" as const, name: "Perche", at: "", a: null, b: null, a_new: "", b_new: "" },
    { id: "pc-2 -> jump", section: "flows", kind: "added" as const, name: "Poste → Perche", at: "pc-2 -> jump", a: 1, b: null, a_new: "", b_new: "jump" },
    { id: "db", section: "devices", kind: "changed" as const, name: "Base", at: "db", a: null, b: null, a_new: "", b_new: "" },
  ],
  additions: [
    { ...answers.comparisons[0]!.additions[0]!, id: "airlock", section: "zones" as const, name: "Sas", zone: -1, box: { x: 22, y: 8, w: 5, h: 5 } },
    { ...answers.comparisons[0]!.additions[0]!, id: "jump", name: "Perche", zone: -1, count: 3, box: { x: 23, y: 9, w: 1, h: 1 } },
  ],
  sheets: [{ id: "jump", section: "devices", title: "Perche", subtitle: { fr: "", en: "" }, description: "", facts: [{ field: "ip", value: { fr: "10.9.9.9", en: "10.9.9.9" }, origin: "author" as const, place: "" }], tags: [] }],
};
const planning = new World(smallScene({ ...answers, comparisons: [...answers.comparisons, scenario] }));

test("what a scenario adds is a thing one can name, find and look at; today's things come first", () => {
  assert.deepEqual(planning.resolve("jump"), { kind: "planned", index: -1, id: "jump" });
  assert.equal(planning.resolve("pc-2")?.kind, "device");
  assert.equal(planning.nameOf(planning.resolve("pc-2 -> jump")!), "Poste → Perche");
  assert.deepEqual(planning.boxOf(planning.resolve("jump")!), { x: 23, y: 9, w: 1, h: 1 });
  assert.deepEqual(planning.boxOf(planning.resolve("pc-2 -> jump")!), { x: 8.5, y: 9, w: 15.5, h: 1.5 });
  assert.deepEqual(new Finder(planning).find("perche", 9).refs.map((ref) => ref.id), ["jump", "pc-2 -> jump"]);
  assert.deepEqual(new Finder(planning).find("10.9.9", 9).refs.map((ref) => ref.id), ["jump"]);
});

test("choosing what a scenario adds shows a scenario that has it, and keeps one that does", () => {
  const chosen = reduce(planning, initialState(planning), { type: "select", id: "jump" });
  assert.deepEqual([chosen.scenario, chosen.mode], ["new-zone", "scenario"]);
  const ghost = { ...chosen, mode: "base" as const, sel: "" };
  assert.equal(reduce(planning, ghost, { type: "select", id: "jump" }).mode, "base");
  assert.equal(reduce(planning, chosen, { type: "select", id: "db" }).scenario, "new-zone");
});

test("a new zone holds its new devices, and lines are told at both ends", () => {
  const { holder, count, byId } = additionsIn(scenario);
  assert.equal(holder.get(byId.get("jump")!)?.id, "airlock");
  assert.equal(count.get(byId.get("airlock")!), 3);
  assert.deepEqual(linesAt(scenario, 1).map((line) => [line.other, line.outgoing]), [["jump", true]]);
  assert.deepEqual(linesAt(scenario, "jump").map((line) => [line.other, line.outgoing]), [[1, false]]);
  assert.deepEqual(planning.plans().get("db")!.map((plan) => plan.change.kind), ["changed"]);
});

test("the table of devices holds what the scenario looked at adds", () => {
  assert.equal(tableOf(planning, "devices", "fr").rows.length, 4);
  const { ids, rows } = tableOf(planning, "devices", "fr", "new-zone");
  assert.equal(ids.at(-1), "jump");
  assert.deepEqual([rows.at(-1)![3], rows.at(-1)![5], rows.at(-1)![7]], ["Sas", "3", "dans le scénario «\u00a0Sas\u00a0»"]);
});

test("numbers choose between one and many, as each language does", () => {
  assert.equal(say("fr", "viewCount", { n: 0 }), "0 équipement");
  assert.equal(say("en", "viewCount", { n: 0 }), "0 devices");
  assert.equal(say("fr", "viewCount", { n: "1\u202f200" }), "1\u202f200 équipements");
  assert.equal(say("en", "viewCount", { n: "1,200" }), "1,200 devices");
  assert.equal(say("fr", "scenarioFindings", { a: 1, b: 2 }), "1 constat disparaît, 2 apparaissent");
  assert.equal(say("en", "scenarioFindings", { a: 2, b: 1 }), "2 findings go, 1 comes");
});
