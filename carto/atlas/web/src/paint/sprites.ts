/** Glyphs drawn once and stamped many times: the only way a software canvas keeps up. */
import { glyphPath, MARKS, OUTLINES, RISK_MARKS } from "../glyphs.js";
import { familyOf, OUTLINE, type Palette } from "../palette.js";
import { FLAG, type SceneType } from "../scene-types.js";

const PAD = 0.3;
const MOST = 3000;
const SHOWN_FLAGS = FLAG.target | FLAG.exposed | FLAG.unknown | FLAG.choke;

const paths = new Map<string, Path2D>();

/** A path drawn in the 24 by 24 box, made once. */
export function path(data: string): Path2D {
  let made = paths.get(data);
  if (!made) paths.set(data, (made = new Path2D(data)));
  return made;
}

export class Sprites {
  private readonly made = new Map<number, HTMLCanvasElement>();

  constructor(
    private readonly palette: Palette,
    private readonly ratio: number,
  ) {}

  /** Stamp a device's sprite centred on (x, y). */
  stamp(ctx: CanvasRenderingContext2D, type: SceneType, typeIndex: number, size: number, risk: number, flags: number, fleet: boolean, x: number, y: number): void {
    const bits = (flags & SHOWN_FLAGS) | (fleet ? 16 : 0);
    const key = ((typeIndex * 5 + risk) * 32 + bits) * 64 + size;
    let sprite = this.made.get(key);
    if (!sprite) {
      if (this.made.size > MOST) this.made.clear();
      this.made.set(key, (sprite = this.draw(type, size, risk, bits)));
    }
    const side = sprite.width / this.ratio;
    ctx.drawImage(sprite, x - side / 2, y - side / 2, side, side);
  }

  private draw(type: SceneType, size: number, risk: number, bits: number): HTMLCanvasElement {
    const canvas = document.createElement("canvas");
    const side = Math.ceil(size * (1 + 2 * PAD) * this.ratio);
    canvas.width = canvas.height = side;
    const ctx = canvas.getContext("2d")!;
    const unit = (size * this.ratio) / 24;
    ctx.translate(side / 2, side / 2);
    ctx.scale(unit, unit);
    ctx.translate(-12, -12);
    this.drawBody(ctx, type, size, (bits & 16) !== 0);
    if (size >= 14) this.drawMarks(ctx, risk, bits, size);
    return canvas;
  }

  private drawBody(ctx: CanvasRenderingContext2D, type: SceneType, size: number, fleet: boolean): void {
    const family = familyOf(type.category);
    const colour = this.palette.family[family];
    const outline = path(OUTLINES[OUTLINE[family]]);
    ctx.lineJoin = ctx.lineCap = "round";
    ctx.strokeStyle = colour;
    ctx.lineWidth = size < 18 ? 2.4 : 1.5;
    for (const shift of fleet ? [5, 2.5, 0] : [0]) {
      ctx.save();
      ctx.translate(shift, -shift);
      ctx.fillStyle = this.palette.surface;
      ctx.fill(outline);
      if (family === "outside" && !shift) ctx.setLineDash([3, 2.4]);
      ctx.stroke(outline);
      ctx.restore();
    }
    ctx.save();
    ctx.translate(12, 12);
    ctx.scale(0.6, 0.6);
    ctx.translate(-12, -12);
    ctx.lineWidth = size < 20 ? 2.8 : 2;
    ctx.stroke(path(glyphPath(type.glyph)));
    ctx.restore();
  }

  private drawMarks(ctx: CanvasRenderingContext2D, risk: number, bits: number, size: number): void {
    const big = size >= 22;
    if (risk >= 2) this.badge(ctx, RISK_MARKS[risk]!, 19, 4, this.palette.risk[risk]!, true);
    if (bits & FLAG.target) this.badge(ctx, MARKS.target, 4, 4, this.palette.attack, false);
    else if (big && bits & FLAG.unknown) this.question(ctx, 4, 4);
    if (big && bits & FLAG.choke) this.badge(ctx, MARKS.choke, 4, 20, this.palette.choke, true);
    if (big && bits & FLAG.exposed) this.badge(ctx, MARKS.exposed, 20, 20, this.palette.family.outside, false);
  }

  private badge(ctx: CanvasRenderingContext2D, data: string, x: number, y: number, colour: string, solid: boolean): void {
    ctx.save();
    ctx.translate(x, y);
    ctx.scale(0.36, 0.36);
    ctx.translate(-12, -12);
    ctx.lineJoin = "round";
    ctx.strokeStyle = this.palette.surface;
    ctx.lineWidth = 7;
    ctx.stroke(path(data));
    ctx.fillStyle = solid ? colour : this.palette.surface;
    ctx.fill(path(data));
    if (!solid) {
      ctx.strokeStyle = colour;
      ctx.lineWidth = 3.2;
      ctx.stroke(path(data));
    }
    ctx.restore();
  }

  private question(ctx: CanvasRenderingContext2D, x: number, y: number): void {
    ctx.beginPath();
    ctx.arc(x, y, 4.4, 0, 7);
    ctx.fillStyle = this.palette.surface;
    ctx.fill();
    ctx.lineWidth = 1;
    ctx.strokeStyle = this.palette.inkSoft;
    ctx.stroke();
    ctx.save();
    ctx.translate(x, y);
    ctx.scale(0.3, 0.3);
    ctx.translate(-12, -12.5);
    ctx.lineWidth = 3;
    ctx.stroke(path(glyphPath("?")));
    ctx.restore();
  }
}
