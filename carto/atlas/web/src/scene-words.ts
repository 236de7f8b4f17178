/** What all parts of the scene use: words, boxes, sheets. Mirror of `carto/atlas/scene.py`. */

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

export interface Fact {
  readonly field: string;
  readonly value: Words;
  readonly origin: "author" | "template" | "catalogue" | "assumption" | "derived";
  readonly place: string;
}

export interface Sheet {
  readonly id: string;
  readonly section: string;
  readonly title: string;
  readonly subtitle: Words;
  readonly description: string;
  readonly facts: readonly Fact[];
  readonly tags: readonly string[];
}
