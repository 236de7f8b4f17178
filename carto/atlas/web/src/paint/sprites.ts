/** Glyphs drawn once and stamped many times: the only way a software canvas keeps up. */
import { glyphPath, MARKS, OUTLINES, RISK_MARKS } from "../glyphs.js";
import { familyOf, OUTLINE, type Palette } from "../palette.js";
import { FLAG, type SceneType } from "../scene-types.js";
import { path, type Pen } from "./pen.js";

const PAD = 0.3;
const MOST = 3000;
const SHOWN_FLAGS = FLAG.target | FLAG.exposed | FLAG.unknown | FLAG.choke;

export interface Sprite {
  readonly type: SceneType;
  readonly typeIndex: number;
  readonly size: number;
  readonly risk: number;
  readonly flags: number;
  readonly fleet: boolean;
}

function bitsOf(sprite: Sprite): number {
  return (sprite.flags & SHOWN_FLAGS) | (sprite.fleet ? 16 : 0);
}

/** Draws glyphs one by one, for pens that keep no pictures. */
export class Glyphs {
  constructor(protected readonly palette: Palette) {}

  /** Draw a device's glyph centred on (x, y). */
  stamp(ctx: Pen, sprite: Sprite, x: number, y: number): void {
    ctx.save();
    ctx.translate(x, y);
    this.drawGlyph(ctx, sprite, sprite.size / 24);
    ctx.restore();
  }

  protected drawGlyph(ctx: Pen, sprite: Sprite, unit: number): void {
    const bits = bitsOf(sprite);
    ctx.scale(unit, unit);
    ctx.translate(-12, -12);
    this.drawBody(ctx, sprite.type, sprite.size, (bits & 16) !== 0);
    if (sprite.size >= 14) this.drawMarks(ctx, sprite.risk, bits, sprite.size);
  }

  private drawBody(ctx: Pen, type: SceneType, size: number, fleet: boolean): void {
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

  private drawMarks(ctx: Pen, risk: number, bits: number, size: number): void {
    const big = size >= 22;
    if (risk >= 2) this.badge(ctx, RISK_MARKS[risk]!, 19, 4, this.palette.risk[risk]!, true);
    if (bits & FLAG.target) this.badge(ctx, MARKS.target, 4, 4, this.palette.attack, false);
    else if (big && bits & FLAG.unknown) this.question(ctx, 4, 4);
    if (big && bits & FLAG.choke) this.badge(ctx, MARKS.choke, 4, 20, this.palette.choke, true);
    if (big && bits & FLAG.exposed) this.badge(ctx, MARKS.exposed, 20, 20, this.palette.family.outside, false);
  }

  private badge(ctx: Pen, data: string, x: number, y: number, colour: string, solid: boolean): void {
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

  private question(ctx: Pen, x: number, y: number): void {
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

/** Keeps each glyph as a picture, for the canvas. */
export class Sprites extends Glyphs {
  private readonly made = new Map<number, HTMLCanvasElement>();

  constructor(
    palette: Palette,
    private readonly ratio: number,
  ) {
    super(palette);
  }

  override stamp(ctx: CanvasRenderingContext2D, sprite: Sprite, x: number, y: number): void {
    const key = ((sprite.typeIndex * 5 + sprite.risk) * 32 + bitsOf(sprite)) * 64 + sprite.size;
    let picture = this.made.get(key);
    if (!picture) {
      if (this.made.size > MOST) this.made.clear();
      this.made.set(key, (picture = this.draw(sprite)));
    }
    const side = picture.width / this.ratio;
    ctx.drawImage(picture, x - side / 2, y - side / 2, side, side);
  }

  private draw(sprite: Sprite): HTMLCanvasElement {
    const canvas = document.createElement("canvas");
    const side = Math.ceil(sprite.size * (1 + 2 * PAD) * this.ratio);
    canvas.width = canvas.height = side;
    const ctx = canvas.getContext("2d")!;
    ctx.translate(side / 2, side / 2);
    this.drawGlyph(ctx, sprite, (sprite.size * this.ratio) / 24);
    return canvas;
  }
}
