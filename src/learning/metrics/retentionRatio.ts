// Retention ratio: which share of what was learned of a task is still there.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { scoreRatio } from './scores.ts';
import { finishedPhases, taughtColumns } from './taught.ts';

/**
 * Of earlier tasks only, against the end of the last phase that taught them. A task that was not learned then, with a score
 * below .5, has nothing to keep and does not count: a learner that learns nothing gets no value rather than 1.
 */
export const RETENTION_RATIO: MetricPlugin = {
  info: {
    id: 'retention-ratio',
    label: 'Retention ratio',
    summary:
      'Mean share that is left of the score on earlier tasks, of those that were learned. Corrected for chance.',
    params: {},
    group: 'retention',
    equation: String.raw`\rho = \operatorname*{mean}_{j<T,\ s(R_{j,j}) \ge .5} \frac{s(R_{T,j})}{s(R_{j,j})}, \quad s(a) = \frac{a - c}{1 - c}`,
    higherIsBetter: true,
    format: 'decimal',
  },
  value(context) {
    const k = finishedPhases(context);
    return meanOf(
      taughtColumns(context, k)
        .filter(({ last }) => last < k)
        .map(({ column, last }) => scoreRatio(context, column, last, k)),
    );
  },
};
