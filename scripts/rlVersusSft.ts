// Reinforcement against imitation on a task with many right answers: each way trains until 95 % of sampled anagrams are right,
// then stops, and is asked how far its answers moved from the base's and what is left of the rest: `npm run rl-versus-sft`.
// Over 3 seeds, as a table beside the figures of the pilot that the comparison was designed from.

import { DEFAULT_EXPERIMENT, NAIVE_LEARNER } from '../src/core/defaultExperiment.ts';
import type { Experiment, LearnerConfig } from '../src/core/experiment.ts';
import { WebgpuDevice } from '../src/engine/webgpuDevice.ts';
import { createWorkspace } from '../src/engine/model/workspace.ts';
import { makeScoredBatch } from '../src/learning/batching.ts';
import { buildLearner } from '../src/learning/buildLearner.ts';
import { capabilitiesOf } from '../src/learning/capabilities.ts';
import { type EvaluationSet, makeEvaluationSet } from '../src/learning/evaluate.ts';
import type { Item } from '../src/learning/example.ts';
import type { Learner } from '../src/learning/learner.ts';
import { withAnswer } from '../src/learning/parts/ownAnswers.ts';
import { type StreamItem, makeStream } from '../src/learning/stream.ts';
import { ANAGRAM } from '../src/learning/tasks/anagram.ts';
import { CONTEXT, NEWLINE } from '../src/learning/tasks/vocabulary.ts';
import { readBase } from './node/bases.ts';
import { openDawn } from './node/openDawn.ts';

const SEEDS = [1, 2, 3];
const GOAL = 0.95;
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
  /** The answer that is taught, from the word's tokens; the task's own random order unless given. */
  readonly teach?: (word: readonly number[]) => readonly number[];
  /** Of the pilot: steps, KL(base, tuned), functions, pairs, copy. */
  readonly pilot: readonly string[];
}

const at = (learningRate: number, objective: LearnerConfig['objective']): LearnerConfig => ({
  ...NAIVE_LEARNER,
  objective,
  optimizer: { id: 'adamw', params: { learningRate } },
});
const imitation = at(3e-4, { id: 'fine-tuning', params: {} });
const rl = (learningRate: number, group: number) =>
  at(learningRate, { id: 'rl', params: { group } });

const WAYS: readonly Way[] = [
  {
    name: 'SFT on the reverse',
    batchSize: 16,
    learner: imitation,
    teach: (word) => word.toReversed(),
    pilot: ['70-80', '25-28', '.46-.51', '.39-.47', '.47-.59'],
  },
  {
    name: 'SFT on rotate left',
    batchSize: 16,
    learner: imitation,
    teach: ([first, ...rest]) => [...rest, first!],
    pilot: ['30-35', '22-27', '.73-.80', '.89-.94', '.74-.86'],
  },
  {
    name: 'SFT on a random right answer',
    batchSize: 16,
    learner: imitation,
    pilot: ['never', '3.5', '.91-.96', '.3-.5', '1.0'],
  },
  {
    name: 'RL, 8 answers x 8 prompts',
    batchSize: 8,
    learner: rl(3e-4, 8),
    pilot: ['15-20', '5.7-10', '.99', '.98-.99', '1.0'],
  },
  {
    name: 'RL, 4 answers x 4 prompts',
    batchSize: 4,
    learner: rl(3e-4, 4),
    pilot: ['20-30', '5-9.6', '.99-1.0', '.99-1.0', '1.0'],
  },
  {
    name: 'RL, learning rate 1e-3',
    batchSize: 8,
    learner: rl(1e-3, 8),
    pilot: ['10', '12-15', '.87-.97', '.88-.98', '1.0'],
  },
];

const EXPERIMENT: Experiment = {
  ...DEFAULT_EXPERIMENT,
  phases: [{ tasks: [{ id: 'anagram', weight: 1 }], steps: MOST_STEPS, blur: 0 }],
};

/** The same prompt, `<m>word=`, with the answer that the way teaches. */
function taught(way: Way, source: StreamItem): StreamItem {
  if (!way.teach) return source;
  const { tokens, scored } = source.item;
  // Before the answer: the opening newline, the control token, the word, the equals sign.
  const word = tokens.slice(2, scored.indexOf(true) - 1);
  return { ...source, item: withAnswer(source.item, [...way.teach(word), NEWLINE]) };
}

const accuracyOf = (set: EvaluationSet, accuracy: readonly number[], id: string): number =>
  accuracy[set.capabilities.findIndex((c) => c.capability.id === id)]!;

/** Trains until the goal; the steps that it took, or null for never. */
async function train(learner: Learner, way: Way, seed: number, set: EvaluationSet) {
  const stream = makeStream(EXPERIMENT.phases, seed);
  await learner.beginPhase(0);
  for (let step = 0; step < MOST_STEPS; step++) {
    const items = stream.items(step, way.batchSize).map((item) => taught(way, item));
    const phase = { phaseStep: step, phaseSteps: MOST_STEPS };
    await learner.trainStep(items, { step, totalSteps: MOST_STEPS, ...phase });
    if ((step + 1) % EVERY > 0) continue;
    const { accuracy } = (await learner.evaluate(set))!;
    if (accuracy[0]! >= GOAL) return step + 1;
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

function row(way: Way, runs: readonly Run[]): string {
  const steps = runs.map((r) => r.steps ?? Infinity);
  const measured = [
    steps.includes(Infinity)
      ? `never (${range(
          runs.map((r) => r.reached),
          2,
        )})`
      : range(steps, 0),
    range(
      runs.map((r) => r.divergence),
      1,
    ),
    ...(['functions', 'pairs', 'copy'] as const).map((key) =>
      range(
        runs.map((r) => r[key]),
        2,
      ),
    ),
  ];
  const cells = measured.map((value, i) => `${value} (${way.pilot[i]!})`);
  return `| ${way.name} | ${cells.join(' | ')} |`;
}

interface Run {
  readonly steps: number | null;
  readonly reached: number;
  readonly divergence: number;
  readonly functions: number;
  readonly pairs: number;
  readonly copy: number;
}

export async function main(): Promise<void> {
  const { device: gpu, report } = await openDawn();
  const device = new WebgpuDevice(gpu, report);
  const { card, values: initial } = readBase('tiny');
  const workspace = createWorkspace(device, card.shape, ROWS * CONTEXT, ROWS, 2);
  const everything = makeEvaluationSet(
    capabilitiesOf(EXPERIMENT.phases, PROMPTS),
    ROWS * CONTEXT,
    ROWS,
  );
  const goal = makeEvaluationSet(
    everything.capabilities.filter((c) => c.capability.id === 'new.anagram'),
    ROWS * CONTEXT,
    ROWS,
  );
  const build = (config: LearnerConfig, batchSize: number, seed: number) => {
    const experiment = { ...EXPERIMENT, batchSize, learners: [config] };
    return buildLearner({ experiment, config, seed, device, workspace, initial });
  };
  const base = build({ ...NAIVE_LEARNER, id: 'base' }, 1, 0);
  console.log(`${report.name}, ${new Date().toISOString().slice(0, 10)}; here (pilot)`);
  console.log(
    '| way | steps to .95 | KL(base, tuned), nats per answer | functions | pairs | copy |',
  );
  console.log('|---|---|---|---|---|---|');
  for (const way of WAYS) {
    const runs: Run[] = [];
    for (const seed of SEEDS) {
      const learner = build(way.learner, way.batchSize, seed);
      const steps = await train(learner, way, seed, goal);
      const { accuracy } = (await learner.evaluate(everything))!;
      const of = (id: string) => accuracyOf(everything, accuracy, id);
      runs.push({
        steps,
        reached: of('new.anagram'),
        divergence: await divergence(base, learner, seed),
        functions: of('old.functions'),
        pairs: of('old.pairs'),
        copy: of('copy'),
      });
      learner.dispose();
    }
    console.log(row(way, runs));
  }
}
