// Ready-made experiments whose point is the stream: tasks that contradict each other, once, again and again, or gradually, and
// tasks that have to be told apart though they never met.

import type { ExperimentPreset } from '../../core/catalog.ts';
import { DEFAULT_EXPERIMENT, NAIVE_LEARNER, REPLAY_LEARNER } from '../../core/defaultExperiment.ts';
import type { Experiment, LearnerConfig, ModelShape } from '../../core/experiment.ts';
import type { ParamValues } from '../../core/params.ts';
import { CONTEXT, VOCABULARY_SIZE } from '../tasks/vocabulary.ts';

const phasesOf = (ids: readonly string[], steps: number): Experiment['phases'] =>
  ids.map((id) => ({ tasks: [{ id, weight: 1 }], steps, blur: 0 }));

const contradictions = (numbers: readonly number[]): string[] =>
  numbers.map((number) => `contradiction-${number}`);

const withMethod = (id: string, name: string, mark: number, params: ParamValues = {}) => ({
  ...NAIVE_LEARNER,
  id,
  name,
  mark,
  methods: [{ id, params }],
});

const EWC: LearnerConfig = withMethod('ewc', 'Online EWC', 2, { strength: 0.1 });

/** Phases are short: a tenth of what one shows is no more than this. */
const PER_TASK = 60;

const REPLAY: LearnerConfig = {
  ...REPLAY_LEARNER,
  methods: [{ id: 'replay', params: { share: 0.5, perTask: PER_TASK } }],
};

/** Replay of what is no older than a phase, so that what was taken back is not taught again. */
const RECENT: LearnerConfig = {
  ...REPLAY_LEARNER,
  id: 'replay-recent',
  name: 'Replay, recent only',
  mark: 3,
  methods: [{ id: 'replay', params: { share: 0.5, perTask: PER_TASK, window: 60 } }],
};

const FUNCTIONS: Experiment = {
  ...DEFAULT_EXPERIMENT,
  base: { kind: 'checkpoint', id: 'functions-steps' },
  learners: [NAIVE_LEARNER, REPLAY, RECENT, EWC],
  evaluation: { every: 20, denseAfterBoundary: false, items: 64 },
};

const DISCRIMINATION: Experiment = {
  ...DEFAULT_EXPERIMENT,
  phases: phasesOf(
    [1, 2, 3, 4, 5].map((number) => `classes-${number}`),
    40,
  ),
  learners: [
    NAIVE_LEARNER,
    REPLAY,
    withMethod('kl-reference', 'LwF', 3, { data: 'current', temperature: 2, strength: 0.3 }),
    EWC,
  ],
  evaluation: { every: 20, denseAfterBoundary: false, items: 64 },
};

/** From one function to the one that takes its place, over two thirds of the stream. */
const DRIFT: Experiment = {
  ...FUNCTIONS,
  phases: phasesOf(contradictions([1, 2]), 150).map((phase, i) =>
    i === 0 ? phase : { ...phase, blur: 200 },
  ),
};

const RECURRENCE: Experiment = {
  ...FUNCTIONS,
  phases: phasesOf(contradictions([1, 2, 1, 3, 1, 2]), 60),
};

/** Random weights of width 32 with ReLU: what loses its plasticity soonest (docs/findings.md, E10). */
export const SMALL_RELU: ModelShape = {
  vocabulary: VOCABULARY_SIZE,
  context: CONTEXT,
  width: 32,
  layers: 2,
  heads: 2,
  keyValueHeads: 2,
  feedForward: 128,
  mlp: 'relu',
  tied: false,
  rotaryBase: 100,
};

/** A high rate, never told when a task ends: at usual ones even this network stays plastic for hundreds of tasks. */
const restless = (learner: LearnerConfig): LearnerConfig => ({
  ...learner,
  optimizer: {
    id: 'adamw',
    params: { boundary: 'keep', ...learner.optimizer.params, learningRate: 1e-2 },
  },
  schedule: { id: 'constant', params: { span: 'run' } },
});

const PLASTICITY: Experiment = {
  ...DEFAULT_EXPERIMENT,
  base: { kind: 'random', shape: SMALL_RELU },
  phases: phasesOf(contradictions(Array.from({ length: 24 }, (_, i) => i + 1)), 40),
  batchSize: 32,
  learners: [
    NAIVE_LEARNER,
    {
      ...NAIVE_LEARNER,
      id: 'weight-decay',
      name: 'Weight decay 0.1',
      mark: 1,
      optimizer: { id: 'adamw', params: { weightDecay: 0.1 } },
    },
    withMethod('shrink-and-perturb', 'Shrink and perturb', 2, { share: 0.5 }),
    withMethod('continual-backprop', 'Continual backprop', 3),
    withMethod('l2-init', 'L2 to the start', 4),
  ].map(restless),
  evaluation: { every: 20, denseAfterBoundary: false, items: 32 },
};

const KINDS: readonly Omit<ExperimentPreset, 'group' | 'trace'>[] = [
  {
    id: 'discrimination',
    label: 'Telling apart what never met',
    summary:
      'Five pairs of classes, each in a phase of its own: in the end, which of all ten is it?',
    experiment: DISCRIMINATION,
  },
  {
    id: 'recurrence',
    label: 'Contradictions that come back',
    summary: 'One name, three functions in turn: here keeping is wrong, and following what counts.',
    experiment: RECURRENCE,
  },
  {
    id: 'drift',
    label: 'Gradual drift',
    summary: 'A function slowly gives way to another of the same name; no boundary to be seen.',
    experiment: DRIFT,
  },
  {
    id: 'plasticity-stream',
    label: 'One contradiction after another',
    summary: 'Two dozen functions of one name from random weights: does it stay able to learn?',
    experiment: PLASTICITY,
  },
];

export const KIND_EXPERIMENTS: readonly ExperimentPreset[] = KINDS.map((kind) => ({
  ...kind,
  group: 'stream',
  trace: `${kind.id}.json`,
  experiment: { ...kind.experiment, name: kind.label },
}));
