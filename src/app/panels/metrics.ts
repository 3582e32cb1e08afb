// The figures of the Metrics panel: the last value of every metric of each learner, as the mean over its seeds. Pure.

import { meanOf } from '../../core/accuracyMatrix.ts';
import type { MetricInfo } from '../../core/catalog.ts';
import type { MetricValues, RunRecord } from '../../core/runRecord.ts';

type Group = MetricInfo['group'];

/** The groups as the page names them, in the order in which they stand. */
const GROUP_LABELS: Readonly<Record<Group, string>> = {
  learning: 'learning',
  retention: 'retention',
  general: 'general capabilities',
  efficiency: 'efficiency',
  composition: 'composition',
  weights: 'weights',
  plasticity: 'plasticity',
};

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

/** Number of seeds with a measurement, over all learners. */
export function measuredSeeds(record: RunRecord): number {
  return new Set(record.metrics.map((m) => m.seed)).size;
}

export interface MetricRow {
  readonly info: MetricInfo;
  /** Means over seeds of the last value, in the order of the learners; null where no seed has one yet. */
  readonly values: readonly (number | null)[];
}

export interface MetricGroup {
  readonly group: Group;
  readonly label: string;
  readonly rows: readonly MetricRow[];
}

/** The metrics that at least one learner has a value of, group by group; a group without any is left out. */
export function metricGroups(record: RunRecord, infos: readonly MetricInfo[]): MetricGroup[] {
  const measured = record.experiment.learners.map(({ id }) => latest(record, id));
  const rows = infos.map((info) => ({
    info,
    values: measured.map((seeds) => meanOf(seeds.map((m) => m.values[info.id]))),
  }));
  return (Object.keys(GROUP_LABELS) as Group[])
    .map((group) => ({
      group,
      label: GROUP_LABELS[group],
      rows: rows.filter((r) => r.info.group === group && r.values.some((v) => v !== null)),
    }))
    .filter((g) => g.rows.length > 0);
}
