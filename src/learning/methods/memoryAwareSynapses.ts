// Memory Aware Synapses (Aljundi et al. 2018, arXiv 1711.09601): a spring on every weight, as strong as the squared norm of
// the model's output changes with it, in the mean over examples of the absolute value. No labels are needed. The output is
// the centred logits at the answer positions: the softmax does not see a shift of all logits, so neither does the importance.

import type { NumberParam, Values } from '../../core/params.ts';
import type { Method, MethodContext } from '../roles.ts';
import { countParam } from '../parts/countParam.ts';
import { decay, importanceSprings, protectBase } from '../parts/springs.ts';
import type { MethodPlugin } from './method.ts';

const strength: NumberParam = {
  kind: 'number',
  label: 'strength',
  symbol: 'λ̂',
  help: "Mean force of the springs, in units that do not depend on the model: λ is such that 2 λ Ω of the base has this mean. The paper's penalty has no factor 1/2.",
  default: 0.2,
  min: 0,
  max: 10,
  smallest: 0.001,
  scale: 'log',
  format: 'plain',
};

const params = {
  strength,
  inputs: countParam('examples', 'Examples over which each importance is averaged.', 64, [1, 1024]),
  decay,
  base: protectBase,
} as const;

function create(context: MethodContext, values: Values<typeof params>): Method {
  const settings = { ...values, owner: 'mas', anchors: 'latest' } as const;
  return importanceSprings(context, settings, (total, items, _, stop) =>
    context.verbs.outputSensitivity(total, items, stop),
  );
}

export const memoryAwareSynapses: MethodPlugin<typeof params> = {
  info: {
    id: 'mas',
    family: 'regularization',
    label: 'MAS',
    summary:
      "Holds each weight by how much the size of the model's output depends on it; no labels.",
    equation: String.raw`\nabla L_{\text{new}} + 2 \lambda\, \Omega\,(\theta - \theta^{*}), \quad \Omega_k = \gamma\, \Omega_{k-1} + \mathbb{E}_{x} \left| \nabla \lVert z_\theta(x) - \bar z_\theta(x) \rVert^2 \right|`,
    mainKnob: 'strength',
    worksWhen:
      'There is room, as for EWC; and where the model is so sure that its Fisher is nearly zero.',
    failsWhen:
      'Large logits are not what the answers depend on: it holds weights that only set how sure the model is.',
    params,
    citation: {
      text: 'Aljundi et al. 2018, Memory Aware Synapses: Learning What (not) to Forget',
      url: 'https://arxiv.org/abs/1711.09601',
    },
  },
  cost: (values, { phases }) => ({
    vectors: 2,
    passes: 0,
    boundarySequences: phases * values.inputs,
    storedExamples: values.inputs,
  }),
  create,
};
