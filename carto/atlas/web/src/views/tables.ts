/** Tables over the map: sorted, filtered, drawn a window at a time, exported as CSV. */
import { csv } from "../csv.js";
import { tableOf, type Table } from "../tables.js";
import { TABLES, type TableName } from "../store.js";
import { clean, compareText, fold } from "../text.js";
import type { App } from "./app.js";
import { h, icon, ICONS, user } from "./dom.js";
import { save } from "./save.js";

const ROW = 30;

export class TableView {
  readonly root = h("section", { class: "table-view", hidden: true });
  private table: Table | null = null;
  private order: number[] = [];
  private sort = { column: -1, down: false };
  private query = "";
  private body = h("div", { class: "table-body", tabindex: 0, role: "rowgroup" });
  private count = h("span", { class: "fine" });
  private made = "";

  constructor(private readonly app: App) {}

  render(): void {
    const { table: name, lang, scenario } = this.app.state;
    this.root.hidden = name === null;
    if (!name) return;
    const key = `${name} ${lang} ${scenario}`;
    if (key === this.made) return;
    if (!this.made.startsWith(`${name} `)) {
      this.sort = { column: -1, down: false };
      this.query = "";
    }
    this.made = key;
    this.table = tableOf(this.app.world, name, lang, scenario);
    this.build(name);
    this.arrange();
  }

  private build(name: TableName): void {
    const { app } = this;
    const tabs = TABLES.map((other) => h("button", { class: "toggle", type: "button", "data-key": `table-${other}`, "aria-pressed": other === name, onclick: () => app.store.dispatch({ type: "set", patch: { table: other } }) }, app.say(`table_${other}`)));
    const filter = h("input", { type: "search", placeholder: app.say("filterRows"), "aria-label": app.say("filterRows"), value: this.query });
    filter.addEventListener("input", () => {
      this.query = filter.value;
      this.arrange();
    });
    this.body = h("div", { class: "table-body", tabindex: 0, role: "rowgroup", onscroll: () => this.window() });
    this.root.setAttribute("aria-label", app.say(`table_${name}`));
    this.root.replaceChildren(
      h("div", { class: "table-bar" }, ...tabs, h("span", { class: "grow" }), filter, this.count, h("button", { class: "secondary", type: "button", "data-key": "csv", onclick: () => this.export(name) }, app.say("exportCsv")), h("button", { class: "icon-button", type: "button", "aria-label": app.say("close"), onclick: () => app.store.dispatch({ type: "set", patch: { table: null } }) }, icon(ICONS.close))),
      h("div", { class: `table-grid table-${name}`, role: "table", "aria-label": app.say(`table_${name}`) }, this.head(), this.body),
    );
  }

  private head(): HTMLElement {
    const cells = this.table!.columns.map((key, column) => {
      const sorted = this.sort.column === column ? (this.sort.down ? "descending" : "ascending") : "none";
      return h("span", { class: "cell", role: "columnheader", "aria-sort": sorted }, h("button", { type: "button", "data-key": `sort-${column}`, onclick: () => this.sortBy(column) }, this.app.say(key), sorted === "none" ? "" : sorted === "ascending" ? " ▲" : " ▼"));
    });
    return h("div", { class: "table-head", role: "rowgroup" }, h("div", { class: "line-row", role: "row" }, ...cells));
  }

  private sortBy(column: number): void {
    this.sort = { column, down: this.sort.column === column && !this.sort.down };
    const head = this.head();
    this.root.querySelector(".table-head")?.replaceWith(head);
    head.querySelectorAll("button")[column]?.focus();
    this.arrange();
  }

  /** Choose and order the rows. Complexity: n log n in rows shown. */
  private arrange(): void {
    const { rows } = this.table!;
    const words = fold(this.query).split(/\s+/).filter(Boolean);
    this.order = rows.map((_, i) => i).filter((i) => !words.length || words.every((word) => fold(rows[i]!.join(" ")).includes(word)));
    const { column, down } = this.sort;
    if (column >= 0) this.order.sort((one, two) => (down ? -1 : 1) * compareText(rows[one]![column]!, rows[two]![column]!) || one - two);
    this.count.textContent = this.told();
    this.body.scrollTop = 0;
    this.window();
  }

  /** How many rows are shown; of findings, also when they are not all there are, or when nobody looked for them. */
  private told(): string {
    const { app } = this;
    const total = app.world.scene.findings_total ?? -1;
    const listed = app.world.scene.findings?.length ?? 0;
    if (app.state.table === "findings" && total < 0) return app.say("findingsNotRun");
    if (app.state.table === "findings" && total > listed) return app.say("findingsCut", { n: app.number(this.order.length), total: app.number(total) });
    return app.say("rowsShown", { n: app.number(this.order.length) });
  }

  /** Only the rows in sight exist in the page. */
  private window(): void {
    const first = Math.max(0, Math.floor(this.body.scrollTop / ROW) - 10);
    const last = Math.min(this.order.length, first + Math.ceil((this.body.clientHeight || 700) / ROW) + 20);
    const inside = h("div", { class: "table-rows" });
    inside.style.height = `${this.order.length * ROW}px`;
    for (let k = first; k < last; k++) inside.append(this.row(this.order[k]!, k));
    this.body.replaceChildren(inside);
  }

  private row(i: number, k: number): HTMLElement {
    const cells = this.table!.rows[i]!.map((text, column) => h("span", { class: "cell", role: "cell", title: clean(text, 300) }, column === 0 ? this.go(i, text) : user(text, 200)));
    const row = h("div", { class: "line-row", role: "row" }, ...cells);
    row.style.top = `${k * ROW}px`;
    return row;
  }

  private go(i: number, text: string): HTMLElement {
    const id = this.table!.ids[i]!;
    if (!this.app.world.resolve(id)) return user(text, 120);
    return h("button", { class: "link", type: "button", onclick: () => this.app.go(id) }, user(text, 120));
  }

  private export(name: TableName): void {
    const { columns, rows } = this.table!;
    const lines = [columns.map((key) => this.app.say(key)), ...this.order.map((i) => rows[i]!)];
    save(`carto-${name}.csv`, "text/csv;charset=utf-8", csv(lines, this.app.state.lang));
  }
}
