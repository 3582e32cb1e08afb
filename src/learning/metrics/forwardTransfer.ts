// FWT: what earlier phases did for a task before it was taught.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { entry, finishedPhases, taughtColumns } from './taught.ts';

/** Against the base's own accuracy R[0][j]: the original's random weights mean nothing for a trained base. */
export const FORWARD_TRANSFER: MetricPlugin = {
  info: {
    id: 'forward-transfer',
    label: 'Forward transfer',
    summary:
      'Mean accuracy on tasks just before they are taught, minus that of the base (not of random weights).',
    params: {},
    group: 'learning',
    equation: String.raw`\mathrm{FWT} = \frac{1}{T-1}\sum_{j \ge 2} (R_{j-1,j} - R_{0,j})`,
    higherIsBetter: true,
    citation: {
      text: 'Lopez-Paz and Ranzato 2017, Gradient Episodic Memory for Continual Learning',
      url: 'https://arxiv.org/abs/1706.08840',
    },
  },
  value(context) {
    return meanOf(
      taughtColumns(context, finishedPhases(context))
        .filter(({ first }) => first >= 2)
        .map(
          ({ column, first }) => entry(context, first - 1, column)! - entry(context, 0, column)!,
        ),
    );
  },
};
