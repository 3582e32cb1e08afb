// RMSNorm equals its plain loops on odd shapes, and its gradients equal finite differences of the forward pass.

import { describe, test } from 'vitest';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
import {
  rmsnormBackwardWeightGrid,
  rmsnormRowGrid,
  rmsnorm_backward_input,
  rmsnorm_backward_input_workgroup,
  rmsnorm_backward_weight,
  rmsnorm_forward,
  rmsnorm_forward_workgroup,
} from './normalization.ts';

const VARIANTS = ['thread', 'workgroup'] as const;

/** [rows, width] */
const SHAPES = [
  [1, 4],
  [1, 48],
  [63, 12],
  [64, 60],
  [65, 68],
  [65, 144],
  [3, 516],
] as const;

const WEIGHT_OFFSET = 12;

// One f32 rounding per operation, sums of at most 516 terms, and a square root that WGSL allows 2.5 ULP.
const TOLERANCE = { absolute: 5e-6, relative: 1e-5 };

/** A row kernel's buffers, with 16 values behind each output that must stay as they were. */
function rowBuffers(rows: number, width: number) {
  return {
    grad_output: randomFloats(1, rows * width),
    input: randomFloats(2, rows * width),
    weight: randomFloats(3, WEIGHT_OFFSET + width + 4),
    inverse_rms: randomFloats(4, rows + 16).map((x) => 0.5 + Math.abs(x)),
    output: randomFloats(5, rows * width + 16),
    grad_input: randomFloats(6, rows * width + 16),
  };
}

describe.each(VARIANTS)('rmsnorm_forward %s', (variant) => {
  const kernel = variant === 'thread' ? rmsnorm_forward : rmsnorm_forward_workgroup;
  test.each(SHAPES)('%i x %i', async (rows, width) => {
    const buffers = rowBuffers(rows, width);
    // A row of zeros stays finite by epsilon.
    buffers.input.fill(0, 0, width);
    const params = { rows, width, weight_offset: WEIGHT_OFFSET, epsilon: 1e-5 };
    const actual = await runKernel(kernel, buffers, params, rmsnormRowGrid(variant, rows));
    const expected = await runReference(kernel, buffers, params);
    expectClose(actual.output!, expected.output!, { name: 'output', ...TOLERANCE });
    expectClose(actual.inverse_rms!, expected.inverse_rms!, { name: 'inverse_rms', ...TOLERANCE });
  });
});

describe.each(VARIANTS)('rmsnorm_backward_input %s', (variant) => {
  const kernel = variant === 'thread' ? rmsnorm_backward_input : rmsnorm_backward_input_workgroup;
  test.each(SHAPES)('%i x %i, with and without a residual', async (rows, width) => {
    const buffers = rowBuffers(rows, width);
    const residuals = [new Float32Array(4).fill(NaN), randomFloats(7, rows * width)];
    for (const [add, residual] of residuals.entries()) {
      const arrays = { ...buffers, residual };
      const params = { rows, width, weight_offset: WEIGHT_OFFSET, add };
      const actual = await runKernel(kernel, arrays, params, rmsnormRowGrid(variant, rows));
      const expected = await runReference(kernel, arrays, params);
      const name = `grad_input, add ${add}`;
      expectClose(actual.grad_input!, expected.grad_input!, { name, ...TOLERANCE });
    }
  });
});

describe('rmsnorm_backward_weight', () => {
  test.each([
    [1, 4, 1],
    [63, 12, 1],
    [64, 60, 4],
    [65, 144, 3],
    [5, 48, 4],
    [65, 516, 2],
  ])('%i x %i in %i splits, stored and accumulated', async (rows, width, splits) => {
    const offset = 8;
    const stride = width + 16;
    // Rows behind the last one would be seen in the sums.
    const { grad_output, input, inverse_rms } = rowBuffers(rows + 4, width);
    const grad_weight = randomFloats(8, offset + splits * stride);
    const arrays = { grad_output, input, inverse_rms, grad_weight };
    for (const accumulate of [0, 1]) {
      const params = {
        rows,
        width,
        output_offset: offset,
        accumulate,
        splits,
        partial_stride: stride,
      };
      const grid = rmsnormBackwardWeightGrid(width, splits);
      const actual = await runKernel(rmsnorm_backward_weight, arrays, params, grid);
      const expected = await runReference(rmsnorm_backward_weight, arrays, params);
      const name = `grad_weight, accumulate ${accumulate}`;
      expectClose(actual.grad_weight!, expected.grad_weight!, { name, ...TOLERANCE });
    }
  });
});

/** sum of grad_output * rmsnorm(input) in f64, for finite differences. */
function projectedOutput(
  input: Float64Array,
  weight: Float64Array,
  gradOutput: Float32Array,
  rows: number,
  epsilon: number,
): number {
  const width = weight.length;
  let sum = 0;
  for (let r = 0; r < rows; r++) {
    let squares = 0;
    for (let i = 0; i < width; i++) squares += input[r * width + i]! ** 2;
    const scale = 1 / Math.sqrt(squares / width + epsilon);
    for (let i = 0; i < width; i++) {
      const at = r * width + i;
      sum += gradOutput[at]! * input[at]! * scale * weight[i]!;
    }
  }
  return sum;
}

/** Central differences of `f` by each value; `values` is restored. */
function differences(values: Float64Array, f: () => number): number[] {
  const step = 1e-4;
  return Array.from(values, (original, i) => {
    values[i] = original + step;
    const above = f();
    values[i] = original - step;
    const below = f();
    values[i] = original;
    return (above - below) / (2 * step);
  });
}

test.each(VARIANTS)('the %s gradients of rmsnorm equal finite differences', async (variant) => {
  const rows = 3;
  const width = 12;
  const epsilon = 1e-2;
  const input = randomFloats(1, rows * width);
  const weight = randomFloats(2, width);
  const grad_output = randomFloats(3, rows * width);
  const grid = rmsnormRowGrid(variant, rows);

  const [forwardKernel, backwardKernel] =
    variant === 'thread'
      ? [rmsnorm_forward, rmsnorm_backward_input]
      : [rmsnorm_forward_workgroup, rmsnorm_backward_input_workgroup];
  const forward = await runKernel(
    forwardKernel,
    { input, weight, output: new Float32Array(rows * width), inverse_rms: new Float32Array(rows) },
    { rows, width, weight_offset: 0, epsilon },
    grid,
  );
  const shared = { grad_output, input, inverse_rms: forward.inverse_rms! };
  const residual = new Float32Array(4);
  const grad_input = new Float32Array(rows * width);
  const byInput = await runKernel(
    backwardKernel,
    { ...shared, weight, residual, grad_input },
    { rows, width, weight_offset: 0, add: 0 },
    grid,
  );
  const byWeight = await runKernel(
    rmsnorm_backward_weight,
    { ...shared, grad_weight: new Float32Array(width) },
    { rows, width, output_offset: 0, accumulate: 0, splits: 1, partial_stride: 0 },
    rmsnormBackwardWeightGrid(width, 1),
  );

  const x = Float64Array.from(input);
  const w = Float64Array.from(weight);
  const value = () => projectedOutput(x, w, grad_output, rows, epsilon);
  // f32 gradients of order 1; the differences themselves are in f64 and good to 1e-7.
  const tolerance = { absolute: 2e-5, relative: 1e-5 };
  expectClose(byInput.grad_input!, differences(x, value), { name: 'grad_input', ...tolerance });
  expectClose(byWeight.grad_weight!, differences(w, value), { name: 'grad_weight', ...tolerance });
});
