/** The drawings on devices, as strokes in a box of 24 by 24. Own drawings. */
import { own } from "./lookup.js";
import type { Outline } from "./palette.js";

export const GLYPHS: Readonly<Record<string, string>> = {
  application: "M3 5h18v14H3zM3 9.5h18M6 7.3h.01M9 7.3h.01",
  bed: "M3 20V10M3 17h18v3M21 17v-2a3 3 0 0 0-3-3h-8v5M4 6h4l1.5-3 2.5 5.5L13.5 6H20",
  building: "M4 21V10l8-6.5 8 6.5v11zM12 12.4a2.8 2.8 0 1 0 .01 0M12 10.6v1.8M12 18v1.8M7.6 15.2h1.6M14.8 15.2h1.6",
  camera: "M12 4a7 7 0 1 0 .01 0zM12 8a3 3 0 1 0 .01 0zM7 21h10M12 18v3",
  cloud: "M7 18.5h10a4.2 4.2 0 0 0 .6-8.35A6 6 0 0 0 6.2 9.6 4.5 4.5 0 0 0 7 18.5z",
  database: "M5 6c0-1.7 3.1-3 7-3s7 1.3 7 3-3.1 3-7 3-7-1.3-7-3zM5 6v12c0 1.7 3.1 3 7 3s7-1.3 7-3V6M5 12c0 1.7 3.1 3 7 3s7-1.3 7-3",
  firewall: "M3 4h18v16H3zM3 9.3h18M3 14.6h18M12 4v5.3M7.5 9.3v5.3M16.5 9.3v5.3M12 14.6V20",
  flask: "M9 3h6M10 3v6.5L4.8 18.2A1.9 1.9 0 0 0 6.5 21h11a1.9 1.9 0 0 0 1.7-2.8L14 9.5V3M7.6 15h8.8",
  gateway: "M8 3v18M16 3v18M2 9h17M16.5 6.5 19 9l-2.5 2.5M22 15H5M7.5 12.5 5 15l2.5 2.5",
  heart: "M12 20.5S3.5 15 3.5 9.3A4.4 4.4 0 0 1 12 7.4a4.4 4.4 0 0 1 8.5 1.9C20.5 15 12 20.5 12 20.5zM6.5 12H10l1.3-2.6 1.8 4.6 1.2-2h3.2",
  key: "M8 10.5a4.5 4.5 0 1 0 .01 0zM11.2 11.8 20 3M16.5 6.5l3 3M14 9l2 2",
  media: "M8 11h8v9a1.5 1.5 0 0 1-1.5 1.5h-5A1.5 1.5 0 0 1 8 20zM9.5 11V3h5v8M11 6.5h.01M13 6.5h.01",
  mobile: "M7 2.5h10v19H7zM11 18.5h2",
  phone: "M5 4h4l1.5 5L8 10.5a12 12 0 0 0 5.5 5.5l1.5-2.5 5 1.5v4a2 2 0 0 1-2 2C10.3 20.5 3.5 13.7 3 6a2 2 0 0 1 2-2z",
  pill: "M10.5 20.5a5 5 0 0 1-7-7l10-10a5 5 0 0 1 7 7zM8.5 8.5l7 7",
  pump: "M12 3s6.5 7 6.5 11.5a6.5 6.5 0 0 1-13 0C5.5 10 12 3 12 3zM9 15a3 3 0 0 0 3 3",
  scanner: "M12 2.5a9 9 0 1 0 .01 0zM12 7.5a4 4 0 1 0 .01 0zM2 22h20",
  server: "M4 4h16v6.5H4zM4 13.5h16V20H4zM7.5 7.2h.01M7.5 16.8h.01M12 7.2h5M12 16.8h5",
  shield: "M12 3l8 3v6c0 5-3.5 8-8 9.5C7.5 20 4 17 4 12V6zM8.5 12l2.5 2.5 4.5-5",
  storage: "M4 6c0-1.4 3.6-2.5 8-2.5S20 4.6 20 6s-3.6 2.5-8 2.5S4 7.4 4 6zM4 12c0 1.4 3.6 2.5 8 2.5s8-1.1 8-2.5M4 18c0 1.4 3.6 2.5 8 2.5s8-1.1 8-2.5",
  switch: "M3.5 12h17M12 3.5v17M6.5 9l-3 3 3 3M17.5 9l3 3-3 3M9 6.5l3-3 3 3M9 17.5l3 3 3-3",
  workstation: "M3 4h18v12H3zM12 16v4M8 20.5h8",
};

const UNKNOWN_GLYPH = "M8.5 9a3.5 3.5 0 1 1 5 3.2c-1 .5-1.5 1.2-1.5 2.3M12 18.5h.01";

export function glyphPath(glyph: string): string {
  return own(GLYPHS, glyph) ?? UNKNOWN_GLYPH;
}

/** Outlines around glyphs, in the same box, the glyph being drawn smaller inside. */
export const OUTLINES: Readonly<Record<Outline, string>> = {
  circle: "M12 1a11 11 0 1 0 .01 0z",
  rounded: "M6 1.5h12A4.5 4.5 0 0 1 22.5 6v12a4.5 4.5 0 0 1-4.5 4.5H6A4.5 4.5 0 0 1 1.5 18V6A4.5 4.5 0 0 1 6 1.5z",
  square: "M2 2h20v20H2z",
  hexagon: "M12 .6 22 6.3v11.4L12 23.4 2 17.7V6.3z",
  octagon: "M7.4 1.2h9.2l6.2 6.2v9.2l-6.2 6.2H7.4l-6.2-6.2V7.4z",
};

/** Marks of risk, by level 2 to 4: diamond, triangle, octagon. */
export const RISK_MARKS: Readonly<Record<number, string>> = {
  1: "M12 7a5 5 0 1 0 .01 0z",
  2: "M12 2 22 12 12 22 2 12z",
  3: "M12 2 23 21.5H1z",
  4: "M7.6 1.5h8.8L22.5 7.6v8.8l-6.1 6.1H7.6L1.5 16.4V7.6z",
};

export const MARKS = {
  target: "M12 1.5a10.5 10.5 0 1 0 .01 0zM12 7.5a4.5 4.5 0 1 0 .01 0z",
  choke: "M4 3h16L13.5 12 20 21H4l6.5-9z",
  exposed: "M12 2a10 10 0 1 0 .01 0zM2 12h20M12 2c-6 5-6 15 0 20M12 2c6 5 6 15 0 20",
  lock: "M5 11h14v10H5zM8 11V8a4 4 0 0 1 8 0v3",
} as const;
