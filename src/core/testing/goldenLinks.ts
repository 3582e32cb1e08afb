// Links of format 1 that were published, and what each must open for ever. The experiments are written out in full, on
// purpose: a changed default or codec must not be able to change them along.

import type { Experiment, LearnerConfig, Phase } from '../experiment.ts';

export interface GoldenLink {
  readonly title: string;
  readonly link: string;
  readonly experiment: Experiment;
}

type Params = LearnerConfig['optimizer']['params'];

const choice = (id: string, params: Params = {}) => ({ id, params });

/** A phase of one task, with a hard boundary. */
const plain = (id: string, steps: number): Phase => ({
  tasks: [{ id, weight: 1 }],
  steps,
  blur: 0,
});

/** A learner that fine-tunes all parameters with AdamW at a constant rate, before `changes`. */
function learner(
  id: string,
  name: string,
  mark: number,
  changes: Partial<LearnerConfig> = {},
): LearnerConfig {
  return {
    id,
    name,
    mark,
    objective: choice('fine-tuning'),
    methods: [],
    trainable: choice('all'),
    optimizer: choice('adamw'),
    schedule: choice('constant'),
    ...changes,
  };
}

const naive = learner('naive', 'Naive', 0);
const replay = learner('replay', 'Replay 50 %', 1, { methods: [choice('replay', { share: 0.5 })] });

const DEFAULT: Experiment = {
  name: 'Three new functions',
  base: { kind: 'checkpoint', id: 'tiny' },
  phases: [plain('reverse', 60), plain('drop-first', 60), plain('double', 80)],
  learners: [naive, replay],
  seeds: { first: 1, count: 1 },
  batchSize: 16,
  evaluation: { every: 20, denseAfterBoundary: true, items: 32 },
};

export const GOLDEN_LINKS: readonly GoldenLink[] = [
  { title: 'the first default experiment', link: '1q64FAKjR', experiment: DEFAULT },
  {
    title: 'the default experiment whose rate decays',
    link: '1pYw7DsMgEETvMjWRSBdxFUSBzUZGwYAWk8hB3D1b5QIu5_PeQN18owZjLZjexI2gHtopi8Cl3p6R2_FvSl-S7HetnVNI5DkLIfBAqUfc45dYEnzw-wdqYCk9B88nDF5EFVOwtm4UungM1tJiJkx5xiCZqSZ_Ql2zufkDYlw',
    experiment: {
      ...DEFAULT,
      phases: [plain('reverse', 80), plain('drop-first', 80), plain('double', 100)],
      learners: [naive, replay].map((l) => ({
        ...l,
        optimizer: choice('adamw', { boundary: 'keep' }),
        schedule: choice('cosine'),
      })),
    },
  },
  {
    title: 'mixtures with blurred boundaries',
    link: '1RY1NDoIwEEavQmY9koKCkZ1cg7AodBCSUkh_iIaQeAdv6EkcdOHym_deZgUjR4ICSh2sJRW9n68oGBXdaBxc23tAaKTbDTdKrXnOPW8HRVWBpYUsQ0xSUSMfDN25EPE5wz8UcZrVmAqBp5-lptBoBqDsNB-6wbpvxFKSC2S5RnBEip-s0E7BeCiOGwItUgfph8nsQJFxdO082ZIVJe0Dik5qRwiDp5HjS75tH_wE',
    experiment: {
      name: 'Blurred – und gemischt',
      base: { kind: 'checkpoint', id: 'small' },
      phases: [
        plain('reverse', 120),
        {
          tasks: [
            { id: 'next', weight: 0.75 },
            { id: 'reverse', weight: 0.25 },
          ],
          steps: 200,
          blur: 40,
        },
        {
          tasks: [
            { id: 'double', weight: 1 },
            { id: 'drop-first', weight: 0.5 },
          ],
          steps: 160,
          blur: 25,
        },
      ],
      learners: [naive, replay],
      seeds: { first: 1, count: 3 },
      batchSize: 16,
      evaluation: { every: 20, denseAfterBoundary: false, items: 96 },
    },
  },
  {
    title: 'a random base',
    link: '1HU5bDoJADLyK6Xc_WEQkHMAL-En8WKHCJrBr9oFRsnd3oEnTTjszmY2sXoRaunm3nKyLk7EjMT11wLVTquSq4bpiTLSqC6bwMeOciKNPwqpAPZjeExQBko70MJhonCWu9ldHXlbx8DswuLNob3EBe8vAQWQA2OhlfIjUXpl6lyy2Mu9RYj_dzQ95ziWTrHpO-vCHYnf-UntBLBNlgYsqm5z_v44',
    experiment: {
      name: 'From nothing',
      base: {
        kind: 'random',
        shape: {
          vocabulary: 112,
          context: 48,
          width: 64,
          layers: 2,
          heads: 4,
          keyValueHeads: 2,
          feedForward: 160,
          mlp: 'swiglu',
          tied: true,
          rotaryBase: 10_000,
        },
      },
      phases: [plain('addition', 400), plain('reverse', 400)],
      learners: [naive],
      seeds: { first: 7, count: 2 },
      batchSize: 32,
      evaluation: { every: 50, denseAfterBoundary: true, items: 128 },
    },
  },
  {
    title: 'a random base with ReLUs',
    link: '1bVCxboQwDP0V5NlXhYCqlrVr106IIRy-El1IUGJOrVD-vUZHuQ5VMiR-7_k9ewVvJoIGPrzlVPBouBgsAUJvktTbstRYv2y3Qi2nfNUIkdwCeDEuEZZKdQjzKPQk_FbAG0XRot6QFjx98fEZwtK7HROZIxO9sEW4ZlzBDhLF6ZOVNJJhz_auCw7FXptMvEJTyoN4DMPd85CskDiS_-QRGvWkVJW77mh8Dp6tX4w79eZ8nWOYHx5vv1jxB7t7ycAPr_-adFlGSUQbYYWLjYmhqTIC3YxbDNvgN2Dbyzc0tUKwTJOQn-ucfwAYoQ',
    experiment: {
      ...DEFAULT,
      name: 'Units that die',
      base: {
        kind: 'random',
        shape: {
          vocabulary: 112,
          context: 48,
          width: 48,
          layers: 3,
          heads: 2,
          keyValueHeads: 2,
          feedForward: 192,
          mlp: 'relu',
          tied: false,
          rotaryBase: 100,
        },
      },
      phases: [plain('reverse', 200), plain('next', 200), plain('double', 200)],
      learners: [
        naive,
        learner('l2-init', 'L2 to init', 1, { methods: [choice('l2-init', { strength: 0.003 })] }),
        learner('continual-backprop', 'Continual backprop', 2, {
          methods: [choice('continual-backprop')],
        }),
      ],
      seeds: { first: 3, count: 1 },
      evaluation: { every: 40, denseAfterBoundary: true, items: 64 },
    },
  },
  {
    title: 'six learners',
    link: '1hZLBbsIwDIZfBVnaLUwtG5PW87RJO8Kx6sFQl4alSZUEBlR99zmElmo7TL3Eqf_P9u90oLEhyGAtT7NvPDsQ0NboyEGW52DpSNYRiDRJCpGDppMfg9Kadl5J625XhQBFaDUrWNz1ogNZMtpSq_A8TxNm36qtrlezNJk98GWD9guylA_ka1MOpUMKMMTVaFmUPKZ9Ufyi_kEulhPk4l_kYjllul15B64_3kbQkwDTetnIC1lGxcQujiv1boX-SkuWLDANaX9oQvwquKYjD1mFylHPDrltTeVBcXoOW-OkZnM7qJQxDOYR2f5QIi4B-ntvlTUX0vf23oc4dvjMHW72tPXyGP5qw-BRuzdS85IG6ectjMqXqUlD6tSsFq2XXhrN0h3xelGxeLQwOCjAW5QaN3Ewhc7PWR1eQrApnjLeH38_jX4',
    experiment: {
      name: 'Six ways',
      base: { kind: 'checkpoint', id: 'tiny' },
      phases: [plain('reverse', 100), plain('next', 100), plain('drop-first', 100)],
      learners: [
        naive,
        learner('replay-10', 'Replay 10 %', 1, { methods: [choice('replay', { share: 0.1 })] }),
        learner('replay', 'Replay 25 %', 2, { methods: [choice('replay', { share: 0.25 })] }),
        learner('sgd', 'SGD', 3, {
          optimizer: choice('sgd', { learningRate: 0.05, momentum: 0.9, reset: false }),
          schedule: choice('cosine', { floor: 0.1, per: 'phase' }),
        }),
        learner('frozen', 'Frozen', 4, { objective: choice('none') }),
        learner('joint', 'Joint', 6, {
          methods: [choice('joint'), choice('replay', { share: 0.5, partition: 'general' })],
          trainable: choice('last-layers', { layers: 1 }),
        }),
      ],
      seeds: { first: 1, count: 1 },
      batchSize: 16,
      evaluation: { every: 20, denseAfterBoundary: true, items: 32 },
    },
  },
  {
    title: 'values at the ends of their ranges',
    link: '1XU9LToRAEL2KeVsL0oCYCTu9gktg0UAxdOQzaRoch5DoOYx7z-UJPILV6spavUq9X20Y9cDIAEKlZ4-UwFMneEaW5zl0WAU1SIUqKimiSClVUo4LKPawJPSs7cjW8zeYRjzO4vFnXKAoikWY6vPlo1iag1JXX-9vr8IYtH1EdkuYTs4M5sJWHKAbPTyBNlTmiCzi60QpceOjdmYVxyDlIIlvCI7P7re564yVWBUm_2Yvd-k3MzdSbkNr7CwS_4IMoZ6W8Wff_feu7h6khOzxgcCr7heJnEav5JXtM7LUqxoeZ75rHdt70TfaH1rdz0wwjgdJSqN4378BEiE',
    experiment: {
      name: '',
      base: { kind: 'checkpoint', id: '0' },
      phases: [
        { tasks: [{ id: 'a.b-c', weight: 0.01 }], steps: 1, blur: 1000 },
        { tasks: [{ id: 'z', weight: 1 }], steps: 2000, blur: 0 },
      ],
      learners: [
        learner('x', '"\\\u0000\u2028\ud800 𝛁', 6, {
          optimizer: choice('adamw', { big: 1e300, negative: -5e-324, third: 1 / 3, text: '' }),
        }),
      ],
      seeds: { first: 1_000_000, count: 10 },
      batchSize: 128,
      evaluation: { every: 500, denseAfterBoundary: false, items: 512 },
    },
  },
  {
    title: 'an empty stream',
    link: '1q1bKS8xNVbJS8ssvycjMS1eoTC1R0lEqyEgsTi1WsoqO1VFKSixJzgjOrAKqMqwFAOq7',
    experiment: { ...DEFAULT, name: 'Nothing yet', phases: [], batchSize: 1 },
  },
];
