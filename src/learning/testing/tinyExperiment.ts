// An experiment small enough to train on the CPU device within a test, and a way to run it to its record.

import { NAIVE_LEARNER } from '../../core/defaultExperiment.ts';
import type { Experiment, LearnerConfig, ModelShape } from '../../core/experiment.ts';
import type { ParamValues } from '../../core/params.ts';
import type { RunEvent } from '../../core/protocol.ts';
import { type RunRecord, reduce } from '../../core/runRecord.ts';
import { CpuDevice } from '../../engine/cpuDevice.ts';
import type { Device } from '../../engine/device.ts';
import type { ReferenceCache } from '../referenceLearner.ts';
import { Trainer } from '../trainer.ts';

export const TINY_SHAPE: ModelShape = {
  vocabulary: 112,
  context: 48,
  width: 16,
  layers: 1,
  heads: 2,
  keyValueHeads: 2,
  feedForward: 16,
  mlp: 'gelu',
  tied: false,
  rotaryBase: 100,
};

/** Two phases of six steps on random weights. */
export const TINY_EXPERIMENT: Experiment = {
  name: 'test',
  base: { kind: 'random', shape: TINY_SHAPE },
  phases: [
    { tasks: [{ id: 'reverse', weight: 1 }], steps: 6, blur: 0 },
    { tasks: [{ id: 'next', weight: 1 }], steps: 6, blur: 0 },
  ],
  learners: [NAIVE_LEARNER],
  seeds: { first: 1, count: 1 },
  batchSize: 4,
  evaluation: { every: 3, denseAfterBoundary: false, items: 8 },
};

/** Two phases of two steps, for what only has to run. */
export const BRIEF_EXPERIMENT: Experiment = {
  ...TINY_EXPERIMENT,
  phases: TINY_EXPERIMENT.phases.map((phase) => ({ ...phase, steps: 2 })),
  evaluation: { every: 500, denseAfterBoundary: false, items: 2 },
};

/** Settings that keep a run on the CPU short, for methods whose defaults are made for a whole experiment. */
export const SMALL_METHODS: Readonly<Record<string, ParamValues>> = {
  replay: { general: 20, perTask: 5 },
  'a-gem': { general: 20, perTask: 5 },
  'kl-reference': { batch: 4, general: 20, perTask: 5 },
  're-invocation': { batch: 4, general: 20, perTask: 5 },
  der: { general: 20, perTask: 5, batch: 4 },
  'pseudo-rehearsal': { written: 24 },
  'cls-er': { batch: 4, general: 20, perTask: 5 },
  ewc: { inputs: 4, samples: 2 },
  mas: { inputs: 4 },
  gem: { general: 20, perTask: 5 },
  gpm: { inputs: 3, base: false },
  ogd: { directions: 3 },
  pcgrad: { general: 20, perTask: 5 },
  'knn-lm': { perTask: 8 },
  ema: { window: 4 },
  'continual-backprop': { rate: 0.01, maturity: 4 },
};

/** The naive learner with changes. */
export function learnerLike(change: Partial<LearnerConfig>): LearnerConfig {
  return { ...NAIVE_LEARNER, ...change };
}

/** Of all runs of a test file: most of them are on the same stream from the same weights. */
const REFERENCES: ReferenceCache = new Map();

/** Makes a trainer that collects its events. */
export function collect(
  experiment: Experiment,
  device: Device = new CpuDevice(),
  onEvent?: (event: RunEvent) => void,
) {
  const events: RunEvent[] = [];
  const trainer = new Trainer({
    runId: 1,
    experiment,
    device,
    bases: [],
    loadBase: () => Promise.reject(new Error('no checkpoints in this test')),
    references: REFERENCES,
    emit: (event) => {
      events.push(event);
      onEvent?.(event);
    },
  });
  return { trainer, events };
}

/** Runs an experiment to its end. */
export async function runToEnd(experiment: Experiment, device?: Device): Promise<RunRecord> {
  const { trainer, events } = collect(experiment, device);
  await trainer.run();
  const record = events.reduce<RunRecord | null>(reduce, null);
  if (!record) throw new Error('expected a record, got none');
  return record;
}
