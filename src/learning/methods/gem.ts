// GEM (Lopez-Paz and Ranzato 2017, arXiv 1706.08840): one gradient on the memory of every earlier task, and the step nearest
// to the present gradient that points against none of them, found through a quadratic program in as many unknowns as there
// are memories, which is solved on the GPU (gem_weights.wgsl). The base's own data counts as a task.

import type { NumberParam, Values } from '../../core/params.ts';
import type { Program } from '../../engine/device.ts';
import { settleByGem } from '../../engine/gradientMemories.ts';
import type { Method, MethodContext } from '../roles.ts';
import {
  memoryCost,
  memoryCount,
  memoryGradients,
  memoryParams,
} from '../parts/memoryGradients.ts';
import { projected, projecting } from '../parts/projecting.ts';
import type { MethodPlugin } from './method.ts';

const margin: NumberParam = {
  kind: 'number',
  label: 'memory strength',
  symbol: 'γ',
  help: 'Smallest weight of every memory in a step that is bent: above 0, such a step also goes along their gradients. On the update, in units of its length over theirs.',
  default: 0.5,
  min: 0,
  max: 2,
  scale: 'linear',
  format: 'plain',
};

const params = { ...memoryParams, margin, projected } as const;

function create(context: MethodContext, values: Values<typeof params>): Method {
  const { verbs } = context;
  const memories = memoryGradients('gem', context, values);
  const programs = new Map<number, Program>();
  const hooks = projecting(verbs, values.projected, (place) => () => {
    const { present } = memories;
    if (present.length === 0) return [];
    let program = programs.get(present.length);
    if (!program) {
      const settlement = verbs.settlement(`settle${present.length}`, present);
      const options = { ...place, margin: values.margin };
      program = verbs.record(`settle${present.length}`, (r) => settleByGem(r, settlement, options));
      programs.set(present.length, program);
    }
    return [{ program }];
  });
  return { ...memories.hooks, ...hooks };
}

export const gem: MethodPlugin<typeof params> = {
  info: {
    id: 'gem',
    family: 'projection',
    label: 'GEM',
    summary: 'Bends every step until it raises the loss on the memory of no earlier task.',
    equation: String.raw`g + \sum_k v_k\, g_k, \quad v = \arg\min_{v \ge \gamma}\ \tfrac12 \Bigl\lVert \sum_k v_k\, g_k + g \Bigr\rVert^2 \quad \text{if any}\ g^{\top} g_k < 0`,
    mainKnob: 'batch',
    worksWhen:
      'There are few earlier tasks, and steps are small: each is held, not only their average.',
    failsWhen:
      'Tasks are many: each costs a gradient per step and a vector. As for A-GEM, Adam takes the guarantee away.',
    params,
    citation: {
      text: 'Lopez-Paz and Ranzato 2017, Gradient Episodic Memory for Continual Learning',
      url: 'https://arxiv.org/abs/1706.08840',
    },
  },
  cost(values, context) {
    const cost = memoryCost(values, context);
    return values.projected === 'update' ? { ...cost, vectors: cost.vectors + 1 } : cost;
  },
  slots: (values, { tasks }) => Math.max(1, memoryCount(values, tasks)),
  create,
};
