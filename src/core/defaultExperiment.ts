// The experiment that a first visit opens, and the two plain learners, which links are written as differences from: those may
// never change.

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

/**
 * Cosine decay inside each phase, the optimizer's moments carried over: on a stream this short the noise of a constant rate
 * costs replay more of what it keeps than the tasks do.
 */
const settling = (learner: LearnerConfig): LearnerConfig => ({
  ...learner,
  optimizer: { id: 'adamw', params: { boundary: 'keep' } },
  schedule: { id: 'cosine', params: {} },
});

export const DEFAULT_EXPERIMENT: Experiment = {
  name: 'Three new functions',
  base: { kind: 'checkpoint', id: 'tiny' },
  phases: [
    { tasks: [{ id: 'reverse', weight: 1 }], steps: 80, blur: 0 },
    { tasks: [{ id: 'drop-first', weight: 1 }], steps: 80, blur: 0 },
    { tasks: [{ id: 'double', weight: 1 }], steps: 100, blur: 0 },
  ],
  learners: [NAIVE_LEARNER, REPLAY_LEARNER].map(settling),
  seeds: { first: 1, count: 1 },
  batchSize: 16,
  evaluation: { every: 20, denseAfterBoundary: true, items: 32 },
};
