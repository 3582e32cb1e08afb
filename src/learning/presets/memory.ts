// Ready-made learners that keep what they learn beside their weights, or combine their weights afterwards.

import type { LearnerPreset } from '../../core/catalog.ts';
import { NAIVE_LEARNER } from '../../core/defaultExperiment.ts';

/** Of what tasks learned apart: where their changes are far from each other, adding more of them up keeps less (docs/grid.md). */
const MERGED = 0.17;

export const MEMORY_PRESETS: readonly LearnerPreset[] = [
  {
    id: 'retrieval',
    label: 'Memory scaffold: retrieval into the context',
    summary:
      'The weights stay frozen; stored examples like the prompt are put before it. For facts; shown without its memory, too.',
    role: 'learner',
    learner: {
      ...NAIVE_LEARNER,
      id: 'retrieval',
      name: 'Retrieval',
      mark: 4,
      objective: { id: 'frozen', params: {} },
      methods: [{ id: 'retrieval', params: {} }],
    },
  },
  {
    id: 'knn-lm',
    label: 'Memory scaffold: kNN-LM',
    summary:
      'The weights stay frozen; the nearest stored hidden states vote for the next token. For facts; shown without its memory, too.',
    role: 'learner',
    learner: {
      ...NAIVE_LEARNER,
      id: 'knn-lm',
      name: 'kNN-LM',
      mark: 2,
      objective: { id: 'frozen', params: {} },
      // Below a half, so that neighbours of another kind cannot outvote a model that is sure.
      methods: [{ id: 'knn-lm', params: { share: 0.48 } }],
    },
  },
  {
    id: 'task-arithmetic',
    label: 'Weight averaging: task arithmetic',
    summary:
      'Learns each task apart from the base and adds up what they changed; the coefficient can be moved afterwards.',
    role: 'learner',
    learner: {
      ...NAIVE_LEARNER,
      id: 'task-arithmetic',
      name: 'Task arithmetic',
      mark: 5,
      methods: [{ id: 'task-arithmetic', params: { coefficient: MERGED } }],
    },
  },
  {
    id: 'ties',
    label: 'Weight averaging: TIES-merging',
    summary:
      'Task arithmetic that keeps only the largest changes, and of these where the signs agree.',
    role: 'learner',
    learner: {
      ...NAIVE_LEARNER,
      id: 'ties',
      name: 'TIES-merging',
      mark: 3,
      methods: [{ id: 'ties', params: { coefficient: MERGED } }],
    },
  },
];
