/** From the text in the page to a scene: decoding only, no DOM. The page's half of `carto/atlas/page_data.py`. */
import { decoded, type Code } from "./coding.js";
import type { Edges, Scene } from "./scene-types.js";

const FORMAT = "carto.scene/1";

/** Positions and texts of the ids that are not their ends spelt out. */
type EndsCode = readonly ["ends", readonly number[], readonly string[]];

/** One of the two parts that a page carries. */
export interface Part {
  readonly format?: string;
  readonly coded?: Readonly<Record<string, Code | EndsCode>>;
}

/** Raised when the data in the page is not a scene this page understands. */
export class SceneError extends Error {}

/** What the second part adds, while the page has not read it. */
const NOT_YET = { labels: {}, sheets: [], targets: [], stories: [], choke_points: [], blasts: [], care: [], exposure: [], unknowns: [] };

/** Read a part from the text of its block; `encoding` is `gzip-base64` or null for plain JSON. */
export async function readPart(text: string, encoding: string | null): Promise<Part> {
  return JSON.parse(encoding === "gzip-base64" ? await unpack(text) : text) as Part;
}

/** A scene of which the map can be drawn; `completed` adds the rest. */
export function drawnScene(part: Part): Scene {
  if (part.format !== FORMAT) throw new SceneError(`format ${String(part.format)}, expected ${FORMAT}`);
  return completed({ ...NOT_YET } as unknown as Scene, part);
}

/** Put a part into a scene. A coded list is decoded when it is first asked for. */
export function completed(scene: Scene, part: Part): Scene {
  const { coded, ...plain } = part;
  Object.assign(scene, plain);
  for (const [path, code] of Object.entries(coded ?? {})) {
    const [first, second] = path.split(".") as [keyof Scene, string?];
    const holder: object = second ? scene[first] as object : scene;
    later(holder, second ?? first, () => (code[0] === "ends" ? ids(scene, holder as Edges, code) : decoded(code)));
  }
  return scene;
}

function later(holder: object, name: string, make: () => unknown): void {
  const keep = (value: unknown): void => void Object.defineProperty(holder, name, { value, enumerable: true, configurable: true });
  const get = (): unknown => {
    const value = make();
    keep(value);
    return value;
  };
  Object.defineProperty(holder, name, { get, enumerable: true, configurable: true });
}

function ids(scene: Scene, edges: Edges, [, at, own]: EndsCode): string[] {
  const devices = scene.devices.id;
  const spelt = (end: number): string => (end >= 0 ? devices[end]! : scene.zones[-end - 1]!.id);
  const made = edges.a.map((a, i) => `${spelt(a)} ${edges.both_ways[i] ? "--" : "->"} ${spelt(edges.b[i]!)}`);
  at.forEach((place, k) => (made[place] = own[k]!));
  return made;
}

async function unpack(base64: string): Promise<string> {
  const plain = new Blob([bytesOf(base64.trim())]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(plain).text();
}

/** Newer browsers read base64 themselves. */
type Reader = typeof Uint8Array & { fromBase64?: (text: string) => Uint8Array<ArrayBuffer> };

function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const { fromBase64 } = Uint8Array as Reader;
  if (fromBase64) return fromBase64.call(Uint8Array, base64);
  const binary = atob(base64);
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  return bytes;
}
