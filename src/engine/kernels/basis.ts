// Kernels that take the span of an orthonormal basis out of a vector. `rows` is how many rows of the basis are filled.

import { kernel } from '../kernel.ts';
import { basisCoefficients, basisProducts, basisSubtract } from '../reference/basis.ts';

/** Grid: threadGrid(rows * chunks). */
export const basis_products = kernel(
  'basis_products',
  ['basis', 'vector', 'partials'],
  ['count', 'rows', 'chunks', 'chunk'],
  basisProducts,
);

/** Grid: threadGrid(rows). */
export const basis_coefficients = kernel(
  'basis_coefficients',
  ['partials', 'coefficients'],
  ['rows', 'chunks'],
  basisCoefficients,
);

/** Grid: threadGrid(count / 4). */
export const basis_subtract = kernel(
  'basis_subtract',
  ['basis', 'coefficients', 'vector'],
  ['count', 'rows'],
  basisSubtract,
);
