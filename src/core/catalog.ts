// What the worker tells the page about every plug-in. The page draws cards, menus and knobs from it and knows none by name.

import type { Experiment, LearnerConfig, ModelShape } from './experiment.ts';
import type { CardInfo, Info } from './plugin.ts';

/** An example as a person reads it. */
export interface Example {
  readonly prompt: string;
  readonly answer: string;
}

export interface TaskInfo extends Info {
  /** `general` tasks are in the base's own data; `new` ones are what a stream can teach. */
  readonly group: 'general' | 'new';
  /** Ids of the worlds in which it is offered: those whose bases have learned what it builds on. */
  readonly worlds: readonly string[];
  readonly examples: readonly Example[];
}

/** A world of tasks: what a base knows before the stream, and how that is measured. */
export interface WorldInfo {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
}

/** A base checkpoint's card. */
export interface BaseInfo {
  readonly id: string;
  readonly label: string;
  /** The size of the shape: tiny, small, medium. */
  readonly size: string;
  readonly shape: ModelShape;
  readonly parameters: number;
  /** Id of the world whose data it was trained on. */
  readonly world: string;
  /** Training examples that it was made from. */
  readonly examples: number;
  readonly data: string;
  readonly steps: number;
  readonly seed: number;
  readonly adapter: string;
  readonly command: string;
  readonly date: string;
  /** Held-out accuracy per capability id, measured by the engine that trained it. */
  readonly accuracy: Readonly<Record<string, number>>;
}

/** A named shape for random weights. */
export interface SizeInfo {
  readonly id: string;
  readonly label: string;
  readonly shape: ModelShape;
  readonly parameters: number;
}

/** A ready-made learner: what 'Add learner' offers. */
export interface LearnerPreset {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  /** `lower` and `upper` are the two references and are drawn in neutral ink. */
  readonly role: 'lower' | 'upper' | 'learner';
  readonly learner: LearnerConfig;
}

export interface ExperimentPreset {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  readonly experiment: Experiment;
  /**
   * `start`: what shows at first what the product is about; `stream`: kinds of streams; `family`: one family's methods beside
   * each other; `finding`: what the literature reports, to be seen again (docs/findings.md). The experiment menu lists the
   * first three, the gallery the last.
   */
  readonly group: 'start' | 'stream' | 'family' | 'finding';
  /** The preset that differs from it in one thing, to be looked at side by side. */
  readonly twin?: string;
  /** File name under public/traces/ of the recorded run, where there is one. */
  readonly trace?: string;
}

/** What a metric is about, by the words of the definition that it speaks to. */
export type MetricGroup =
  'learning' | 'retention' | 'general' | 'efficiency' | 'composition' | 'weights' | 'plasticity';

export interface MetricInfo extends Info {
  readonly group: MetricGroup;
  /** In TeX. */
  readonly equation: string;
  readonly higherIsBetter: boolean;
  /**
   * Without it, a share or a change of one, which lies between -1 and 1. `number`: a number of something, of which one decimal
   * is enough. `decimal`: a ratio, nats, or whatever else may leave -1 to 1 and needs two.
   */
  readonly format?: 'number' | 'decimal';
}

export interface Catalog {
  readonly tasks: readonly TaskInfo[];
  readonly objectives: readonly CardInfo[];
  readonly methods: readonly CardInfo[];
  readonly trainables: readonly CardInfo[];
  readonly optimizers: readonly CardInfo[];
  readonly schedules: readonly Info[];
  readonly metrics: readonly MetricInfo[];
  readonly worlds: readonly WorldInfo[];
  readonly bases: readonly BaseInfo[];
  readonly sizes: readonly SizeInfo[];
  readonly learnerPresets: readonly LearnerPreset[];
  readonly experimentPresets: readonly ExperimentPreset[];
}
