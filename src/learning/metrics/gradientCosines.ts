// Whether what comes next pulls against what is there: cosines of gradients where phases begin.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { GradientCosines } from '../../core/runRecord.ts';
import type { MetricContext, MetricPlugin } from './metric.ts';
import { finishedPhases } from './taught.ts';

const citation = {
  text: 'Riemer et al. 2019, Learning to Learn without Forgetting by Maximizing Transfer and Minimizing Interference',
  url: 'https://arxiv.org/abs/1810.11910',
};

/** Mean over the starts of phases that were measured; the start after the last finished phase counts as well. */
function meanCosine(context: MetricContext, of: keyof GradientCosines): number | null {
  const starts = context.boundaries.slice(0, finishedPhases(context) + 1);
  const cosines = starts.map((step) => {
    const moment = context.timeResolved.find((e) => e.step === step);
    return moment?.atBoundary?.gradientCosines?.[of] ?? null;
  });
  const there = cosines.filter((cosine) => cosine !== null);
  return meanOf(there);
}

/** Below 0 a small step on the new task raises the loss on general capabilities, to first order. */
export const GRADIENT_COSINE_GENERAL: MetricPlugin = {
  info: {
    id: 'gradient-cosine-general',
    label: 'Gradient cosine, general',
    summary:
      'Cosine between the gradients of what a phase is about to teach and of general capabilities, mean over the starts of phases.',
    params: {},
    group: 'general',
    equation: String.raw`\frac{1}{T}\sum_{j} \cos\!\left(\nabla L_j(\theta_{j-1}),\, \nabla L_G(\theta_{j-1})\right)`,
    higherIsBetter: true,
    format: 'decimal',
    citation,
  },
  value: (context) => meanCosine(context, 'general'),
};

/** Not defined before the second phase. */
export const GRADIENT_COSINE_EARLIER: MetricPlugin = {
  info: {
    id: 'gradient-cosine-earlier',
    label: 'Gradient cosine, earlier',
    summary:
      'Cosine between the gradients of what a phase is about to teach and of what earlier phases taught, mean over the starts of phases.',
    params: {},
    group: 'retention',
    equation: String.raw`\frac{1}{T-1}\sum_{j>1} \cos\!\left(\nabla L_j(\theta_{j-1}),\, \nabla L_{<j}(\theta_{j-1})\right)`,
    higherIsBetter: true,
    format: 'decimal',
    citation,
  },
  value: (context) => meanCosine(context, 'earlier'),
};
