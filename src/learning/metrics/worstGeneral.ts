// What became of the general capability that suffered most: an average hides one that died.

import type { MetricPlugin } from './metric.ts';
import { changesSinceBase } from './taught.ts';

export const WORST_GENERAL: MetricPlugin = {
  info: {
    id: 'worst-general',
    label: 'Worst general change',
    summary:
      'Change, since the base, of the general capability that lost most, corrected for chance.',
    params: {},
    group: 'general',
    equation: String.raw`\min_{g \in G} \frac{R_{T,g} - R_{0,g}}{1 - c_g}`,
    higherIsBetter: true,
  },
  value(context) {
    const changes = changesSinceBase(context, 'general');
    return changes.length === 0 ? null : Math.min(...changes);
  },
};
