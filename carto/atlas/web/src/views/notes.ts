/** The notes page: read, add, edit, answer, resolve, and save as a file of the model. */
import { freeId, merged, notesYaml, withNote, withoutNote } from "../notes.js";
import type { SceneNote } from "../scene-types.js";
import type { App } from "./app.js";
import { add, h, user } from "./dom.js";
import { save } from "./save.js";

export function notesOf(app: App): SceneNote[] {
  return merged(app.world.scene.notes ?? [], app.state.draft);
}

export function notesPage(app: App): HTMLElement[] {
  const all = notesOf(app);
  const { draft, editing } = app.state;
  const dirty = draft.changed.length + draft.removed.length > 0;
  const list = h("ol", { class: "cards" }, ...all.map((note, k) => h("li", { class: "card note-card" }, note.id === editing ? form(app, note) : noteCard(app, note, k + 1))));
  const fresh = editing && !all.some((note) => note.id === editing) ? form(app, blank(app, editing)) : null;
  const pinned = app.state.sel && app.world.resolve(app.state.sel)?.kind !== "planned";
  const adding = pinned && !fresh ? h("button", { class: "secondary", type: "button", "data-key": "note-add", onclick: () => startNote(app) }, app.say("noteAdd")) : null;
  return [
    all.length || fresh ? null : h("p", { class: "empty" }, app.say("noNote")),
    pinned ? adding : h("p", { class: "fine" }, app.say("noteHow")),
    fresh,
    list,
    dirty ? h("p", { class: "caution" }, app.say("notesDraft")) : null,
    all.length || dirty ? h("p", { class: "actions" }, h("button", { class: dirty ? "primary" : "secondary", type: "button", "data-key": "notes-save", onclick: () => saveNotes(app) }, app.say("notesSave"))) : null,
  ].filter((part) => part !== null);
}

/** Begin a note on the selected thing. */
export function startNote(app: App): void {
  const taken = new Set([...notesOf(app).map((note) => note.id), ...app.state.draft.removed]);
  let id = freeId(taken);
  while (app.world.resolve(id)) {
    taken.add(id);
    id = freeId(taken);
  }
  app.store.dispatch({ type: "set", patch: { editing: id, tab: "notes", table: null } });
}

function blank(app: App, id: string): SceneNote {
  return { id, on: app.state.sel ? [app.state.sel] : [], text: "", author: lastAuthor(app), date: new Date().toISOString().slice(0, 10), severity: "", status: "open", visibility: "client", replies: [] };
}

function lastAuthor(app: App): string {
  return app.state.draft.changed.at(-1)?.author ?? "";
}

function keep(app: App, note: SceneNote): void {
  app.store.dispatch({ type: "set", patch: { draft: withNote(app.state.draft, note), editing: "" } });
}

function noteCard(app: App, note: SceneNote, number: number): HTMLElement {
  const press = (key: string, label: string, act: () => void): HTMLElement => h("button", { class: "text-button", type: "button", "data-key": `${key}-${note.id}`, onclick: act }, label);
  const open = note.status !== "resolved";
  const card = h("div", { class: open ? "note" : "note resolved" });
  add(card, [
    h("p", { class: "note-head" }, h("span", { class: "note-number" }, String(number)), h("span", { class: "fine" }, [note.author, note.date].filter(Boolean).length ? user([note.author, note.date].filter(Boolean).join(" · "), 90) : null)),
    h("p", { class: "description" }, user(note.text, 4000)),
    h("p", { class: "links" }, ...note.on.map((id) => app.link(id))),
    h("p", { class: "chips" }, note.severity ? h("span", { class: "chip" }, app.known("severity-", note.severity)) : null, h("span", { class: "chip" }, app.known("note-", note.status)), note.visibility === "private" ? h("span", { class: "chip evidence-declared" }, app.say("note-private")) : null),
    ...note.replies.map((reply) => h("p", { class: "reply" }, user(reply.text, 2000), h("span", { class: "fine" }, " — ", user([reply.author, reply.date].filter(Boolean).join(" · "), 90)))),
    h(
      "p",
      { class: "actions" },
      press("note-edit", app.say("noteEdit"), () => app.store.dispatch({ type: "set", patch: { editing: note.id } })),
      press("note-state", app.say(open ? "noteResolve" : "noteReopen"), () => keep(app, { ...note, status: open ? "resolved" : "open" })),
      press("note-remove", app.say("noteRemove"), () => app.store.dispatch({ type: "set", patch: { draft: withoutNote(app.state.draft, note.id), editing: "" } })),
    ),
  ]);
  return card;
}

function choice(name: string, values: readonly (readonly [string, string])[], chosen: string): HTMLSelectElement {
  const select = h("select", { "data-key": `note-${name}`, "aria-label": name });
  for (const [value, label] of values) select.append(h("option", { value, selected: value === chosen }, label));
  return select;
}

function form(app: App, note: SceneNote): HTMLElement {
  const text = h("textarea", { rows: 4, "data-key": "note-text", "aria-label": app.say("noteText"), maxlength: 8000 });
  text.value = note.text;
  const author = h("input", { type: "text", "data-key": "note-author", maxlength: 120 });
  author.value = note.author;
  const severity = choice(app.say("col_risk"), [["", "—"], ...["low", "medium", "high", "critical"].map((level) => [level, app.known("severity-", level)] as const)], note.severity);
  const visibility = choice(app.say("noteWho"), [["client", app.say("note-client")], ["private", app.say("note-private")]], note.visibility);
  const reply = h("textarea", { rows: 2, "data-key": "note-reply" });
  const known = note.text !== "";
  const done = (event: Event): void => {
    event.preventDefault();
    if (!text.value.trim()) return text.focus();
    const answer = reply.value.trim();
    const replies = answer ? [...note.replies, { text: answer, author: author.value.trim(), date: new Date().toISOString().slice(0, 10) }] : note.replies;
    keep(app, { ...note, text: text.value.trim(), author: known ? note.author : author.value.trim(), severity: severity.value, visibility: visibility.value, replies });
  };
  return h(
    "form",
    { class: "note-form", onsubmit: done },
    h("p", { class: "links" }, ...note.on.map((id) => app.link(id))),
    h("label", {}, app.say("noteText"), text),
    h("label", {}, app.say("noteAuthor"), author),
    h("div", { class: "row" }, severity, visibility),
    known ? h("label", {}, app.say("noteReply"), reply) : null,
    h("p", { class: "actions" }, h("button", { class: "primary", type: "submit", "data-key": "note-keep" }, app.say("noteKeep")), h("button", { class: "text-button", type: "button", "data-key": "note-cancel", onclick: () => app.store.dispatch({ type: "set", patch: { editing: "" } }) }, app.say("noteCancel"))),
  );
}

function saveNotes(app: App): void {
  save("notes.yaml", "application/yaml;charset=utf-8", notesYaml(notesOf(app), app.say(app.world.scene.meta.audience === "internal" ? "notesCommentAll" : "notesComment")));
}
