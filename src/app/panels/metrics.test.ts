// The figures of the Metrics panel, by hand.

import { describe, expect, test } from 'vitest';
import type { MetricInfo } from '../../core/catalog.ts';
import type { RunRecord } from '../../core/runRecord.ts';
import { RECORD } from '../store/fixtures.ts';
import { measuredSeeds, metricGroups } from './metrics.ts';

const info = (id: string, group: MetricInfo['group']): MetricInfo => ({
  ...{ id, label: id, summary: '', params: {}, group, equation: '', higherIsBetter: true },
});

const measured: RunRecord = {
  ...RECORD,
  metrics: [
    { learnerId: 'naive', seed: 1, step: 80, values: { kept: 1, gone: null } },
    { learnerId: 'naive', seed: 1, step: 260, values: { kept: 0.25, gone: null } },
    { learnerId: 'naive', seed: 2, step: 80, values: { kept: 0.75, learned: 0.5 } },
  ],
};

describe('metricGroups', () => {
  const infos = [info('kept', 'retention'), info('learned', 'learning'), info('gone', 'weights')];

  test('has the mean over seeds of the last values, group by group', () => {
    expect(metricGroups(measured, infos)).toMatchObject([
      { group: 'learning', rows: [{ info: { id: 'learned' }, values: [0.5, null] }] },
      { group: 'retention', rows: [{ info: { id: 'kept' }, values: [0.5, null] }] },
    ]);
  });

  test('has nothing before the first measurement', () => {
    expect(metricGroups(RECORD, infos)).toEqual([]);
    expect(measuredSeeds(RECORD)).toBe(0);
    expect(measuredSeeds(measured)).toBe(2);
  });
});
