// Kernels of the MLP's activations: GELU, ReLU and SwiGLU, forward and backward.

import { kernel } from '../kernel.ts';
import {
  geluBackward,
  geluForward,
  reluBackward,
  reluForward,
  swigluBackward,
  swigluForward,
} from '../reference/activation.ts';

/** Grid: threadGrid(count / 4). */
export const gelu_forward = kernel('gelu_forward', ['input', 'output'], ['count'], geluForward);

/** Grid: threadGrid(count / 4). */
export const gelu_backward = kernel(
  'gelu_backward',
  ['input', 'grad_output', 'grad_input'],
  ['count'],
  geluBackward,
);

/** Grid: threadGrid(count / 4). */
export const relu_forward = kernel('relu_forward', ['input', 'output'], ['count'], reluForward);

/** Grid: threadGrid(count / 4). */
export const relu_backward = kernel(
  'relu_backward',
  ['input', 'grad_output', 'grad_input'],
  ['count'],
  reluBackward,
);

/** Grid: threadGrid(rows * hidden / 4). */
export const swiglu_forward = kernel(
  'swiglu_forward',
  ['input', 'output'],
  ['rows', 'hidden'],
  swigluForward,
);

/** Grid: threadGrid(rows * hidden / 4). */
export const swiglu_backward = kernel(
  'swiglu_backward',
  ['input', 'grad_output', 'grad_input'],
  ['rows', 'hidden'],
  swigluBackward,
);
