// The lowest accuracy of every earlier task at any evaluation since its phase ended: shared by the stability-gap metrics.

import type { MetricContext } from './metric.ts';
import { finishedPhases, taughtColumns } from './taught.ts';

/**
 * One minimum per task whose last phase ended before the present phase k: over the evaluations strictly after that end and
 * no later than the end of phase k.
 */
export function worstMoments(context: MetricContext): number[] {
  const k = finishedPhases(context);
  const { timeResolved, boundaries } = context;
  return taughtColumns(context, k)
    .filter(({ last }) => last < k)
    .flatMap(({ column, last }) => {
      const later = timeResolved.filter(
        ({ step }) => step > boundaries[last]! && step <= boundaries[k]!,
      );
      return later.length === 0 ? [] : [Math.min(...later.map((e) => e.accuracy[column]!))];
    });
}
