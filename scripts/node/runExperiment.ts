// Runs a whole experiment in Node and returns its record, with a line of progress.

import type { Experiment } from '../../src/core/experiment.ts';
import { type RunRecord, reduce } from '../../src/core/runRecord.ts';
import { WebgpuDevice } from '../../src/engine/webgpuDevice.ts';
import type { ReferenceCache } from '../../src/learning/referenceLearner.ts';
import { Trainer } from '../../src/learning/trainer.ts';
import { readBase, readBases } from './bases.ts';
import { openDawn } from './openDawn.ts';

/** Of all runs of this process. */
const REFERENCES: ReferenceCache = new Map();

/** Rejects with the run's first error. `references`: where single-task references are looked up and put. */
export async function runExperiment(
  experiment: Experiment,
  label: string,
  references: ReferenceCache = REFERENCES,
): Promise<RunRecord> {
  const { device: gpu, report } = await openDawn();
  const device = new WebgpuDevice(gpu, report);
  const bases = readBases();
  let record: RunRecord | null = null;
  const trainer = new Trainer({
    runId: 1,
    experiment,
    device,
    bases,
    loadBase: async (id) => readBase(id).values,
    references,
    emit(event) {
      record = reduce(record, event);
      if (event.kind !== 'progress') return;
      const { step, totalSteps, seedNumber, seedCount, stepsPerSecond, secondsLeft } =
        event.progress;
      const left = secondsLeft === null ? '' : `, ${Math.round(secondsLeft)} s left`;
      const line = `${label}: seed ${seedNumber}/${seedCount}, step ${step}/${totalSteps}, ${stepsPerSecond.toFixed(1)} steps/s${left}`;
      if (process.stdout.isTTY) process.stdout.write(`\r${line}\u001b[K`);
      else if (step % 50 === 0) console.log(line);
    },
  });
  try {
    await trainer.run();
  } finally {
    device.dispose();
  }
  if (!record) throw new Error(`${label}: expected a record, got none.`);
  return record;
}
