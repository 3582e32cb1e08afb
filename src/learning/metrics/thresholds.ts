// How long it takes to learn a task nearly as well as the single-task reference does, which is the yardstick of efficiency.

import { type Attempt, firstAttempts } from './attempts.ts';
import { lastAccuracy, stepsTo } from './curves.ts';
import type { Curve, MetricContext } from './metric.ts';
import { isLearned, score } from './scores.ts';

/** Share of the reference's final score that has to be reached. */
const SHARE = 0.8;

/** Steps until the threshold in a task's first phase; the learner's are null where it never got there. */
export interface Timed extends Attempt {
  readonly threshold: number;
  readonly ownSteps: number | null;
  readonly referenceSteps: number;
}

/**
 * The accuracy at which a task counts as learned as the reference learned it: chance + .8 (its final accuracy - chance), so .8
 * of its score. Null where the reference did not learn it itself, as then the threshold would be next to nothing.
 */
function thresholdOf(context: MetricContext, reference: Curve): number | null {
  const final = lastAccuracy(reference);
  if (final === null || !isLearned(score(context, reference.column, final))) return null;
  const { chance } = context.capabilities[reference.column]!;
  return chance + SHARE * (final - chance);
}

/** First attempts at tasks that the reference had to learn and did learn: others tell nothing of speed. */
export function timedAttempts(context: MetricContext): Timed[] {
  return firstAttempts(context).flatMap((attempt) => {
    const { own, reference } = attempt;
    const threshold = reference && thresholdOf(context, reference);
    if (!reference || threshold === null) return [];
    const referenceSteps = stepsTo(reference, threshold);
    if (!referenceSteps) return [];
    return [{ ...attempt, threshold, ownSteps: stepsTo(own, threshold), referenceSteps }];
  });
}

/**
 * Mean of times of which none may be missing: null as soon as one is, since the mean of those that were reached flatters a
 * learner that gives up on what is hard.
 */
export function meanOfAll(values: readonly (number | null)[]): number | null {
  const present = values.filter((v) => v !== null);
  if (present.length === 0 || present.length < values.length) return null;
  return present.reduce((sum, v) => sum + v, 0) / present.length;
}
