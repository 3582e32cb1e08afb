// Whether tasks are learned at all, as far as the single-task reference learns them: the figures of speed hang on it.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { timedAttempts } from './thresholds.ts';

/** Of new tasks that the reference had to learn and did learn. */
export const THRESHOLD_REACHED: MetricPlugin = {
  info: {
    id: 'threshold-reached',
    label: 'Threshold reached',
    summary:
      "Share of new tasks that reach, within their phase, .8 of the single-task reference's final score.",
    params: {},
    group: 'efficiency',
    equation: String.raw`\operatorname*{mean}_{j}\, \big[\, \max_t s(A_j(t)) \ge .8\, s(\mathrm{STL}_j) \,\big]`,
    higherIsBetter: true,
  },
  value: (context) =>
    meanOf(timedAttempts(context).map(({ ownSteps }) => (ownSteps === null ? 0 : 1))),
};
