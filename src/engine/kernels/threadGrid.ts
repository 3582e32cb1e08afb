// Grid of kernels with one-dimensional work: folded into y where x alone would exceed WebGPU's limit of workgroups.

import { groups, type Grid } from '../recorder.ts';

const MAX_GROUPS_PER_DIMENSION = 65_535;

/**
 * Workgroups for `threads` invocations in groups of `size`.
 *
 * Kernels find their invocation's index as `id.x + id.y * workgroups.x * size`, so the last row of a folded grid may
 * reach past `threads`; every kernel checks its bounds.
 */
export function threadGrid(threads: number, size = 64): Grid {
  const total = groups(threads, size);
  if (total <= MAX_GROUPS_PER_DIMENSION) return [total];
  const rows = Math.ceil(total / MAX_GROUPS_PER_DIMENSION);
  return [Math.ceil(total / rows), rows];
}
