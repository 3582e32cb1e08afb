// Relearning: how long a task takes when the stream teaches it once more, beside its first time and beside new tasks.

import { attemptAt } from './attempts.ts';
import { stepsTo } from './curves.ts';
import type { MetricContext } from './metric.ts';
import { finishedPhases } from './taught.ts';
import { meanOfAll, timedAttempts } from './thresholds.ts';

/** Steps to one threshold, that of the first time, both times. */
export interface Relearning {
  readonly first: number;
  /** Null where the phase ended before. */
  readonly again: number | null;
}

/** One for every finished phase that repeats a task, if its first time took any steps and reached the threshold. */
export function relearnings(context: MetricContext): Relearning[] {
  const k = finishedPhases(context);
  return timedAttempts(context).flatMap(({ column, phase, threshold, ownSteps }) => {
    if (!ownSteps) return [];
    return context.phases.slice(phase, k).flatMap((columns, i): Relearning[] => {
      const repeat = columns.includes(column) ? attemptAt(context, phase + i + 1, column) : null;
      return repeat ? [{ first: ownSteps, again: stepsTo(repeat.own, threshold) }] : [];
    });
  });
}

/**
 * Mean steps to the threshold on tasks that are new in a phase after the first: what a fresh task takes from weights that have
 * already been trained on. Null where there is none, or one was never reached, or they took nothing.
 */
export function controlSteps(context: MetricContext): number | null {
  const later = timedAttempts(context).filter(({ phase }) => phase > 1);
  return meanOfAll(later.map(({ ownSteps }) => ownSteps)) || null;
}
