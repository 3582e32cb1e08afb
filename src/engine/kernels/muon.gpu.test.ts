// Muon's kernels against their references: wide, tall and square matrices, one or several in a flat vector.

import { expect, test } from 'vitest';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
import { muon_combine, muon_gram, muon_momentum, muon_polynomial, muon_step } from './muon.ts';
import { threadGrid } from './threadGrid.ts';

const CASES = [
  { matrices: 1, rows: 4, columns: 4 },
  { matrices: 2, rows: 12, columns: 68 },
  { matrices: 3, rows: 68, columns: 12 },
  { matrices: 2, rows: 60, columns: 60 },
];
// Sums of up to 68 products in f32.
const TOLERANCE = { absolute: 2e-5, relative: 2e-5 };

test.each(CASES)('$matrices matrices of $rows x $columns', async ({ matrices, rows, columns }) => {
  const count = rows * columns;
  const [offset, stride] = [64, count + 32];
  const length = offset + matrices * stride + 64;
  const [side, inner] = [Math.min(rows, columns), Math.max(rows, columns)];
  const wide = rows <= columns;
  const steps = { step_side: wide ? columns : 1, step_inner: wide ? 1 : columns };
  const matrix = { matrices, side, inner, offset, stride, ...steps };
  const kind = { matrices, count, offset, stride };
  const vector = (seed: number) => randomFloats(seed, length, 0.3);
  const squares = matrices * side * side;
  // Positive traces, as a product of a matrix with its transpose has.
  const gram = randomFloats(5, squares).map((v, i) =>
    (i % side ** 2) % (side + 1) === 0 ? 1 + v * v : v,
  );
  const polynomial = randomFloats(6, squares);
  const momentum = {
    gradient: vector(1),
    norm_squared: Float32Array.from([0, 4]),
    momentum: vector(2),
    direction: vector(3),
  };
  const step = { direction: vector(1), parameter: vector(2) };
  const combine = { input: vector(1), gram, polynomial, output: vector(4) };
  const settings = { learning_rate: 0.1, scale: 1.5, weight_decay: 0.1 };
  const cases = [
    [muon_momentum, momentum, { ...kind, norm_offset: 1, decay: 0.95, clip: 1 }, count / 4],
    [muon_gram, { input: vector(1), gram }, matrix, side * side],
    [
      muon_polynomial,
      { gram, polynomial },
      { matrices, side, normalise: 1, b: -4, c: 2 },
      side * side,
    ],
    [
      muon_polynomial,
      { gram, polynomial },
      { matrices, side, normalise: 0, b: -4, c: 2 },
      side * side,
    ],
    [muon_combine, combine, { ...matrix, normalise: 1, a: 3 }, side * inner],
    [muon_combine, combine, { ...matrix, normalise: 0, a: 3 }, side * inner],
    [muon_step, step, { ...kind, ...settings }, count / 4],
  ] as const;
  for (const [kernel, buffers, params, threads] of cases) {
    const actual = await runKernel(kernel, buffers, params, threadGrid(matrices * threads));
    const expected = await runReference(kernel, buffers, params);
    expect(Object.keys(actual).length).toBeGreaterThan(0);
    for (const name of Object.keys(actual))
      expectClose(actual[name]!, expected[name]!, { name: `${kernel.name}.${name}`, ...TOLERANCE });
  }
});
