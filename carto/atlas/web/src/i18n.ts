/** Every word the page says by itself, in both languages. Words of the model come with the scene. */
import type { Language } from "./scene-types.js";
import { ANSWERS } from "./texts-answers.js";
import { PAGE } from "./texts-page.js";
import { WORDS } from "./texts-words.js";

const TEXTS = { ...PAGE, ...WORDS, ...ANSWERS };

export type Key = keyof typeof TEXTS;
export type Values = Readonly<Record<string, string | number>>;

/** Say `key` in a language, with its named values filled in; `{n:word|words}` chooses by the number `n`. */
export function say(language: Language, key: Key, values: Values = {}): string {
  const text: string = language === "fr" ? glued(TEXTS[key][0]) : TEXTS[key][1];
  const filled = text.replace(/\{(\w+):([^|}]*)\|([^}]*)\}/g, (_, name: string, one: string, many: string) => (isOne(language, values[name]) ? one : many));
  return filled.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
}

/** Whether a number, as written for people, takes the singular: in French also nought and what is under two. */
function isOne(language: Language, value: string | number | undefined): boolean {
  const number = typeof value === "number" ? value : Number(String(value ?? "").replace(/[\s\u202f]/g, "").replace(/,/g, language === "fr" ? "." : ""));
  return language === "fr" ? number < 2 : number === 1;
}

/** Keep French signs on the line of their word: no break after « nor before » : ; ! ? % and €. */
function glued(text: string): string {
  return text.replaceAll("« ", "«\u00a0").replace(/ (?=[»:;!?%€])/g, "\u00a0");
}

/** Say a key made from a word of the scene, or return the word when the page does not know it. */
export function sayKnown(language: Language, prefix: string, word: string): string {
  const key = prefix + word;
  return Object.hasOwn(TEXTS, key) ? say(language, key as Key) : word;
}

/** For tests: every key with both texts. */
export const ALL_TEXTS: Readonly<Record<string, readonly [string, string]>> = TEXTS;
