// Sample efficiency beside the single-task reference, so that hard tasks do not count against a learner.

import type { MetricPlugin } from './metric.ts';
import { meanOfAll, timedAttempts } from './thresholds.ts';

/** Mean of the tasks' ratios. Not defined where a task never got there: it would take the hardest out of the mean. */
export const EXAMPLES_RATIO: MetricPlugin = {
  info: {
    id: 'examples-ratio',
    label: 'Examples ratio',
    summary:
      "Examples until a new task reaches .8 of the single-task reference's final score, as a multiple of the reference's own.",
    params: {},
    group: 'efficiency',
    equation: String.raw`\operatorname*{mean}_{j} \frac{n_j}{n^{\mathrm{STL}}_j}`,
    higherIsBetter: false,
    format: 'decimal',
  },
  value: (context) =>
    meanOfAll(
      timedAttempts(context).map(({ ownSteps, referenceSteps }) =>
        ownSteps === null ? null : ownSteps / referenceSteps,
      ),
    ),
};
