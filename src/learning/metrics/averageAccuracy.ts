// ACC: how well everything taught so far is answered now.

import type { MetricPlugin } from './metric.ts';
import { averageAccuracyAfter, finishedPhases } from './taught.ts';

export const AVERAGE_ACCURACY: MetricPlugin = {
  info: {
    id: 'average-accuracy',
    label: 'Average accuracy',
    summary: 'Mean accuracy on the tasks taught so far, after the last finished phase.',
    params: {},
    group: 'retention',
    equation: String.raw`\mathrm{ACC}_k = \frac{1}{k}\sum_{j \le k} R_{k,j}`,
    higherIsBetter: true,
    citation: {
      text: 'Lopez-Paz and Ranzato 2017, Gradient Episodic Memory for Continual Learning',
      url: 'https://arxiv.org/abs/1706.08840',
    },
  },
  value: (context) => averageAccuracyAfter(context, finishedPhases(context)),
};
