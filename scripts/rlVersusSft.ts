// Reinforcement, self-distillation and imitation on a task with many right answers: each way trains until half, and anew until
// 95 % of sampled anagrams are right, then stops, and is asked how far its answers moved from the base's and what is left of
// the rest: `npm run rl-versus-sft`.
// Over 3 seeds, as a table beside the figures of the pilot that the comparison was designed from.

import { DEFAULT_EXPERIMENT, NAIVE_LEARNER } from '../src/core/defaultExperiment.ts';
import type { Experiment, LearnerConfig } from '../src/core/experiment.ts';
import type { ParamValues } from '../src/core/params.ts';
import { WebgpuDevice } from '../src/engine/webgpuDevice.ts';
import { createWorkspace } from '../src/engine/model/workspace.ts';
import { makeScoredBatch } from '../src/learning/batching.ts';
import { buildLearner } from '../src/learning/buildLearner.ts';
import { capabilitiesOf } from '../src/learning/capabilities.ts';
import { type EvaluationSet, makeEvaluationSet } from '../src/learning/evaluate.ts';
import type { Item } from '../src/learning/example.ts';
import type { Learner } from '../src/learning/learner.ts';
import { withAnswer } from '../src/learning/parts/ownAnswers.ts';
import { makeStream } from '../src/learning/stream.ts';
import { ANAGRAM } from '../src/learning/tasks/anagram.ts';
import { CONTEXT } from '../src/learning/tasks/vocabulary.ts';
import { readBase } from './node/bases.ts';
import { openDawn } from './node/openDawn.ts';

const SEEDS = [1, 2, 3];
/** Shares of sampled anagrams that are right at which a way stops; the pilot had one. */
const GOALS = [0.5, 0.95];
const PILOT_GOAL = 0.95;
const MOST_STEPS = 150;
const EVERY = 5;
/** Held-out prompts whose sampled answers decide about the goal, and by which the divergence is estimated. */
const PROMPTS = 256;
/** Rows of a workspace: the largest group of sampled answers, and the batches of evaluation. */
const ROWS = 64;

interface Way {
  readonly name: string;
  readonly batchSize: number;
  readonly learner: LearnerConfig;
  /** Which right answer the stream gives: its task. Rewards do not look at it. */
  readonly task: 'anagram' | 'anagram-reversed' | 'anagram-rotated';
  /** Of the pilot: steps, KL(base, tuned), functions, pairs, copy; none where it did not try this. */
  readonly pilot?: readonly string[];
}

const at = (learningRate: number, id: string, params: ParamValues = {}): LearnerConfig => ({
  ...NAIVE_LEARNER,
  objective: { id, params },
  optimizer: { id: 'adamw', params: { learningRate } },
});
const imitation = at(3e-4, 'fine-tuning');
const selfDistillation = at(3e-4, 'self-distillation');
const contextDistillation = at(3e-4, 'self-distillation', {
  data: 'given',
  direction: 'forward',
  teacher: 'base',
});
const rl = (learningRate: number, group: number) => at(learningRate, 'rl', { group });

const WAYS: readonly Way[] = [
  {
    name: 'SFT on the reverse',
    batchSize: 16,
    learner: imitation,
    task: 'anagram-reversed',
    pilot: ['70-80', '25-28', '.46-.51', '.39-.47', '.47-.59'],
  },
  {
    name: 'SFT on rotate left',
    batchSize: 16,
    learner: imitation,
    task: 'anagram-rotated',
    pilot: ['30-35', '22-27', '.73-.80', '.89-.94', '.74-.86'],
  },
  {
    name: 'SFT on a random right answer',
    batchSize: 16,
    learner: imitation,
    task: 'anagram',
    pilot: ['never', '3.5', '.91-.96', '.3-.5', '1.0'],
  },
  {
    name: 'RL, 8 answers x 8 prompts',
    batchSize: 8,
    learner: rl(3e-4, 8),
    task: 'anagram',
    pilot: ['15-20', '5.7-10', '.99', '.98-.99', '1.0'],
  },
  {
    name: 'RL, 4 answers x 4 prompts',
    batchSize: 4,
    learner: rl(3e-4, 4),
    task: 'anagram',
    pilot: ['20-30', '5-9.6', '.99-1.0', '.99-1.0', '1.0'],
  },
  {
    name: 'RL, learning rate 1e-3',
    batchSize: 8,
    learner: rl(1e-3, 8),
    task: 'anagram',
    pilot: ['10', '12-15', '.87-.97', '.88-.98', '1.0'],
  },
  {
    name: 'Rejection sampling, 8 answers x 8 prompts',
    batchSize: 8,
    learner: at(3e-4, 'rejection-sampling', { interval: 1 }),
    task: 'anagram',
  },
  {
    name: 'SDFT, shown the reverse',
    batchSize: 16,
    learner: selfDistillation,
    task: 'anagram-reversed',
  },
  {
    name: 'SDFT, shown rotate left',
    batchSize: 16,
    learner: selfDistillation,
    task: 'anagram-rotated',
  },
  {
    name: 'Context distillation, shown rotate left',
    batchSize: 16,
    learner: contextDistillation,
    task: 'anagram-rotated',
  },
];

const experimentOf = ({ task }: Way): Experiment => ({
  ...DEFAULT_EXPERIMENT,
  phases: [{ tasks: [{ id: task, weight: 1 }], steps: MOST_STEPS, blur: 0 }],
});

const accuracyOf = (set: EvaluationSet, accuracy: readonly number[], id: string): number =>
  accuracy[set.capabilities.findIndex((c) => c.capability.id === id)]!;

/** Trains until the goal; the steps that it took, or null for never. */
async function train(learner: Learner, way: Way, seed: number, goal: number, set: EvaluationSet) {
  const stream = makeStream(experimentOf(way).phases, seed);
  await learner.beginPhase(0);
  for (let step = 0; step < MOST_STEPS; step++) {
    const phase = { phaseStep: step, phaseSteps: MOST_STEPS };
    const position = { step, totalSteps: MOST_STEPS, ...phase };
    await learner.trainStep(stream.items(step, way.batchSize), position);
    if ((step + 1) % EVERY > 0) continue;
    const { accuracy } = (await learner.evaluate(set))!;
    if (accuracy[0]! >= goal) return step + 1;
  }
  return null;
}

/** Sum of negative log-likelihoods of every item's answer, in nats. */
async function losses({ network }: Learner, items: readonly Item[]): Promise<number[]> {
  const batches = [];
  for (let i = 0; i < items.length; i += ROWS) {
    batches.push(makeScoredBatch(items.slice(i, i + ROWS)));
  }
  return (await network.evaluate(batches))!.flat().map(({ loss }) => loss);
}

/** KL(base, tuned) in nats per answer: the mean log-ratio of answers that the base sampled. */
async function divergence(base: Learner, tuned: Learner, seed: number): Promise<number> {
  const prompts = ANAGRAM.heldOut(PROMPTS);
  const answers = (await base.sampler.answers(prompts, { seed, step: 0 }))!;
  const items = prompts.map((item, i) => withAnswer(item, answers[i]!));
  const [before, after] = [await losses(base, items), await losses(tuned, items)];
  return after.reduce((sum, loss, i) => sum + loss - before[i]!, 0) / items.length;
}

const range = (values: readonly number[], digits: number): string => {
  const [low, high] = [Math.min(...values), Math.max(...values)].map((v) => v.toFixed(digits));
  return low === high ? low! : `${low}-${high}`;
};

function row(way: Way, goal: number, runs: readonly Run[]): string {
  const steps = runs.map((r) => r.steps ?? Infinity);
  const of = (key: keyof Omit<Run, 'steps'>, digits: number) =>
    range(
      runs.map((r) => r[key]),
      digits,
    );
  const measured = [
    steps.includes(Infinity) ? 'never' : range(steps, 0),
    of('divergence', 1),
    of('functions', 2),
    of('pairs', 2),
    of('copy', 2),
  ];
  const pilot = goal === PILOT_GOAL ? way.pilot : undefined;
  const cells = measured.map((value, i) => (pilot ? `${value} (${pilot[i]!})` : value));
  return `| ${way.name} | ${of('reached', 2)} | ${cells.join(' | ')} |`;
}

interface Run {
  readonly steps: number | null;
  readonly reached: number;
  readonly divergence: number;
  readonly functions: number;
  readonly pairs: number;
  readonly copy: number;
}

/** The capabilities that a way is asked for; `only` those whose names begin so. */
function setOf(way: Way, only = ''): EvaluationSet {
  const capabilities = capabilitiesOf(experimentOf(way).phases, PROMPTS);
  const wanted = capabilities.filter((c) => c.capability.id.startsWith(only));
  return makeEvaluationSet(wanted, ROWS * CONTEXT, ROWS);
}

/** Makes learners of the ways, all of them from the tiny base. */
function builder(device: WebgpuDevice) {
  const { card, values: initial } = readBase('tiny');
  const workspace = createWorkspace(device, card.shape, ROWS * CONTEXT, ROWS, 2);
  return (way: Way, seed: number): Learner => {
    const config = way.learner;
    const experiment = { ...experimentOf(way), batchSize: way.batchSize, learners: [config] };
    return buildLearner({ experiment, config, seed, device, workspace, initial });
  };
}

async function measure(base: Learner, learner: Learner, way: Way, goal: number, seed: number) {
  const steps = await train(learner, way, seed, goal, setOf(way, 'new.'));
  const everything = setOf(way);
  const { accuracy } = (await learner.evaluate(everything))!;
  const of = (id: string) => accuracyOf(everything, accuracy, id);
  return {
    steps,
    reached: of(`new.${way.task}`),
    divergence: await divergence(base, learner, seed),
    functions: of('old.functions'),
    pairs: of('old.pairs'),
    copy: of('copy'),
  } satisfies Run;
}

export async function main(): Promise<void> {
  const { device: gpu, report } = await openDawn();
  const build = builder(new WebgpuDevice(gpu, report));
  const base = build({ ...WAYS[0]!, learner: { ...NAIVE_LEARNER, id: 'base' } }, 0);
  console.log(`${report.name}, ${new Date().toISOString().slice(0, 10)}; here (pilot)`);
  for (const goal of GOALS) {
    const heads = [
      'right',
      `steps to ${goal}`,
      'KL in nats per answer',
      'functions',
      'pairs',
      'copy',
    ];
    console.log(`\n| way | ${heads.join(' | ')} |\n|---|${heads.map(() => '---').join('|')}|`);
    for (const way of WAYS) {
      const runs: Run[] = [];
      for (const seed of SEEDS) {
        const learner = build(way, seed);
        runs.push(await measure(base, learner, way, goal, seed));
        learner.dispose();
      }
      console.log(row(way, goal, runs));
    }
  }
}
