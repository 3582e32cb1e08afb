// Kernels of the token embedding.

import { kernel } from '../kernel.ts';
import { embeddingBackwardWeight, embeddingForward } from '../reference/embedding.ts';

/** Grid: threadGrid(rows * width / 4). */
export const embedding_forward = kernel(
  'embedding_forward',
  ['tokens:u32', 'table', 'output'],
  ['rows', 'width', 'first_token', 'token_stride', 'table_offset'],
  embeddingForward,
);

/** Grid: threadGrid(vocabulary * width / 4). */
export const embedding_backward_weight = kernel(
  'embedding_backward_weight',
  ['token_starts:u32', 'token_rows:u32', 'grad_output', 'grad_weight'],
  ['vocabulary', 'width', 'starts_offset', 'rows_offset', 'output_offset', 'accumulate'],
  embeddingBackwardWeight,
);
