// One ready-made experiment per family: naive fine-tuning and the family's methods on the same stream of four functions, or
// on the stream that the family is for. Methods stand at the strengths that were best on the development stream (docs/grid.md).

import type { ExperimentPreset } from '../../core/catalog.ts';
import { NAIVE_LEARNER } from '../../core/defaultExperiment.ts';
import type { Experiment, LearnerConfig } from '../../core/experiment.ts';
import type { ParamValues } from '../../core/params.ts';
import type { Choice } from '../../core/plugin.ts';
import { TRAINED_PRESETS } from './learners.ts';
import { MEMORY_PRESETS } from './memory.ts';
import { PLASTICITY_PRESETS } from './plasticity.ts';
import { PROTECTION_PRESETS } from './protections.ts';
import { SUBSET_PRESETS } from './subsets.ts';
import { LANDSCAPE } from './streams.ts';

const READY = [
  ...TRAINED_PRESETS,
  ...PROTECTION_PRESETS,
  ...SUBSET_PRESETS,
  ...PLASTICITY_PRESETS,
  ...MEMORY_PRESETS,
];

/** The ready-made learner of that name, with changes. */
function ready(id: string, changes: Partial<LearnerConfig> = {}): LearnerConfig {
  const preset = READY.find((p) => p.id === id);
  if (!preset) throw new Error(`presets: expected a ready-made learner, got '${id}'.`);
  return { ...preset.learner, ...changes };
}

/** Fine-tuning with these methods. */
const stack = (id: string, name: string, ...methods: readonly Choice[]): LearnerConfig => ({
  ...NAIVE_LEARNER,
  id,
  name,
  methods: [...methods],
});

const method = (id: string, params: ParamValues = {}): Choice => ({ id, params });
const adamw = (learningRate: number): Choice => ({ id: 'adamw', params: { learningRate } });

const naive = (rate?: number): LearnerConfig =>
  rate === undefined ? NAIVE_LEARNER : { ...NAIVE_LEARNER, optimizer: adamw(rate) };

/** The lower reference first, then the others with an ink each. */
const marked = (learners: readonly LearnerConfig[]): LearnerConfig[] =>
  learners.map((learner, mark) => ({ ...learner, mark }));

interface Family {
  readonly id: string;
  readonly label: string;
  readonly summary: string;
  readonly learners: readonly LearnerConfig[];
  /** The stream, where it is not the four functions. */
  readonly on?: Experiment;
  /** The learning rate of naive fine-tuning, where it is not the default. */
  readonly rate?: number;
}

/** A memory of this size, a quarter of every batch. */
const quarter = (params: ParamValues = {}) => method('replay', { share: 0.25, ...params });
const ewc = (id: string, strength: number) =>
  stack(id, `Online EWC ${strength}`, method('ewc', { strength }));
const lora = (id: string, rate: number) =>
  ready('lora', { id, name: `LoRA, rate ${rate}`, optimizer: adamw(rate) });
const lwf = (id: string, strength: number) =>
  stack(
    id,
    `LwF ${strength}`,
    method('kl-reference', { data: 'current', temperature: 2, strength }),
  );

const FACTS: Experiment = {
  ...LANDSCAPE,
  base: { kind: 'checkpoint', id: 'facts' },
  phases: ['facts-1', 'facts-2', 'facts-3'].map((id) => ({
    tasks: [{ id, weight: 1 }],
    steps: 150,
    blur: 0,
  })),
  evaluation: { ...LANDSCAPE.evaluation, every: 30, items: 96 },
};

/** One of many right answers is shown; the base gives it now and then, and reads a demonstration of it. */
const ROTATED: Experiment = {
  ...LANDSCAPE,
  phases: [{ tasks: [{ id: 'anagram-rotated', weight: 1 }], steps: 80, blur: 0 }],
  evaluation: { ...LANDSCAPE.evaluation, every: 10 },
};

const FAMILIES: readonly Family[] = [
  {
    id: 'replay',
    label: 'Replay',
    summary: 'Stored examples, stored logits, or what it wrote itself: what is worth rehearsing?',
    learners: [
      ready('replay'),
      ready('der'),
      ready('der++'),
      ready('cls-er'),
      ready('pseudo-rehearsal'),
    ],
  },
  {
    id: 'regularization',
    label: 'Regularization',
    summary: 'Springs on the weights, stronger and weaker: what is kept is paid for in learning.',
    learners: [
      ewc('ewc-weak', 0.03),
      ewc('ewc', 0.1),
      ewc('ewc-strong', 0.3),
      stack('l2-base', 'L2 to the base', method('l2-anchor', { strength: 0.3 })),
      ready('mas'),
    ],
  },
  {
    id: 'kl-penalties',
    label: 'KL penalties',
    summary: 'Holding answers near those of an earlier self: which self, and on which prompts?',
    learners: [
      ready('distillation', { name: 'Previous self, stored examples' }),
      stack(
        'distillation-base',
        'Base, general examples',
        method('kl-reference', { reference: 'base', batch: 4 }),
      ),
      stack(
        'reverse-base',
        'Base, reverse KL',
        method('kl-reference', { reference: 'base', direction: 'reverse', batch: 4 }),
      ),
      lwf('lwf', 0.3),
      lwf('lwf-strong', 1),
    ],
  },
  {
    id: 'projections',
    label: 'Gradient projections',
    summary: 'Steps that may not harm what was learned: judged by memories, or by directions.',
    learners: [ready('a-gem'), ready('gem'), ready('pcgrad'), ready('ogd'), ready('gpm')],
  },
  {
    id: 'subsets',
    label: 'Parameter subsets',
    summary: 'Changing fewer weights, or low-rank factors of them: does less change forget less?',
    learners: [
      lora('lora-2', 2e-3),
      lora('lora-4', 4e-3),
      ready('o-lora'),
      ready('freezing'),
      ready('sparse'),
    ],
  },
  {
    id: 'averaging',
    label: 'Weight averaging',
    summary:
      'Between old and new weights, or sums of what tasks changed: after the fact, for free.',
    learners: [
      stack('ema', 'Average of weights', method('ema', { window: 10 })),
      ready('wise-ft'),
      ready('task-arithmetic'),
      ready('ties'),
    ],
  },
  {
    id: 'plasticity',
    label: 'Plasticity and optimizers',
    summary: 'Staying able to learn, and other ways to step: none of these is made for keeping.',
    learners: [
      ready('shrink-and-perturb'),
      ready('continual-backprop'),
      ready('l2-init'),
      { ...NAIVE_LEARNER, id: 'muon', name: 'Muon', optimizer: { id: 'muon', params: {} } },
      { ...NAIVE_LEARNER, id: 'slow', name: 'Naive, rate 0.0003', optimizer: adamw(3e-4) },
    ],
  },
  {
    id: 'stacks',
    label: 'Replay and something else',
    summary: 'A quarter of replay, with a smaller memory, fewer weights, springs or distillation.',
    learners: [
      stack('replay-25', 'Replay 25 %', quarter()),
      stack('replay-small', 'Replay, 100 + 25 stored', quarter({ general: 100, perTask: 25 })),
      {
        ...stack('lora-replay', 'LoRA, replay 25 %', quarter()),
        trainable: { id: 'lora', params: {} },
        optimizer: adamw(2e-3),
      },
      stack('ewc-replay', 'EWC, replay 25 %', quarter(), method('ewc', { strength: 0.03 })),
      stack(
        'kl-replay',
        'Distillation, replay 25 %',
        quarter(),
        method('kl-reference', { data: 'buffer', batch: 4 }),
      ),
    ],
  },
  {
    id: 'self-distillation',
    label: 'Self-distillation',
    summary: 'Learning from what it would have answered after reading the given answer.',
    on: ROTATED,
    rate: 3e-4,
    learners: [
      ready('self-distillation'),
      ready('self-distillation', {
        id: 'base-teacher',
        name: 'SDFT, taught by the base',
        objective: { id: 'self-distillation', params: { teacher: 'base' } },
      }),
      ready('context-distillation'),
      ready('dft'),
      ready('re-invocation'),
    ].map((learner) => ({ ...learner, optimizer: adamw(3e-4) })),
  },
  {
    id: 'memory',
    label: 'Memory scaffolds',
    summary:
      'Facts in a store beside frozen weights: what is answered, and what when the store is taken away?',
    on: FACTS,
    learners: [ready('replay'), ready('retrieval'), ready('knn-lm'), ready('frozen')],
  },
];

export const FAMILY_EXPERIMENTS: readonly ExperimentPreset[] = FAMILIES.map(
  ({ id, label, summary, learners, on = LANDSCAPE, rate }) => ({
    id,
    label,
    summary,
    experiment: { ...on, name: label, learners: marked([naive(rate), ...learners]) },
    group: 'family',
    trace: `${id}.json`,
  }),
);
