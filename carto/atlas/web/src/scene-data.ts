/** From the text in the page to a scene: decoding only, no DOM. */
import type { Scene } from "./scene-types.js";

const FORMAT = "carto.scene/1";

/** Raised when the data in the page is not a scene this page understands. */
export class SceneError extends Error {}

/** Read a scene from the text of its script block; `encoding` is `gzip-base64` or null for plain JSON. */
export async function decodeScene(text: string, encoding: string | null): Promise<Scene> {
  const json = encoding === "gzip-base64" ? await unpack(text) : text;
  const scene = JSON.parse(json) as Scene;
  if (scene.format !== FORMAT) throw new SceneError(`format ${String(scene.format)}, expected ${FORMAT}`);
  return scene;
}

async function unpack(base64: string): Promise<string> {
  const binary = atob(base64.trim());
  const bytes = new Uint8Array(binary.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = binary.charCodeAt(i);
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(plain).text();
}
