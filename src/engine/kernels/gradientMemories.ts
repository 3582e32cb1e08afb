// Kernels that settle a gradient with those of memories: the weights of GEM and of PCGrad from all dot products, and the sum
// with such weights.

import { kernel } from '../kernel.ts';
import { gemWeights, pcgradWeights, vectorCombine } from '../reference/gradientMemories.ts';

/** Gradients that the weight kernels take at most, the present one included: the length of their private arrays. */
export const MOST_GRADIENTS = 64;

/** Grid: [1]. */
export const gem_weights = kernel(
  'gem_weights',
  ['gram', 'weights'],
  ['count', 'side', 'margin', 'ridge', 'sweeps'],
  gemWeights,
);

/** Grid: [1]. */
export const pcgrad_weights = kernel(
  'pcgrad_weights',
  ['gram', 'weights'],
  ['count', 'seed'],
  pcgradWeights,
  ['pcg4d'],
);

/** Grid: threadGrid(count / 4). */
export const vector_combine = kernel(
  'vector_combine',
  ['weights', 'source', 'destination'],
  ['count', 'index', 'factor', 'scale_own'],
  vectorCombine,
);
