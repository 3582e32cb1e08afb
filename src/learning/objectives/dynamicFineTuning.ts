// Dynamic fine-tuning (Wu et al. 2025, arXiv 2508.05629): the loss of every token times its own probability, taken as a
// constant. Plain fine-tuning is a policy gradient whose reward is one over that probability: this takes the factor out, so
// that tokens which the model finds absurd no longer have the largest say.

import { type ObjectivePlugin, PLAIN_COST } from './objective.ts';

export const dynamicFineTuning: ObjectivePlugin<Record<never, never>> = {
  info: {
    id: 'dft',
    family: 'fine-tuning',
    label: 'Dynamic fine-tuning (DFT)',
    summary: 'Fine-tuning in which a token counts as much as the model already believes in it.',
    equation: String.raw`-\operatorname{sg}\!\left[ p_\theta(y_t) \right] \nabla \log p_\theta(y_t)`,
    worksWhen: 'The model half knows the answers: it sharpens them and leaves the rest alone.',
    failsWhen:
      'The answers are new to it: tokens with next to no probability have next to no gradient.',
    params: {},
    citation: {
      text: 'Wu et al. 2025, On the Generalization of SFT: A Reinforcement Learning Perspective with Reward Rectification',
      url: 'https://arxiv.org/abs/2508.05629',
    },
  },
  trains: true,
  rows: () => 1,
  cost: () => PLAIN_COST,
  create: () => ({
    addLoss: (network, batch, step) => [
      network.lossAndBackward(batch, step, { tokens: 'confidence' }),
    ],
  }),
};
