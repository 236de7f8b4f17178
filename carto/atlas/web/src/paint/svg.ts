/** A pen that writes SVG: the same painters draw the same picture, sharp at any size. */
import { pathData, type Pen } from "./pen.js";

interface Settings {
  fillStyle: string | CanvasGradient | CanvasPattern;
  strokeStyle: string | CanvasGradient | CanvasPattern;
  lineWidth: number;
  globalAlpha: number;
  font: string;
  textAlign: CanvasTextAlign;
  textBaseline: CanvasTextBaseline;
  lineJoin: CanvasLineJoin;
  lineCap: CanvasLineCap;
  dash: readonly number[];
  x: number;
  y: number;
  k: number;
}

const round = (value: number): string => String(Math.round(value * 100) / 100);

/** Text as it may stand in XML. */
export function xml(text: string): string {
  return text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff]/g, (sign) => (/[\ud800-\udfff]/.test(sign) ? sign : ""))
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;");
}

export class SvgPen implements Pen {
  fillStyle: Settings["fillStyle"] = "#000";
  strokeStyle: Settings["strokeStyle"] = "#000";
  lineWidth = 1;
  globalAlpha = 1;
  font = "10px sans-serif";
  textAlign: CanvasTextAlign = "left";
  textBaseline: CanvasTextBaseline = "alphabetic";
  lineJoin: CanvasLineJoin = "miter";
  lineCap: CanvasLineCap = "butt";
  private dash: readonly number[] = [];
  private x = 0;
  private y = 0;
  private k = 1;
  private readonly saved: Settings[] = [];
  private data: string[] = [];
  private readonly parts: string[] = [];
  private hatch = "";

  /** `ruler` measures texts; `hatchColour` is what stands for patterns. */
  constructor(
    private readonly ruler: CanvasRenderingContext2D,
    private readonly hatchColour: string,
  ) {}

  save(): void {
    const { fillStyle, strokeStyle, lineWidth, globalAlpha, font, textAlign, textBaseline, lineJoin, lineCap, dash, x, y, k } = this;
    this.saved.push({ fillStyle, strokeStyle, lineWidth, globalAlpha, font, textAlign, textBaseline, lineJoin, lineCap, dash, x, y, k });
  }

  restore(): void {
    const settings = this.saved.pop();
    if (settings) Object.assign(this, settings);
  }

  translate(x: number, y: number): void {
    this.x += x * this.k;
    this.y += y * this.k;
  }

  /** Painters scale both ways alike. */
  scale(k: number): void {
    this.k *= k;
  }

  beginPath(): void {
    this.data = [];
  }

  moveTo(x: number, y: number): void {
    this.data.push(`M${round(x)} ${round(y)}`);
  }

  lineTo(x: number, y: number): void {
    this.data.push(`L${round(x)} ${round(y)}`);
  }

  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    this.data.push(`Q${round(cx)} ${round(cy)} ${round(x)} ${round(y)}`);
  }

  /** Painters draw whole circles only. */
  arc(x: number, y: number, radius: number): void {
    const r = round(radius);
    this.data.push(`M${round(x + radius)} ${round(y)}A${r} ${r} 0 1 1 ${round(x - radius)} ${round(y)}A${r} ${r} 0 1 1 ${round(x + radius)} ${round(y)}`);
  }

  rect(x: number, y: number, w: number, h: number): void {
    this.data.push(`M${round(x)} ${round(y)}h${round(w)}v${round(h)}h${round(-w)}z`);
  }

  roundRect(x: number, y: number, w: number, h: number, radii?: number | DOMPointInit | Iterable<number | DOMPointInit>): void {
    const r = Math.max(0, Math.min(typeof radii === "number" ? radii : 0, w / 2, h / 2));
    const c = (dx: number, dy: number): string => `a${round(r)} ${round(r)} 0 0 1 ${round(dx)} ${round(dy)}`;
    this.data.push(`M${round(x + r)} ${round(y)}h${round(w - 2 * r)}${c(r, r)}v${round(h - 2 * r)}${c(-r, r)}h${round(2 * r - w)}${c(-r, -r)}v${round(2 * r - h)}${c(r, -r)}z`);
  }

  closePath(): void {
    this.data.push("z");
  }

  setLineDash(dash: Iterable<number>): void {
    this.dash = [...dash];
  }

  private place(): string {
    if (!this.x && !this.y && this.k === 1) return "";
    return ` transform="translate(${round(this.x)} ${round(this.y)}) scale(${Math.round(this.k * 1e4) / 1e4})"`;
  }

  private alpha(): string {
    return this.globalAlpha < 1 ? ` opacity="${round(this.globalAlpha)}"` : "";
  }

  private paint(style: Settings["fillStyle"]): string {
    return typeof style === "string" ? xml(style) : "url(#hatch)";
  }

  fill(path?: Path2D): void {
    const data = path ? pathData(path) : this.data.join("");
    if (data) this.parts.push(`<path d="${data}" fill="${this.paint(this.fillStyle)}"${this.alpha()}${this.place()}/>`);
  }

  stroke(path?: Path2D): void {
    const data = path ? pathData(path) : this.data.join("");
    if (!data) return;
    const dash = this.dash.length ? ` stroke-dasharray="${this.dash.map(round).join(" ")}"` : "";
    this.parts.push(`<path d="${data}" fill="none" stroke="${this.paint(this.strokeStyle)}" stroke-width="${round(this.lineWidth)}" stroke-linejoin="${this.lineJoin}" stroke-linecap="${this.lineCap}"${dash}${this.alpha()}${this.place()}/>`);
  }

  fillRect(x: number, y: number, w: number, h: number): void {
    this.parts.push(`<rect x="${round(x)}" y="${round(y)}" width="${round(w)}" height="${round(h)}" fill="${this.paint(this.fillStyle)}"${this.alpha()}${this.place()}/>`);
  }

  private text(text: string, x: number, y: number, look: string): void {
    const anchor = { center: "middle", right: "end", end: "end", left: "start", start: "start" }[this.textAlign];
    const middle = this.textBaseline === "middle" ? ' dominant-baseline="central"' : "";
    this.parts.push(`<text x="${round(x)}" y="${round(y)}" style="font:${xml(this.font)}" text-anchor="${anchor}"${middle} ${look}${this.alpha()}${this.place()}>${xml(text)}</text>`);
  }

  fillText(text: string, x: number, y: number): void {
    this.text(text, x, y, `fill="${this.paint(this.fillStyle)}"`);
  }

  strokeText(text: string, x: number, y: number): void {
    this.text(text, x, y, `fill="none" stroke="${this.paint(this.strokeStyle)}" stroke-width="${round(this.lineWidth)}" stroke-linejoin="round"`);
  }

  measureText(text: string): TextMetrics {
    this.ruler.font = this.font;
    return this.ruler.measureText(text);
  }

  /** The only pattern of the map is the hatching of hostile zones. */
  createPattern(): CanvasPattern {
    this.hatch = `<defs><pattern id="hatch" width="12" height="12" patternUnits="userSpaceOnUse"><path d="M-2 14 14 -2M-14 14 2 -2M10 14 26 -2" stroke="${xml(this.hatchColour)}" stroke-width="1.6"/></pattern></defs>`;
    return {} as CanvasPattern;
  }

  /** The picture as a document of its own. */
  document(w: number, h: number, title: string): string {
    const size = `width="${Math.round(w)}" height="${Math.round(h)}" viewBox="0 0 ${Math.round(w)} ${Math.round(h)}"`;
    return `<?xml version="1.0" encoding="UTF-8"?>\n<svg xmlns="http://www.w3.org/2000/svg" ${size} role="img"><title>${xml(title)}</title>${this.hatch}\n${this.parts.join("\n")}\n</svg>\n`;
  }
}
