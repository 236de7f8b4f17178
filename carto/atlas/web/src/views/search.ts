/** The search box: a combobox that jumps and lists; it never hides anything. */
import { Finder } from "../find.js";
import type { Ref } from "../world.js";
import type { App } from "./app.js";
import { h, icon, ICONS, user } from "./dom.js";
import { inScenario } from "./tip.js";

const MOST = 40;

export class SearchView {
  readonly input = h("input", { type: "search", id: "search", role: "combobox", autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list", "aria-controls": "found", "aria-expanded": "false", "data-key": "search" });
  private readonly list = h("ul", { class: "found", id: "found", role: "listbox", hidden: true });
  readonly root = h("div", { class: "search" }, icon(ICONS.search, { size: 16 }), this.input, this.list);
  private readonly finder: Finder;
  private refs: Ref[] = [];
  private at = -1;

  constructor(private readonly app: App) {
    this.finder = new Finder(app.world);
    this.input.addEventListener("input", () => this.search());
    this.input.addEventListener("focus", () => this.search());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.root.addEventListener("focusout", (event) => {
      if (!this.root.contains(event.relatedTarget as Node | null)) this.hide();
    });
  }

  /** Say everything again in the reader's language. */
  translate(): void {
    this.input.placeholder = this.app.say("search");
    this.input.setAttribute("aria-label", this.app.say("searchShort"));
    this.list.setAttribute("aria-label", this.app.say("searchShort"));
  }

  private hide(): void {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  private search(): void {
    const query = this.input.value.slice(0, 200);
    if (!query.trim()) return this.hide();
    const { refs, total } = this.finder.find(query, MOST);
    this.refs = refs;
    this.at = refs.length ? 0 : -1;
    this.list.replaceChildren(...refs.map((ref, k) => this.option(ref, k)));
    if (!refs.length) this.list.append(h("li", { class: "fine note", role: "option", "aria-disabled": "true" }, this.app.say("noResult", { q: query.slice(0, 60) })));
    if (total > refs.length) this.list.append(h("li", { class: "fine note", role: "option", "aria-disabled": "true" }, this.app.say("moreResults", { n: this.app.number(total - refs.length) })));
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark();
  }

  private option(ref: Ref, k: number): HTMLElement {
    const { app } = this;
    const zone = ref.kind === "device" ? app.world.zoneAt(app.world.zone[ref.index]!) : null;
    const item = h(
      "li",
      { role: "option", id: `found-${k}`, "aria-selected": "false" },
      app.badge(ref),
      h("span", { class: "found-name" }, user(app.world.nameOf(ref), 90), ref.kind === "planned" ? h("span", { class: "chip chip-planned" }, user(inScenario(app, ref), 90)) : h("span", { class: "fine" }, zone ? user(zone.name || zone.id, 50) : user(ref.id, 50))),
      h("span", { class: "chip" }, app.kindOf(ref)),
    );
    item.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      this.go(k);
    });
    return item;
  }

  private mark(): void {
    this.refs.forEach((_, k) => this.list.children[k]?.setAttribute("aria-selected", String(k === this.at)));
    this.list.children[this.at]?.scrollIntoView({ block: "nearest" });
    if (this.at >= 0) this.input.setAttribute("aria-activedescendant", `found-${this.at}`);
    else this.input.removeAttribute("aria-activedescendant");
  }

  private go(k: number): void {
    const ref = this.refs[k];
    if (!ref) return;
    this.hide();
    this.app.go(ref.id);
  }

  private key(event: KeyboardEvent): void {
    const moves: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };
    const move = moves[event.key];
    if (move !== undefined && this.refs.length) {
      this.at = (this.at + move + this.refs.length) % this.refs.length;
      this.mark();
    } else if (event.key === "Enter") {
      this.go(Math.max(0, this.at));
      this.app.map.canvas.focus();
    } else if (event.key === "Escape") {
      event.stopPropagation();
      if (this.list.hidden) this.app.map.canvas.focus();
      this.input.value = "";
      this.hide();
    } else return;
    event.preventDefault();
  }
}
