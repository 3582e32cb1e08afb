// Kernels on whole flat vectors. `count` is a multiple of 4.

import { kernel } from '../kernel.ts';
import {
  vectorAddAbsolute,
  vectorAddScaled,
  vectorAddSquares,
  vectorMask,
  vectorProject,
  vectorRestore,
  vectorScale,
  vectorSubtractMasked,
} from '../reference/vector.ts';

/** Grid: threadGrid(count / 4). */
export const vector_add_scaled = kernel(
  'vector_add_scaled',
  ['source', 'destination'],
  ['count', 'factor'],
  vectorAddScaled,
);

/** Grid: threadGrid(count / 4). */
export const vector_add_squares = kernel(
  'vector_add_squares',
  ['source', 'destination'],
  ['count', 'factor'],
  vectorAddSquares,
);

/** Grid: threadGrid(count / 4). */
export const vector_add_absolute = kernel(
  'vector_add_absolute',
  ['source', 'destination'],
  ['count', 'factor'],
  vectorAddAbsolute,
);

/** Grid: threadGrid(count / 4). */
export const vector_scale = kernel(
  'vector_scale',
  ['destination'],
  ['count', 'factor'],
  vectorScale,
);

/** Grid: threadGrid(count / 4). */
export const vector_project = kernel(
  'vector_project',
  ['scalars', 'reference', 'vector'],
  ['count', 'side'],
  vectorProject,
);

/** Grid: threadGrid(count / 4). */
export const vector_mask = kernel('vector_mask', ['mask', 'destination'], ['count'], vectorMask);

/** Grid: threadGrid(count / 4). */
export const vector_restore = kernel(
  'vector_restore',
  ['mask', 'source', 'destination'],
  ['count'],
  vectorRestore,
);

/** Grid: threadGrid(count / 4). */
export const vector_subtract_masked = kernel(
  'vector_subtract_masked',
  ['mask', 'source', 'destination'],
  ['count'],
  vectorSubtractMasked,
);
