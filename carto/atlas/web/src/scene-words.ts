/** The small words of the scene that all its parts use. Mirror of `carto/atlas/scene.py`. */

export type Language = "fr" | "en";

export interface Words {
  readonly fr: string;
  readonly en: string;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly w: number;
  readonly h: number;
}
