// The figures of the sheet: the last value of every metric of each learner, as the mean over its seeds.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricValues, RunRecord } from '../../core/runRecord.ts';

/** The latest measurement of every seed of a learner. */
function latest(record: RunRecord, learnerId: string): MetricValues[] {
  const bySeed = new Map<number, MetricValues>();
  for (const values of record.metrics) {
    if (values.learnerId !== learnerId) continue;
    const known = bySeed.get(values.seed);
    if (!known || values.step >= known.step) bySeed.set(values.seed, values);
  }
  return [...bySeed.values()];
}

/** Mean over seeds of a metric's last value; null where no seed has one yet. */
export function metricMean(record: RunRecord, learnerId: string, metricId: string): number | null {
  return meanOf(latest(record, learnerId).map((m) => m.values[metricId]));
}

/** Number of seeds with a measurement, over all learners. */
export function measuredSeeds(record: RunRecord): number {
  return new Set(record.metrics.map((m) => m.seed)).size;
}
