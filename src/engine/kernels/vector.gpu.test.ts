// Vector kernels against their references, and a grid that is folded into two dimensions.

import { describe, expect, test } from 'vitest';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
import { threadGrid } from './threadGrid.ts';
import {
  vector_add_absolute,
  vector_add_scaled,
  vector_add_squares,
  vector_mask,
  vector_project,
  vector_restore,
  vector_scale,
  vector_subtract_masked,
} from './vector.ts';

// One rounded multiply-add per value.
const TOLERANCE = { absolute: 1e-6, relative: 1e-6 };

test.each([4, 64, 252, 256, 260, 6400])('vector kernels on %i values', async (count) => {
  const params = { count, factor: -0.3 };
  const buffers = { source: randomFloats(1, count + 4), destination: randomFloats(2, count + 4) };
  const kernels = [vector_add_scaled, vector_add_squares, vector_add_absolute, vector_scale];
  for (const kernel of kernels) {
    const actual = await runKernel(kernel, buffers, params, threadGrid(count / 4));
    const expected = await runReference(kernel, buffers, params);
    const name = kernel.name;
    expectClose(actual['destination']!, expected['destination']!, { name, ...TOLERANCE });
    expect(actual['destination']!.slice(count)).toEqual(buffers.destination.slice(count));
  }
});

test('vector_subtract_masked', async () => {
  const count = 260;
  const buffers = {
    mask: randomFloats(1, count + 4).map((x) => (x > 0 ? 1 : 0)),
    source: randomFloats(2, count + 4),
    destination: randomFloats(3, count + 4),
  };
  const grid = threadGrid(count / 4);
  const { destination } = await runKernel(vector_subtract_masked, buffers, { count }, grid);
  const expected = await runReference(vector_subtract_masked, buffers, { count });
  expectClose(destination!, expected['destination']!, { name: 'masked', ...TOLERANCE });
  expect(destination!.slice(count)).toEqual(buffers.destination.slice(count));
});

describe('vector_project', () => {
  test.each([
    { side: 1, product: -0.7, changes: true },
    { side: 1, product: 0.7, changes: false },
    { side: 1, product: 0, changes: false },
    { side: -1, product: 0.7, changes: true },
    { side: -1, product: -0.7, changes: false },
  ])('side $side, product $product', async ({ side, product, changes }) => {
    for (const count of [4, 252, 260]) {
      const buffers = {
        scalars: Float32Array.from([product, 1.3, 0, 0]),
        reference: randomFloats(1, count + 4),
        vector: randomFloats(2, count + 4),
      };
      const params = { count, side };
      const actual = await runKernel(vector_project, buffers, params, threadGrid(count / 4));
      const expected = await runReference(vector_project, buffers, params);
      expectClose(actual['vector']!, expected['vector']!, { name: 'vector', ...TOLERANCE });
      expect(actual['vector']!.slice(count)).toEqual(buffers.vector.slice(count));
      expect(actual['vector']!.every((v, i) => v === buffers.vector[i])).toBe(!changes);
    }
  });

  test('a reference of zeros changes nothing', async () => {
    const vector = randomFloats(2, 8);
    const buffers = { scalars: new Float32Array(4), reference: new Float32Array(8), vector };
    const actual = await runKernel(vector_project, buffers, { count: 8, side: 1 }, [1]);
    expect(actual['vector']).toEqual(vector);
  });
});

test.each([4, 252, 260])('a mask of %i values keeps and restores, bit for bit', async (count) => {
  const mask = Float32Array.from({ length: count + 4 }, (_, i) => (i % 3 === 0 ? 1 : 0));
  const [source, destination] = [randomFloats(1, count + 4), randomFloats(2, count + 4)];
  const cleared = await runKernel(
    vector_mask,
    { mask, destination },
    { count },
    threadGrid(count / 4),
  );
  const restored = await runKernel(
    vector_restore,
    { mask, source, destination },
    { count },
    threadGrid(count / 4),
  );
  const expected = { mask, source, destination };
  expect(cleared).toEqual(await runReference(vector_mask, { mask, destination }, { count }));
  expect(restored).toEqual(await runReference(vector_restore, expected, { count }));
  const kept = (i: number) => i >= count || i % 3 === 0;
  expect(restored['destination']).toEqual(destination.map((v, i) => (kept(i) ? v : source[i]!)));
});

test('a grid of more rows than one covers every value once', async () => {
  const count = 4 * 64 * 7 - 4;
  const buffers = { destination: randomFloats(3, count + 64) };
  const actual = await runKernel(vector_scale, buffers, { count, factor: 2 }, [3, 3]);
  const expected = buffers.destination.map((x, i) => (i < count ? 2 * x : x));
  expect(actual['destination']).toEqual(expected);
});

test('threadGrid folds into y where x would pass the limit of 65,535 workgroups', () => {
  expect(threadGrid(65)).toEqual([2]);
  expect(threadGrid(65_535 * 64)).toEqual([65_535]);
  const [x, y = 1] = threadGrid(65_535 * 64 + 1);
  expect(x).toBeLessThanOrEqual(65_535);
  expect(x * y).toBeGreaterThanOrEqual(65_536);
});
