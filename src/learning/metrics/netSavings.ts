// Net savings: how much faster a task is learned again than a task that is new to weights which have been trained on as well.

import type { MetricPlugin } from './metric.ts';
import { controlSteps, relearnings } from './relearning.ts';
import { meanOfAll } from './thresholds.ts';

/**
 * The control takes the place of the first time, which started from the base and is no fair comparison: it is the mean number
 * of steps that tasks took which were new in a phase after the first. They are other tasks and may be easier or harder, so
 * the figure means something only in streams of one family of tasks. What is left is what was kept though accuracy had gone.
 */
export const NET_SAVINGS: MetricPlugin = {
  info: {
    id: 'net-savings',
    label: 'Net savings',
    summary:
      'Share of the steps of tasks that were new after the first phase which a task does not need when the stream teaches it again.',
    params: {},
    group: 'retention',
    equation: String.raw`1 - \frac{n_{\mathrm{again}}}{n_{\mathrm{control}}}, \quad n_{\mathrm{control}} = \operatorname*{mean}_{\text{new in } k \ge 2} n_{\mathrm{first}}`,
    higherIsBetter: true,
    format: 'decimal',
    citation: {
      text: 'Zheng et al. 2025, Spurious Forgetting in Continual Learning of Language Models',
      url: 'https://arxiv.org/abs/2501.13453',
    },
  },
  value(context) {
    const control = controlSteps(context);
    if (control === null) return null;
    return meanOfAll(
      relearnings(context).map(({ again }) => (again === null ? null : 1 - again / control)),
    );
  },
};
