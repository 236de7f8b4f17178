/** Notes: what a consultant pins to the map, and the YAML that the model accepts back. Pure. */
import type { SceneNote } from "./scene-types.js";

/** What was changed since the atlas was built: kept in the browser, laid over the notes of the scene. */
export interface Draft {
  readonly changed: readonly SceneNote[];
  readonly removed: readonly string[];
}

export const NO_DRAFT: Draft = { changed: [], removed: [] };

/** The notes as they stand: those of the scene in their order, changed or removed, then the new ones. */
export function merged(notes: readonly SceneNote[], draft: Draft): SceneNote[] {
  const changed = new Map(draft.changed.map((note) => [note.id, note]));
  const kept = notes.filter((note) => !draft.removed.includes(note.id)).map((note) => changed.get(note.id) ?? note);
  const known = new Set(notes.map((note) => note.id));
  return [...kept, ...draft.changed.filter((note) => !known.has(note.id))];
}

export function withNote(draft: Draft, note: SceneNote): Draft {
  const others = draft.changed.filter((other) => other.id !== note.id);
  return { changed: [...others, note], removed: draft.removed.filter((id) => id !== note.id) };
}

export function withoutNote(draft: Draft, id: string): Draft {
  return { changed: draft.changed.filter((note) => note.id !== id), removed: [...draft.removed.filter((other) => other !== id), id] };
}

/** A free id: `note-1`, `note-2`, … */
export function freeId(taken: ReadonlySet<string>): string {
  for (let k = 1; ; k++) if (!taken.has(`note-${k}`)) return `note-${k}`;
}

/** A draft read from storage: whatever is not one is none. */
export function readDraft(text: string | null): Draft {
  try {
    const draft = JSON.parse(text ?? "null") as Draft | null;
    if (!draft || !Array.isArray(draft.changed) || !Array.isArray(draft.removed)) return NO_DRAFT;
    const whole = (note: SceneNote): boolean => typeof note.id === "string" && typeof note.text === "string" && Array.isArray(note.on) && Array.isArray(note.replies);
    return { changed: draft.changed.filter(whole), removed: draft.removed.filter((id) => typeof id === "string") };
  } catch {
    return NO_DRAFT;
  }
}

/** A text in double quotes, with every sign escaped that YAML or an editor could take for something else. */
export function quoted(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\u009f\u2028\u2029\ufeff\u200b-\u200f\u202a-\u202e\u2066-\u2069]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** All notes as a file of the model; `comment` says what it replaces. */
export function notesYaml(notes: readonly SceneNote[], comment: string): string {
  const lines = [`# ${comment.replace(/\s+/g, " ")}`, notes.length ? "notes:" : "notes: {}"];
  for (const note of notes) {
    lines.push(`  ${quoted(note.id)}:`, `    on: [${note.on.map(quoted).join(", ")}]`, `    text: ${quoted(note.text)}`);
    for (const field of ["author", "date", "severity"] as const) if (note[field]) lines.push(`    ${field}: ${quoted(note[field])}`);
    lines.push(`    status: ${note.status}`, `    visibility: ${note.visibility}`);
    if (note.replies.length) lines.push("    replies:");
    for (const reply of note.replies) {
      lines.push(`      - text: ${quoted(reply.text)}`);
      for (const field of ["author", "date"] as const) if (reply[field]) lines.push(`        ${field}: ${quoted(reply[field])}`);
    }
  }
  return `${lines.join("\n")}\n`;
}
