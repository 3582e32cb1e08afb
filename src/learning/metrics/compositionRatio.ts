// Composition ratio: which share of what their parts allow is answered right when they come together.

import { composedKinds } from './compositions.ts';
import type { MetricPlugin } from './metric.ts';

/** Below this accuracy of the parts there is hardly anything to compose, and the ratio is noise. */
const PARTS_KNOWN = 0.6;

/** kappa of the worst kind (new on new, new on old, old on new); kinds whose parts are not known are left out. */
export const COMPOSITION_RATIO: MetricPlugin = {
  info: {
    id: 'composition-ratio',
    label: 'Composition ratio',
    summary:
      'At the end, accuracy on pairs as a share of that of their parts (inner times outer), for the worst kind whose parts are known.',
    params: {},
    group: 'composition',
    equation: String.raw`\kappa = \min_{\text{kind},\ \Pi \ge .6} \min\!\left(1, \frac{R_{T,\,g \circ f}}{\Pi}\right), \quad \Pi = R_{T,f}\, R_{T,g}`,
    higherIsBetter: true,
  },
  value(context) {
    const known = composedKinds(context).filter(({ parts }) => parts >= PARTS_KNOWN);
    return known.length === 0
      ? null
      : Math.min(1, ...known.map(({ accuracy, parts }) => accuracy / parts));
  },
};
