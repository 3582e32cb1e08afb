// How much of what a learner trains on is not what the stream shows: replaying everything is no answer.

import { finishedAccess } from './logged.ts';
import type { MetricPlugin } from './metric.ts';

/** Rows of all passes of the finished phases together. Not defined for a learner that trains on none. */
export const REHEARSED_SHARE: MetricPlugin = {
  info: {
    id: 'rehearsed-share',
    label: 'Rehearsed share',
    summary: 'Share of the rows trained on that the stream did not show in that step.',
    params: {},
    group: 'efficiency',
    equation: String.raw`\frac{\sum_k \text{rehearsed rows}_k}{\sum_k \text{rows trained on}_k}`,
    higherIsBetter: false,
  },
  value(context) {
    const lines = finishedAccess(context);
    const trained = lines.reduce((sum, line) => sum + line.trained, 0);
    return trained > 0 ? lines.reduce((sum, line) => sum + line.rehearsed, 0) / trained : null;
  },
};
