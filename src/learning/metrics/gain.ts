// Gain: what exposure to the stream brought, of what there was to gain.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { scoreAt } from './scores.ts';
import { finishedPhases, taughtColumns } from './taught.ts';

/**
 * After the benchmark's gain, the score with what was met before less the score without it, which here is the base's under the
 * same protocol. Divided by what the base left to gain; a task that it answers perfectly does not count.
 */
export const GAIN: MetricPlugin = {
  info: {
    id: 'gain',
    label: 'Gain',
    summary:
      'Mean rise of the score on taught tasks since the base, as a share of what there was to gain. Corrected for chance.',
    params: {},
    group: 'learning',
    equation: String.raw`\frac{1}{T}\sum_{j} \frac{s(R_{T,j}) - s(R_{0,j})}{1 - s(R_{0,j})}, \quad s(a) = \frac{a - c}{1 - c}`,
    higherIsBetter: true,
    format: 'decimal',
    citation: {
      text: 'Asawa et al. 2026, Continual Learning Bench: Evaluating Frontier AI Systems in Real-World Stateful Environments',
      url: 'https://arxiv.org/abs/2606.05661',
    },
  },
  value(context) {
    const k = finishedPhases(context);
    return meanOf(
      taughtColumns(context, k).map(({ column }) => {
        const before = scoreAt(context, 0, column);
        const after = scoreAt(context, k, column);
        if (before === null || after === null || before >= 1) return null;
        return (after - before) / (1 - before);
      }),
    );
  },
};
