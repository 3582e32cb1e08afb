// Forgetting as first minus last: from how a task was answered just after it was first taught to how it is answered now.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { entry, finishedPhases, taughtColumns } from './taught.ts';

/**
 * Avalanche's variant. Without repeated tasks it is backward transfer with the other sign; a repeated task is compared with
 * the end of its first phase here and with that of its last there. Tasks of the present phase do not count.
 */
export const FORGETTING_FIRST_LAST: MetricPlugin = {
  info: {
    id: 'forgetting-first-last',
    label: 'Forgetting, first to last',
    summary: 'Mean loss of accuracy on earlier tasks since just after they were first taught.',
    params: {},
    group: 'retention',
    equation: String.raw`\frac{1}{k-1}\sum_{j<k} (R_{j,j} - R_{k,j})`,
    higherIsBetter: false,
    citation: {
      text: 'Lomonaco et al. 2021, Avalanche: an End-to-End Library for Continual Learning',
      url: 'https://arxiv.org/abs/2104.00405',
    },
  },
  value(context) {
    const k = finishedPhases(context);
    return meanOf(
      taughtColumns(context, k)
        .filter(({ last }) => last < k)
        .map(({ column, first }) => entry(context, first, column)! - entry(context, k, column)!),
    );
  },
};
