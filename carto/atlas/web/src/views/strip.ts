/** The story as a strip under the map: one disc a step, previous, next, play. */
import type { Story } from "../scene-types.js";
import type { App } from "./app.js";
import { h, icon, ICONS, user } from "./dom.js";

const PACE = 3500;

export class StripView {
  readonly root = h("section", { class: "strip", hidden: true });
  private timer = 0;

  constructor(private readonly app: App) {
    app.store.subscribe((state, before) => {
      if (state.playing !== before.playing) this.pace(state.playing);
    });
  }

  private pace(playing: boolean): void {
    window.clearInterval(this.timer);
    if (playing) this.timer = window.setInterval(() => this.app.store.dispatch({ type: "step", by: 1 }), PACE);
  }

  render(): HTMLElement[] {
    const { app } = this;
    const story = app.world.stories().get(app.state.story);
    this.root.hidden = !story;
    if (!story) return [];
    this.root.setAttribute("aria-label", app.pick(story.title, 200));
    return [this.controls(story), this.discs(story)];
  }

  private button(key: string, label: string, drawing: string, act: () => void, disabled = false): HTMLElement {
    return h("button", { class: "icon-button", type: "button", "data-key": key, "aria-label": label, title: label, disabled, onclick: act }, icon(drawing, { size: 16 }));
  }

  private controls(story: Story): HTMLElement {
    const { app } = this;
    const { step, playing } = app.state;
    const last = story.steps.length - 1;
    return h(
      "div",
      { class: "strip-controls" },
      this.button("prev", app.say("previous"), ICONS.left, () => app.store.dispatch({ type: "step", by: -1 }), step < 0),
      this.button("play", app.say(playing ? "pause" : "play"), playing ? ICONS.pause : ICONS.play, () => this.play(!playing, step >= last)),
      this.button("next", app.say("next"), ICONS.right, () => app.store.dispatch({ type: "step", by: 1 }), step >= last),
      h("span", { class: "strip-count" }, step < 0 ? app.say("wholeStory") : app.say("stepNumber", { n: step + 1, total: story.steps.length })),
      this.button("leave", app.say("leaveStory"), ICONS.close, () => app.store.dispatch({ type: "story", id: "" })),
    );
  }

  private play(on: boolean, ended: boolean): void {
    this.app.store.dispatch({ type: "set", patch: { playing: on, ...(on && ended ? { step: -1 } : {}) } });
    if (on) this.app.store.dispatch({ type: "step", by: 1 });
  }

  private discs(story: Story): HTMLElement {
    const { app } = this;
    const list = h("ol", { class: "strip-steps" });
    story.steps.forEach((step, k) => {
      const place = step.at ? app.world.resolve(step.at) : null;
      const state = k === app.state.step ? "now" : app.state.step >= 0 && k > app.state.step ? "later" : "done";
      list.append(
        h(
          "li",
          { class: state, "aria-current": state === "now" ? "step" : null },
          h("button", { type: "button", "data-key": `strip-${k}`, title: app.pick(step.text, 300), onclick: () => app.store.dispatch({ type: "story", id: story.id, step: k }) }, h("span", { class: "disc" }, String(k + 1)), user(place ? app.world.nameOf(place) : app.pick(step.text, 60), 60)),
        ),
      );
    });
    return list;
  }

  /** Keep the current step in sight. */
  follow(): void {
    this.root.querySelector("li.now")?.scrollIntoView({ block: "nearest", inline: "center" });
  }
}
