/** Numbered markers of open notes. */
import { merged } from "../notes.js";
import { font, glyphSize, pixels, type Frame, type Point } from "./frame.js";
import { placeOf } from "../lit.js";
import { spotOf } from "./story.js";

/** One marker for each thing with open notes: the number of the first, and a plus when there are more. */
export function paintNotes(frame: Frame): void {
  const { world, state } = frame;
  const all = merged(world.scene.notes ?? [], state.draft);
  const marks = new Map<number, { x: number; y: number; text: string }>();
  all.forEach((note, k) => {
    if (note.status === "resolved") return;
    for (const id of note.on) {
      const spot = spotOf(frame, placeOf(world, id));
      if (!spot) continue;
      const size = glyphSize(frame.camera.scale);
      const known = marks.get(spot.key);
      marks.set(spot.key, known ? { ...known, text: known.text.replace(/\+?$/, "+") } : { ...(spot.zone >= 0 ? corner(frame, spot.zone) : { x: spot.at.x - size * 0.62 - 4, y: spot.at.y }), text: String(k + 1) });
    }
  });
  for (const mark of marks.values()) paintMarker(frame, mark.x, mark.y, mark.text);
}

/** On a zone the marker sits astride the corner, clear of the name. */
function corner(frame: Frame, zone: number): Point {
  const box = pixels(frame, frame.world.zoneAt(zone).box);
  return { x: box.x - 2, y: box.y - 3 };
}

function paintMarker(frame: Frame, x: number, y: number, text: string): void {
  const { ctx, palette } = frame;
  ctx.font = font(10.5, 700);
  const width = Math.max(16, ctx.measureText(text).width + 8);
  ctx.beginPath();
  ctx.roundRect(x - width / 2, y - 8, width, 16, 3);
  ctx.lineWidth = 2.5;
  ctx.strokeStyle = palette.halo;
  ctx.stroke();
  ctx.fillStyle = palette.note;
  ctx.fill();
  ctx.fillStyle = palette.noteInk;
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillText(text, x, y + 0.5);
}
