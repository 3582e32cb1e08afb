// Ready-made learners: what 'Add learner' offers.

import type { LearnerPreset } from '../../core/catalog.ts';
import { NAIVE_LEARNER, REPLAY_LEARNER } from '../../core/defaultExperiment.ts';
import type { LearnerConfig } from '../../core/experiment.ts';

/** Sees everything at once, so that no boundary may show in how it steps. */
export const JOINT_LEARNER: LearnerConfig = {
  ...NAIVE_LEARNER,
  id: 'joint',
  name: 'Joint',
  mark: 6,
  methods: [{ id: 'joint', params: {} }],
  optimizer: { id: 'adamw', params: { boundary: 'keep' } },
  schedule: { id: 'constant', params: { span: 'run' } },
};

export const FROZEN_LEARNER: LearnerConfig = {
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
  methods: [{ id: 'ewc', params: { strength: 0.1 } }],
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
  methods: [{ id: 'wise-ft', params: { share: 0.1 } }],
};

export const REJECTION_LEARNER: LearnerConfig = {
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

export const RL_LEARNER: LearnerConfig = {
  ...NAIVE_LEARNER,
  id: 'rl',
  name: 'On-policy RL',
  mark: 3,
  objective: { id: 'rl', params: {} },
  optimizer: { id: 'adamw', params: { learningRate: 3e-4 } },
};

const SELF_DISTILLATION_LEARNER: LearnerConfig = {
  ...NAIVE_LEARNER,
  id: 'self-distillation',
  name: 'Self-distillation',
  mark: 4,
  objective: { id: 'self-distillation', params: {} },
  optimizer: { id: 'adamw', params: { learningRate: 3e-4 } },
};

const CONTEXT_DISTILLATION_LEARNER: LearnerConfig = {
  ...NAIVE_LEARNER,
  id: 'context-distillation',
  name: 'Context distillation',
  mark: 5,
  objective: {
    id: 'self-distillation',
    params: { data: 'given', direction: 'forward', teacher: 'base' },
  },
};

const RE_INVOCATION_LEARNER: LearnerConfig = {
  ...NAIVE_LEARNER,
  id: 're-invocation',
  name: 'Re-invocation',
  mark: 3,
  methods: [{ id: 're-invocation', params: { share: 0.6 } }],
};

/** Dark experience replay with this weight of the stored answers: 0 is DER. */
function darkLearner(id: string, name: string, labels: number): LearnerConfig {
  return { ...NAIVE_LEARNER, id, name, mark: 3, methods: [{ id: 'der', params: { labels } }] };
}

const PSEUDO_LEARNER: LearnerConfig = {
  ...NAIVE_LEARNER,
  id: 'pseudo-rehearsal',
  name: 'Pseudo-rehearsal',
  mark: 2,
  methods: [{ id: 'pseudo-rehearsal', params: {} }],
};

const CLS_ER_LEARNER: LearnerConfig = {
  ...NAIVE_LEARNER,
  id: 'cls-er',
  name: 'CLS-ER',
  mark: 5,
  methods: [{ id: 'cls-er', params: {} }],
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

export const TRAINED_PRESETS: readonly LearnerPreset[] = [
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
    id: 'der',
    label: 'Replay: DER',
    summary: 'Stored examples with the logits that the model once gave them, which it is held to.',
    role: 'learner',
    learner: darkLearner('der', 'DER', 0),
  },
  {
    id: 'der++',
    label: 'Replay: DER++',
    summary: 'DER, and the stored answers themselves on a second batch from the memory.',
    role: 'learner',
    learner: darkLearner('der-plus-plus', 'DER++', 0.5),
  },
  {
    id: 'pseudo-rehearsal',
    label: 'Replay: pseudo-rehearsal',
    summary: 'Half of every batch was written by itself before the phase; nothing real is stored.',
    role: 'learner',
    learner: PSEUDO_LEARNER,
  },
  {
    id: 'cls-er',
    label: 'Replay: CLS-ER',
    summary:
      'Replay, taught by a quick and a slow average of its own weights; the slow one answers.',
    role: 'learner',
    learner: CLS_ER_LEARNER,
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
    id: 'self-distillation',
    label: 'Self-distillation: SDFT',
    summary:
      'Learns from how it would have answered after reading the given answer: for tasks that it half knows.',
    role: 'learner',
    learner: SELF_DISTILLATION_LEARNER,
  },
  {
    id: 'context-distillation',
    label: 'Self-distillation: context distillation',
    summary:
      'On the given answers, soft targets from the base after reading them: the offline form of self-distillation.',
    role: 'learner',
    learner: CONTEXT_DISTILLATION_LEARNER,
  },
  {
    id: 're-invocation',
    label: 'Self-distillation: re-invocation',
    summary:
      'The last quarter of each phase answers general prompts and learns from its earlier self what was lost.',
    role: 'learner',
    learner: RE_INVOCATION_LEARNER,
  },
  {
    id: 'rl',
    label: 'On-policy RL: GRPO',
    summary:
      'Rewarded for right answers of its own: for tasks that the base solves now and then, such as any anagram.',
    role: 'learner',
    learner: RL_LEARNER,
  },
  {
    id: 'frozen',
    label: 'Frozen base',
    summary: 'Nothing is learned, nothing is lost.',
    role: 'learner',
    learner: FROZEN_LEARNER,
  },
];
