/** Text of unknown origin, made fit to show: pure functions, no DOM. */
import type { Language, Words } from "./scene-types.js";

/** Controls, bidirectional overrides and invisible characters: they may hide or reverse what stands beside them. */
const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** Blanks but those that keep a sign with its word, and rows of those. */
const BLANKS = /[^\S\u00a0\u202f]+|[\u00a0\u202f]{2,}/g;

/** Return `text` without unseen characters, on one line, at most `limit` characters. */
export function clean(text: string, limit = 400): string {
  const cut = text.length > limit * 4 ? text.slice(0, limit * 4) : text;
  const seen = cut.replace(UNSEEN, "").replace(BLANKS, " ").trim();
  return seen.length > limit ? `${cutWhole(seen, limit - 1)}…` : seen;
}

function cutWhole(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last <= 0xdbff ? length - 1 : length);
}

/** Return `text` in lower case and without accents, for comparing. */
export function fold(text: string): string {
  return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
}

/** Return the words in one language, falling back on the other when empty. */
export function pick(words: Words, language: Language): string {
  return words[language] || words.fr || words.en || "";
}

let collator: Intl.Collator | undefined;

/** Compare two texts as people sort them: digits by value, accents folded. */
export function compareText(one: string, two: string): number {
  collator ??= new Intl.Collator("fr", { numeric: true, sensitivity: "base" });
  return collator.compare(one, two);
}

const SIGNS = { fr: { thousands: "\u202f", point: "," }, en: { thousands: ",", point: "." } } as const;

/** Return a number in the reader's notation. Written here, since asking the browser first loads its tables of languages. */
export function number(value: number, language: Language, digits = 0): string {
  if (!Number.isFinite(value) || Math.abs(value) >= 1e21) return String(value);
  const { thousands, point } = SIGNS[language];
  const [whole = "", part = ""] = value.toFixed(digits).split(".");
  const kept = part.replace(/0+$/, "");
  const written = whole.replace(/\B(?=(\d{3})+$)/g, thousands) + (kept ? point + kept : "");
  return /[1-9]/.test(written) ? written : "0";
}

/** Return a share 0..1 as a percentage, never rounding something to nothing. */
export function percent(share: number, language: Language): string {
  if (share > 0 && share < 0.01) return language === "fr" ? "moins de 1 %" : "under 1%";
  if (share < 1 && share > 0.99) return language === "fr" ? "plus de 99 %" : "over 99%";
  return number(share * 100, language) + (language === "fr" ? "\u00a0%" : "%");
}
