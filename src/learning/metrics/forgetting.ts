// Forgetting: from the best that a task was ever answered to how it is answered now.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { bestOf, entry, finishedPhases, taughtColumns } from './taught.ts';

/**
 * The variant used here: the best is taken from the phase that first taught the task to the phase before the present one.
 * Leaving the present row out lets forgetting be negative (the task got better); tasks that the present phase teaches do
 * not count.
 */
export const FORGETTING: MetricPlugin = {
  info: {
    id: 'forgetting',
    label: 'Forgetting',
    summary:
      'Mean loss of accuracy on earlier tasks, from their best since taught. The present phase is not in the best.',
    params: {},
    group: 'retention',
    equation: String.raw`F_k = \frac{1}{k-1}\sum_{j<k} \Big(\max_{j \le l < k} R_{l,j} - R_{k,j}\Big)`,
    higherIsBetter: false,
    citation: {
      text: 'Chaudhry et al. 2018, Riemannian Walk for Incremental Learning: Understanding Forgetting and Intransigence',
      url: 'https://arxiv.org/abs/1801.10112',
    },
  },
  value(context) {
    const k = finishedPhases(context);
    return meanOf(
      taughtColumns(context, k)
        .filter(({ last }) => last < k)
        .map(
          ({ column, first }) => bestOf(context, column, first, k - 1) - entry(context, k, column)!,
        ),
    );
  },
};
