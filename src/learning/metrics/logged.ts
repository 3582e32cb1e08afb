// The lines of the data-access log that a metric may count: those of finished phases.

import type { MetricContext } from './metric.ts';
import { finishedPhases } from './taught.ts';

export function finishedAccess(context: MetricContext): MetricContext['access'] {
  const k = finishedPhases(context);
  return context.access.filter(({ phase }) => phase <= k);
}
