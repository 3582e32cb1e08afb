// A stream that has more phases than the page's schema allows, of tasks that it does not have: they contradict each other. Each
// asks for the images of two digits under a random bijection of its own, all behind the same name, `<n1>27=`, so that nothing
// but the examples tells that the task has changed (conflicting bijections; after Dohare et al. 2024, Nature 632).

import { AppError } from '../../src/core/errors.ts';
import { type Experiment, totalSteps } from '../../src/core/experiment.ts';
import { hashString, Rng } from '../../src/core/rng.ts';
import type { AdapterReport, Evaluation, OwnCurve, RunRecord } from '../../src/core/runRecord.ts';
import { initialParameters } from '../../src/engine/model/init.ts';
import { createWorkspace } from '../../src/engine/model/workspace.ts';
import { WebgpuDevice } from '../../src/engine/webgpuDevice.ts';
import { makeScoredBatch } from '../../src/learning/batching.ts';
import { batchSlots, buildLearner } from '../../src/learning/buildLearner.ts';
import { makeEvaluationSet } from '../../src/learning/evaluate.ts';
import type { Item } from '../../src/learning/example.ts';
import type { Learner } from '../../src/learning/learner.ts';
import type { StreamItem } from '../../src/learning/stream.ts';
import { answerDraft, buildItem } from '../../src/learning/tasks/item.ts';
import { CONTEXT } from '../../src/learning/tasks/vocabulary.ts';
import { evaluated, type EvaluatedCapability } from '../../src/learning/worlds/world.ts';
import { openDawn } from '../node/openDawn.ts';

const DIGITS = [...'0123456789'];
/** What every phase says that it teaches: an id that the parts of a learner know. */
const TASK_ID = 'n1';
/** Steps between two looks at examples that are trained on next. */
const LOOK_EVERY = 6;
const SEQUENCES = 64;

/** Examples of a phase's bijection, a pure function of (seed, phase, step). */
function itemsOf(seed: number, phase: number, step: number, count: number): Item[] {
  const image = new Rng(seed, hashString('conflicting.task'), phase).shuffled(DIGITS);
  const rng = new Rng(seed, hashString('conflicting.items'), step);
  return Array.from({ length: count }, () => {
    const digits = [rng.below(10), rng.below(10)];
    const answer = digits.map((digit) => image[digit]!).join('');
    return buildItem(answerDraft(`<${TASK_ID}>${digits.join('')}=`, answer));
  });
}

const streamItem =
  (phase: number) =>
  (item: Item): StreamItem => ({ item, taskId: TASK_ID, phase });

/** The one column: the present phase's task. */
const capabilityOf = (items: readonly Item[]): EvaluatedCapability =>
  evaluated(
    { id: `new.${TASK_ID}`, label: 'Present task', short: 'now', group: 'new', chance: 0.01 },
    items,
  );

/** Share of examples answered right before they are trained on. */
async function onlineAccuracy({ network }: Learner, items: readonly Item[]): Promise<number> {
  const [scores] = (await network.evaluate([makeScoredBatch(items)]))!;
  if (scores!.some(({ loss }) => !Number.isFinite(loss))) {
    const message = 'loss of a conflicting task: expected a finite number, got none.';
    throw new AppError('diverged', message, 'Take a lower learning rate.');
  }
  return scores!.filter(({ exact }) => exact).length / scores!.length;
}

/** Goes through the stream with one learner. */
class ConflictingRun {
  readonly evaluations: Evaluation[] = [];
  readonly curves: OwnCurve[] = [];
  private readonly experiment: Experiment;
  private readonly learner: Learner;
  private step = 0;

  constructor(experiment: Experiment, learner: Learner) {
    this.experiment = experiment;
    this.learner = learner;
  }

  async phase(phase: number): Promise<void> {
    const { learner, experiment } = this;
    const { batchSize, phases } = experiment;
    const seed = experiment.seeds.first;
    const phaseSteps = phases[phase]!.steps;
    const [steps, accuracy]: [number[], number[]] = [[], []];
    await learner.beginPhase(phase);
    for (let phaseStep = 0; phaseStep < phaseSteps; phaseStep++) {
      const items = itemsOf(seed, phase, this.step, batchSize);
      if (phaseStep % LOOK_EVERY === 0) {
        steps.push(phaseStep);
        accuracy.push(await onlineAccuracy(learner, items));
      }
      const position = {
        step: this.step,
        totalSteps: totalSteps(experiment),
        phaseStep,
        phaseSteps,
      };
      await learner.trainStep(items.map(streamItem(phase)), position);
      this.step++;
    }
    await learner.endPhase(phase);
    this.curves.push({ learnerId: learner.id, seed, phase: phase + 1, column: 0, steps, accuracy });
    // What the network has become is looked at after the first task and after the last.
    if (phase === 0 || phase === phases.length - 1) await this.evaluate(phase);
  }

  private async evaluate(phase: number): Promise<void> {
    const { learner, experiment, step } = this;
    const seed = experiment.seeds.first;
    const capability = capabilityOf(itemsOf(seed, phase, -1, experiment.evaluation.items));
    const set = makeEvaluationSet([capability], SEQUENCES * CONTEXT, SEQUENCES);
    const { right: _, ...result } = (await learner.evaluate(set))!;
    this.evaluations.push({ learnerId: learner.id, seed, step, ...result });
  }
}

async function runAll(experiment: Experiment, label: string, device: WebgpuDevice) {
  const { base, learners, seeds, phases } = experiment;
  if (base.kind !== 'random') throw new Error('conflicting tasks: expected random weights.');
  const slots = Math.max(2, ...learners.map((l) => batchSlots(experiment, l, base.shape)));
  const workspace = createWorkspace(device, base.shape, SEQUENCES * CONTEXT, SEQUENCES, slots);
  const initial = initialParameters(base.shape, seeds.first);
  const runs: ConflictingRun[] = [];
  try {
    for (const config of learners) {
      const seed = seeds.first;
      const learner = buildLearner({ experiment, config, seed, device, workspace, initial });
      const run = new ConflictingRun(experiment, learner);
      for (let phase = 0; phase < phases.length; phase++) {
        await run.phase(phase);
        if (phase % 25 === 24)
          console.log(`${label}: ${config.id}, task ${phase + 1}/${phases.length}`);
      }
      learner.dispose();
      runs.push(run);
    }
  } finally {
    workspace.dispose();
  }
  return runs;
}

/** Runs the learners of an experiment on as many conflicting tasks as it has phases, and makes a record of it. */
export async function runConflicting(experiment: Experiment, label: string): Promise<RunRecord> {
  const { device: gpu, report } = await openDawn();
  const device = new WebgpuDevice(gpu, report);
  const began = performance.now();
  try {
    const runs = await runAll(experiment, label, device);
    return recordOf(experiment, report, runs, (performance.now() - began) / 1000);
  } finally {
    device.dispose();
  }
}

const recordOf = (
  experiment: Experiment,
  adapter: AdapterReport,
  runs: readonly ConflictingRun[],
  seconds: number,
): RunRecord => ({
  format: 1,
  experiment,
  capabilities: [capabilityOf([]).capability],
  adapter,
  date: new Date().toISOString(),
  seconds,
  evaluations: runs.flatMap((run) => run.evaluations),
  curves: runs.flatMap((run) => run.curves),
  losses: [],
  metrics: [],
  error: null,
});
