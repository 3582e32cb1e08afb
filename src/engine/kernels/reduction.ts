// Kernels that reduce whole vectors: sums, dot products in two steps, and the joining of split sums.

import { kernel } from '../kernel.ts';
import type { Grid } from '../recorder.ts';
import { dotPartial, sumPartials, sumRange } from '../reference/reduction.ts';
import { threadGrid } from './threadGrid.ts';

const SUM_BINDINGS = ['values', 'output'] as const;
const SUM_PARAMS = ['count', 'values_offset', 'output_offset', 'accumulate'] as const;

export const sum_range = kernel('sum_range', SUM_BINDINGS, SUM_PARAMS, sumRange);
export const sum_range_workgroup = kernel(
  'sum_range_workgroup',
  SUM_BINDINGS,
  SUM_PARAMS,
  sumRange,
  ['group_reduce'],
);
export const dot_partial = kernel(
  'dot_partial',
  ['left', 'right', 'partials'],
  ['count', 'left_offset', 'right_offset', 'chunk'],
  dotPartial,
);
export const sum_partials = kernel(
  'sum_partials',
  ['partials', 'output'],
  ['count', 'splits', 'partial_stride', 'output_offset'],
  sumPartials,
);

/** Chunks that a dot product is cut into at most, and values that a chunk has at least. */
const DOT_LIMITS = {
  thread: { chunks: 256, values: 256 },
  workgroup: { chunks: 4096, values: 64 },
} as const;

/** Grid of sum_range: one invocation, or one workgroup, does it all. */
export function sumRangeGrid(_variant: 'thread' | 'workgroup'): Grid {
  return [1];
}

/** Values per chunk of dot_partial for vectors of `count`: a multiple of 4, a pure function of variant and count. */
export function dotChunk(variant: 'thread' | 'workgroup', count: number): number {
  const { chunks, values } = DOT_LIMITS[variant];
  return Math.max(values, 4 * Math.ceil(count / chunks / 4));
}

/** Grid of dot_partial: one invocation per chunk. */
export function dotGrid(variant: 'thread' | 'workgroup', count: number): Grid {
  return threadGrid(Math.ceil(count / dotChunk(variant, count)));
}

/** Grid of sum_partials: one invocation per four values. */
export function sumPartialsGrid(count: number): Grid {
  return threadGrid(count / 4);
}
