// The kernels that hold weights back, against their references.

import { expect, test } from 'vitest';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
import { anchor_pull, importance_pull, path_consolidate, path_integral } from './consolidation.ts';
import { threadGrid } from './threadGrid.ts';

const CASES = [
  { kernel: anchor_pull, output: 'gradient', settings: { strength: 0.3 } },
  { kernel: importance_pull, output: 'gradient', settings: { strength: -0.3 } },
  { kernel: path_integral, output: 'path', settings: {} },
  { kernel: path_consolidate, output: 'importance', settings: { damping: 0.1 } },
] as const;

test.each([4, 252, 256, 260, 6400])('consolidation kernels on %i values', async (count) => {
  for (const { kernel, output, settings } of CASES) {
    const buffers = Object.fromEntries(
      kernel.bindings.map((b, i) => [b.name, randomFloats(i + 1, count + 4)]),
    );
    const params = { count, ...settings };
    const actual = await runKernel(kernel, buffers, params, threadGrid(count / 4));
    const expected = await runReference(kernel, buffers, params);
    // A product of three rounded values; in path_consolidate a quotient, which WGSL rounds to 2.5 ulp.
    const tolerance = { name: kernel.name, absolute: 1e-6, relative: 2e-6 };
    expectClose(actual[output]!, expected[output]!, tolerance);
    expect(actual[output]!.slice(count)).toEqual(buffers[output]!.slice(count));
  }
});
