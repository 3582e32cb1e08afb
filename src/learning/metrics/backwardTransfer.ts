// BWT: what later phases did to earlier tasks, against the accuracy just after they were taught.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { entry, finishedPhases, taughtColumns } from './taught.ts';

/** A repeated task is compared with the end of the last phase that taught it; tasks of the present phase do not count. */
export const BACKWARD_TRANSFER: MetricPlugin = {
  info: {
    id: 'backward-transfer',
    label: 'Backward transfer',
    summary: 'Mean change of accuracy on earlier tasks since just after they were taught.',
    params: {},
    group: 'retention',
    equation: String.raw`\mathrm{BWT} = \frac{1}{T-1}\sum_{j<T} (R_{T,j} - R_{j,j})`,
    higherIsBetter: true,
    citation: {
      text: 'Lopez-Paz and Ranzato 2017, Gradient Episodic Memory for Continual Learning',
      url: 'https://arxiv.org/abs/1706.08840',
    },
  },
  value(context) {
    const k = finishedPhases(context);
    return meanOf(
      taughtColumns(context, k)
        .filter(({ last }) => last < k)
        .map(({ column, last }) => entry(context, k, column)! - entry(context, last, column)!),
    );
  },
};
