// Kernels of functions of the logits and their gradients by row, on which methods measure what a weight or a direction
// matters for. The grid of each is threadGrid(rows).

import { kernel } from '../kernel.ts';
import { centredSquares, targetLogit } from '../reference/logitFunctions.ts';

const PARAMS = ['rows', 'vocabulary', 'batch_offset', 'scale'] as const;

export const centred_squares = kernel(
  'centred_squares',
  ['logits', 'weights', 'grad_logits', 'losses'],
  PARAMS,
  centredSquares,
);
export const target_logit = kernel(
  'target_logit',
  ['logits', 'targets:u32', 'weights', 'grad_logits', 'losses'],
  PARAMS,
  targetLogit,
);
