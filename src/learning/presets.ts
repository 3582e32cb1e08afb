// Ready-made learners and experiments: what 'Add learner' and the experiment menu offer.

import type { ExperimentPreset, LearnerPreset } from '../core/catalog.ts';
import { DEFAULT_EXPERIMENT, NAIVE_LEARNER, REPLAY_LEARNER } from '../core/defaultExperiment.ts';
import { MEMORY_PRESETS } from './memoryPresets.ts';
import type { Experiment, LearnerConfig } from '../core/experiment.ts';
import { PROTECTION_PRESETS } from './protectionPresets.ts';

const JOINT_LEARNER: LearnerConfig = {
  ...NAIVE_LEARNER,
  id: 'joint',
  name: 'Joint',
  mark: 6,
  methods: [{ id: 'joint', params: {} }],
};

const FROZEN_LEARNER: LearnerConfig = {
  ...NAIVE_LEARNER,
  id: 'frozen',
  name: 'Frozen base',
  mark: 5,
  objective: { id: 'frozen', params: {} },
};

const EWC_LEARNER: LearnerConfig = {
  ...NAIVE_LEARNER,
  id: 'ewc',
  name: 'Online EWC',
  mark: 2,
  methods: [{ id: 'ewc', params: {} }],
};

const AGEM_LEARNER: LearnerConfig = {
  ...NAIVE_LEARNER,
  id: 'a-gem',
  name: 'A-GEM',
  mark: 3,
  methods: [{ id: 'a-gem', params: {} }],
};

const WISE_LEARNER: LearnerConfig = {
  ...NAIVE_LEARNER,
  id: 'wise-ft',
  name: 'WiSE-FT',
  mark: 4,
  methods: [{ id: 'wise-ft', params: {} }],
};

const REJECTION_LEARNER: LearnerConfig = {
  ...NAIVE_LEARNER,
  id: 'rejection-sampling',
  name: 'Rejection sampling',
  mark: 2,
  objective: { id: 'rejection-sampling', params: {} },
};

const DFT_LEARNER: LearnerConfig = {
  ...NAIVE_LEARNER,
  id: 'dft',
  name: 'DFT',
  mark: 1,
  objective: { id: 'dft', params: {} },
};

const RL_LEARNER: LearnerConfig = {
  ...NAIVE_LEARNER,
  id: 'rl',
  name: 'On-policy RL',
  mark: 3,
  objective: { id: 'rl', params: {} },
  optimizer: { id: 'adamw', params: { learningRate: 3e-4 } },
};

const DISTILLATION_LEARNER: LearnerConfig = {
  ...NAIVE_LEARNER,
  id: 'distillation',
  name: 'Distillation',
  mark: 5,
  methods: [{ id: 'kl-reference', params: { data: 'buffer' } }],
};

const LWF_LEARNER: LearnerConfig = {
  ...NAIVE_LEARNER,
  id: 'lwf',
  name: 'LwF',
  mark: 4,
  methods: [{ id: 'kl-reference', params: { data: 'current', temperature: 2, strength: 0.3 } }],
};

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

export const LEARNER_PRESETS: readonly LearnerPreset[] = [
  {
    id: 'naive',
    label: 'Naive fine-tuning',
    summary: 'The stream as it comes, nothing else: the lower reference.',
    role: 'lower',
    learner: NAIVE_LEARNER,
  },
  {
    id: 'joint',
    label: 'Joint training',
    summary:
      'All tasks and the base data at once, for the same number of steps: the upper reference.',
    role: 'upper',
    learner: JOINT_LEARNER,
  },
  {
    id: 'replay',
    label: 'Replay',
    summary: 'Half of every batch comes from a memory of earlier examples.',
    role: 'learner',
    learner: REPLAY_LEARNER,
  },
  {
    id: 'ewc',
    label: 'Regularization: online EWC',
    summary:
      'Springs on the weights, as strong as the answers so far depend on them; no examples kept.',
    role: 'learner',
    learner: EWC_LEARNER,
  },
  {
    id: 'a-gem',
    label: 'Gradient projection: A-GEM',
    summary: 'Steps that would raise the loss on remembered examples are bent until they do not.',
    role: 'learner',
    learner: AGEM_LEARNER,
  },
  ...PROTECTION_PRESETS,
  {
    id: 'wise-ft',
    label: 'Weight averaging: WiSE-FT',
    summary: 'After each phase, half of the way back to the weights from before it.',
    role: 'learner',
    learner: WISE_LEARNER,
  },
  {
    id: 'distillation',
    label: 'KL penalty: distillation from the previous self',
    summary: 'On stored examples, answers stay near those of the self that each phase began with.',
    role: 'learner',
    learner: DISTILLATION_LEARNER,
  },
  {
    id: 'lwf',
    label: 'KL penalty: learning without forgetting',
    summary:
      "On the new task's own inputs, answers stay near the previous self's; nothing is stored.",
    role: 'learner',
    learner: LWF_LEARNER,
  },
  {
    id: 'dft',
    label: 'Dynamic fine-tuning',
    summary: 'Tokens count as much as the model believes in them: for answers that it half knows.',
    role: 'learner',
    learner: DFT_LEARNER,
  },
  {
    id: 'rejection-sampling',
    label: 'On-policy data: rejection sampling',
    summary:
      'Fine-tuned on its own right answers only: for tasks that the base solves now and then, such as any anagram.',
    role: 'learner',
    learner: REJECTION_LEARNER,
  },
  {
    id: 'rl',
    label: 'On-policy RL: GRPO',
    summary:
      'Rewarded for right answers of its own: for tasks that the base solves now and then, such as any anagram.',
    role: 'learner',
    learner: RL_LEARNER,
  },
  ...MEMORY_PRESETS,
  {
    id: 'frozen',
    label: 'Frozen base',
    summary: 'Nothing is learned, nothing is lost.',
    role: 'learner',
    learner: FROZEN_LEARNER,
  },
];

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
