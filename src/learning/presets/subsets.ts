// Ready-made learners that train a part of the parameters, or another parametrization of them.

import type { LearnerPreset } from '../../core/catalog.ts';
import { NAIVE_LEARNER } from '../../core/defaultExperiment.ts';
import type { LearnerConfig } from '../../core/experiment.ts';
import type { ParamValues } from '../../core/params.ts';

/** Factors want a learning rate of two to five times that of all weights. */
const FACTOR_RATE = 5e-3;

/** As much as learns about as well as all of it (docs/grid.md): of a hundredth, hardly anything is learned. */
const SPARSE_SHARE = 0.3;
const SPARSE_RATE = 3e-3;

function subsetLearner(
  id: string,
  name: string,
  mark: number,
  rate?: number,
  params: ParamValues = {},
): LearnerConfig {
  return {
    ...NAIVE_LEARNER,
    id,
    name,
    mark,
    trainable: { id, params },
    optimizer: { id: 'adamw', params: rate === undefined ? {} : { learningRate: rate } },
  };
}

export const SUBSET_PRESETS: readonly LearnerPreset[] = [
  {
    id: 'freezing',
    label: 'Parameter subset: freezing',
    summary: 'The embedding and the first layer stay as they are; what is above them learns.',
    role: 'learner',
    learner: subsetLearner('freezing', 'Freezing', 4),
  },
  {
    id: 'lora',
    label: 'Parameter subset: LoRA',
    summary: 'A low-rank change of each matrix, merged into it after each phase.',
    role: 'learner',
    learner: subsetLearner('lora', 'LoRA', 3, FACTOR_RATE),
  },
  {
    id: 'o-lora',
    label: 'Parameter subset: O-LoRA',
    summary: 'LoRA whose new input directions are held apart from those of all earlier phases.',
    role: 'learner',
    learner: subsetLearner('o-lora', 'O-LoRA', 5, FACTOR_RATE),
  },
  {
    id: 'sparse',
    label: 'Parameter subset: sparse updates',
    summary: 'Only the 30 % of the weights that matter most for the new task may change.',
    role: 'learner',
    learner: subsetLearner('sparse', 'Sparse updates', 2, SPARSE_RATE, { share: SPARSE_SHARE }),
  },
];
