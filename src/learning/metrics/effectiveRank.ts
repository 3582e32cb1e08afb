// Effective rank of the final states (Roy and Vetterli 2007): how many dimensions the representations fill. Not the stable rank
// nor the number of singular values that hold a share of the sum.

import type { MetricPlugin } from './metric.ts';
import { lastEvaluation } from './taught.ts';

export const EFFECTIVE_RANK: MetricPlugin = {
  info: {
    id: 'effective-rank',
    label: 'Effective rank',
    summary:
      'Dimensions that the final states of held-out tokens fill, after the last finished phase: from 1 to the width of the model.',
    params: {},
    group: 'plasticity',
    equation: String.raw`\exp\!\left(-\sum_i q_i \log q_i\right), \quad q_i = \frac{\sigma_i}{\sum_j \sigma_j}`,
    higherIsBetter: true,
    format: 'number',
    citation: {
      text: 'Roy and Vetterli 2007, The Effective Rank: A Measure of Effective Dimensionality',
      url: 'https://ieeexplore.ieee.org/document/7098875',
    },
  },
  value: (context) => lastEvaluation(context)?.effectiveRank ?? null,
};
