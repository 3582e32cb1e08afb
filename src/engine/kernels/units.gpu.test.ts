// The kernels of continual backpropagation against their references.

import { expect, test } from 'vitest';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
import { threadGrid } from './threadGrid.ts';
import { unit_activity, unit_centre, unit_choose, unit_reset, unit_utility } from './units.ts';

/** Units, width, rows, rows a chunk, first unit of the layer, blocks of incoming weights. */
const SHAPES = [
  { units: 1, width: 1, rows: 1, chunk: 4, unit_offset: 0, inputs: 1 },
  { units: 36, width: 24, rows: 67, chunk: 16, unit_offset: 36, inputs: 1 },
  { units: 70, width: 9, rows: 130, chunk: 64, unit_offset: 3, inputs: 2 },
] as const;

const absolutes = (seed: number, count: number) => randomFloats(seed, count).map(Math.abs);
const ages = (count: number) => Float32Array.from({ length: count }, (_, i) => (7 * i) % 30);

test.each(SHAPES)('mean activity of $units units over $rows rows', async (shape) => {
  const { units, rows, chunk, unit_offset } = shape;
  // One chunk more than there are rows for: it must hold zeros.
  const chunks = Math.ceil(rows / chunk) + 1;
  const buffers = {
    hidden: randomFloats(1, rows * units),
    row_weights: absolutes(2, rows),
    centres: randomFloats(3, unit_offset + units),
    partials: randomFloats(4, 5 + chunks * units + 3),
  };
  for (const absolute of [0, 1]) {
    const params = { rows, units, chunks, chunk, unit_offset, partials_offset: 5, absolute };
    const grid = threadGrid(chunks * units);
    const actual = await runKernel(unit_activity, buffers, params, grid);
    const expected = await runReference(unit_activity, buffers, params);
    const tolerance = { name: 'unit_activity', absolute: 1e-5, relative: 2e-6 };
    expectClose(actual['partials']!, expected['partials']!, tolerance);
    expect([...actual['partials']!.slice(-3 - units, -3)]).toEqual(Array(units).fill(0));
  }
});

test.each(SHAPES)('running mean and utility of $units units', async (shape) => {
  const { units, width, inputs, unit_offset } = shape;
  const [chunks, partials_offset, up_offset] = [3, 2, 4];
  const down_offset = up_offset + inputs * units * width + 3;
  const of = (seed: number) => absolutes(seed, unit_offset + units + 1);
  const buffers = {
    partials: absolutes(1, partials_offset + chunks * units),
    parameters: randomFloats(2, down_offset + width * units),
    utilities: of(3),
    means: of(4),
    centres: of(5),
    corrected: of(6),
    ages: ages(unit_offset + units + 1),
  };
  const shared = { units, chunks, unit_offset, partials_offset, decay: 0.99 };
  const cases = [
    { kernel: unit_centre, params: shared },
    ...[0, 1].map((adaptable) => ({
      kernel: unit_utility,
      params: { ...shared, width, inputs, up_offset, down_offset, adaptable },
    })),
  ];
  for (const { kernel, params } of cases) {
    const actual = await runKernel(kernel, buffers, params, threadGrid(units));
    const expected = await runReference(kernel, buffers, params);
    // 1 - 0.99^age loses two digits of what WGSL's pow has, whose logarithm is within 2^-21.
    for (const name of Object.keys(expected)) {
      const tolerance = { name: `${kernel.name}.${name}`, absolute: 1e-6, relative: 2e-4 };
      expectClose(actual[name]!, expected[name]!, tolerance);
    }
  }
});

test.each([
  { layers: 1, units: 1, rate: 1 },
  { layers: 3, units: 37, rate: 0.25 },
  { layers: 70, units: 5, rate: 0.3 },
])('choice of $rate of $units units in $layers layers', async ({ layers, units, rate }) => {
  const count = layers * units;
  const buffers = {
    // Rounded, so that there are ties.
    corrected: absolutes(1, count).map((u) => Math.round(2 * u)),
    utilities: absolutes(2, count),
    means: absolutes(3, count),
    ages: ages(count).map((age) => age + 1),
    waiting: absolutes(4, layers).map((w) => w % 1),
    chosen: new Uint32Array(count).fill(7),
  };
  for (const maturity of [0, 12, 100]) {
    const params = { layers, units, rate, maturity };
    const actual = await runKernel(unit_choose, buffers, params, threadGrid(layers));
    const expected = await runReference(unit_choose, buffers, params);
    for (const name of ['chosen', 'utilities', 'means', 'ages'])
      expect(actual[name]).toEqual(expected[name]);
    const tolerance = { name: 'waiting', absolute: 1e-6 };
    expectClose(actual['waiting']!, expected['waiting']!, tolerance);
    const some = actual['chosen']!.some((c) => c === 1);
    if (maturity !== 12) expect(some).toBe(maturity === 0);
  }
});

test.each(SHAPES)('new weights of some of $units units', async (shape) => {
  const { units, width, inputs, unit_offset } = shape;
  const up_offset = 4;
  const down_offset = up_offset + inputs * units * width + 3;
  const buffers = {
    chosen: Uint32Array.from({ length: unit_offset + units }, (_, i) => (i % 3 === 0 ? 1 : 0)),
    destination: randomFloats(1, down_offset + width * units + 2),
  };
  for (const deviation of [0, 0.25]) {
    const where = { units, width, inputs, unit_offset, up_offset, down_offset };
    const params = { ...where, deviation, seed: 12345, step: 77 };
    const grid = threadGrid(units * width);
    const actual = await runKernel(unit_reset, buffers, params, grid);
    const expected = await runReference(unit_reset, buffers, params);
    // WGSL's cos is within 2^-11 on [-pi, pi]; a radius is at most 5.8.
    const absolute = deviation * 5.8 * 2 ** -11;
    const tolerance = { name: 'unit_reset', absolute, relative: 1e-5 };
    expectClose(actual['destination']!, expected['destination']!, tolerance);
  }
});
