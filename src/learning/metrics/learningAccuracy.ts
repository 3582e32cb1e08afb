// LA: how well each phase taught what it teaches, whatever became of it later.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { entry, finishedPhases } from './taught.ts';

/** Every task of every finished phase counts once, so a repeated task counts once per repeat. */
export const LEARNING_ACCURACY: MetricPlugin = {
  info: {
    id: 'learning-accuracy',
    label: 'Learning accuracy',
    summary: 'Mean accuracy on each task right after the phase that taught it.',
    params: {},
    group: 'learning',
    equation: String.raw`\mathrm{LA} = \frac{1}{T}\sum_{j} R_{j,j}`,
    higherIsBetter: true,
    citation: {
      text: 'Riemer et al. 2019, Learning to Learn without Forgetting by Maximizing Transfer and Minimizing Interference',
      url: 'https://arxiv.org/abs/1810.11910',
    },
  },
  value(context) {
    const finished = context.phases.slice(0, finishedPhases(context));
    return meanOf(
      finished.flatMap((columns, i) => columns.map((column) => entry(context, i + 1, column))),
    );
  },
};
