// General retention: which share of its general capabilities the base's successor still has.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { scoreRatio } from './scores.ts';
import { finishedPhases } from './taught.ts';

/** Of the general capabilities that the base has, with a score of .5 or more: a ratio to less would be noise. */
export const GENERAL_RETENTION: MetricPlugin = {
  info: {
    id: 'general-retention',
    label: 'General retention',
    summary:
      'Mean share that is left of the score on general capabilities, of those that the base has. Corrected for chance.',
    params: {},
    group: 'general',
    equation: String.raw`\operatorname*{mean}_{g \in G,\ s(R_{0,g}) \ge .5} \frac{s(R_{T,g})}{s(R_{0,g})}, \quad s(a) = \frac{a - c}{1 - c}`,
    higherIsBetter: true,
    format: 'decimal',
  },
  value(context) {
    const k = finishedPhases(context);
    if (k < 1) return null;
    return meanOf(
      context.capabilities.map(({ group }, column) =>
        group === 'general' ? scoreRatio(context, column, 0, k) : null,
      ),
    );
  },
};
