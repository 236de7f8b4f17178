/** Colours of the map in both themes. Every colour is doubled by a shape, a line style or a word. */
import { own } from "./lookup.js";

/** Families of device categories: few enough to tell apart, each with its own colour and outline. */
export const FAMILIES = ["care", "system", "user", "network", "identity", "building", "outside"] as const;
export type Family = (typeof FAMILIES)[number];
export type Outline = "circle" | "rounded" | "square" | "hexagon" | "octagon";

const FAMILY_OF: Readonly<Record<string, Family>> = {
  imaging: "care",
  laboratory: "care",
  monitoring: "care",
  therapy: "care",
  cardiology: "care",
  pharmacy: "care",
  theatre: "care",
  home: "care",
  server: "system",
  application: "system",
  infrastructure: "system",
  workstation: "user",
  mobile: "user",
  telephony: "user",
  media: "user",
  network: "network",
  security: "network",
  identity: "identity",
  building: "building",
  external: "outside",
};

export function familyOf(category: string): Family {
  return own(FAMILY_OF, category) ?? "system";
}

export const OUTLINE: Readonly<Record<Family, Outline>> = {
  care: "circle",
  system: "rounded",
  user: "square",
  network: "hexagon",
  identity: "octagon",
  building: "octagon",
  outside: "rounded",
};

export interface Palette {
  readonly dark: boolean;
  readonly ground: string;
  readonly site: string;
  readonly siteEdge: string;
  readonly surface: string;
  readonly ink: string;
  readonly inkSoft: string;
  readonly halo: string;
  /** By trust level 0 to 5: fill and border of zones. */
  readonly zone: readonly string[];
  readonly zoneEdge: readonly string[];
  readonly hatch: string;
  readonly family: Readonly<Record<Family, string>>;
  /** By risk 0 to 4. */
  readonly risk: readonly string[];
  readonly link: string;
  readonly flow: string;
  readonly administration: string;
  readonly bundle: string;
  readonly attack: string;
  readonly attackInk: string;
  readonly choke: string;
  readonly select: string;
  readonly note: string;
  readonly noteInk: string;
}

export const LIGHT: Palette = {
  dark: false,
  ground: "#eef1f4",
  site: "#ffffff",
  siteEdge: "#c4ccd6",
  surface: "#ffffff",
  ink: "#16212e",
  inkSoft: "#4c5b6b",
  halo: "#ffffff",
  zone: ["#fdf0ee", "#fdf5e8", "#f8f7f1", "#f3f6f9", "#ebf2fa", "#e1ecf9"],
  zoneEdge: ["#b3261e", "#b97f1e", "#968c72", "#8496ab", "#6d8cb5", "#3f6cab"],
  hatch: "#e9b8b2",
  family: {
    care: "#00705c",
    system: "#0b5cad",
    user: "#4a5a6d",
    network: "#8a5a00",
    identity: "#7d3c98",
    building: "#6d4c3d",
    outside: "#a3175b",
  },
  risk: ["#6b7885", "#6b7885", "#b07a00", "#c94f00", "#a8102f"],
  link: "#8494a5",
  flow: "#2f77bd",
  administration: "#7d3c98",
  bundle: "#93a4b6",
  attack: "#c2132f",
  attackInk: "#ffffff",
  choke: "#6a1b9a",
  select: "#0b5cad",
  note: "#ffd84d",
  noteInk: "#2b2200",
};

export const DARK: Palette = {
  dark: true,
  ground: "#0d1319",
  site: "#141c24",
  siteEdge: "#33414f",
  surface: "#1a242e",
  ink: "#e8eef4",
  inkSoft: "#a3b2c1",
  halo: "#10171e",
  zone: ["#2b1a1b", "#2a2418", "#22231f", "#1b242d", "#1a2835", "#192d43"],
  zoneEdge: ["#f0776c", "#d9a441", "#8f8a78", "#5f748a", "#5d83b3", "#6aa0e6"],
  hatch: "#5b2c2c",
  family: {
    care: "#42cdb0",
    system: "#74b6f7",
    user: "#b2c0ce",
    network: "#e6b64c",
    identity: "#d7a0ea",
    building: "#d0ab97",
    outside: "#f58cba",
  },
  risk: ["#8b98a5", "#8b98a5", "#e3b341", "#ff8f4a", "#ff6b81"],
  link: "#5d6f81",
  flow: "#5a9fe0",
  administration: "#c58adb",
  bundle: "#54677a",
  attack: "#ff5a72",
  attackInk: "#1b0508",
  choke: "#cf9af0",
  select: "#8cc4ff",
  note: "#ffdf6b",
  noteInk: "#2b2200",
};

export const FONT = '"Segoe UI", system-ui, -apple-system, Roboto, "Noto Sans", "DejaVu Sans", sans-serif';
