// Shrink and perturb against its formula and its ends.

import { expect, test } from 'vitest';
import { initialParameters } from '../../engine/model/init.ts';
import { MethodBench } from '../testing/methodBench.ts';
import { TINY_SHAPE } from '../testing/tinyExperiment.ts';
import { shrinkAndPerturb } from './shrinkAndPerturb.ts';

/** Weights after the start of this phase. */
async function renewed(share: number, phase: number) {
  const bench = MethodBench.of(shrinkAndPerturb, { share });
  const before = await bench.parameters();
  await bench.method.renewWeights!(phase);
  return { before, after: await bench.parameters() };
}

test('goes the share of the way to one new initialization of the whole model', async () => {
  const { after: fresh } = await renewed(1, 1);
  const { before, after } = await renewed(0.3, 1);
  after.forEach((v, i) => expect(v).toBeCloseTo(0.7 * before[i]! + 0.3 * fresh[i]!, 6));
  // Drawn like the start: norms are 1, matrices have its deviation, another seed.
  const start = initialParameters(TINY_SHAPE, 1);
  const deviation = (values: Float32Array) =>
    Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
  expect(deviation(fresh)).toBeCloseTo(deviation(start), 1);
  expect(fresh.filter((v) => v === 1)).toHaveLength(start.filter((v) => v === 1).length);
  expect(fresh).not.toEqual(start);
});

test('draws anew in each phase, and leaves the first phase and a share of 0 alone', async () => {
  expect((await renewed(1, 1)).after).not.toEqual((await renewed(1, 2)).after);
  expect((await renewed(1, 1)).after).toEqual((await renewed(1, 1)).after);
  for (const [share, phase] of [
    [1, 0],
    [0, 1],
  ] as const) {
    const { before, after } = await renewed(share, phase);
    expect(after).toEqual(before);
  }
});
