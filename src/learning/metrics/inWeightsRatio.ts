// In-weights ratio: how much of what was learned is in the weights, and not in a memory that is asked beside them.

import type { MetricPlugin } from './metric.ts';
import { isLearned, scoreAt } from './scores.ts';
import { finishedPhases, lastEvaluation, taughtColumns } from './taught.ts';

/**
 * Sum over sum, so that a task which is hardly answered any more cannot outweigh the others. Tasks count that were learned,
 * with a score of .5 or more at the end of the last phase that taught them. Not defined for a learner that was not measured
 * without a memory: that it has none is not for this figure to claim.
 */
export const IN_WEIGHTS_RATIO: MetricPlugin = {
  info: {
    id: 'in-weights-ratio',
    label: 'In-weights ratio',
    summary:
      'Accuracy on learned tasks with the memory taken away, as a share of the accuracy with it.',
    params: {},
    group: 'weights',
    equation: String.raw`\mathrm{IW} = \frac{\sum_j R^{\,\text{weights alone}}_{T,j}}{\sum_j R_{T,j}}`,
    higherIsBetter: true,
    format: 'decimal',
  },
  value(context) {
    const k = finishedPhases(context);
    const now = lastEvaluation(context);
    if (!now?.withoutMemory) return null;
    const columns = taughtColumns(context, k)
      .filter(({ column, last }) => isLearned(scoreAt(context, last, column) ?? 0))
      .map(({ column }) => column);
    const sum = (values: readonly number[]) =>
      columns.reduce((total, column) => total + values[column]!, 0);
    const whole = sum(now.accuracy);
    return whole > 0 ? sum(now.withoutMemory) / whole : null;
  },
};
