// Ready-made experiments: what the experiment menu offers.

import type { ExperimentPreset } from '../../core/catalog.ts';
import { DEFAULT_EXPERIMENT, NAIVE_LEARNER, REPLAY_LEARNER } from '../../core/defaultExperiment.ts';
import type { Experiment, LearnerConfig } from '../../core/experiment.ts';
import { JOINT_LEARNER, REJECTION_LEARNER, RL_LEARNER } from './learners.ts';

/** Replay of a share of every batch, as a learner of its own. */
function replayLearner(percent: number, mark: number, general = 1000): LearnerConfig {
  return {
    ...REPLAY_LEARNER,
    id: `replay-${percent}`,
    name: `Replay ${percent} %`,
    mark,
    methods: [{ id: 'replay', params: { share: percent / 100, general } }],
  };
}

const FOUR_TASKS = ['reverse', 'next', 'drop-first', 'double'];

function fourPhases(steps: number): Experiment['phases'] {
  return FOUR_TASKS.map((id) => ({ tasks: [{ id, weight: 1 }], steps, blur: 0 }));
}

const LANDSCAPE: Experiment = {
  ...DEFAULT_EXPERIMENT,
  name: 'Four new functions',
  phases: fourPhases(100),
  learners: [
    NAIVE_LEARNER,
    replayLearner(10, 2),
    replayLearner(25, 3),
    replayLearner(50, 1),
    JOINT_LEARNER,
  ],
  evaluation: { every: 20, denseAfterBoundary: true, items: 128 },
};

/** Cosine decay inside each phase (for joint, over the whole run: it has no phases). */
function careful(learner: LearnerConfig): LearnerConfig {
  const span = learner.id === 'joint' ? 'run' : 'phase';
  const boundary = learner.id === 'joint' ? 'keep' : 'reset';
  return {
    ...learner,
    schedule: { id: 'cosine', params: { span } },
    optimizer: { id: 'adamw', params: { boundary } },
  };
}

const CAREFUL: Experiment = {
  ...LANDSCAPE,
  name: 'Four new functions, carefully',
  phases: fourPhases(200),
  batchSize: 32,
  evaluation: { every: 40, denseAfterBoundary: true, items: 128 },
  learners: [
    NAIVE_LEARNER,
    replayLearner(10, 2, 3800),
    replayLearner(25, 3, 3800),
    replayLearner(50, 1, 3800),
    JOINT_LEARNER,
  ].map(careful),
};

/** One given answer, own right answers, and rewards, at one learning rate: how much of the rest does each take with it? */
const MANY_ANSWERS: Experiment = {
  ...DEFAULT_EXPERIMENT,
  name: 'A task with many right answers',
  phases: [{ tasks: [{ id: 'anagram', weight: 1 }], steps: 40, blur: 0 }],
  batchSize: 8,
  learners: [
    NAIVE_LEARNER,
    { ...REJECTION_LEARNER, objective: { id: 'rejection-sampling', params: { interval: 1 } } },
    RL_LEARNER,
  ].map((learner) => ({
    ...learner,
    optimizer: { id: 'adamw', params: { learningRate: 3e-4 } },
  })),
  evaluation: { every: 5, denseAfterBoundary: false, items: 128 },
};

export const EXPERIMENT_PRESETS: readonly ExperimentPreset[] = [
  {
    id: 'default',
    label: 'Three new functions',
    summary: 'Naive forgets, replay keeps: under a minute on most machines.',
    experiment: DEFAULT_EXPERIMENT,
    trace: 'default.json',
  },
  {
    id: 'landscape',
    label: 'Four new functions',
    summary: 'Naive, three amounts of replay and joint training over four tasks of 100 steps.',
    experiment: LANDSCAPE,
    trace: 'landscape.json',
  },
  {
    id: 'careful',
    label: 'Four new functions, carefully',
    summary:
      'Cosine decay in phases of 200 steps, batches of 32: how much of the loss was only noise.',
    experiment: CAREFUL,
    trace: 'careful.json',
  },
  {
    id: 'many-answers',
    label: 'A task with many right answers',
    summary:
      'Any anagram, by a given answer, by own right answers and by rewards: which moves the rest of the model least?',
    experiment: MANY_ANSWERS,
    trace: 'many-answers.json',
  },
];
