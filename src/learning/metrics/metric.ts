// What a metric is: a pure function of what was measured of one run. Which figures it may use is all in the context.

import type { AccuracyMatrix } from '../../core/accuracyMatrix.ts';
import type { MetricInfo } from '../../core/catalog.ts';
import type {
  Capability,
  DataAccess,
  Evaluation,
  LearningCurve,
  LossPoint,
} from '../../core/runRecord.ts';

/** An evaluation of the run. All but the accuracies may be missing: traces of before lack some, and some stand at boundaries only. */
export type Moment = Pick<Evaluation, 'step' | 'accuracy'> &
  Partial<
    Pick<Evaluation, 'loss' | 'withoutMemory' | 'deadUnits' | 'effectiveRank' | 'atBoundary'>
  >;

/** A learning curve of this run, or of the references of its seed. */
export type Curve = Omit<LearningCurve, 'seed'>;

export interface MetricContext {
  /** R[i][j], row 0 = the base; rows of phases that are not finished hold nulls. */
  readonly matrix: AccuracyMatrix;
  readonly capabilities: readonly Capability[];
  /** For every phase, the columns of the tasks that it teaches. */
  readonly phases: readonly (readonly number[])[];
  /** Every evaluation of the run, by step. */
  readonly timeResolved: readonly Moment[];
  /** First step of every phase, then the total. */
  readonly boundaries: readonly number[];
  readonly losses: readonly Pick<LossPoint, 'step' | 'loss'>[];
  /** Examples of the stream that a step shows. */
  readonly batchSize: number;
  /** A line of the data-access log for every phase that was logged; none in traces of before, nor the curves below. */
  readonly access: readonly Omit<DataAccess, 'learnerId' | 'seed'>[];
  /** The learner's own curves, one for every logged phase and column that it teaches. */
  readonly curves: readonly Curve[];
  /** The single-task references of the seed, likewise. */
  readonly references: readonly Curve[];
  /** Accuracy of every capability at the end of joint training on this seed, where the experiment has it and it has finished. */
  readonly joint: readonly number[] | null;
}

export interface MetricPlugin {
  readonly info: MetricInfo;
  /** The metric after the last finished phase, or null where it is not defined. */
  value(context: MetricContext): number | null;
}
