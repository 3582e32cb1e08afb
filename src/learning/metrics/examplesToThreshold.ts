// Sample efficiency: new examples that it takes to learn a task.

import type { MetricPlugin } from './metric.ts';
import { meanOfAll, timedAttempts } from './thresholds.ts';

/**
 * Until .8 of the single-task reference's final score, interpolated between evaluations. Examples are those that the stream
 * shows, of the whole mixture in a mixture; rehearsed ones cost compute, not data. Not defined where a task never got there.
 */
export const EXAMPLES_TO_THRESHOLD: MetricPlugin = {
  info: {
    id: 'examples-to-threshold',
    label: 'Examples to threshold',
    summary:
      "Mean number of the stream's examples until a new task reaches .8 of the single-task reference's final score.",
    params: {},
    group: 'efficiency',
    equation: String.raw`\operatorname*{mean}_{j} n_j, \quad n_j = B \min\{ t : s(A_j(t)) \ge .8\, s(\mathrm{STL}_j) \}`,
    higherIsBetter: false,
    format: 'number',
  },
  value(context) {
    const steps = meanOfAll(timedAttempts(context).map(({ ownSteps }) => ownSteps));
    return steps === null ? null : steps * context.batchSize;
  },
};
