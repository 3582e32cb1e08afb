// The kernels of orthogonal projection against their references, with fewer rows than the grid would take.

import { expect, test } from 'vitest';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
import { basis_coefficients, basis_products, basis_subtract } from './basis.ts';
import { threadGrid } from './threadGrid.ts';

test.each([
  [4, 1, 4],
  [252, 3, 64],
  [260, 7, 256],
  [6400, 33, 256],
])('%i values, %i rows, chunks of %i', async (count, rows, chunk) => {
  const chunks = Math.ceil(count / chunk);
  const most = rows + 2;
  const basis = randomFloats(1, most * count);
  const vector = randomFloats(2, count + 4);
  const partials = randomFloats(3, most * chunks + 4);
  const coefficients = randomFloats(4, most + 4);
  const cases = [
    {
      kernel: basis_products,
      buffers: { basis, vector, partials },
      params: { count, rows, chunks, chunk },
      grid: threadGrid(most * chunks),
      output: ['partials', rows * chunks],
    },
    {
      kernel: basis_coefficients,
      buffers: { partials, coefficients },
      params: { rows, chunks },
      grid: threadGrid(most),
      output: ['coefficients', rows],
    },
    {
      kernel: basis_subtract,
      buffers: { basis, coefficients, vector },
      params: { count, rows },
      grid: threadGrid(count / 4),
      output: ['vector', count],
    },
  ] as const;
  for (const { kernel, buffers, params, grid, output } of cases) {
    const actual = await runKernel(kernel, buffers, params, grid);
    const expected = await runReference(kernel, buffers, params);
    const [name, written] = output;
    // Sums of at most 256 products of order 1 in another order.
    expectClose(actual[name]!, expected[name]!, {
      name: kernel.name,
      absolute: 2e-5,
      relative: 2e-5,
    });
    const before: Readonly<Record<string, Float32Array>> = buffers;
    expect(actual[name]!.slice(written)).toEqual(before[name]!.slice(written));
  }
});
