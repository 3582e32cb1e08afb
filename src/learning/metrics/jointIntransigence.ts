// Intransigence as its paper has it: what is missing beside joint training.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricPlugin } from './metric.ts';
import { entry, finishedPhases } from './taught.ts';

/**
 * a*_j is the accuracy on task j of the experiment's joint learner at the end of its run; the paper's is trained anew on the
 * tasks up to j. Not defined without such a learner, or before it has finished. Negative where the learner does better.
 */
export const JOINT_INTRANSIGENCE: MetricPlugin = {
  info: {
    id: 'joint-intransigence',
    label: 'Intransigence, joint',
    summary:
      'Mean accuracy that is missing on each task right after its phase, beside what joint training ends with.',
    params: {},
    group: 'learning',
    equation: String.raw`I = \frac{1}{T}\sum_{j} (a^*_j - R_{j,j})`,
    higherIsBetter: false,
    citation: {
      text: 'Chaudhry et al. 2018, Riemannian Walk for Incremental Learning: Understanding Forgetting and Intransigence',
      url: 'https://arxiv.org/abs/1801.10112',
    },
  },
  value(context) {
    const { joint, phases } = context;
    if (!joint) return null;
    const finished = phases.slice(0, finishedPhases(context));
    return meanOf(
      finished.flatMap((columns, i) =>
        columns.map((column) => {
          const own = entry(context, i + 1, column);
          return own === null ? null : joint[column]! - own;
        }),
      ),
    );
  },
};
