// TIES-merging (Yadav et al. 2023, arXiv 2306.01708): task arithmetic whose task vectors are trimmed to their largest changes,
// elect a sign at each weight, and are averaged over those that agree with it.

import type { NumberParam } from '../../core/params.ts';
import { tiesMerge } from '../parts/merging.ts';
import { separateTasks, separateTasksCost } from '../parts/separateTasks.ts';
import type { MethodPlugin } from './method.ts';

const coefficient: NumberParam = {
  kind: 'number',
  label: 'coefficient',
  symbol: 's',
  help: '0 = the base, 1 = the whole merged change.',
  default: 1,
  min: 0,
  max: 1,
  scale: 'linear',
  format: 'plain',
};

const kept: NumberParam = {
  kind: 'number',
  label: 'kept share',
  help: 'Part of the changes of each task that is kept, the largest ones.',
  default: 0.2,
  min: 0.01,
  max: 1,
  scale: 'log',
  format: 'percent',
};

const params = { coefficient, kept } as const;

export const ties: MethodPlugin<typeof params> = {
  info: {
    id: 'ties',
    family: 'averaging',
    label: 'TIES-merging',
    summary: 'Learns each task apart, trims what it changed, and merges where the signs agree.',
    equation: String.raw`\theta_0 + s\,\bar\tau, \quad \bar\tau = \operatorname{mean}_{k:\,\operatorname{sign} \hat\tau_k = \gamma} \hat\tau_k, \quad \gamma = \operatorname{sign} \sum_k \hat\tau_k`,
    mainKnob: 'coefficient',
    worksWhen: 'Most of what each task changes is not needed, and what is needed does not collide.',
    failsWhen:
      'The tasks need the same weights: the trimmed changes no longer solve even their own.',
    params,
    citation: {
      text: 'Yadav et al. 2023, TIES-Merging: Resolving Interference When Merging Models',
      url: 'https://arxiv.org/abs/2306.01708',
    },
  },
  learnsApart: true,
  merge: (values) => tiesMerge(values.kept),
  changesWeights: () => 'boundary',
  cost: (_, { phases }) => separateTasksCost(phases),
  create: (context, values) => separateTasks(context, tiesMerge(values.kept), values.coefficient),
};
