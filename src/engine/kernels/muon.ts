// Kernels of Muon: momentum, one Newton-Schulz iteration in three parts, and the step; each on one kind of matrix, one in
// every layer.

import { kernel } from '../kernel.ts';
import {
  muonCombine,
  muonGram,
  muonMomentum,
  muonPolynomial,
  muonStep,
} from '../reference/muon.ts';

const KIND = ['matrices', 'count', 'offset', 'stride'] as const;
const MATRIX = [
  'matrices',
  'side',
  'inner',
  'offset',
  'stride',
  'step_side',
  'step_inner',
] as const;

/** Grid: threadGrid(matrices * count / 4). */
export const muon_momentum = kernel(
  'muon_momentum',
  ['gradient', 'norm_squared', 'momentum', 'direction'],
  [...KIND, 'norm_offset', 'decay', 'clip'],
  muonMomentum,
);

/** Grid: threadGrid(matrices * side * side). */
export const muon_gram = kernel('muon_gram', ['input', 'gram'], MATRIX, muonGram);

/** Grid: threadGrid(matrices * side * side). */
export const muon_polynomial = kernel(
  'muon_polynomial',
  ['gram', 'polynomial'],
  ['matrices', 'side', 'normalise', 'b', 'c'],
  muonPolynomial,
);

/** Grid: threadGrid(matrices * side * inner). */
export const muon_combine = kernel(
  'muon_combine',
  ['input', 'gram', 'polynomial', 'output'],
  [...MATRIX, 'normalise', 'a'],
  muonCombine,
);

/** Grid: threadGrid(matrices * count / 4). */
export const muon_step = kernel(
  'muon_step',
  ['direction', 'parameter'],
  [...KIND, 'learning_rate', 'scale', 'weight_decay'],
  muonStep,
);
