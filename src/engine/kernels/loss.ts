// Kernels of the loss: cross-entropy and divergence with their gradients by row, and scores by sequence.

import { kernel } from '../kernel.ts';
import type { Grid } from '../recorder.ts';
import { confidenceScale, crossEntropy, klDivergence, scoreSequences } from '../reference/loss.ts';
import { threadGrid } from './threadGrid.ts';

const BINDINGS = [
  'logits',
  'targets:u32',
  'weights',
  'grad_logits',
  'losses',
  'correct:u32',
] as const;
const PARAMS = ['rows', 'vocabulary', 'batch_offset', 'scale', 'with_gradient'] as const;

export const cross_entropy = kernel('cross_entropy', BINDINGS, PARAMS, crossEntropy);
export const cross_entropy_workgroup = kernel(
  'cross_entropy_workgroup',
  BINDINGS,
  PARAMS,
  crossEntropy,
  ['group_reduce'],
);
export const score_sequences = kernel(
  'score_sequences',
  ['losses', 'correct:u32', 'weights', 'scores'],
  ['sequences', 'length', 'batch_offset'],
  scoreSequences,
);

export const kl_divergence = kernel(
  'kl_divergence',
  ['logits', 'reference_logits', 'weights', 'grad_logits', 'losses'],
  ['rows', 'vocabulary', 'batch_offset', 'scale', 'temperature', 'reverse', 'keep'],
  klDivergence,
);

export const confidence_scale = kernel(
  'confidence_scale',
  ['weights', 'losses', 'grad_logits'],
  ['rows', 'vocabulary', 'batch_offset', 'scale'],
  confidenceScale,
);

/** Grid of cross_entropy: one row per invocation or per workgroup. */
export function crossEntropyGrid(variant: 'thread' | 'workgroup', rows: number): Grid {
  return variant === 'thread' ? threadGrid(rows) : threadGrid(rows, 1);
}
