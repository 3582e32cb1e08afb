// Kernels that draw from the model's distribution: the next token of each sequence, and labels at supervised positions.

import { kernel } from '../kernel.ts';
import { sampleTargets, sampleToken } from '../reference/sampling.ts';

/** Grid: threadGrid(sequences). */
export const sample_token = kernel(
  'sample_token',
  ['logits', 'prompt_lengths:u32', 'tokens:u32', 'done:u32', 'drawn'],
  ['sequences', 'vocabulary', 'context', 'position', 'temperature', 'top_k', 'seed', 'step'],
  sampleToken,
  ['pcg4d'],
);

/** Grid: threadGrid(rows). */
export const sample_targets = kernel(
  'sample_targets',
  ['logits', 'weights', 'targets:u32'],
  ['rows', 'vocabulary', 'batch_offset', 'seed', 'draw'],
  sampleTargets,
  ['pcg4d'],
);
