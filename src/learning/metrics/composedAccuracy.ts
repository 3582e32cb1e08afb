// Whether what was learned at different times can be used together.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { entry, finishedPhases } from './taught.ts';

/** Not defined before the stream has ended: until then some of the functions to be composed are untaught. */
export const COMPOSED_ACCURACY: MetricPlugin = {
  info: {
    id: 'composed-accuracy',
    label: 'Composed accuracy',
    summary:
      'Accuracy, at the end, on pairs of functions that were taught in the stream one by one.',
    params: {},
    group: 'composition',
    equation: String.raw`R_{T,\,g \circ f}`,
    higherIsBetter: true,
  },
  value(context) {
    const end = context.phases.length;
    if (end === 0 || finishedPhases(context) < end) return null;
    return meanOf(
      context.capabilities.map((c, j) => (c.group === 'composed' ? entry(context, end, j) : null)),
    );
  },
};
