/** What the reader has chosen: one frozen state, changed by pure reducers only. */
import { NO_FILTERS, type Filters } from "./filters.js";
import type { Layers } from "./layers.js";
import { isView, linesOf } from "./perspectives.js";
import { NO_DRAFT, type Draft } from "./notes.js";
import type { Language } from "./scene-types.js";
import type { World } from "./world.js";

export type Theme = "auto" | "light" | "dark";
export const TABS = ["overview", "views", "attacks", "chokes", "care", "decide", "inventory", "notes"] as const;
export type Tab = (typeof TABS)[number];
export const TABLES = ["devices", "findings", "flows", "links", "external", "accounts", "unknowns"] as const;
export type TableName = (typeof TABLES)[number];

export const MODES = ["base", "scenario", "difference"] as const;
export type Mode = (typeof MODES)[number];

export interface State {
  readonly lang: Language;
  readonly theme: Theme;
  /** The open page of the side panel; null when folded away. */
  readonly tab: Tab | null;
  readonly table: TableName | null;
  /** Id of the selected thing, or empty. */
  readonly sel: string;
  readonly story: string;
  /** Index of the step shown, or -1 for the whole story. */
  readonly step: number;
  readonly playing: boolean;
  /** Id of the target whose stories and choke points are listed, or empty for all. */
  readonly target: string;
  /** Index of the choke point looked at, or -1. */
  readonly choke: number;
  /** Id of the thing whose fall is shown, or empty. */
  readonly blast: string;
  /** Key of the view shown, or empty for all. */
  readonly view: string;
  /** Measures ticked to see what falls. */
  readonly ticked: readonly string[];
  /** The scenario looked at, or empty; and what of it is drawn. */
  readonly scenario: string;
  readonly mode: Mode;
  readonly layers: Layers;
  readonly filters: Filters;
  readonly opened: ReadonlyMap<number, boolean>;
  readonly help: boolean;
  /** Notes added or changed since the atlas was built. */
  readonly draft: Draft;
  /** Id of the note in the form, or empty. */
  readonly editing: string;
}

export type Action =
  | { readonly type: "set"; readonly patch: Partial<State> }
  | { readonly type: "select"; readonly id: string }
  | { readonly type: "story"; readonly id: string; readonly step?: number }
  | { readonly type: "step"; readonly by: number }
  | { readonly type: "choke"; readonly index: number }
  | { readonly type: "blast"; readonly id: string }
  | { readonly type: "view"; readonly key: string }
  | { readonly type: "layer"; readonly layer: keyof Layers }
  | { readonly type: "open"; readonly zone: number; readonly open: boolean }
  | { readonly type: "escape" };

/** Zones up to which links are drawn from the start: more would be a felt. */
const FEW_ZONES = 60;

export function initialState(world: World): State {
  const edges = world.n <= 1000 && world.scene.zones.length <= FEW_ZONES;
  return {
    lang: world.scene.meta.language,
    theme: "auto",
    tab: "overview",
    table: null,
    sel: "",
    story: "",
    step: -1,
    playing: false,
    target: "",
    choke: -1,
    blast: "",
    view: "",
    ticked: [],
    scenario: "",
    mode: "base",
    layers: { links: edges, flows: false, administration: false },
    filters: NO_FILTERS,
    opened: new Map(),
    help: false,
    draft: NO_DRAFT,
    editing: "",
  };
}

/** Return the state after an action; the same object when nothing changes. */
export function reduce(world: World, state: State, action: Action): State {
  switch (action.type) {
    case "set":
      return { ...state, ...action.patch };
    case "select":
      return inSight(world, { ...state, sel: world.resolve(action.id) ? action.id : "", help: false });
    case "story":
      return startStory(world, state, action.id, action.step ?? -1);
    case "step":
      return moveStep(world, state, action.by);
    case "choke":
      return { ...state, choke: action.index, story: "", step: -1, playing: false, blast: "", tab: "chokes", table: null };
    case "blast":
      return { ...state, blast: action.id, story: "", step: -1, playing: false, choke: -1, table: null };
    case "view":
      return { ...state, view: isView(world, action.key) ? action.key : "", layers: linesOf(world, action.key) ?? state.layers, table: null };
    case "layer":
      return { ...state, layers: { ...state.layers, [action.layer]: !state.layers[action.layer] } };
    case "open":
      return { ...state, opened: new Map(state.opened).set(action.zone, action.open) };
    case "escape":
      return escape(state);
  }
}

/** What a scenario adds is looked at under a scenario that has it. */
export function inSight(world: World, state: State): State {
  const plans = world.resolve(state.sel)?.kind === "planned" ? (world.plans().get(state.sel) ?? []) : [];
  if (!plans.length || plans.some((plan) => plan.scenario.id === state.scenario)) return state;
  return { ...state, scenario: plans[0]!.scenario.id, mode: "scenario" };
}

function startStory(world: World, state: State, id: string, step: number): State {
  const story = world.stories().get(id);
  if (!story) return { ...state, story: "", step: -1, playing: false };
  const within = Math.max(-1, Math.min(step, story.steps.length - 1));
  return { ...state, story: id, step: within, tab: "attacks", table: null, choke: -1, blast: "", playing: false };
}

function moveStep(world: World, state: State, by: number): State {
  const story = world.stories().get(state.story);
  if (!story) return state;
  const step = Math.max(-1, Math.min(story.steps.length - 1, state.step + by));
  return step === state.step ? { ...state, playing: false } : { ...state, step };
}

/** One thing at a time, the most recent first: help, table, selection, then whatever is lit on the map. */
function escape(state: State): State {
  if (state.help) return { ...state, help: false };
  if (state.table) return { ...state, table: null };
  if (state.sel) return { ...state, sel: "" };
  if (state.blast) return { ...state, blast: "" };
  if (state.choke >= 0) return { ...state, choke: -1 };
  if (state.story) return { ...state, story: "", step: -1, playing: false };
  return state;
}

export type Listener = (state: State, before: State) => void;

/** Holds the one state and tells the views when it changes. */
export class Store {
  private readonly listeners: Listener[] = [];

  constructor(
    readonly world: World,
    private current: State,
  ) {}

  get state(): State {
    return this.current;
  }

  dispatch(action: Action): void {
    const before = this.current;
    this.current = reduce(this.world, before, action);
    if (this.current !== before) for (const listener of this.listeners) listener(this.current, before);
  }

  subscribe(listener: Listener): void {
    this.listeners.push(listener);
  }
}
