/** Building the page: elements and text only, never markup from a string. */
import { clean } from "../text.js";

type Child = Node | string | null | undefined | false;
type Props = Readonly<Record<string, unknown>>;

/** Make an element. `on…` props are listeners, `class` the class, others attributes; `true` is an empty attribute, false and null none; `aria-…` is always said. */
export function h<K extends keyof HTMLElementTagNameMap>(tag: K, props: Props = {}, ...children: Child[]): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value as EventListener);
    else if (name.startsWith("aria-") && typeof value === "boolean") element.setAttribute(name, String(value));
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
  }
  add(element, children);
  return element;
}

export function add(parent: Element, children: readonly Child[]): void {
  for (const child of children) if (child) parent.append(child);
}

/** Text of the model: cleaned, clipped and isolated from the text around it. */
export function user(text: string, limit = 400): HTMLElement {
  return h("bdi", { dir: "auto", class: "u" }, clean(text, limit));
}

const SVG = "http://www.w3.org/2000/svg";

/** A drawing in a box of 24 by 24. */
export function icon(data: string, options: { solid?: boolean; size?: number; class?: string } = {}): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("width", String(options.size ?? 18));
  svg.setAttribute("height", String(options.size ?? 18));
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon ${options.solid ? "solid" : ""} ${options.class ?? ""}`.trim());
  const shape = document.createElementNS(SVG, "path");
  shape.setAttribute("d", data);
  svg.append(shape);
  return svg;
}

/** A part of the page that is rebuilt when its key changes; the focus stays on the element with the same `data-key`. */
export class Mount {
  private key: string | null = null;

  constructor(readonly root: HTMLElement) {}

  update(key: string, build: () => readonly Child[]): void {
    if (key === this.key) return;
    const fresh = this.key === null;
    this.key = key;
    if (fresh) return add(this.root, build());
    const active = this.root.contains(document.activeElement) ? (document.activeElement as HTMLElement).dataset["key"] : undefined;
    const scroll = this.root.scrollTop;
    this.root.replaceChildren();
    add(this.root, build());
    if (scroll) this.root.scrollTop = scroll;
    if (active) this.find(active)?.focus({ preventScroll: true });
  }

  find(key: string): HTMLElement | null {
    for (const element of this.root.querySelectorAll<HTMLElement>("[data-key]")) if (element.dataset["key"] === key) return element;
    return null;
  }
}

export const ICONS = {
  overview: "M4 4h7v9H4zM13 4h7v5h-7zM13 11h7v9h-7zM4 15h7v5H4z",
  attacks: "M5 19 10 9l4 6 5-11M15 4h4v4M5 19h.01",
  chokes: "M4 3h16L13.5 12 20 21H4l6.5-9z",
  care: "M12 20.5S3.5 15 3.5 9.3A4.4 4.4 0 0 1 12 7.4a4.4 4.4 0 0 1 8.5 1.9C20.5 15 12 20.5 12 20.5z",
  inventory: "M4 5h16M4 10h16M4 15h16M4 20h10",
  views: "M3 6.500 9 4l6 2.500L21 4v13.500L15 20l-6-2.500L3 20zM9 4v13.500M15 6.500V20",
  decide: "M4 12.500l5 5L20 6.500M4 20h16",
  notes: "M5 3h14v13l-5 5H5zM14 21v-5h5",
  tables: "M3 4h18v16H3zM3 9.5h18M3 15h18M9 4v16",
  search: "M10.5 4a6.5 6.5 0 1 0 .01 0zM15.5 15.5 21 21",
  plus: "M12 5v14M5 12h14",
  minus: "M5 12h14",
  fit: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  close: "M6 6l12 12M18 6 6 18",
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  play: "M7 4l13 8-13 8z",
  pause: "M8 5v14M16 5v14",
  help: "M9 9a3 3 0 1 1 4.2 2.8c-.8.4-1.2 1-1.2 2M12 17.5h.01M12 2.5a9.5 9.5 0 1 0 .01 0z",
  sun: "M12 7.5a4.5 4.5 0 1 0 .01 0zM12 2v2.5M12 19.5V22M2 12h2.5M19.5 12H22M5 5l1.7 1.7M17.3 17.3 19 19M5 19l1.7-1.7M17.3 6.7 19 5",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5z",
  system: "M3 5h18v11H3zM9 20h6",
  print: "M7 8V3h10v5M7 17H4V9h16v8h-3M7 14h10v7H7z",
  save: "M12 3v12M7 10.5l5 5 5-5M4 20h16",
  filter: "M4 5h16l-6.5 7.5V19l-3 1.5v-8z",
  burst: "M12 2l2.5 6 6-2.5-2.5 6 4 3-5.5 1 .5 6-5-4-5 4 .5-6L2 14.5l4-3L3.5 5.5l6 2.5z",
} as const;
