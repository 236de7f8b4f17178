/** Where every view stands, and when each is built again. */
import type { Ref } from "../world.js";
import type { App } from "./app.js";
import { attacks } from "./stories.js";
import { care } from "./care.js";
import { decide } from "./decide.js";
import { Paper } from "./paper.js";
import { viewsPage } from "./views.js";
import { chokes } from "./chokes.js";
import { layerBar, mapButtons, rail, titleBar, tools } from "./chrome.js";
import { h, icon, ICONS, Mount } from "./dom.js";
import { legend } from "./legend.js";
import { notesPage } from "./notes.js";
import { overview } from "./overview.js";
import { SearchView } from "./search.js";
import { sheet } from "./sheet.js";
import { StripView } from "./strip.js";
import { TableView } from "./tables.js";
import { inScenario, tipOf } from "./tip.js";
import { TreeView } from "./tree.js";

export class Layout {
  readonly search: SearchView;
  readonly strip: StripView;
  private readonly table: TableView;
  private readonly tree: TreeView;
  private readonly title = new Mount(h("div", { class: "title" }));
  private readonly tools = new Mount(h("div", { class: "tools", role: "toolbar" }));
  private readonly rail = new Mount(h("nav", { class: "rail" }));
  private readonly panelBody = new Mount(h("div", { class: "panel-body", tabindex: -1 }));
  private readonly panelTitle = h("h2", { class: "panel-title", tabindex: -1 });
  private readonly fold = h("button", { class: "icon-button", type: "button" }, icon(ICONS.left));
  private readonly panel = h("aside", { class: "panel" }, h("div", { class: "panel-head" }, this.panelTitle, this.fold), this.panelBody.root);
  private readonly side = new Mount(h("aside", { class: "side", hidden: true }));
  private readonly layers = new Mount(h("div", { class: "layers", role: "toolbar" }));
  private readonly buttons = new Mount(h("div", { class: "map-buttons", role: "toolbar" }));
  private readonly help = new Mount(h("section", { class: "help", hidden: true, role: "dialog" }));
  private readonly stripMount: Mount;
  private readonly tip = h("div", { class: "tip", hidden: true });
  private readonly live = h("p", { class: "unseen", "aria-live": "polite" });
  private readonly legendButton = h("button", { class: "toggle legend-button", type: "button", "data-key": "legend" });
  private readonly marking = h("p", { class: "map-marking" });
  private readonly nothing = h("p", { class: "nothing" });
  readonly paper: Paper;
  readonly root: HTMLElement;

  constructor(private readonly app: App) {
    this.paper = new Paper(app);
    this.search = new SearchView(app);
    this.strip = new StripView(app);
    this.stripMount = new Mount(this.strip.root);
    this.table = new TableView(app);
    this.tree = new TreeView(app);
    this.legendButton.addEventListener("click", () => app.store.dispatch({ type: "set", patch: { help: !app.state.help } }));
    this.fold.addEventListener("click", () => app.store.dispatch({ type: "set", patch: { tab: null } }));
    const stage = h("main", { class: "stage" }, app.map.canvas, this.nothing, this.layers.root, this.buttons.root, this.marking, this.legendButton, this.strip.root, this.tip, this.help.root, this.table.root);
    const bar = h("header", { class: "bar" }, this.title.root, this.search.root, this.tools.root);
    this.root = h("div", { class: "atlas" }, bar, this.rail.root, this.panel, stage, this.side.root, this.paper.head, this.paper.foot, this.live);
  }

  render(): void {
    const { state, world } = this.app;
    const { lang, tab } = state;
    this.title.update(lang, () => titleBar(this.app));
    this.tools.update(`${lang} ${state.theme} ${state.help}`, () => tools(this.app));
    this.rail.update(`${lang} ${tab} ${state.table}`, () => rail(this.app));
    this.layers.update(JSON.stringify([lang, state.layers, state.filters, state.view, state.scenario, state.mode]), () => this.keepOpen((open) => layerBar(this.app, open)));
    this.buttons.update(lang, () => mapButtons(this.app));
    this.stripMount.update(`${lang} ${state.story} ${state.step} ${state.playing}`, () => this.strip.render());
    this.renderPanel();
    const ref = state.sel ? world.resolve(state.sel) : null;
    this.side.root.hidden = !ref;
    this.side.root.setAttribute("aria-label", this.app.say("sheet"));
    this.side.update(JSON.stringify([lang, state.sel, state.blast, state.draft, state.scenario, state.mode, ref?.kind === "zone" && state.opened.get(ref.index)]), () => (ref ? sheet(this.app, ref) : []));
    this.legendButton.textContent = this.app.say("legend");
    this.legendButton.setAttribute("aria-expanded", String(state.help));
    this.help.root.hidden = !state.help;
    this.help.root.setAttribute("aria-label", this.app.say("help"));
    this.help.update(`${lang} ${state.help}`, () => (state.help ? legend(this.app) : []));
    this.table.render();
    this.search.translate();
    this.nothing.hidden = world.scene.zones.length > 0 || this.app.additions(state.scenario).byId.size > 0;
    this.nothing.textContent = this.app.say("nothingDrawn");
    this.marking.textContent = [this.app.pick(world.scene.meta.marking, 60), world.scene.meta.date].filter(Boolean).join(" · ");
  }

  /** The bar of layers over the map. */
  get bar(): HTMLElement {
    return this.layers.root;
  }

  /** Pixels at the bottom of the map that the sheet lies over: on a phone it is not beside it. */
  get covered(): number {
    const side = this.side.root;
    if (side.hidden || !matchMedia("(max-width: 900px)").matches) return 0;
    return Math.max(0, this.app.map.canvas.getBoundingClientRect().bottom - side.getBoundingClientRect().top);
  }

  /** A menu that was open stays open when its bar is built again. */
  private keepOpen(build: (open: boolean) => HTMLElement[]): HTMLElement[] {
    const open = this.layers.root.querySelector<HTMLDetailsElement>("details.filter")?.open ?? false;
    const built = build(open);
    for (const element of built) if (element instanceof HTMLDetailsElement) element.open = open;
    return built;
  }

  private renderPanel(): void {
    const { state } = this.app;
    const { tab, lang } = state;
    const folded = tab === null || state.table !== null;
    this.panel.hidden = folded;
    this.root.classList.toggle("folded", folded);
    if (!tab) return;
    this.panelTitle.textContent = this.app.say(tab);
    this.panel.setAttribute("aria-label", this.app.say(tab));
    this.fold.setAttribute("aria-label", this.app.say("fold"));
    const parts: Record<string, unknown> = {
      overview: null,
      attacks: [state.story, state.step, state.target],
      chokes: [state.choke, state.target],
      care: [state.story, state.blast],
      views: [state.view],
      decide: [state.ticked, state.scenario, state.mode],
      notes: [state.sel, state.draft, state.editing],
      inventory: [state.scenario],
    };
    this.panelBody.update(JSON.stringify([lang, tab, parts[tab] ?? null]), () => this.page());
  }

  private page(): HTMLElement[] {
    switch (this.app.state.tab) {
      case "overview":
        return overview(this.app);
      case "attacks":
        return attacks(this.app);
      case "chokes":
        return chokes(this.app);
      case "care":
        return care(this.app);
      case "views":
        return viewsPage(this.app);
      case "decide":
        return decide(this.app);
      case "inventory":
        return this.tree.render();
      case "notes":
        return notesPage(this.app);
      default:
        return [];
    }
  }

  /** The name of what is pointed at, beside the pointer: a device, a closed zone, what a scenario adds. */
  readonly point = (px: number, py: number, ref: Ref | null): void => {
    const told = ref ? tipOf(this.app, ref) : [];
    this.tip.hidden = !told.length;
    if (!told.length) return;
    this.tip.replaceChildren(...told);
    const left = Math.min(px + 14, this.app.map.view.w - this.tip.offsetWidth - 8);
    this.tip.style.transform = `translate(${Math.max(4, left)}px, ${py + 18}px)`;
  };

  announceSelection(): void {
    const { state, world } = this.app;
    const ref = state.sel ? world.resolve(state.sel) : null;
    const told = ref ? this.app.say("selected", { kind: this.app.kindOf(ref), name: world.nameOf(ref) }) : this.app.say("nothing");
    this.live.textContent = ref?.kind === "planned" ? `${told}, ${inScenario(this.app, ref)}` : told;
  }
}
