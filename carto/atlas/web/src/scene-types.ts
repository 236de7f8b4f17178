/** The scene as the page receives it: the mirror of `carto/atlas/scene.py`. Optional fields may be absent. */

import type { SceneComparison, SceneCut, SceneData, SceneFinding, SceneMeasure, SceneRule, SceneView } from "./scene-answers.js";
import type { Box, Fact, Language, Sheet, Words } from "./scene-words.js";

export type { Box, Fact, Language, Sheet, Words };
export type Evidence = "confirmed" | "declared" | "assumed";

export interface Meta {
  readonly title: string;
  readonly kind: Words;
  readonly language: Language;
  readonly date: string;
  readonly version: string;
  readonly author: string;
  readonly marking: Words;
  readonly devices: number;
  readonly entries: number;
  readonly unknowns: number;
  readonly evidence: string;
  readonly attacker: Words;
  readonly assumptions: readonly Words[];
  readonly caution: Words;
  readonly audience?: "internal" | "client";
  readonly anonymous?: boolean;
  /** False for the map alone: attacks were not looked for. */
  readonly analysed?: boolean;
  readonly scenario?: string;
}

export interface SceneSite {
  readonly id: string;
  readonly name: string;
  readonly box: Box;
  readonly count: number;
  readonly risk: number;
}

export interface SceneZone {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly site: number;
  readonly parent: number;
  readonly trust: number;
  readonly hostile: boolean;
  readonly isolated: boolean;
  readonly box: Box;
  readonly count: number;
  readonly entries: number;
  readonly risk: number;
}

export interface SceneType {
  readonly id: string;
  readonly label: Words;
  readonly glyph: string;
  readonly category: string;
}

export interface Devices {
  readonly id: readonly string[];
  readonly name: readonly string[];
  readonly type: readonly number[];
  readonly zone: readonly number[];
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly count: readonly number[];
  readonly risk: readonly number[];
  readonly flags: readonly number[];
  readonly more_zones?: Readonly<Record<string, readonly number[]>>;
}

export interface Edges {
  readonly id: readonly string[];
  readonly a: readonly number[];
  readonly b: readonly number[];
  readonly both_ways: readonly number[];
  readonly encrypted: readonly number[];
  readonly style: readonly number[];
  readonly text: readonly string[];
}

export interface StoryStep {
  readonly id: string;
  readonly kind: string;
  readonly text: Words;
  readonly why: Words;
  readonly at: string;
  readonly source: string;
  readonly techniques: readonly string[];
  readonly evidence: Evidence;
  readonly difficulty: string;
  readonly likelihood: number;
  readonly effort_days: number;
  readonly places: readonly string[];
  readonly stops: readonly Words[];
}

export interface CareEffect {
  readonly id: string;
  readonly name: string;
  readonly state: "works" | "degraded" | "stopped";
  readonly hours: number | null;
  readonly patient_safety: number;
}

export interface Story {
  readonly id: string;
  readonly target: string;
  readonly title: Words;
  readonly by: "likelihood" | "effort" | "time";
  readonly likelihood: number;
  readonly effort_days: number;
  readonly elapsed_days: number;
  readonly evidence: Evidence;
  readonly proof: "optimal" | "bounded";
  readonly alike: number;
  readonly steps: readonly StoryStep[];
  readonly care: readonly CareEffect[];
  readonly records: number;
  readonly value_eur: readonly [number, number];
}

export interface SceneChokePoint {
  readonly target: string;
  readonly kind: "fact" | "step" | "asset";
  readonly id: string;
  readonly at: string;
  readonly label: Words;
  readonly drop: number;
  readonly share: number;
  readonly why: Words;
  readonly falls: readonly string[];
}

export interface SceneTarget {
  readonly id: string;
  readonly label: string;
  readonly reached: boolean;
  readonly stories: readonly string[];
  readonly choke_points: readonly number[];
  readonly probability: number | null;
  readonly interval: readonly [number, number] | null;
  readonly why_not: Words | null;
}

export interface Blast {
  readonly id: string;
  readonly devices: Readonly<Record<string, number>>;
  readonly accounts: readonly string[];
  readonly records: number;
  readonly value_eur: readonly [number, number];
  readonly care: readonly CareEffect[];
}

export interface CareProcessView {
  readonly id: string;
  readonly name: string;
  readonly patient_safety: number;
  readonly max_outage_hours: number | null;
  readonly depends_on: readonly string[];
  readonly fallback: string;
}

export interface ExposureRow {
  readonly trust: number;
  readonly label: Words;
  readonly devices: number;
  readonly services: readonly (readonly [string, number])[];
}

export interface Unknown {
  readonly id: string;
  readonly field: string;
  readonly question: Words;
  readonly place: string;
}

export interface SceneReply {
  readonly text: string;
  readonly author: string;
  readonly date: string;
}

export interface SceneNote {
  readonly id: string;
  readonly on: readonly string[];
  readonly text: string;
  readonly author: string;
  readonly date: string;
  readonly severity: string;
  readonly status: string;
  readonly visibility: string;
  readonly replies: readonly SceneReply[];
}

export interface Scene {
  readonly format: string;
  readonly meta: Meta;
  readonly bounds: Box;
  readonly labels: Readonly<Record<string, Words>>;
  readonly sites: readonly SceneSite[];
  readonly zones: readonly SceneZone[];
  readonly types: readonly SceneType[];
  readonly devices: Devices;
  readonly link_styles: readonly string[];
  readonly links: Edges;
  readonly flow_styles: readonly string[];
  readonly flows: Edges;
  readonly sheets: readonly Sheet[];
  readonly targets: readonly SceneTarget[];
  readonly stories: readonly Story[];
  readonly choke_points: readonly SceneChokePoint[];
  readonly blasts: readonly Blast[];
  readonly care: readonly CareProcessView[];
  readonly exposure: readonly ExposureRow[];
  readonly unknowns: readonly Unknown[];
  readonly notes?: readonly SceneNote[];
  readonly rules?: Readonly<Record<string, SceneRule>>;
  readonly findings?: readonly SceneFinding[];
  readonly findings_total?: number;
  readonly views?: readonly SceneView[];
  readonly data?: readonly SceneData[];
  readonly owners?: Readonly<Record<string, readonly number[]>>;
  readonly measures?: readonly SceneMeasure[];
  readonly cuts?: readonly SceneCut[];
  readonly comparisons?: readonly SceneComparison[];
}

/** Bits of `devices.flags`, as written by the scene. */
export const FLAG = {
  target: 1,
  exposed: 2,
  unknown: 4,
  choke: 8,
  medical: 16,
  filter: 32,
  weak: 64,
  onPath: 128,
  criticalCare: 256,
} as const;
