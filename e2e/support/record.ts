// The record of the run on screen, taken as a visitor takes it: from the file that the Runs panel saves.

import { readFile } from 'node:fs/promises';
import type { RunRecord } from '../../src/core/runRecord.ts';
import type { Lab } from './lab.ts';

/** Saves the run record and reads it. */
export async function exportRecord({ page }: Lab): Promise<RunRecord> {
  await page.getByRole('tab', { name: 'Runs' }).click();
  const saved = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Run record, JSON' }).click();
  const path = await (await saved).path();
  return JSON.parse(await readFile(path, 'utf8')) as RunRecord;
}

/** Mean accuracy of one learner after its last evaluation, over the capabilities that `counts` chooses. */
export function finalAccuracy(
  record: RunRecord,
  learnerId: string,
  counts: (capability: RunRecord['capabilities'][number]) => boolean,
): number {
  const last = record.evaluations.findLast((e) => e.learnerId === learnerId);
  if (!last) throw new Error(`evaluations: expected some of ${learnerId}, got none.`);
  const values = last.accuracy.filter((_, i) => counts(record.capabilities[i]!));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
