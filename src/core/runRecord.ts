// The record of an experiment's runs: what a recorded trace file holds and what the page draws. `reduce` builds it from events.

import type { AccuracyMatrix } from './accuracyMatrix.ts';
import type { ErrorReport } from './errors.ts';
import type { LearnerGrade } from './grade.ts';
import { type Experiment, phaseBoundaries } from './experiment.ts';
import type { RunEvent } from './protocol.ts';

export type CapabilityGroup = 'general' | 'old' | 'new' | 'composed';

/** Something that can be evaluated on held-out examples. */
export interface Capability {
  readonly id: string;
  readonly label: string;
  /** At most 6 characters, for column heads. */
  readonly short: string;
  /** `general` and `old` are what the base knows (other skills; its functions), `new` what the stream teaches, `composed` pairs. */
  readonly group: CapabilityGroup;
  /** Accuracy of guessing. */
  readonly chance: number;
  /** Held-out items behind each figure. */
  readonly items: number;
  /** Capabilities with the same of these answer the same prompts differently: to have one is to have lost the others. */
  readonly rivals?: string;
}

/** Accuracy of every capability of one run at one step. */
export interface Evaluation {
  readonly learnerId: string;
  readonly seed: number;
  /** Finished optimizer steps; 0 = the base. */
  readonly step: number;
  /** In the order of `capabilities`. */
  readonly accuracy: readonly number[];
  /** Accuracy with its memory taken away, where the learner has one: what is in its weights. */
  readonly withoutMemory?: readonly number[];
  /** Mean negative log-likelihood per answer token, in nats, in the order of `capabilities`. */
  readonly loss: readonly number[];
  /** Share of the MLPs' hidden units that do nothing on a sample of the held-out tokens; traces of before do not have it. */
  readonly deadUnits?: number;
  /** Effective rank of the final states of these tokens, 1 to the width; traces of before do not have it. */
  readonly effectiveRank?: number;
  /** Measured at the base and at the boundaries of phases only; traces of before do not have it. */
  readonly atBoundary?: BoundaryFigures;
}

/** Which functions a pair is made of, the outer first: of two that the stream teaches, of one, or of two that the base knows. */
export type PairKind = 'new-new' | 'new-old' | 'old-new' | 'base';

/** How pairs `g f x = g(f(x))` of a kind are answered, and their parts on the very same words. */
export interface CompositionFigures {
  readonly kind: PairKind;
  /** Held-out pairs answered right. */
  readonly accuracy: number;
  /** Accuracy of the inner functions alone, on the pairs' own words. */
  readonly inner: number;
  /** Accuracy of the outer functions alone, on what the inner functions make of these words. */
  readonly outer: number;
  readonly items: number;
}

/** What is too dear to measure at every evaluation. */
/** Cosines between gradients of the loss, on held-out items; null where there is nothing to compare with. */
export interface GradientCosines {
  /** Of what the next phase teaches and of the general capabilities. */
  readonly general: number | null;
  /** Of what the next phase teaches and of what earlier phases taught. */
  readonly earlier: number | null;
}

export interface BoundaryFigures {
  /**
   * Which held-out items of each capability were answered right, in the order of `capabilities`: a character for each item, 1
   * or 0. Without the learner's memory where it has one; empty for a capability whose answers are sampled.
   */
  readonly right: readonly string[];
  readonly compositions: readonly CompositionFigures[];
  /** Mean KL divergence from the base on general held-out items, nats per supervised token: KL(base | now) and KL(now | base). */
  readonly forwardKl: number;
  readonly reverseKl: number;
  /** KL(base | now) on held-out prompts of the phase that ends here; absent at the base, and in traces of before. */
  readonly taskForwardKl?: number;
  /** As the next phase begins; absent after the last one, and in traces of before. */
  readonly gradientCosines?: GradientCosines;
  /** Euclidean distance of the weights from the base's, divided by the base's norm. */
  readonly weightDistance: number;
}

export interface LossPoint {
  readonly learnerId: string;
  readonly seed: number;
  readonly step: number;
  /** Training loss of that step's batch, nats per supervised token. */
  readonly loss: number;
  /** Global gradient norm before clipping. */
  readonly gradientNorm: number;
  /** Where the learner sampled answers for the step: their mean reward. */
  readonly reward?: number;
  /** Where it did: the share of prompts to which at least one of its answers was right. */
  readonly coverage?: number;
  /** Where it did: mean entropy of the distributions that its tokens were drawn from, in nats per token. */
  readonly entropy?: number;
  /** Where it trained on such tokens: mean of their probability under the training pass over the sampler's. */
  readonly probabilityRatio?: number;
  /** Where it compared a reference on them: estimates of KL(model | reference), in nats per token (Schulman 2020). */
  readonly k1?: number;
  readonly k2?: number;
  readonly k3?: number;
}

/** Values of every metric of one run, by metric id; null where the metric is not defined yet. */
export interface MetricValues {
  readonly learnerId: string;
  readonly seed: number;
  readonly step: number;
  readonly values: Readonly<Record<string, number | null>>;
}

export interface AdapterReport {
  readonly kind: 'webgpu' | 'cpu';
  readonly name: string;
  /** A CPU that imitates a GPU (SwiftShader, lavapipe). */
  readonly software: boolean;
  /** Which variant of the matrix and row kernels runs: `thread` without, `workgroup` with workgroup memory. */
  readonly variant: 'thread' | 'workgroup';
  /** Why the CPU device is used, when it is. */
  readonly reason?: ErrorReport;
}

/** What a learner read, trained on and kept in one phase: a line of the data-access log that the trainer writes. */
export interface DataAccess {
  readonly learnerId: string;
  readonly seed: number;
  /** 1-based. */
  readonly phase: number;
  /** Examples of the stream that it was shown. */
  readonly shown: number;
  /** Rows that it trained on, over all passes of all steps, and of these the ones that the stream did not show in that step. */
  readonly trained: number;
  readonly rehearsed: number;
  /** Examples of the base's own data that it asked for, beyond the stream. */
  readonly generalRead: number;
  /** Examples of tasks that it asked for beyond the stream: of phases before or of this one, and of tasks that come later only. */
  readonly taskRead: number;
  readonly futureRead: number;
  /** Examples in its stores at the end of the phase: of the base's own data, and the most of any one task. */
  readonly storedGeneral: number;
  readonly storedPerTask: number;
  /** Training FLOPs in the phase, over those of plain fine-tuning on what it was shown. */
  readonly flopsRatio: number;
  /** Numbers beside the weights that it answers with, such as stored examples or adapters that a task id chooses between. */
  readonly inferenceState: number;
}

/** Accuracy on a task while its phase goes on, every few steps: how fast it is learned. Of a learner or of a reference. */
export interface LearningCurve {
  readonly seed: number;
  /** 1-based. */
  readonly phase: number;
  /** Column of the task in `capabilities`. */
  readonly column: number;
  /** Steps since the phase began, ascending from 0. */
  readonly steps: readonly number[];
  readonly accuracy: readonly number[];
}

/** The curve of a learner of the experiment. */
export interface OwnCurve extends LearningCurve {
  readonly learnerId: string;
}

/**
 * The single-task learner of a phase: plain fine-tuning from the base on that phase's task alone, for as many steps, with
 * settings that no learner's knobs reach.
 */
export type ReferenceCurve = LearningCurve;

/** What a grade needs to know about the base. */
export interface BaseFacts {
  readonly world: string;
  /** Training examples that it was made from; 0 for random weights. */
  readonly examples: number;
}

export interface RunRecord {
  readonly format: 1;
  readonly experiment: Experiment;
  readonly capabilities: readonly Capability[];
  readonly adapter: AdapterReport;
  /** Traces of before have none of the next four, nor grades. */
  readonly base?: BaseFacts;
  readonly access?: readonly DataAccess[];
  readonly curves?: readonly OwnCurve[];
  readonly references?: readonly ReferenceCurve[];
  /** The definition, clause by clause, for each learner: a pure function of the rest of the record. */
  readonly grades?: readonly LearnerGrade[];
  /** ISO date of the start. */
  readonly date: string;
  /** Seconds of work that all its runs took together, pauses left out; null until finished. */
  readonly seconds: number | null;
  readonly evaluations: readonly Evaluation[];
  readonly losses: readonly LossPoint[];
  readonly metrics: readonly MetricValues[];
  readonly error: ErrorReport | null;
}

/** The lists of what is graded, with what an event brings. */
function extended(
  record: RunRecord,
  event: Extract<RunEvent, { kind: 'logged' }>,
): Pick<RunRecord, 'access' | 'curves' | 'references'> {
  return {
    access: [...(record.access ?? []), ...event.access],
    curves: [...(record.curves ?? []), ...event.curves],
    references: [...(record.references ?? []), ...event.references],
  };
}

/** The record after one more event; the same object when the event adds nothing to it. */
export function reduce(record: RunRecord | null, event: RunEvent): RunRecord | null {
  switch (event.kind) {
    case 'started':
      return {
        format: 1,
        experiment: event.experiment,
        capabilities: event.capabilities,
        adapter: event.adapter,
        base: event.base,
        date: event.date,
        seconds: null,
        evaluations: [],
        losses: [],
        metrics: [],
        access: [],
        curves: [],
        references: [],
        grades: [],
        error: null,
      };
    case 'evaluated':
      return record && { ...record, evaluations: [...record.evaluations, ...event.evaluations] };
    case 'points':
      return record && { ...record, losses: [...record.losses, ...event.losses] };
    case 'measured':
      return record && { ...record, metrics: [...record.metrics, ...event.metrics] };
    case 'logged':
      return record && { ...record, ...extended(record, event) };
    case 'graded':
      return record && { ...record, grades: event.grades };
    case 'finished':
      return record && { ...record, seconds: event.seconds };
    case 'failed':
      return record && { ...record, error: event.error };
    default:
      return record;
  }
}

/** R[i][j] of one run, from its evaluations at the boundaries; rows not reached yet are null. */
export function accuracyMatrix(record: RunRecord, learnerId: string, seed: number): AccuracyMatrix {
  const own = record.evaluations.filter((e) => e.learnerId === learnerId && e.seed === seed);
  return phaseBoundaries(record.experiment.phases).map((boundary) => {
    const row = own.find((e) => e.step === boundary)?.accuracy;
    return record.capabilities.map((_, j) => row?.[j] ?? null);
  });
}
