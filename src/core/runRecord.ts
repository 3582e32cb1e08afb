// The record of an experiment's runs: what a recorded trace file holds and what the page draws. `reduce` builds it from events.

import type { AccuracyMatrix } from './accuracyMatrix.ts';
import type { ErrorReport } from './errors.ts';
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

export interface RunRecord {
  readonly format: 1;
  readonly experiment: Experiment;
  readonly capabilities: readonly Capability[];
  readonly adapter: AdapterReport;
  /** ISO date of the start. */
  readonly date: string;
  /** Seconds of work that all its runs took together, pauses left out; null until finished. */
  readonly seconds: number | null;
  readonly evaluations: readonly Evaluation[];
  readonly losses: readonly LossPoint[];
  readonly metrics: readonly MetricValues[];
  readonly error: ErrorReport | null;
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
        date: event.date,
        seconds: null,
        evaluations: [],
        losses: [],
        metrics: [],
        error: null,
      };
    case 'evaluated':
      return record && { ...record, evaluations: [...record.evaluations, ...event.evaluations] };
    case 'points':
      return record && { ...record, losses: [...record.losses, ...event.losses] };
    case 'measured':
      return record && { ...record, metrics: [...record.metrics, ...event.metrics] };
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
