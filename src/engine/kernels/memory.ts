// Kernels of a memory of hidden states: storing them, finding the nearest, mixing in what followed them.

import { kernel } from '../kernel.ts';
import { appendKeys, mixNeighbours, nearestKeys } from '../reference/memory.ts';

export const append_keys = kernel(
  'append_keys',
  ['hidden', 'positions:u32', 'keys'],
  ['count', 'width', 'first'],
  appendKeys,
);
/** Grid: threadGrid(rows). */
export const nearest_keys = kernel(
  'nearest_keys',
  ['hidden', 'weights', 'keys', 'nearest:u32', 'distances'],
  ['rows', 'width', 'batch_offset', 'count', 'wanted'],
  nearestKeys,
);
/** Grid: threadGrid(rows). */
export const mix_neighbours = kernel(
  'mix_neighbours',
  ['weights', 'nearest:u32', 'distances', 'tokens:u32', 'logits'],
  ['rows', 'vocabulary', 'batch_offset', 'wanted', 'share', 'temperature'],
  mixNeighbours,
);
