// Supervised fine-tuning: cross-entropy on answers, averaged over the supervised tokens of the whole batch.

import { type ObjectivePlugin, PLAIN_COST } from './objective.ts';

export const fineTuning: ObjectivePlugin<Record<never, never>> = {
  info: {
    id: 'fine-tuning',
    family: 'fine-tuning',
    label: 'Supervised fine-tuning',
    summary: 'Raises the probability of the given answer, token by token.',
    equation: String.raw`\nabla L_{\text{new}}(\theta)`,
    worksWhen: 'The answer to every prompt is known.',
    failsWhen: 'The stream moves on: nothing holds what was learned before.',
    params: {},
    citation: {
      text: 'McCloskey and Cohen 1989, Catastrophic Interference in Connectionist Networks',
      url: 'https://doi.org/10.1016/S0079-7421(08)60536-8',
    },
  },
  trains: true,
  rows: () => 1,
  cost: () => PLAIN_COST,
  create: () => ({
    addLoss: (network, batch, step) => [network.lossAndBackward(batch, step)],
  }),
};
