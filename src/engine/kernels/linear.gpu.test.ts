// The matrix products equal their plain loops on odd shapes, at offsets and strides, and touch nothing around the output.

import { describe, test } from 'vitest';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
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
} from './linear.ts';

const VARIANTS = ['thread', 'workgroup'] as const;

/** [rows, inner, columns]; for TN [rows, outputs, columns]. */
const SHAPES = [
  [1, 4, 4],
  [1, 48, 144],
  [63, 12, 60],
  [64, 60, 12],
  [65, 68, 48],
  [65, 144, 68],
  [7, 48, 4],
  [130, 4, 144],
] as const;

// Sums of up to 144 products of standard normals in f32 in two orders: about sqrt(144) * 2^-24 * |sum of products|.
const TOLERANCE = { absolute: 2e-5, relative: 1e-5 };

/** Room in front of, between and behind the rows, which must stay as it was. */
const OFFSET = 12;
const GAP = 8;

function rowProduct(rows: number, inner: number, columns: number) {
  const inputStride = inner + GAP;
  const outputStride = columns + GAP;
  const buffers = {
    input: randomFloats(1, OFFSET + rows * inputStride),
    weight: randomFloats(2, OFFSET + inner * columns + 16),
    output: randomFloats(3, OFFSET + rows * outputStride + 64),
  };
  const params = {
    rows,
    inner,
    columns,
    input_offset: OFFSET,
    input_stride: inputStride,
    weight_offset: OFFSET,
    output_offset: OFFSET,
    output_stride: outputStride,
  };
  return { buffers, params };
}

describe.each(VARIANTS)('matmul_nt %s', (variant) => {
  const kernel = variant === 'thread' ? matmul_nt : matmul_nt_workgroup;
  test.each(SHAPES)('%i x %i x %i, with and without an addend', async (rows, inner, columns) => {
    const { buffers, params } = rowProduct(rows, inner, columns);
    const dummy = new Float32Array(4).fill(NaN);
    const addends = [dummy, randomFloats(4, buffers.output.length)];
    for (const [add, addend] of addends.entries()) {
      const arrays = { ...buffers, addend };
      const grid = matmulNtGrid(variant, rows, columns);
      const actual = await runKernel(kernel, arrays, { ...params, add }, grid);
      const expected = await runReference(kernel, arrays, { ...params, add });
      expectClose(actual.output!, expected.output!, { name: `output, add ${add}`, ...TOLERANCE });
    }
  });
});

describe.each(VARIANTS)('matmul_nn %s', (variant) => {
  const kernel = variant === 'thread' ? matmul_nn : matmul_nn_workgroup;
  test.each(SHAPES)('%i x %i x %i, stored and accumulated', async (rows, inner, columns) => {
    const { buffers, params } = rowProduct(rows, inner, columns);
    for (const accumulate of [0, 1]) {
      const grid = matmulNnGrid(variant, rows, columns);
      const actual = await runKernel(kernel, buffers, { ...params, accumulate }, grid);
      const expected = await runReference(kernel, buffers, { ...params, accumulate });
      const name = `output, accumulate ${accumulate}`;
      expectClose(actual.output!, expected.output!, { name, ...TOLERANCE });
    }
  });
});

describe.each(VARIANTS)('matmul_tn %s', (variant) => {
  const kernel = variant === 'thread' ? matmul_tn : matmul_tn_workgroup;

  async function check(rows: number, outputs: number, columns: number, splits: number) {
    const leftStride = outputs + GAP;
    const rightStride = columns + GAP;
    const partialStride = outputs * columns + 16;
    const buffers = {
      // Rows behind the last one would be seen in the sums.
      left: randomFloats(1, OFFSET + (rows + 4) * leftStride),
      right: randomFloats(2, OFFSET + (rows + 4) * rightStride),
      output: randomFloats(3, OFFSET + splits * partialStride + 64),
    };
    for (const accumulate of [0, 1]) {
      const params = {
        rows,
        outputs,
        columns,
        left_offset: OFFSET,
        left_stride: leftStride,
        right_offset: OFFSET,
        right_stride: rightStride,
        output_offset: OFFSET,
        accumulate,
        splits,
        partial_stride: partialStride,
      };
      const grid = matmulTnGrid(variant, outputs, columns, splits);
      const actual = await runKernel(kernel, buffers, params, grid);
      const expected = await runReference(kernel, buffers, params);
      const name = `output, accumulate ${accumulate}`;
      expectClose(actual.output!, expected.output!, { name, ...TOLERANCE });
    }
  }

  test.each(SHAPES)('%i rows, %i x %i', async (rows, outputs, columns) => {
    await check(rows, outputs, columns, 1);
  });

  test.each([
    [65, 3],
    [64, 4],
    // The last splits have no row at all and must write zeros.
    [5, 4],
    [1, 3],
  ])('%i rows in %i splits', async (rows, splits) => {
    await check(rows, 60, 12, splits);
  });
});
