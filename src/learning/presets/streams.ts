// Streams that several ready-made experiments are made of, with the learners that they are best known with.

import { DEFAULT_EXPERIMENT, NAIVE_LEARNER, REPLAY_LEARNER } from '../../core/defaultExperiment.ts';
import type { Experiment, LearnerConfig } from '../../core/experiment.ts';
import { FROZEN_LEARNER, JOINT_LEARNER, REJECTION_LEARNER, RL_LEARNER } from './learners.ts';

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

export const LANDSCAPE: Experiment = {
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

/** Cosine decay inside each phase, or over the whole run for a learner that has no phases. */
const careful = (learner: LearnerConfig): LearnerConfig => ({
  ...learner,
  schedule: { id: 'cosine', params: { span: 'phase', ...learner.schedule.params } },
  optimizer: { id: 'adamw', params: { boundary: 'reset', ...learner.optimizer.params } },
});

export const CAREFUL: Experiment = {
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
export const MANY_ANSWERS: Experiment = {
  ...DEFAULT_EXPERIMENT,
  name: 'A task with many right answers',
  phases: [{ tasks: [{ id: 'anagram-reversed', weight: 1 }], steps: 40, blur: 0 }],
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

/** Strong weight decay: what is learned with little is learned as well, and combines less on some seeds. */
const decaying = (learner: LearnerConfig): LearnerConfig => ({
  ...learner,
  optimizer: { id: 'adamw', params: { ...learner.optimizer.params, weightDecay: 0.4 } },
});

/**
 * Three new functions of digits, alone, on a base that answers step by step or on its twin that answers at once: the same
 * stream, learners and retention, and what was learned combines in one of the two only.
 */
function newFunctions(format: 'steps' | 'direct', name: string): Experiment {
  const suffix = format === 'steps' ? '' : '-direct';
  return {
    ...DEFAULT_EXPERIMENT,
    name,
    base: { kind: 'checkpoint', id: `functions-${format}` },
    phases: ['n1', 'n2', 'n3'].map((id) => ({
      tasks: [{ id: `${id}${suffix}`, weight: 1 }],
      steps: 400,
      blur: 0,
    })),
    batchSize: 32,
    learners: [
      NAIVE_LEARNER,
      {
        ...REPLAY_LEARNER,
        methods: [{ id: 'replay', params: { share: 0.5, general: 1900, perTask: 640 } }],
      },
      JOINT_LEARNER,
      FROZEN_LEARNER,
    ].map((learner) => careful(decaying(learner))),
    evaluation: { every: 40, denseAfterBoundary: true, items: 128 },
  };
}

export const STEP_BY_STEP = newFunctions('steps', 'New functions, step by step');
export const DIRECT = newFunctions('direct', 'New functions, answered at once');
