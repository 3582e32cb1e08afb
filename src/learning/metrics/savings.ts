// Savings: how much faster a task is learned again than it was learned at first (Ebbinghaus 1885).

import type { MetricPlugin } from './metric.ts';
import { relearnings } from './relearning.ts';
import { meanOfAll } from './thresholds.ts';

/**
 * n counts steps to .8 of the single-task reference's final score, both times that of the first phase. 1 where the task was
 * still known when it came again; below 0 where it took longer than at first. Not defined where the threshold was not
 * reached again. Some of it is not memory but weights that learn faster by now: see the net figure.
 */
export const SAVINGS: MetricPlugin = {
  info: {
    id: 'savings',
    label: 'Savings',
    summary:
      'Share of the steps of its first time that a task does not need when the stream teaches it again.',
    params: {},
    group: 'retention',
    equation: String.raw`1 - \frac{n_{\mathrm{again}}}{n_{\mathrm{first}}}`,
    higherIsBetter: true,
    format: 'decimal',
    citation: {
      text: 'Ebbinghaus 1885, Memory: A Contribution to Experimental Psychology',
      url: 'https://psychclassics.yorku.ca/Ebbinghaus/index.htm',
    },
  },
  value: (context) =>
    meanOfAll(
      relearnings(context).map(({ first, again }) => (again === null ? null : 1 - again / first)),
    ),
};
