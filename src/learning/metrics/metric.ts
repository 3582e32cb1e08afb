// What a metric is: a pure function of one run's accuracies. Which figures it may use is all in the context.

import type { AccuracyMatrix } from '../../core/accuracyMatrix.ts';
import type { MetricInfo } from '../../core/catalog.ts';
import type { Capability, Evaluation, LossPoint } from '../../core/runRecord.ts';

export interface MetricContext {
  /** R[i][j], row 0 = the base; rows of phases that are not finished hold nulls. */
  readonly matrix: AccuracyMatrix;
  readonly capabilities: readonly Capability[];
  /** For every phase, the columns of the tasks that it teaches. */
  readonly phases: readonly (readonly number[])[];
  /** Every evaluation of the run, by step. */
  readonly timeResolved: readonly Pick<
    Evaluation,
    'step' | 'accuracy' | 'deadUnits' | 'effectiveRank'
  >[];
  /** First step of every phase, then the total. */
  readonly boundaries: readonly number[];
  readonly losses: readonly Pick<LossPoint, 'step' | 'loss'>[];
}

export interface MetricPlugin {
  readonly info: MetricInfo;
  /** The metric after the last finished phase, or null where it is not defined. */
  value(context: MetricContext): number | null;
}
