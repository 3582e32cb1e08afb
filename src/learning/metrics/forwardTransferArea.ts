// Forward transfer by area: whether what came before makes a new task faster to learn.

import { meanOf } from '../../core/accuracyMatrix.ts';
import { firstAttempts } from './attempts.ts';
import { meanAccuracy } from './curves.ts';
import type { MetricPlugin } from './metric.ts';

/**
 * AUC is the mean accuracy over the phase, by the trapezoidal rule; STL is the single-task reference. 1: known at once, 0: like
 * from the base, below 0: what came before is in the way. First times only: later ones would measure what is remembered.
 */
export const FORWARD_TRANSFER_AREA: MetricPlugin = {
  info: {
    id: 'forward-transfer-area',
    label: 'Forward transfer by area',
    summary:
      "Area under a new task's learning curve beyond the single-task reference's, as a share of what there was to gain.",
    params: {},
    group: 'learning',
    equation: String.raw`\operatorname*{mean}_{j} \frac{\mathrm{AUC}_j - \mathrm{AUC}^{\mathrm{STL}}_j}{1 - \mathrm{AUC}^{\mathrm{STL}}_j}`,
    higherIsBetter: true,
    format: 'decimal',
    citation: {
      text: 'Wołczyk et al. 2021, Continual World: A Robotic Benchmark For Continual Reinforcement Learning',
      url: 'https://arxiv.org/abs/2105.10919',
    },
  },
  value(context) {
    return meanOf(
      firstAttempts(context).map(({ own, reference }) => {
        const area = meanAccuracy(own);
        const alone = reference && meanAccuracy(reference);
        if (area === null || alone === null || alone >= 1) return null;
        return (area - alone) / (1 - alone);
      }),
    );
  },
};
