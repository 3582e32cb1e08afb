// Kernels that hold weights back: pulls towards an anchor, and the path integral that says which weights matter. `count` is
// a multiple of 4; the grid of each is threadGrid(count / 4).

import { kernel } from '../kernel.ts';
import {
  anchorPull,
  importancePull,
  pathConsolidate,
  pathIntegral,
} from '../reference/consolidation.ts';

export const anchor_pull = kernel(
  'anchor_pull',
  ['parameters', 'anchor', 'gradient'],
  ['count', 'strength'],
  anchorPull,
);
export const importance_pull = kernel(
  'importance_pull',
  ['parameters', 'anchor', 'importance', 'gradient'],
  ['count', 'strength'],
  importancePull,
);
export const path_integral = kernel(
  'path_integral',
  ['gradient', 'parameters', 'before', 'path'],
  ['count'],
  pathIntegral,
);
export const path_consolidate = kernel(
  'path_consolidate',
  ['path', 'parameters', 'start', 'importance'],
  ['count', 'damping'],
  pathConsolidate,
);
