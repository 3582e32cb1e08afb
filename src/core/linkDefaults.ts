// What a link of format 1 leaves out. Frozen: a changed default would change what every published link opens. The experiment
// that a first visit opens is another one and may become a better one (defaultExperiment.ts).

import { NAIVE_LEARNER, REPLAY_LEARNER } from './defaultExperiment.ts';
import type { Experiment } from './experiment.ts';

export const LINK_DEFAULTS: Experiment = {
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
