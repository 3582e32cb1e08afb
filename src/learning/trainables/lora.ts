// LoRA (Hu et al. 2022, arXiv 2106.09685): W = W_base + (alpha / r) B A, of which only A and B are trained; B starts at zero,
// so the first step starts from the base. The forward pass uses the merged matrix, and its dense gradient G gives those of
// the factors: dA = s B^T G, dB = s G A^T. Per phase the product is merged into the base and new factors start; or one pair
// of factors is kept for the whole stream.

import type { ChoiceParam } from '../../core/params.ts';
import { factorLayout } from '../../engine/lowRank.ts';
import { factorParams, factorPart, factorsRefuse, mergeAndRenew, targetsOf } from './factors.ts';
import type { TrainablePlugin } from './trainable.ts';

const boundary: ChoiceParam<'merge' | 'keep'> = {
  kind: 'choice',
  label: 'factors at a boundary',
  help: 'Merged into the weights, and new ones for the next phase; or kept, so that the whole stream has to fit into one rank.',
  default: 'merge',
  options: [
    { value: 'merge', label: 'merged' },
    { value: 'keep', label: 'kept' },
  ],
};

const params = { ...factorParams, boundary } as const;

export const lora: TrainablePlugin<typeof params> = {
  info: {
    id: 'lora',
    family: 'subset',
    label: 'LoRA',
    summary: 'Trains a low-rank change of each matrix; the matrices themselves are frozen.',
    equation: String.raw`W = W_0 + \tfrac{\alpha}{r}\, B A, \quad \text{trained:}\ A \in \mathbb{R}^{r \times d_{\text{in}}},\ B \in \mathbb{R}^{d_{\text{out}} \times r}`,
    mainKnob: 'rank',
    worksWhen:
      'The new task is a small change in few directions, and memory for the optimizer is short.',
    failsWhen:
      'The new task needs more than its rank. What is learned as well is forgotten about as much as with all weights.',
    params,
    citation: {
      text: 'Hu et al. 2022, LoRA: Low-Rank Adaptation of Large Language Models',
      url: 'https://arxiv.org/abs/2106.09685',
    },
  },
  cost: () => ({ vectors: 1, boundarySequences: 0 }),
  facts(values, layout) {
    const factors = factorLayout(targetsOf(values, layout), values.rank);
    return { trained: factors.parameters, elements: 2 * factors.length };
  },
  refuses(values, partner) {
    if (values.boundary === 'keep' && partner.changesWeights !== 'never')
      return `${partner.label} changes weights that the kept factors would bring back`;
    return factorsRefuse(partner);
  },
  create(context, values) {
    const part = factorPart(context, values);
    if (values.boundary === 'keep') return part.set;
    return {
      ...part.set,
      renewed: true,
      async beginPhase(phase, methodContext) {
        if (phase > 0) await mergeAndRenew(part, phase, methodContext);
      },
    };
  },
};
