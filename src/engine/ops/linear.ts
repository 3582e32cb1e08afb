// Linear layer without bias: output = input W^T, W of shape [out, in].

import {
  matmulNnGrid,
  matmulNtGrid,
  matmulTnGrid,
  matmul_nn,
  matmul_nn_workgroup,
  matmul_nt,
  matmul_nt_workgroup,
  matmul_tn,
  matmul_tn_workgroup,
} from '../kernels/linear.ts';
import type { Matrix, OpContext, Weight, WeightGradient } from './context.ts';

/** FLOPs above which a product is split by rows, so that no dispatch keeps a software adapter busy for long. */
const LARGEST_DISPATCH = 1e8;

/** Row ranges of about equal cost, each a multiple of 64 rows but the last. */
export function rowRanges(rows: number, flopsPerRow: number): { first: number; count: number }[] {
  const most = Math.max(64, Math.floor(LARGEST_DISPATCH / flopsPerRow / 64) * 64);
  const ranges = [];
  for (let first = 0; first < rows; first += most)
    ranges.push({ first, count: Math.min(most, rows - first) });
  return ranges;
}

/** output = input W^T, plus `addend` (a residual of the output's shape) where given. */
export function linearForward(
  { recorder, variant, unused }: OpContext,
  input: Matrix,
  weight: Weight,
  output: Matrix,
  addend?: Matrix,
): void {
  const kernel = variant === 'thread' ? matmul_nt : matmul_nt_workgroup;
  const flopsPerRow = 2 * input.width * output.width;
  const buffers = {
    input: input.buffer,
    weight: weight.buffer,
    addend: addend?.buffer ?? unused,
    output: output.buffer,
  };
  for (const { first, count } of rowRanges(input.rows, flopsPerRow)) {
    const params = {
      rows: count,
      inner: input.width,
      columns: output.width,
      input_offset: first * input.width,
      input_stride: input.width,
      weight_offset: weight.offset,
      output_offset: first * output.width,
      output_stride: output.width,
      add: addend ? 1 : 0,
    };
    recorder.dispatch(
      kernel,
      buffers,
      params,
      matmulNtGrid(variant, count, output.width),
      count * flopsPerRow,
    );
  }
}

/** gradInput = gradOutput W. */
export function linearBackwardInput(
  { recorder, variant }: OpContext,
  gradOutput: Matrix,
  weight: Weight,
  gradInput: Matrix,
): void {
  const kernel = variant === 'thread' ? matmul_nn : matmul_nn_workgroup;
  const flopsPerRow = 2 * gradOutput.width * gradInput.width;
  const buffers = { input: gradOutput.buffer, weight: weight.buffer, output: gradInput.buffer };
  for (const { first, count } of rowRanges(gradOutput.rows, flopsPerRow)) {
    const params = {
      rows: count,
      inner: gradOutput.width,
      columns: gradInput.width,
      input_offset: first * gradOutput.width,
      input_stride: gradOutput.width,
      weight_offset: weight.offset,
      output_offset: first * gradInput.width,
      output_stride: gradInput.width,
      accumulate: 0,
    };
    recorder.dispatch(
      kernel,
      buffers,
      params,
      matmulNnGrid(variant, count, gradInput.width),
      count * flopsPerRow,
    );
  }
}

/** W's gradient: gradOutput^T input, added in place, or written as `splits` partial sums over rows. */
export function linearBackwardWeight(
  { recorder, variant }: OpContext,
  gradOutput: Matrix,
  input: Matrix,
  gradient: WeightGradient,
): void {
  const kernel = variant === 'thread' ? matmul_tn : matmul_tn_workgroup;
  const flopsPerRow = 2 * gradOutput.width * input.width;
  const buffers = { left: gradOutput.buffer, right: input.buffer, output: gradient.buffer };
  const whole = [{ first: 0, count: input.rows }];
  const ranges = gradient.splits > 1 ? whole : rowRanges(input.rows, flopsPerRow);
  for (const { first, count } of ranges) {
    const params = {
      rows: count,
      outputs: gradOutput.width,
      columns: input.width,
      left_offset: first * gradOutput.width,
      left_stride: gradOutput.width,
      right_offset: first * input.width,
      right_stride: input.width,
      output_offset: gradient.offset,
      accumulate: gradient.splits > 1 ? 0 : 1,
      splits: gradient.splits,
      partial_stride: gradient.partialStride,
    };
    const grid = matmulTnGrid(variant, gradOutput.width, input.width, gradient.splits);
    recorder.dispatch(kernel, buffers, params, grid, count * flopsPerRow);
  }
}
