// Kernels of low-rank factors: the merged matrix, its gradient's way back to the factors, and O-LoRA's penalty.

import { kernel } from '../kernel.ts';
import {
  loraBackwardIn,
  loraBackwardOut,
  loraMerge,
  loraOverlap,
  loraSeparate,
} from '../reference/lora.ts';

const FACTOR_PARAMS = [
  'rows',
  'columns',
  'rank',
  'weight_offset',
  'in_offset',
  'out_offset',
  'scale',
] as const;
const EARLIER_PARAMS = ['columns', 'rank', 'in_offset', 'earlier_count', 'earlier_stride'] as const;
const BACKWARD_BINDINGS = ['gradient', 'factors', 'factor_gradients'] as const;

/** Grid: threadGrid(rows * columns / 4). */
export const lora_merge = kernel(
  'lora_merge',
  ['base', 'factors', 'parameters'],
  FACTOR_PARAMS,
  loraMerge,
);

/** Grid: threadGrid(rank * columns / 4). */
export const lora_backward_in = kernel(
  'lora_backward_in',
  BACKWARD_BINDINGS,
  FACTOR_PARAMS,
  loraBackwardIn,
);

/** Grid: threadGrid(rows * rank). */
export const lora_backward_out = kernel(
  'lora_backward_out',
  BACKWARD_BINDINGS,
  FACTOR_PARAMS,
  loraBackwardOut,
);

/** Grid: threadGrid(earlier_count * rank * rank), or more. */
export const lora_overlap = kernel(
  'lora_overlap',
  ['earlier', 'factors', 'overlap'],
  EARLIER_PARAMS,
  loraOverlap,
);

/** Grid: threadGrid(rank * columns / 4). */
export const lora_separate = kernel(
  'lora_separate',
  ['overlap', 'earlier', 'factor_gradients'],
  [...EARLIER_PARAMS, 'strength'],
  loraSeparate,
);
