// Learning accuracy beside the single-task reference's: how well a phase was learned, given how well it could be.

import { meanOf } from '../../core/accuracyMatrix.ts';
import { referenceAt } from './attempts.ts';
import { lastAccuracy } from './curves.ts';
import type { MetricPlugin } from './metric.ts';
import { isLearned, score, scoreAt } from './scores.ts';
import { finishedPhases } from './taught.ts';

/**
 * STL_j is the accuracy that the single-task reference ends the same phase with. Every task of every finished phase counts, if
 * the reference learned it with a score of .5 or more: a ratio to less would be noise.
 */
export const RELATIVE_LEARNING_ACCURACY: MetricPlugin = {
  info: {
    id: 'relative-learning-accuracy',
    label: 'Relative learning accuracy',
    summary:
      "Score on each task right after its phase, as a share of the single-task reference's. Corrected for chance.",
    params: {},
    group: 'learning',
    equation: String.raw`\mathrm{LA}_{\mathrm{rel}} = \operatorname*{mean}_{j} \frac{s(R_{j,j})}{s(\mathrm{STL}_j)}, \quad s(a) = \frac{a - c}{1 - c}`,
    higherIsBetter: true,
    format: 'decimal',
  },
  value(context) {
    const finished = context.phases.slice(0, finishedPhases(context));
    const ratio = (phase: number, column: number): number | null => {
      const reference = referenceAt(context, phase, column);
      const final = reference && lastAccuracy(reference);
      const own = scoreAt(context, phase, column);
      if (final === null || own === null) return null;
      const best = score(context, column, final);
      return isLearned(best) ? own / best : null;
    };
    return meanOf(finished.flatMap((columns, i) => columns.map((column) => ratio(i + 1, column))));
  },
};
