// Loss on what the base knew: it moves before any answer flips, and goes on moving after all of them have.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { baseEvaluation, lastEvaluation } from './taught.ts';

/** Every general capability counts alike, however many tokens its answers have. */
export const GENERAL_LOSS_INCREASE: MetricPlugin = {
  info: {
    id: 'general-loss-increase',
    label: 'General loss increase',
    summary:
      'Mean rise, since the base, of the loss on held-out items of general capabilities, in nats per token.',
    params: {},
    group: 'general',
    equation: String.raw`\frac{1}{|G|}\sum_{g \in G} \big(L_g(\theta_T) - L_g(\theta_0)\big)`,
    higherIsBetter: false,
    format: 'decimal',
  },
  value(context) {
    const before = baseEvaluation(context)?.loss;
    const after = lastEvaluation(context)?.loss;
    if (!before || !after) return null;
    return meanOf(
      context.capabilities.map(({ group }, column) =>
        group === 'general' ? after[column]! - before[column]! : null,
      ),
    );
  },
};
