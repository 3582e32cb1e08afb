// Sums and dot products equal their plain loops for any count and offset, and touch nothing beside their output.

import { describe, expect, test } from 'vitest';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
import {
  dotChunk,
  dotGrid,
  dot_partial,
  sumPartialsGrid,
  sumRangeGrid,
  sum_partials,
  sum_range,
  sum_range_workgroup,
} from './reduction.ts';

const VARIANTS = ['thread', 'workgroup'] as const;
const COUNTS = [1, 3, 4, 63, 64, 65, 255, 257, 1021];

describe.each(VARIANTS)('sum_range %s', (variant) => {
  const kernel = variant === 'thread' ? sum_range : sum_range_workgroup;
  test.each(COUNTS)('%i values, stored and accumulated', async (count) => {
    // The values on both sides of the range would be seen in the sum.
    const values = randomFloats(1, count + 12);
    const arrays = { values, output: randomFloats(2, 8) };
    for (const accumulate of [0, 1]) {
      const params = { count, values_offset: 5, output_offset: 3, accumulate };
      const actual = await runKernel(kernel, arrays, params, sumRangeGrid(variant));
      const expected = await runReference(kernel, arrays, params);
      // Running f32 sums of up to 1021 standard normals: each of about 1000 / 4 additions may err by 2^-24 * 30.
      const name = `output, accumulate ${accumulate}`;
      expectClose(actual.output!, expected.output!, { name, absolute: 5e-5 });
    }
  });
});

describe.each(VARIANTS)('dot_partial, chunks for %s', (variant) => {
  test.each([...COUNTS, 20_011])('%i values', async (count) => {
    const chunk = dotChunk(variant, count);
    const chunks = Math.ceil(count / chunk);
    const length = 4 * Math.ceil((count + 12) / 4);
    const arrays = {
      left: randomFloats(1, length),
      right: randomFloats(2, length),
      partials: randomFloats(3, chunks + 16),
    };
    const params = { count, left_offset: 4, right_offset: 8, chunk };
    const actual = await runKernel(dot_partial, arrays, params, dotGrid(variant, count));
    const expected = await runReference(dot_partial, arrays, params);
    // At most 256 products of order 1 per chunk.
    expectClose(actual.partials!, expected.partials!, { name: 'partials', absolute: 2e-5 });
  });

  test('chunks are multiples of 4 and bounded in number', () => {
    for (const count of [1, 4, 92_160, 92_164, 5_000_000]) {
      const chunk = dotChunk(variant, count);
      expect(chunk % 4).toBe(0);
      expect(Math.ceil(count / chunk)).toBeLessThanOrEqual(variant === 'thread' ? 256 : 4096);
    }
  });
});

test('dot_partial may take one buffer twice', async () => {
  const values = randomFloats(1, 64);
  const arrays = { left: values, right: values, partials: new Float32Array(4) };
  const params = { count: 64, left_offset: 0, right_offset: 0, chunk: 16 };
  const { partials } = await runKernel(dot_partial, arrays, params, [1]);
  const squares = [0, 16, 32, 48].map((from) =>
    values.subarray(from, from + 16).reduce((sum, x) => sum + x * x, 0),
  );
  expectClose(partials!, squares, { name: 'partials', absolute: 1e-5 });
});

describe('sum_partials', () => {
  test.each([
    [4, 1],
    [60, 3],
    [68, 4],
    [260, 7],
  ])('%i values, %i splits', async (count, splits) => {
    const stride = count + 12;
    const offset = 8;
    const partials = randomFloats(1, splits * stride);
    const output = randomFloats(2, offset + count + 16);
    const params = { count, splits, partial_stride: stride, output_offset: offset };
    const grid = sumPartialsGrid(count);
    const actual = await runKernel(sum_partials, { partials, output }, params, grid);
    const expected = await runReference(sum_partials, { partials, output }, params);
    // At most 8 additions of values of order 1.
    expectClose(actual.output!, expected.output!, { name: 'output', absolute: 2e-6 });
  });
});
