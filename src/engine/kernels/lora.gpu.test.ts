// Kernels of low-rank factors against their references, ranks that are no multiple of 4 and offsets included.

import { expect, test } from 'vitest';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
import {
  lora_backward_in,
  lora_backward_out,
  lora_merge,
  lora_overlap,
  lora_separate,
} from './lora.ts';
import { threadGrid } from './threadGrid.ts';

// Sums of up to 144 products of standard normal values in f32.
const TOLERANCE = { absolute: 2e-5, relative: 1e-5 };
const FACTORS = 8192;

const SHAPES = [
  { rows: 1, columns: 4, rank: 1 },
  { rows: 63, columns: 12, rank: 3 },
  { rows: 65, columns: 68, rank: 8 },
  { rows: 144, columns: 48, rank: 5 },
];

test.each(SHAPES)('factors of rank $rank of $rows x $columns', async ({ rows, columns, rank }) => {
  const params = {
    ...{ rows, columns, rank, weight_offset: 64, in_offset: 128, scale: 0.7 },
    out_offset: 128 + rank * columns + 3,
  };
  const factors = randomFloats(1, FACTORS);
  const merge = {
    base: randomFloats(2, 12_000),
    factors,
    parameters: randomFloats(3, 12_000),
  };
  const backward = {
    gradient: randomFloats(4, 12_000),
    factors,
    factor_gradients: randomFloats(5, FACTORS),
  };
  const cases = [
    [lora_merge, merge, 'parameters', (rows * columns) / 4],
    [lora_backward_in, backward, 'factor_gradients', (rank * columns) / 4],
    [lora_backward_out, backward, 'factor_gradients', rows * rank],
  ] as const;
  for (const [kernel, buffers, output, threads] of cases) {
    const actual = await runKernel(kernel, buffers, params, threadGrid(threads));
    const expected = await runReference(kernel, buffers, params);
    expectClose(actual[output]!, expected[output]!, { name: kernel.name, ...TOLERANCE });
  }
});

test.each([0, 1, 3])('overlap with %i earlier phases, and its gradient', async (earlier_count) => {
  for (const { columns, rank } of SHAPES) {
    const params = {
      ...{ columns, rank, in_offset: 64, earlier_count },
      ...{ earlier_stride: 1024, strength: 0.5 },
    };
    const earlier = randomFloats(1, 4096);
    const overlaps = { earlier, factors: randomFloats(2, 1024), overlap: randomFloats(3, 256) };
    const grid = threadGrid(3 * rank * rank);
    const { strength: _, ...shared } = params;
    const actual = await runKernel(lora_overlap, overlaps, shared, grid);
    const expected = await runReference(lora_overlap, overlaps, shared);
    expectClose(actual['overlap']!, expected['overlap']!, { name: 'overlap', ...TOLERANCE });

    const separate = {
      overlap: Float32Array.from(overlaps.overlap, (v, i) => (i % 5 === 1 ? 0 : v)),
      earlier,
      factor_gradients: randomFloats(4, 1024),
    };
    const gradients = await runKernel(
      lora_separate,
      separate,
      params,
      threadGrid((rank * columns) / 4),
    );
    const wanted = await runReference(lora_separate, separate, params);
    const name = 'factor_gradients';
    expectClose(gradients[name]!, wanted[name]!, { name, ...TOLERANCE });
    expect(gradients[name]!.every((v, i) => v === separate[name][i])).toBe(earlier_count === 0);
  }
});
