// Scores: accuracies corrected for chance, and what counts as learned. Shares of what was learned mean nothing without both.

import type { MetricContext } from './metric.ts';
import { entry } from './taught.ts';

/** From this score on something counts as learned; the little less is for the rounding of (.6 - .2) / .8. */
const LEARNED = 0.5 - 1e-9;

/** Whether a score is that of something learned: of anything less, a ratio of scores would be noise. */
export const isLearned = (value: number): boolean => value >= LEARNED;

/** s = (a - c) / (1 - c): 0 is guessing, 1 is perfect. */
export function score({ capabilities }: MetricContext, column: number, accuracy: number): number {
  const { chance } = capabilities[column]!;
  return (accuracy - chance) / (1 - chance);
}

/** Score of a column after phase `row`, 0 = the base; null outside the matrix. */
export function scoreAt(context: MetricContext, row: number, column: number): number | null {
  const accuracy = entry(context, row, column);
  return accuracy === null ? null : score(context, column, accuracy);
}

/** s[to] / s[from] of a column, or null where it was not learned at `from`. */
export function scoreRatio(
  context: MetricContext,
  column: number,
  from: number,
  to: number,
): number | null {
  const before = scoreAt(context, from, column);
  const after = scoreAt(context, to, column);
  return before === null || after === null || !isLearned(before) ? null : after / before;
}
