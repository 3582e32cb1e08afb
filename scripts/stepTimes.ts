// How long a training step takes with each objective, method and trainable set beside naive fine-tuning: `npm run times`,
// about five minutes. The two take turns in blocks of steps, so that a machine which slows down slows both. docs/methods.md shows the
// ratios.

import { writeFileSync } from 'node:fs';
import type { Experiment, LearnerConfig } from '../src/core/experiment.ts';
import { DEFAULT_EXPERIMENT, NAIVE_LEARNER } from '../src/core/defaultExperiment.ts';
import { WebgpuDevice } from '../src/engine/webgpuDevice.ts';
import { type Workspace, createWorkspace } from '../src/engine/model/workspace.ts';
import { batchSlots, buildLearner, rowsPerExample } from '../src/learning/buildLearner.ts';
import { capabilitiesOf } from '../src/learning/capabilities.ts';
import { makeEvaluationSet } from '../src/learning/evaluate.ts';
import { METHODS } from '../src/learning/methods/index.ts';
import { OBJECTIVES } from '../src/learning/objectives/index.ts';
import { SeedRun } from '../src/learning/seedRun.ts';
import { makeStream } from '../src/learning/stream.ts';
import { TRAINABLES } from '../src/learning/trainables/index.ts';
import { CONTEXT } from '../src/learning/tasks/vocabulary.ts';
import { readBase } from './node/bases.ts';
import { openDawn } from './node/openDawn.ts';
import { STEP_TIMES_FILE, type StepTimes } from './node/stepTimes.ts';

/** Steps of the two phases. */
const PHASES = [10, 30] as const;
/** Steps of the second phase before the first timed one, and how many are timed. */
const WARM_UP = 5;
const BLOCK = 4;
const BLOCKS = 5;
const SEED = 1;

/** Two phases, so that what a method does about an earlier task is under way in the second; its answers can be checked. */
const EXPERIMENT: Experiment = {
  ...DEFAULT_EXPERIMENT,
  phases: ['reverse', 'next'].map((id, i) => ({
    tasks: [{ id, weight: 1 }],
    steps: PHASES[i]!,
    blur: 0,
  })),
  evaluation: { every: 500, denseAfterBoundary: false, items: 8 },
};

interface Bench {
  readonly device: WebgpuDevice;
  readonly workspace: Workspace;
  readonly initial: Float32Array;
}

/** A run of one learner that stands a few steps into its second phase. */
async function prepare({ device, workspace, initial }: Bench, config: LearnerConfig) {
  const experiment = { ...EXPERIMENT, learners: [config] };
  const options = { experiment, config, seed: SEED, device, workspace, initial };
  const learner = buildLearner(options);
  const items = capabilitiesOf(experiment.phases, experiment.evaluation.items);
  const run = new SeedRun({
    experiment,
    stream: makeStream(experiment.phases, SEED),
    learners: [learner],
    evaluationSet: makeEvaluationSet(items, 64 * CONTEXT, 64),
    stop: () => false,
    onEvaluations: () => {},
    onLosses: () => {},
  });
  await run.begin();
  while (run.step < PHASES[0] + WARM_UP) await run.round();
  return { run, learner };
}

/** Milliseconds of one block of steps. */
async function timeBlock(device: WebgpuDevice, run: SeedRun): Promise<number> {
  await device.idle();
  const start = performance.now();
  for (let i = 0; i < BLOCK; i++) await run.round();
  await device.idle();
  return performance.now() - start;
}

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;

/** Median over the blocks of the learner's time divided by naive's in the block beside it. */
async function ratio(bench: Bench, config: LearnerConfig): Promise<number> {
  const sides = [await prepare(bench, NAIVE_LEARNER), await prepare(bench, config)] as const;
  const ratios: number[] = [];
  for (let block = 0; block < BLOCKS; block++) {
    const naive = await timeBlock(bench.device, sides[0].run);
    ratios.push((await timeBlock(bench.device, sides[1].run)) / naive);
  }
  for (const { learner } of sides) learner.dispose();
  return median(ratios);
}

/** Every plug-in alone, at its defaults. */
function contenders(): Record<string, LearnerConfig> {
  const objectives = OBJECTIVES.filter(({ trains }) => trains).map(({ info: { id } }) => {
    return [id, { ...NAIVE_LEARNER, id: 'x', objective: { id, params: {} } }] as const;
  });
  const methods = METHODS.map(({ info: { id } }) => {
    return [id, { ...NAIVE_LEARNER, id: 'x', methods: [{ id, params: {} }] }] as const;
  });
  const sets = TRAINABLES.filter(({ info }) => info.id !== 'all').map(({ info: { id } }) => {
    return [id, { ...NAIVE_LEARNER, id: 'x', trainable: { id, params: {} } }] as const;
  });
  return Object.fromEntries([...objectives, ...methods, ...sets]);
}

export async function main(): Promise<void> {
  const { device: gpu, report: adapter } = await openDawn();
  const device = new WebgpuDevice(gpu, adapter);
  const { card, values: initial } = readBase('tiny');
  const ratios: Record<string, number> = {};
  for (const [id, config] of Object.entries(contenders())) {
    const rows = Math.max(64, rowsPerExample(config) * EXPERIMENT.batchSize);
    const slots = Math.max(2, batchSlots(EXPERIMENT, config, card.shape));
    const workspace = createWorkspace(device, card.shape, rows * CONTEXT, rows, slots);
    ratios[id] = Number((await ratio({ device, workspace, initial }, config)).toFixed(2));
    workspace.dispose();
    console.log(`${id}: ${ratios[id]} times naive's step`);
  }
  const date = new Date().toISOString().slice(0, 10);
  const times: StepTimes = { adapter: adapter.name, date, command: 'npm run times', ratios };
  writeFileSync(STEP_TIMES_FILE, `${JSON.stringify(times, null, 2)}\n`);
  console.log(`Wrote ${STEP_TIMES_FILE}.`);
}
