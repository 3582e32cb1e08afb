// PCGrad (Yu et al. 2020, arXiv 2001.06782) as a method against forgetting: the gradients of the present task and of the
// memory of every earlier one are cleared of their conflicts with each other, each against the others' originals in random
// order, and added up. Replay with each task's gradient kept apart and made not to fight the others.

import type { Values } from '../../core/params.ts';
import { Rng, hashString } from '../../core/rng.ts';
import type { Program } from '../../engine/device.ts';
import { settleByPcgrad } from '../../engine/gradientMemories.ts';
import type { Method, MethodContext } from '../roles.ts';
import {
  memoryCost,
  memoryCount,
  memoryGradients,
  memoryParams,
} from '../parts/memoryGradients.ts';
import type { MethodPlugin } from './method.ts';

const params = memoryParams;

function create(context: MethodContext, values: Values<typeof params>): Method {
  const { verbs } = context;
  const memories = memoryGradients('pcgrad', context, values);
  const programs = new Map<number, Program>();
  return {
    ...memories.hooks,
    transformGradients(step) {
      const { present } = memories;
      if (present.length === 0) return [];
      let program = programs.get(present.length);
      if (!program) {
        const settlement = verbs.settlement(`settle${present.length}`, present);
        program = verbs.record(`settle${present.length}`, (r) =>
          settleByPcgrad(r, settlement, verbs.gradients),
        );
        programs.set(present.length, program);
      }
      const seed = new Rng(context.seed, hashString('pcgrad.order'), step).u32();
      return [{ program, values: { seed } }];
    },
  };
}

export const pcgrad: MethodPlugin<typeof params> = {
  info: {
    id: 'pcgrad',
    family: 'projection',
    label: 'PCGrad',
    summary:
      "Adds up the gradients of all tasks so far after taking out each one's conflicts with the others.",
    equation: String.raw`\sum_i g_i^{\text{PC}}, \quad g_i^{\text{PC}} \leftarrow g_i^{\text{PC}} - \frac{\min(0,\ g_i^{\text{PC}\,\top} g_j)}{g_j^{\top} g_j}\, g_j \quad \text{for all}\ j \ne i`,
    mainKnob: 'batch',
    worksWhen:
      'Gradients of new and old point against each other: nothing of a step is spent on the fight.',
    failsWhen:
      'They do not: then it is replay with equal weight for every task, and each costs a gradient per step and a vector.',
    params,
    citation: {
      text: 'Yu et al. 2020, Gradient Surgery for Multi-Task Learning',
      url: 'https://arxiv.org/abs/2001.06782',
    },
  },
  cost: memoryCost,
  slots: (values, { tasks }) => Math.max(1, memoryCount(values, tasks)),
  create,
};
