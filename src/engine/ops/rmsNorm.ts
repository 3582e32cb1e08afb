// RMSNorm (Zhang and Sennrich 2019): output = input / rms(input) * weight, row by row.

import type { DeviceBuffer } from '../device.ts';
import {
  rmsnormBackwardWeightGrid,
  rmsnormRowGrid,
  rmsnorm_backward_input,
  rmsnorm_backward_input_workgroup,
  rmsnorm_backward_weight,
  rmsnorm_forward,
  rmsnorm_forward_workgroup,
} from '../kernels/normalization.ts';
import type { Matrix, OpContext, Weight, WeightGradient } from './context.ts';

/** Added to the mean square, so that a zero row stays finite. */
export const RMS_EPSILON = 1e-5;

/** FLOPs per element, to estimate a dispatch's time: a few operations each, but bound by memory. */
const FLOPS_PER_ELEMENT = 12;

/** Also writes 1 / rms of each row to `inverseRms`, for backward. */
export function rmsNormForward(
  { recorder, variant }: OpContext,
  input: Matrix,
  weight: Weight,
  output: Matrix,
  inverseRms: DeviceBuffer,
): void {
  const kernel = variant === 'thread' ? rmsnorm_forward : rmsnorm_forward_workgroup;
  const { rows, width } = input;
  recorder.dispatch(
    kernel,
    { input: input.buffer, weight: weight.buffer, output: output.buffer, inverse_rms: inverseRms },
    { rows, width, weight_offset: weight.offset, epsilon: RMS_EPSILON },
    rmsnormRowGrid(variant, rows),
    FLOPS_PER_ELEMENT * rows * width,
  );
}

/** gradInput = d/d input, plus `residual` (a gradient of the same shape that bypassed the norm) where given. */
export function rmsNormBackwardInput(
  { recorder, variant, unused }: OpContext,
  gradOutput: Matrix,
  input: Matrix,
  weight: Weight,
  inverseRms: DeviceBuffer,
  gradInput: Matrix,
  residual?: Matrix,
): void {
  const kernel = variant === 'thread' ? rmsnorm_backward_input : rmsnorm_backward_input_workgroup;
  const { rows, width } = input;
  recorder.dispatch(
    kernel,
    {
      grad_output: gradOutput.buffer,
      input: input.buffer,
      weight: weight.buffer,
      inverse_rms: inverseRms,
      residual: residual?.buffer ?? unused,
      grad_input: gradInput.buffer,
    },
    { rows, width, weight_offset: weight.offset, add: residual ? 1 : 0 },
    rmsnormRowGrid(variant, rows),
    2 * FLOPS_PER_ELEMENT * rows * width,
  );
}

export function rmsNormBackwardWeight(
  { recorder }: OpContext,
  gradOutput: Matrix,
  input: Matrix,
  inverseRms: DeviceBuffer,
  gradient: WeightGradient,
): void {
  const { rows, width } = input;
  recorder.dispatch(
    rmsnorm_backward_weight,
    {
      grad_output: gradOutput.buffer,
      input: input.buffer,
      inverse_rms: inverseRms,
      grad_weight: gradient.buffer,
    },
    {
      rows,
      width,
      output_offset: gradient.offset,
      accumulate: gradient.splits > 1 ? 0 : 1,
      splits: gradient.splits,
      partial_stride: gradient.partialStride,
    },
    rmsnormBackwardWeightGrid(width, gradient.splits),
    4 * rows * width,
  );
}
