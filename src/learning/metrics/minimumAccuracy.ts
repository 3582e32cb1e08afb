// min-ACC: the worst moment of every earlier task. Curves that recover before a phase ends hide it from the matrix.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { worstMoments } from './worstMoments.ts';

export const MINIMUM_ACCURACY: MetricPlugin = {
  info: {
    id: 'minimum-accuracy',
    label: 'Minimum accuracy',
    summary:
      'Mean over earlier tasks of the lowest accuracy at any evaluation after the phase that taught them.',
    params: {},
    group: 'retention',
    equation: String.raw`\text{min-ACC}_k = \frac{1}{k-1}\sum_{j<k} \min_{t > t_j} A(t, j)`,
    higherIsBetter: true,
    citation: {
      text: 'De Lange, van de Ven and Tuytelaars 2023, Continual evaluation for lifelong learning: identifying the stability gap',
      url: 'https://arxiv.org/abs/2205.13452',
    },
  },
  value: (context) => meanOf(worstMoments(context)),
};
