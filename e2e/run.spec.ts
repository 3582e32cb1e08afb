// The main job on live WebGPU: naive forgets, replay keeps, and the same link gives the same numbers.

import { expect } from '@playwright/test';
import type { RunRecord } from '../src/core/runRecord.ts';
import { REPEATED_EXPERIMENT, SHORT_EXPERIMENT } from './support/experiments.ts';
import { Lab, test } from './support/lab.ts';
import { exportRecord, finalAccuracy } from './support/record.ts';

/** Accuracy by which naive ends below replay, at least. */
const MARGIN = 0.3;

test('naive forgets what replay keeps', async ({ lab }) => {
  await lab.open(SHORT_EXPERIMENT);
  await lab.primary.click();
  await lab.expectStatus('running');
  await expect(lab.primary).toHaveText('Pause');
  await expect(lab.readout('steps/s')).not.toBeEmpty();
  await lab.expectStatus('finished', 120_000);
  const record = await exportRecord(lab);
  expect(record.adapter.kind).toBe('webgpu');
  const lost = (counts: Parameters<typeof finalAccuracy>[2]) =>
    finalAccuracy(record, 'replay', counts) - finalAccuracy(record, 'naive', counts);
  expect(lost(({ group }) => group === 'general' || group === 'old')).toBeGreaterThan(MARGIN);
  expect(lost(({ id }) => id === 'new.reverse')).toBeGreaterThan(MARGIN);
});

/** Everything of a record that was measured, without when and how fast. */
function measured({ capabilities, evaluations, losses, metrics }: RunRecord) {
  return { capabilities, evaluations, losses, metrics };
}

test('the same link gives the same numbers, bit for bit', async ({ lab, context }) => {
  const records: RunRecord[] = [];
  for (const each of [lab, new Lab(await context.newPage())]) {
    await each.open(REPEATED_EXPERIMENT);
    await each.primary.click();
    await each.expectStatus('finished', 60_000);
    records.push(await exportRecord(each));
    await each.page.close();
  }
  const [first, second] = records.map(measured);
  expect(first!.evaluations.some((e) => e.step > 0 && e.accuracy.some((a) => a > 0))).toBe(true);
  expect(second).toEqual(first);
});
