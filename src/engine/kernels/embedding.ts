// Kernels of the token embedding.

import { kernel } from '../kernel.ts';
import {
  embeddingBackwardWeight,
  embeddingDecode,
  embeddingForward,
} from '../reference/embedding.ts';

/** Grid: threadGrid(rows * width / 4). */
export const embedding_forward = kernel(
  'embedding_forward',
  ['tokens:u32', 'table', 'output'],
  ['rows', 'width', 'batch_offset', 'table_offset'],
  embeddingForward,
);

/** Grid: threadGrid(sequences * width / 4). */
export const embedding_decode = kernel(
  'embedding_decode',
  ['tokens:u32', 'table', 'output'],
  ['sequences', 'width', 'context', 'position', 'table_offset'],
  embeddingDecode,
);

/** Grid: threadGrid(vocabulary * width / 4). */
export const embedding_backward_weight = kernel(
  'embedding_backward_weight',
  ['token_starts:u32', 'token_rows:u32', 'grad_output', 'grad_weight'],
  ['vocabulary', 'width', 'starts_offset', 'rows_offset', 'output_offset', 'accumulate'],
  embeddingBackwardWeight,
);
