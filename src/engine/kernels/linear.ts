// Kernels of the linear layer: forward (NT), input gradient (NN) and weight gradient (TN), two variants each, with the
// grids that their tiles need. Variants are chosen by the adapter: register tiles shared by quads of invocations (they need
// the feature `subgroups`), or tiles in workgroup memory.

import { kernel } from '../kernel.ts';
import type { Grid } from '../recorder.ts';
import { matmulNn, matmulNt, matmulTn } from '../reference/linear.ts';

type Variant = 'thread' | 'workgroup';

const ROW_PRODUCT_PARAMS = [
  'rows',
  'inner',
  'columns',
  'input_offset',
  'input_stride',
  'weight_offset',
  'output_offset',
  'output_stride',
] as const;

const NT_BINDINGS = ['input', 'weight', 'addend', 'output'] as const;
const NT_PARAMS = [...ROW_PRODUCT_PARAMS, 'add'] as const;
const NN_BINDINGS = ['input', 'weight', 'output'] as const;
const NN_PARAMS = [...ROW_PRODUCT_PARAMS, 'accumulate'] as const;
const TN_BINDINGS = ['left', 'right', 'output'] as const;
const TN_PARAMS = [
  'rows',
  'outputs',
  'columns',
  'left_offset',
  'left_stride',
  'right_offset',
  'right_stride',
  'output_offset',
  'accumulate',
  'splits',
  'partial_stride',
] as const;

const LIB = ['quad_product'];

export const matmul_nt = kernel('matmul_nt', NT_BINDINGS, NT_PARAMS, matmulNt, LIB);
export const matmul_nt_workgroup = kernel('matmul_nt_workgroup', NT_BINDINGS, NT_PARAMS, matmulNt);
export const matmul_nn = kernel('matmul_nn', NN_BINDINGS, NN_PARAMS, matmulNn, LIB);
export const matmul_nn_workgroup = kernel('matmul_nn_workgroup', NN_BINDINGS, NN_PARAMS, matmulNn);
export const matmul_tn = kernel('matmul_tn', TN_BINDINGS, TN_PARAMS, matmulTn, LIB);
export const matmul_tn_workgroup = kernel('matmul_tn_workgroup', TN_BINDINGS, TN_PARAMS, matmulTn);

/** Outputs that one workgroup covers: four quads of 16 x 16, or one tile of 32 x 32. */
const GROUP_TILE = {
  thread: { columns: 16, rows: 64 },
  workgroup: { columns: 32, rows: 32 },
} as const;

function tileGrid(variant: Variant, rows: number, columns: number): readonly [number, number] {
  const tile = GROUP_TILE[variant];
  return [Math.ceil(columns / tile.columns), Math.ceil(rows / tile.rows)];
}

/** Grid of matmul_nt for an output of rows x columns. */
export function matmulNtGrid(variant: Variant, rows: number, columns: number): Grid {
  return tileGrid(variant, rows, columns);
}

/** Grid of matmul_nn for an output of rows x columns. */
export function matmulNnGrid(variant: Variant, rows: number, columns: number): Grid {
  return tileGrid(variant, rows, columns);
}

/** Grid of matmul_tn for `splits` outputs of outputs x columns. */
export function matmulTnGrid(
  variant: Variant,
  outputs: number,
  columns: number,
  splits: number,
): Grid {
  return [...tileGrid(variant, outputs, columns), splits];
}
