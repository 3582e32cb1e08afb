// Plasticity ratio: whether new tasks are still learned as well late in the stream as they were early.

import { meanOf } from '../../core/accuracyMatrix.ts';
import { firstAttempts } from './attempts.ts';
import { lastAccuracy } from './curves.ts';
import type { MetricPlugin } from './metric.ts';

/**
 * Mean accuracy at the ends of the phases of the last third over that of the first third; thirds are rounded down. Of phases
 * that teach something new, with a mixture's new tasks averaged; not defined for fewer than three. Tasks are taken to be
 * equally hard: only in streams of one family are differences plasticity.
 */
export const PLASTICITY_RATIO: MetricPlugin = {
  info: {
    id: 'plasticity-ratio',
    label: 'Plasticity ratio',
    summary:
      'Accuracy on new tasks at the end of their phase in the last third of the phases, as a multiple of that in the first third.',
    params: {},
    group: 'plasticity',
    equation: String.raw`\frac{\operatorname{mean}_{k > T - \lfloor T/3 \rfloor} R_{k,k}}{\operatorname{mean}_{k \le \lfloor T/3 \rfloor} R_{k,k}}`,
    higherIsBetter: true,
    format: 'decimal',
    citation: {
      text: 'Dohare et al. 2024, Loss of Plasticity in Deep Continual Learning',
      url: 'https://arxiv.org/abs/2306.13812',
    },
  },
  value(context) {
    const attempts = firstAttempts(context);
    const phases = [...new Set(attempts.map(({ phase }) => phase))].toSorted((a, b) => a - b);
    const ends = phases.map((phase) =>
      meanOf(attempts.filter((a) => a.phase === phase).map(({ own }) => lastAccuracy(own))),
    );
    const third = Math.floor(ends.length / 3);
    if (third === 0) return null;
    const early = meanOf(ends.slice(0, third));
    const late = meanOf(ends.slice(-third));
    return early === null || late === null || early === 0 ? null : late / early;
  },
};
