// Learning-curve area: how early in its phase a task is answered well.

import { meanOf } from '../../core/accuracyMatrix.ts';
import { firstAttempts } from './attempts.ts';
import { meanAccuracy } from './curves.ts';
import type { MetricPlugin } from './metric.ts';

/** LCA with beta = the whole phase, by the trapezoidal rule. First times only: later ones would measure what is remembered. */
export const LEARNING_CURVE_AREA: MetricPlugin = {
  info: {
    id: 'learning-curve-area',
    label: 'Learning-curve area',
    summary: 'Mean accuracy on a new task over the phase that teaches it, from its first step on.',
    params: {},
    group: 'efficiency',
    equation: String.raw`\mathrm{LCA} = \operatorname*{mean}_{j} \frac{1}{S} \int_0^S A_j(t)\, dt`,
    higherIsBetter: true,
    citation: {
      text: 'Chaudhry et al. 2019, Efficient Lifelong Learning with A-GEM',
      url: 'https://arxiv.org/abs/1812.00420',
    },
  },
  value: (context) => meanOf(firstAttempts(context).map(({ own }) => meanAccuracy(own))),
};
