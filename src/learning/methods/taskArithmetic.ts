// Task arithmetic (Ilharco et al. 2023, arXiv 2212.04089, section 2): every phase is learned apart, from the base's own weights
// and with a fresh optimizer, and what each changed is added to the base, scaled by one coefficient. Not a sequence of
// trainings: the tasks meet in the sum only.

import type { NumberParam } from '../../core/params.ts';
import { addTaskVectors } from '../parts/merging.ts';
import { separateTasks, separateTasksCost } from '../parts/separateTasks.ts';
import type { MethodPlugin } from './method.ts';

const coefficient: NumberParam = {
  kind: 'number',
  label: 'coefficient',
  symbol: 's',
  help: '0 = the base, 1 = the whole change of every phase.',
  default: 0.4,
  min: 0,
  max: 1,
  scale: 'linear',
  format: 'plain',
};

const params = { coefficient } as const;

export const taskArithmetic: MethodPlugin<typeof params> = {
  info: {
    id: 'task-arithmetic',
    family: 'averaging',
    label: 'Task arithmetic',
    summary: 'Learns each task apart from the base, and adds up what they changed.',
    equation: String.raw`\theta_0 + s \sum_k (\theta_k - \theta_0)`,
    mainKnob: 'coefficient',
    worksWhen:
      'The base is large and the tasks are near to what it knows: their changes hardly meet.',
    failsWhen:
      'The tasks change the same weights, or the base is small: the sum answers none of them.',
    params,
    citation: {
      text: 'Ilharco et al. 2023, Editing Models with Task Arithmetic',
      url: 'https://arxiv.org/abs/2212.04089',
    },
  },
  learnsApart: true,
  merge: () => addTaskVectors,
  changesWeights: () => 'boundary',
  cost: (_, { phases }) => separateTasksCost(phases),
  create: (context, values) => separateTasks(context, addTaskVectors, values.coefficient),
};
