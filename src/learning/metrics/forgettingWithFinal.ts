// Forgetting whose best includes how the task is answered now, so that it is never negative.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { bestOf, entry, finishedPhases, taughtColumns } from './taught.ts';

/** Mammoth's variant: the best is taken from the phase that first taught the task to the present one, both included. */
export const FORGETTING_WITH_FINAL: MetricPlugin = {
  info: {
    id: 'forgetting-with-final',
    label: 'Forgetting, best to last',
    summary:
      'Mean loss of accuracy on earlier tasks, from their best since taught, the present phase included: never negative.',
    params: {},
    group: 'retention',
    equation: String.raw`\frac{1}{k-1}\sum_{j<k} \Big(\max_{j \le l \le k} R_{l,j} - R_{k,j}\Big)`,
    higherIsBetter: false,
    citation: {
      text: 'Buzzega et al. 2020, Dark Experience for General Continual Learning (Mammoth, utils/metrics.py)',
      url: 'https://github.com/aimagelab/mammoth/blob/master/utils/metrics.py',
    },
  },
  value(context) {
    const k = finishedPhases(context);
    return meanOf(
      taughtColumns(context, k)
        .filter(({ last }) => last < k)
        .map(({ column, first }) => bestOf(context, column, first, k) - entry(context, k, column)!),
    );
  },
};
