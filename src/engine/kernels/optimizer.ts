// Kernels of the optimizers: one step on a flat vector, clipped by the global norm that an earlier kernel left.

import { kernel } from '../kernel.ts';
import { adamwStep, sgdStep } from '../reference/optimizer.ts';

/** Grid: threadGrid(count / 4). */
export const adamw_step = kernel(
  'adamw_step',
  ['gradient', 'norm_squared', 'parameter', 'first_moment', 'second_moment'],
  [
    'count',
    'offset',
    'norm_offset',
    'learning_rate',
    'beta1',
    'beta2',
    'epsilon',
    'weight_decay',
    'correction1',
    'correction2',
    'clip',
  ],
  adamwStep,
);

/** Grid: threadGrid(count / 4). */
export const sgd_step = kernel(
  'sgd_step',
  ['gradient', 'norm_squared', 'parameter', 'velocity'],
  ['count', 'norm_offset', 'learning_rate', 'momentum', 'weight_decay', 'clip'],
  sgdStep,
);
