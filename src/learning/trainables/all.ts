// Every parameter is trained: what all other sets are compared with.

import { wholeModel } from '../../engine/model/trainedPart.ts';
import type { TrainablePlugin } from './trainable.ts';

export const all: TrainablePlugin<Record<never, never>> = {
  info: {
    id: 'all',
    family: 'fine-tuning',
    label: 'All parameters',
    summary: 'Every weight of the model may change.',
    equation: String.raw`\theta \leftarrow \theta + \Delta\theta`,
    worksWhen: 'The new task needs more than a few directions, or something else protects the old.',
    failsWhen: 'Nothing else protects what the weights held before.',
    params: {},
  },
  cost: () => ({ vectors: 0, boundarySequences: 0 }),
  facts: (_, layout) => ({ trained: layout.parameters, elements: 0 }),
  create: (context) => ({ ...wholeModel(context), held: { vectors: 0, elements: 0 } }),
};
