// Intransigence: what a learner fails to learn that the single-task reference does learn.

import { meanOf } from '../../core/accuracyMatrix.ts';
import { referenceAt } from './attempts.ts';
import { lastAccuracy } from './curves.ts';
import type { MetricPlugin } from './metric.ts';
import { entry, finishedPhases } from './taught.ts';

/**
 * The paper's reference is trained on all tasks so far together; here it is STL_j, a fresh copy of the base fine-tuned on that
 * phase alone. Negative where the learner does better. Every task of every finished phase counts.
 */
export const INTRANSIGENCE: MetricPlugin = {
  info: {
    id: 'intransigence',
    label: 'Intransigence',
    summary:
      "Mean accuracy that is missing on each task right after its phase, beside the single-task reference's.",
    params: {},
    group: 'learning',
    equation: String.raw`I = \frac{1}{T}\sum_{j} (\mathrm{STL}_j - R_{j,j})`,
    higherIsBetter: false,
    citation: {
      text: 'Chaudhry et al. 2018, Riemannian Walk for Incremental Learning: Understanding Forgetting and Intransigence',
      url: 'https://arxiv.org/abs/1801.10112',
    },
  },
  value(context) {
    const finished = context.phases.slice(0, finishedPhases(context));
    const missing = (phase: number, column: number): number | null => {
      const reference = referenceAt(context, phase, column);
      const final = reference && lastAccuracy(reference);
      const own = entry(context, phase, column);
      return final === null || own === null ? null : final - own;
    };
    return meanOf(
      finished.flatMap((columns, i) => columns.map((column) => missing(i + 1, column))),
    );
  },
};
