// Attempts at learning a task: a phase that taught it, the learner's curve there, and that of the single-task reference.

import type { Curve, MetricContext } from './metric.ts';
import { finishedPhases, taughtColumns } from './taught.ts';

export interface Attempt {
  readonly column: number;
  /** 1-based. */
  readonly phase: number;
  readonly own: Curve;
  readonly reference: Curve | null;
}

const find = (curves: readonly Curve[], phase: number, column: number): Curve | undefined =>
  curves.find((c) => c.phase === phase && c.column === column);

/** The reference's curve for a column in a 1-based phase. */
export function referenceAt(
  { references }: MetricContext,
  phase: number,
  column: number,
): Curve | null {
  return find(references, phase, column) ?? null;
}

/** What a finished 1-based phase did for a column; null where no curve was logged. */
export function attemptAt(context: MetricContext, phase: number, column: number): Attempt | null {
  const own = find(context.curves, phase, column);
  return own ? { column, phase, own, reference: referenceAt(context, phase, column) } : null;
}

/** The first attempt at every task of the finished phases: what is learned, and not what is learned again. */
export function firstAttempts(context: MetricContext): Attempt[] {
  return taughtColumns(context, finishedPhases(context)).flatMap(
    ({ column, first }) => attemptAt(context, first, column) ?? [],
  );
}
