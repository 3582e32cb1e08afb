// How fast a task is learned: accuracy on what a phase teaches, every few steps from its beginning on. Between the steps at which
// everything is evaluated only these columns are.

import type { LearningCurve } from '../core/runRecord.ts';
import { type EvaluationResult, type EvaluationSet, makeEvaluationSet } from './evaluate.ts';

/** Steps between two points early in a phase, and how long that lasts: the crossing of a threshold must not hang on the cadence. */
const EARLY_EVERY = 5;
const EARLY_STEPS = 40;

/** Whether a point is taken this many steps after a phase began, beside the usual evaluations. */
export function isEarlyPoint(offset: number): boolean {
  return offset > 0 && offset <= EARLY_STEPS && offset % EARLY_EVERY === 0;
}

/** The evaluation of these columns alone. */
export function setOfColumns(
  set: EvaluationSet,
  columns: readonly number[],
  maxRows: number,
): EvaluationSet {
  const capabilities = columns.map((column) => set.capabilities[column]!);
  return { ...makeEvaluationSet(capabilities, maxRows, set.perBatch), sample: null };
}

/** The curves of one learner in one phase, one for each column that it teaches. */
export class PhaseCurve {
  private readonly columns: readonly number[];
  private readonly points = new Map<number, readonly number[]>();

  constructor(columns: readonly number[]) {
    this.columns = columns;
  }

  /** Accuracy of every capability, or of the columns alone in their order. */
  add(offset: number, { accuracy }: Pick<EvaluationResult, 'accuracy'>, alone: boolean): void {
    const own = alone ? accuracy : this.columns.map((column) => accuracy[column]!);
    this.points.set(offset, own);
  }

  /** `phase` is 1-based. */
  curves(seed: number, phase: number): LearningCurve[] {
    const steps = [...this.points.keys()].toSorted((a, b) => a - b);
    return this.columns.map((column, i) => ({
      seed,
      phase,
      column,
      steps,
      accuracy: steps.map((step) => this.points.get(step)![i]!),
    }));
  }
}
