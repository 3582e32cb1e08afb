// GELU, ReLU and SwiGLU kernels against their references, extreme inputs included.

import { expect, test } from 'vitest';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
import {
  gelu_backward,
  gelu_forward,
  relu_backward,
  relu_forward,
  swiglu_backward,
  swiglu_forward,
} from './activation.ts';
import { threadGrid } from './threadGrid.ts';

// exp is good to about 3 + 2 |x| units in the last place (WGSL), |x| up to 40 where the result is not yet negligible.
const TOLERANCE = { absolute: 1e-6, relative: 2e-5 };
const EXTREMES = [0, -0, 1e-20, -1e-20, 5, -5, 11, -11, 30, -30, 88, -88, 1000, -1000, 1e6, -1e6];

function inputs(count: number): Float32Array {
  const values = randomFloats(1, count, 2);
  values.set(EXTREMES.slice(0, count));
  return values;
}

test.each([4, 60, 252, 256, 260, 4144])('gelu of %i values equals its reference', async (count) => {
  const params = { count };
  const grid = threadGrid(count / 4);
  const forward = { input: inputs(count + 4), output: new Float32Array(count + 4).fill(7) };
  const actual = await runKernel(gelu_forward, forward, params, grid);
  const expected = await runReference(gelu_forward, forward, params);
  expectClose(actual['output']!, expected['output']!, { name: 'output', ...TOLERANCE });
  expect([...actual['output']!.slice(count)]).toEqual([7, 7, 7, 7]);

  const backward = {
    input: forward.input,
    grad_output: randomFloats(2, count + 4),
    grad_input: new Float32Array(count + 4).fill(7),
  };
  const gradients = await runKernel(gelu_backward, backward, params, grid);
  const wanted = await runReference(gelu_backward, backward, params);
  expectClose(gradients['grad_input']!, wanted['grad_input']!, {
    name: 'grad_input',
    ...TOLERANCE,
  });
});

test.each([4, 60, 252, 260])(
  'relu of %i values equals its reference, bit for bit',
  async (count) => {
    const grid = threadGrid(count / 4);
    const forward = { input: inputs(count + 4), output: new Float32Array(count + 4).fill(7) };
    const gradient = { grad_output: randomFloats(2, count + 4), grad_input: forward.output };
    const backward = { input: forward.input, ...gradient };
    for (const [kernel, buffers] of [
      [relu_forward, forward],
      [relu_backward, backward],
    ] as const) {
      const actual = await runKernel(kernel, buffers, { count }, grid);
      const expected = await runReference(kernel, buffers, { count });
      // 0 and -0 are one value here: which of the two max(-0, 0) is, WGSL leaves open.
      const plain = (values: ArrayLike<number>) => Array.from(values, (v) => v + 0);
      for (const name of Object.keys(actual))
        expect(plain(actual[name]!)).toEqual(plain(expected[name]!));
    }
  },
);

test.each([
  { rows: 1, hidden: 4 },
  { rows: 63, hidden: 12 },
  { rows: 65, hidden: 68 },
  { rows: 64, hidden: 144 },
])('swiglu of $rows x $hidden equals its reference', async ({ rows, hidden }) => {
  const params = { rows, hidden };
  const grid = threadGrid((rows * hidden) / 4);
  const input = inputs(rows * 2 * hidden);
  const forward = { input, output: new Float32Array(rows * hidden + 4).fill(7) };
  const actual = await runKernel(swiglu_forward, forward, params, grid);
  const expected = await runReference(swiglu_forward, forward, params);
  expectClose(actual['output']!, expected['output']!, { name: 'output', ...TOLERANCE });

  const backward = {
    input,
    grad_output: randomFloats(2, rows * hidden),
    grad_input: new Float32Array(rows * 2 * hidden + 4).fill(7),
  };
  const gradients = await runKernel(swiglu_backward, backward, params, grid);
  const wanted = await runReference(swiglu_backward, backward, params);
  expectClose(gradients['grad_input']!, wanted['grad_input']!, {
    name: 'grad_input',
    ...TOLERANCE,
  });
});
