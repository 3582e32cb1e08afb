// Small experiments for the journeys: fast on a software adapter, and changed only where a journey needs it.

import { DEFAULT_EXPERIMENT, NAIVE_LEARNER } from '../../src/core/defaultExperiment.ts';
import type { Experiment, ModelShape, Phase } from '../../src/core/experiment.ts';

/** The vocabulary and context of the product's own tasks, in a model that trains in milliseconds. */
const TINIEST: ModelShape = {
  vocabulary: 112,
  context: 48,
  width: 16,
  layers: 1,
  heads: 2,
  keyValueHeads: 2,
  feedForward: 16,
  mlp: 'gelu',
  tied: false,
  rotaryBase: 100,
};

/** A phase of one task with a hard boundary. */
export function phaseOf(task: string, steps: number): Phase {
  return { tasks: [{ id: task, weight: 1 }], steps, blur: 0 };
}

/** The default experiment, shortened to what still shows that naive forgets and replay keeps. */
export const SHORT_EXPERIMENT: Experiment = {
  ...DEFAULT_EXPERIMENT,
  name: 'Two new functions',
  phases: [phaseOf('reverse', 60), phaseOf('next', 60)],
  evaluation: { every: 60, denseAfterBoundary: false, items: 24 },
};

/** Few steps from the tiny base, where accuracies are far from zero and change with every step. */
export const REPEATED_EXPERIMENT: Experiment = {
  ...SHORT_EXPERIMENT,
  name: 'Twice the same',
  phases: [phaseOf('reverse', 8), phaseOf('next', 8)],
  evaluation: { every: 4, denseAfterBoundary: false, items: 16 },
};

/** Twelve steps of a model of random weights. */
export const RANDOM_EXPERIMENT: Experiment = {
  ...DEFAULT_EXPERIMENT,
  name: 'Random weights',
  base: { kind: 'random', shape: TINIEST },
  phases: [phaseOf('reverse', 6), phaseOf('next', 6)],
  learners: [NAIVE_LEARNER],
  batchSize: 4,
  evaluation: { every: 6, denseAfterBoundary: false, items: 8 },
};

/** Long enough to be paused, stopped or measured while it runs. */
export const LONG_EXPERIMENT: Experiment = {
  ...DEFAULT_EXPERIMENT,
  name: 'Long',
  phases: [phaseOf('reverse', 2000), phaseOf('next', 2000)],
  evaluation: { every: 200, denseAfterBoundary: false, items: 16 },
};

/** The same with the largest batch on a model of medium size: one step takes a software adapter seconds. */
export const HEAVY_EXPERIMENT: Experiment = {
  ...LONG_EXPERIMENT,
  name: 'Heavy',
  base: {
    kind: 'random',
    shape: { ...TINIEST, width: 96, layers: 4, heads: 3, keyValueHeads: 3, feedForward: 384 },
  },
  learners: [NAIVE_LEARNER],
  batchSize: 128,
  evaluation: { ...LONG_EXPERIMENT.evaluation, items: 8 },
};
