// No learning at all: the base as it is. Retention is perfect and nothing is gained, which every fair measure must show.

import { type ObjectivePlugin, PLAIN_COST } from './objective.ts';

export const frozen: ObjectivePlugin<Record<never, never>> = {
  info: {
    id: 'frozen',
    family: 'reference',
    label: 'Frozen base',
    summary: 'Never changes a weight.',
    equation: String.raw`\theta = \theta_0`,
    worksWhen: 'Nothing new has to be learned.',
    failsWhen: 'Anything new has to be learned.',
    params: {},
  },
  trains: false,
  rows: () => 1,
  cost: () => PLAIN_COST,
  create: () => ({ addLoss: () => [] }),
};
