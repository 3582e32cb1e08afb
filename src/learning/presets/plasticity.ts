// Ready-made learners that stay able to learn.

import type { LearnerPreset } from '../../core/catalog.ts';
import { NAIVE_LEARNER } from '../../core/defaultExperiment.ts';

export const PLASTICITY_PRESETS: readonly LearnerPreset[] = [
  {
    id: 'shrink-and-perturb',
    label: 'Plasticity: shrink and perturb',
    summary: 'Before each phase a fifth of the way to new random weights: learns on, forgets more.',
    role: 'learner',
    learner: {
      ...NAIVE_LEARNER,
      id: 'shrink-and-perturb',
      name: 'Shrink and perturb',
      mark: 4,
      methods: [{ id: 'shrink-and-perturb', params: {} }],
    },
  },
  {
    id: 'continual-backprop',
    label: 'Plasticity: continual backprop',
    summary: 'Goes on replacing the hidden units of least use, one in ten thousand a step.',
    role: 'learner',
    learner: {
      ...NAIVE_LEARNER,
      id: 'continual-backprop',
      name: 'Continual backprop',
      mark: 4,
      methods: [{ id: 'continual-backprop', params: {} }],
    },
  },
];
