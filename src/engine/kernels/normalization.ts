// Kernels of RMSNorm: one row per invocation, or one row per workgroup, and the gradient of the weight by columns.

import { kernel } from '../kernel.ts';
import type { Grid } from '../recorder.ts';
import {
  rmsnormBackwardInput,
  rmsnormBackwardWeight,
  rmsnormForward,
} from '../reference/normalization.ts';
import { threadGrid } from './threadGrid.ts';

const FORWARD_BINDINGS = ['input', 'weight', 'output', 'inverse_rms'] as const;
const FORWARD_PARAMS = ['rows', 'width', 'weight_offset', 'epsilon'] as const;
const BACKWARD_BINDINGS = [
  'grad_output',
  'input',
  'weight',
  'inverse_rms',
  'residual',
  'grad_input',
] as const;
const BACKWARD_PARAMS = ['rows', 'width', 'weight_offset', 'add'] as const;

export const rmsnorm_forward = kernel(
  'rmsnorm_forward',
  FORWARD_BINDINGS,
  FORWARD_PARAMS,
  rmsnormForward,
);
export const rmsnorm_forward_workgroup = kernel(
  'rmsnorm_forward_workgroup',
  FORWARD_BINDINGS,
  FORWARD_PARAMS,
  rmsnormForward,
  ['group_reduce'],
);
export const rmsnorm_backward_input = kernel(
  'rmsnorm_backward_input',
  BACKWARD_BINDINGS,
  BACKWARD_PARAMS,
  rmsnormBackwardInput,
);
export const rmsnorm_backward_input_workgroup = kernel(
  'rmsnorm_backward_input_workgroup',
  BACKWARD_BINDINGS,
  BACKWARD_PARAMS,
  rmsnormBackwardInput,
  ['group_reduce'],
);
export const rmsnorm_backward_weight = kernel(
  'rmsnorm_backward_weight',
  ['grad_output', 'input', 'inverse_rms', 'grad_weight'],
  ['rows', 'width', 'output_offset', 'accumulate', 'splits', 'partial_stride'],
  rmsnormBackwardWeight,
);

/** Grid of rmsnorm_forward and rmsnorm_backward_input. */
export function rmsnormRowGrid(variant: 'thread' | 'workgroup', rows: number): Grid {
  return variant === 'thread' ? threadGrid(rows) : threadGrid(rows, 1);
}

/** Grid of rmsnorm_backward_weight. */
export function rmsnormBackwardWeightGrid(width: number, splits: number): Grid {
  return [Math.ceil(width / 4 / 32), splits];
}
