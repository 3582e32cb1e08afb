// The MLP's nonlinearity: GELU (Hendrycks and Gimpel 2016, tanh form), ReLU or SwiGLU (Shazeer 2020).

import type { ModelShape } from '../../core/experiment.ts';
import {
  gelu_backward,
  gelu_forward,
  relu_backward,
  relu_forward,
  swiglu_backward,
  swiglu_forward,
} from '../kernels/activation.ts';
import { threadGrid } from '../kernels/threadGrid.ts';
import type { Matrix, OpContext } from './context.ts';

/** An exponential costs about as much as this many multiply-adds on the adapters that were measured. */
const FLOPS_PER_ELEMENT = 20;

/** hidden = activation(up); `up` is twice as wide as `hidden` for SwiGLU. */
export function activationForward(
  { recorder }: OpContext,
  mlp: ModelShape['mlp'],
  up: Matrix,
  hidden: Matrix,
): void {
  const count = hidden.rows * hidden.width;
  const grid = threadGrid(count / 4);
  const buffers = { input: up.buffer, output: hidden.buffer };
  const flops = FLOPS_PER_ELEMENT * count;
  if (mlp === 'gelu') recorder.dispatch(gelu_forward, buffers, { count }, grid, flops);
  else if (mlp === 'relu') recorder.dispatch(relu_forward, buffers, { count }, grid, count);
  else
    recorder.dispatch(
      swiglu_forward,
      buffers,
      { rows: hidden.rows, hidden: hidden.width },
      grid,
      flops,
    );
}

export function activationBackward(
  { recorder }: OpContext,
  mlp: ModelShape['mlp'],
  up: Matrix,
  gradHidden: Matrix,
  gradUp: Matrix,
): void {
  const count = gradHidden.rows * gradHidden.width;
  const grid = threadGrid(count / 4);
  const buffers = { input: up.buffer, grad_output: gradHidden.buffer, grad_input: gradUp.buffer };
  const flops = FLOPS_PER_ELEMENT * count;
  if (mlp === 'gelu') recorder.dispatch(gelu_backward, buffers, { count }, grid, flops);
  else if (mlp === 'relu') recorder.dispatch(relu_backward, buffers, { count }, grid, count);
  else
    recorder.dispatch(
      swiglu_backward,
      buffers,
      { rows: gradHidden.rows, hidden: gradHidden.width },
      grid,
      flops,
    );
}
