// AAA: average accuracy, averaged over the ends of phases, so that a bad middle shows.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { averageAccuracyAfter, finishedPhases } from './taught.ts';

export const ANYTIME_ACCURACY: MetricPlugin = {
  info: {
    id: 'anytime-accuracy',
    label: 'Average anytime accuracy',
    summary: 'Average accuracy, averaged over the ends of the finished phases.',
    params: {},
    group: 'retention',
    equation: String.raw`\mathrm{AAA} = \frac{1}{T}\sum_{k=1}^{T} \mathrm{ACC}_k`,
    higherIsBetter: true,
    citation: {
      text: 'Caccia et al. 2021, New Insights on Reducing Abrupt Representation Change in Online Continual Learning',
      url: 'https://arxiv.org/abs/2104.05025',
    },
  },
  value(context) {
    const count = finishedPhases(context);
    return meanOf(Array.from({ length: count }, (_, i) => averageAccuracyAfter(context, i + 1)));
  },
};
