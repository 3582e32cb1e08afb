// How far the weights have gone from the base's.

import type { MetricPlugin } from './metric.ts';
import { lastEvaluation } from './taught.ts';

/** Of all weights together, by the Euclidean norm. A diagnosis, not an aim: a model that never changes has none. */
export const WEIGHT_DISTANCE: MetricPlugin = {
  info: {
    id: 'weight-distance',
    label: 'Weight distance',
    summary: "Distance of the weights from the base's, as a multiple of the base's norm.",
    params: {},
    group: 'weights',
    equation: String.raw`\frac{\lVert \theta_T - \theta_0 \rVert_2}{\lVert \theta_0 \rVert_2}`,
    higherIsBetter: false,
    format: 'decimal',
  },
  value: (context) => lastEvaluation(context)?.atBoundary?.weightDistance ?? null,
};
