/** One frame of the map, ground first, names last. */
import { paintDeviceNames, paintDevices } from "./devices.js";
import { paintBundled, paintEdges, paintSelectedEdges } from "./edges.js";
import { paintChanges } from "./changes.js";
import type { Frame } from "./frame.js";
import { paintNotes } from "./notes.js";
import { paintBlast, paintChoke, paintSelection, paintStory } from "./story.js";
import { paintSiteNames, paintZoneNames } from "./zone-names.js";
import { paintSites, paintZones } from "./zones.js";

/** Paint a whole frame; the canvas is already scaled to CSS pixels. */
export function paint(frame: Frame): void {
  const { ctx, view, palette } = frame;
  ctx.globalAlpha = 1;
  ctx.fillStyle = palette.ground;
  ctx.fillRect(0, 0, view.w, view.h);
  paintSites(frame);
  paintBundled(frame);
  paintZones(frame);
  paintEdges(frame);
  paintSelectedEdges(frame);
  const shown = paintDevices(frame);
  paintBlast(frame, shown);
  paintSelection(frame);
  paintSiteNames(frame);
  paintZoneNames(frame);
  paintDeviceNames(frame, shown);
  paintChanges(frame);
  paintNotes(frame);
  paintChoke(frame);
  paintStory(frame);
}
