// Kernel that appends the next token to each sequence.

import { kernel } from '../kernel.ts';
import { sampleToken } from '../reference/sampling.ts';

/** Grid: threadGrid(sequences). */
export const sample_token = kernel(
  'sample_token',
  ['logits', 'prompt_lengths:u32', 'tokens:u32', 'done:u32'],
  ['sequences', 'vocabulary', 'context', 'position', 'temperature', 'top_k', 'seed', 'step'],
  sampleToken,
  ['pcg4d'],
);
