// The only thing the page and the worker share: Commands go in, RunEvents come out.

import type { Catalog } from './catalog.ts';
import type { ErrorReport } from './errors.ts';
import type { Experiment } from './experiment.ts';
import type { LearnerGrade } from './grade.ts';
import type {
  AdapterReport,
  BaseFacts,
  Capability,
  DataAccess,
  Evaluation,
  LossPoint,
  MetricValues,
  OwnCurve,
  ReferenceCurve,
} from './runRecord.ts';

/** What a learner costs, against plain fine-tuning on the same stream. */
export interface LearnerCost {
  readonly learnerId: string;
  /** Extra bytes held on the GPU or in memory: whole-model vectors and stored examples. */
  readonly extraBytes: number;
  /** Examples it may store. */
  readonly storedExamples: number;
  /** FLOPs of one step divided by naive's. */
  readonly flopsRatio: number;
  /** Numbers that its optimizer trains, where these are not all the weights; left out where they are. */
  readonly trained?: number;
}

/** Facts about an experiment that can be worked out without running it. */
export interface Description {
  readonly parameters: number;
  /** FLOPs of one naive training step at the mean length of the stream's items. */
  readonly flopsPerStep: number;
  /** Evaluated capabilities, in the order of the accuracy matrix's columns. */
  readonly capabilities: readonly Capability[];
  readonly costs: readonly LearnerCost[];
  /** Seconds it would take here; null before the adapter's speed is known. */
  readonly secondsHere: number | null;
}

export type Command =
  | { readonly kind: 'describe'; readonly requestId: number; readonly experiment: Experiment }
  | { readonly kind: 'start'; readonly runId: number; readonly experiment: Experiment }
  /** Finishes the step under way, then waits. */
  | { readonly kind: 'pause' }
  | { readonly kind: 'resume' }
  /** One optimizer step of every learner, then pauses. Starts the experiment if it is not running. */
  | { readonly kind: 'step'; readonly runId: number; readonly experiment: Experiment }
  /** Ends the run; what was measured stays. */
  | { readonly kind: 'stop' }
  /** Evaluates a learner of the run that is over at weights between the base and what it ended with, without training. */
  | {
      readonly kind: 'merge';
      readonly runId: number;
      readonly learnerId: string;
      readonly coefficient: number;
    };

/** A learner whose weights were kept at the end of a run, and how they are put together with the base. */
export interface MergeableLearner {
  readonly learnerId: string;
  /** In TeX, with the coefficient as s. */
  readonly equation: string;
  /** The coefficient that the run itself was evaluated with. */
  readonly coefficient: number;
}

/** What came of one coefficient. */
export interface Merged {
  readonly learnerId: string;
  readonly coefficient: number;
  /** In the order of the run's capabilities. */
  readonly accuracy: readonly number[];
  /** Mean negative log-likelihood per answer token, in nats, in the same order. */
  readonly loss: readonly number[];
}

export interface Progress {
  /** Finished steps of the learner that is furthest behind, in the present seed. */
  readonly step: number;
  readonly totalSteps: number;
  /** 1-based position of the present seed. */
  readonly seedNumber: number;
  readonly seedCount: number;
  /** Optimizer steps of any learner per second of work, over the last seconds. */
  readonly stepsPerSecond: number;
  readonly tokensPerSecond: number;
  readonly secondsLeft: number | null;
}

export type RunEvent =
  /** The first event of a worker: its adapter is known and it can be given work. */
  | { readonly kind: 'ready'; readonly adapter: AdapterReport }
  | { readonly kind: 'catalog'; readonly catalog: Catalog }
  | { readonly kind: 'described'; readonly requestId: number; readonly description: Description }
  /** The experiment cannot be described: what is wrong with it. */
  | { readonly kind: 'rejected'; readonly requestId: number; readonly error: ErrorReport }
  | {
      readonly kind: 'started';
      readonly runId: number;
      readonly experiment: Experiment;
      readonly capabilities: readonly Capability[];
      readonly adapter: AdapterReport;
      readonly base: BaseFacts;
      readonly date: string;
    }
  | { readonly kind: 'progress'; readonly runId: number; readonly progress: Progress }
  | {
      readonly kind: 'evaluated';
      readonly runId: number;
      readonly evaluations: readonly Evaluation[];
    }
  | { readonly kind: 'points'; readonly runId: number; readonly losses: readonly LossPoint[] }
  | { readonly kind: 'measured'; readonly runId: number; readonly metrics: readonly MetricValues[] }
  /** Lines of the data-access log, and learning curves, of a phase that ended. */
  | {
      readonly kind: 'logged';
      readonly runId: number;
      readonly access: readonly DataAccess[];
      readonly curves: readonly OwnCurve[];
      readonly references: readonly ReferenceCurve[];
    }
  /** The grades of all learners as they stand; they replace those of before. */
  | { readonly kind: 'graded'; readonly runId: number; readonly grades: readonly LearnerGrade[] }
  | { readonly kind: 'paused'; readonly runId: number; readonly step: number }
  | { readonly kind: 'resumed'; readonly runId: number }
  | { readonly kind: 'stopped'; readonly runId: number; readonly step: number }
  | { readonly kind: 'finished'; readonly runId: number; readonly seconds: number }
  /** The weights of these learners, of the run's last seed, were kept. */
  | {
      readonly kind: 'mergeable';
      readonly runId: number;
      readonly seed: number;
      readonly learners: readonly MergeableLearner[];
    }
  | { readonly kind: 'merged'; readonly runId: number; readonly merged: Merged }
  /** `runId` is null when no run was going on. */
  | { readonly kind: 'failed'; readonly runId: number | null; readonly error: ErrorReport };
