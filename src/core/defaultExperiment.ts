// The experiment that a first visit opens, and the frozen defaults of link format 1: a link carries only what differs from it.

import type { Experiment, LearnerConfig } from './experiment.ts';

/** Naive sequential fine-tuning with the default optimizer; every other learner is described by its difference from it. */
export const NAIVE_LEARNER: LearnerConfig = {
  id: 'naive',
  name: 'Naive',
  mark: 0,
  objective: { id: 'fine-tuning', params: {} },
  methods: [],
  trainable: { id: 'all', params: {} },
  optimizer: { id: 'adamw', params: {} },
  schedule: { id: 'constant', params: {} },
};

export const REPLAY_LEARNER: LearnerConfig = {
  ...NAIVE_LEARNER,
  id: 'replay',
  name: 'Replay 50 %',
  mark: 1,
  methods: [{ id: 'replay', params: { share: 0.5 } }],
};

export const DEFAULT_EXPERIMENT: Experiment = {
  name: 'Three new functions',
  base: { kind: 'checkpoint', id: 'tiny' },
  phases: [
    { tasks: [{ id: 'reverse', weight: 1 }], steps: 60, blur: 0 },
    { tasks: [{ id: 'drop-first', weight: 1 }], steps: 60, blur: 0 },
    { tasks: [{ id: 'double', weight: 1 }], steps: 80, blur: 0 },
  ],
  learners: [NAIVE_LEARNER, REPLAY_LEARNER],
  seeds: { first: 1, count: 1 },
  batchSize: 16,
  evaluation: { every: 20, denseAfterBoundary: true, items: 32 },
};
