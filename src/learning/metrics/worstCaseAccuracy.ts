// WC-ACC: the present task as it is now, earlier tasks at their worst moments.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { entry, finishedPhases, taughtColumns } from './taught.ts';
import { worstMoments } from './worstMoments.ts';

/** With one task per phase this is (1/k) R[k][k] + (1 - 1/k) min-ACC_k; in mixtures every task has the same weight. */
export const WORST_CASE_ACCURACY: MetricPlugin = {
  info: {
    id: 'worst-case-accuracy',
    label: 'Worst-case accuracy',
    summary: 'Accuracy on the present task together with the lowest accuracies of earlier ones.',
    params: {},
    group: 'retention',
    equation: String.raw`\text{WC-ACC}_k = \frac{1}{k} R_{k,k} + \Big(1 - \frac{1}{k}\Big) \text{min-ACC}_k`,
    higherIsBetter: true,
    citation: {
      text: 'De Lange, van de Ven and Tuytelaars 2023, Continual evaluation for lifelong learning: identifying the stability gap',
      url: 'https://arxiv.org/abs/2205.13452',
    },
  },
  value(context) {
    const k = finishedPhases(context);
    const present = taughtColumns(context, k).filter(({ last }) => last === k);
    return meanOf([
      ...present.map(({ column }) => entry(context, k, column)),
      ...worstMoments(context),
    ]);
  },
};
