/** What the scene says beyond the map and its attacks: findings, views, measures, scenarios. Mirror of `carto/atlas/scene.py`. */
import type { Box, Sheet, Words } from "./scene-words.js";

export interface SceneRule {
  readonly title: Words;
  readonly why: Words;
  readonly remedy: Words;
  readonly references: readonly string[];
}

export interface SceneFinding {
  readonly rule: string;
  readonly severity: "low" | "medium" | "high" | "critical";
  readonly on: readonly string[];
  readonly message: Words;
  readonly place: string;
  readonly to_check: boolean;
  readonly care: readonly string[];
  readonly stories: readonly string[];
}

export interface SceneView {
  readonly id: string;
  readonly title: string;
  readonly note: string;
  readonly perspective: string;
  readonly devices: readonly number[];
  readonly zones: readonly number[];
}

export interface SceneData {
  readonly id: string;
  readonly label: Words;
  readonly devices: readonly number[];
  readonly flows: readonly number[];
}

export interface SceneMeasure {
  readonly id: string;
  readonly name: string;
  readonly cost_eur: number;
  readonly yearly_eur: number;
  readonly days: number;
  readonly horizon: string;
}

export interface SceneCut {
  readonly when: readonly string[];
  readonly stories: readonly string[];
}

export interface SceneChange {
  readonly id: string;
  readonly section: string;
  readonly kind: "added" | "removed" | "changed";
  readonly name: string;
  readonly at: string;
  readonly a: number | null;
  readonly b: number | null;
  /** Ids of additions at ends that are not in this scene, or empty. */
  readonly a_new: string;
  readonly b_new: string;
}

/** What a scenario adds, or a device it moves, in the place kept for it. */
export interface SceneAddition {
  readonly id: string;
  readonly section: "devices" | "zones" | "sites";
  readonly name: string;
  /** The innermost zone of this scene around it, or -1. */
  readonly zone: number;
  readonly box: Box;
  readonly type: string;
  readonly label: Words | null;
  readonly glyph: string;
  readonly category: string;
  readonly count: number;
  readonly trust: number;
  readonly hostile: boolean;
}

export interface TargetShift {
  readonly id: string;
  readonly label: string;
  readonly before: number;
  readonly after: number;
  readonly falls: readonly string[];
  readonly appears: number;
}

export interface CareShift {
  readonly id: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

export interface SceneComparison {
  readonly id: string;
  readonly title: string;
  readonly rationale: string;
  readonly changes: readonly SceneChange[];
  readonly additions: readonly SceneAddition[];
  /** Of what it adds; of what it changes, with the fields that change and what they become. */
  readonly sheets?: readonly Sheet[];
  readonly targets: readonly TargetShift[];
  readonly care: readonly CareShift[];
  readonly care_stopped: readonly string[];
  readonly fixed: number;
  readonly introduced: number;
  readonly cost_eur: number;
  readonly yearly_eur: number;
  readonly days: number;
}
