// The weights of GEM and PCGrad against their references and by hand, and the sum with weights.

import { describe, expect, test } from 'vitest';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
import { MOST_GRADIENTS, gem_weights, pcgrad_weights, vector_combine } from './gradientMemories.ts';
import { threadGrid } from './threadGrid.ts';

/** Dot products of the vectors; below the diagonal, what must not be read. */
function gramOf(vectors: readonly ArrayLike<number>[]): Float32Array {
  const count = vectors.length;
  const gram = new Float32Array(count * count).fill(1e9);
  vectors.forEach((a, i) => {
    vectors.forEach((b, j) => {
      if (j >= i) gram[i * count + j] = Array.from(a).reduce((s, x, m) => s + x * b[m]!, 0);
    });
  });
  return gram;
}

const randomVectors = (count: number, length: number) =>
  Array.from({ length: count }, (_, i) => randomFloats(10 + i, length));

const weightsFor = (gram: Float32Array) => ({ gram, weights: randomFloats(2, 64) });

/** `vectors` summed with weights. */
const sum = (vectors: readonly ArrayLike<number>[], weights: ArrayLike<number>) =>
  Array.from(vectors[0]!, (_, m) => vectors.reduce((s, v, i) => s + weights[i]! * v[m]!, 0));

const GEM = { side: 1, margin: 0, ridge: 1e-3, sweeps: 200 };

describe('gem_weights', () => {
  test.each([
    [1, 3],
    [2, 8],
    [5, 40],
    [25, 60],
    [MOST_GRADIENTS, 200],
  ])('of %i gradients is what the reference says', async (count, length) => {
    const gram = gramOf(randomVectors(count, length));
    for (const [side, margin] of [
      [1, 0],
      [1, 0.5],
      [-1, 0.1],
    ] as const) {
      const params = { ...GEM, count, side, margin };
      const actual = await runKernel(gem_weights, weightsFor(gram), params, [1]);
      const expected = await runReference(gem_weights, weightsFor(gram), params);
      // Both stop when no weight moves by more than 1e-6 of itself, from other roundings.
      const tolerance = { name: `side ${side}, margin ${margin}`, absolute: 2e-5, relative: 2e-4 };
      expectClose(actual.weights!, expected.weights!, tolerance);
    }
  });

  test('of (1, 0) with memories (1, 1) and (-1, 1) is (0, 1/2): a step to (1/2, 1/2)', async () => {
    const vectors = [
      [1, 0],
      [1, 1],
      [-1, 1],
    ];
    const params = { ...GEM, count: 3, ridge: 1e-6 };
    const { weights } = await runKernel(gem_weights, weightsFor(gramOf(vectors)), params, [1]);
    expectClose(weights!.subarray(0, 3), [1, 0, 0.5], { name: 'weights', absolute: 1e-5 });
    expectClose(sum(vectors, weights!), [0.5, 0.5], { name: 'step', absolute: 1e-5 });
  });

  test('leaves a gradient alone that violates nothing, margin or not', async () => {
    const vectors = [
      [1, 2],
      [1, 1],
      [0, 1],
    ];
    const params = { ...GEM, count: 3, margin: 0.5 };
    const { weights } = await runKernel(gem_weights, weightsFor(gramOf(vectors)), params, [1]);
    expect([...weights!.subarray(0, 3)]).toEqual([1, 0, 0]);
  });

  test('what comes out points against no memory by more than the ridge allows', async () => {
    const vectors = randomVectors(9, 40);
    const params = { ...GEM, count: 9 };
    const { weights } = await runKernel(gem_weights, weightsFor(gramOf(vectors)), params, [1]);
    const step = sum(vectors, weights!);
    const dots = vectors.slice(1).map((v) => v.reduce((s, x, m) => s + x * step[m]!, 0));
    // -r v_i with r = 1e-3 * 40 and v of order 1.
    expect(Math.min(...dots)).toBeGreaterThan(-0.04);
    expect(
      Math.min(...vectors.slice(1).map((v) => v.reduce((s, x, m) => s + x * vectors[0]![m]!, 0))),
    ).toBeLessThan(-1);
  });
});

describe('pcgrad_weights', () => {
  test.each([
    [1, 3],
    [2, 8],
    [5, 40],
    [25, 60],
    [MOST_GRADIENTS, 200],
  ])('of %i gradients is what the reference says', async (count, length) => {
    const gram = gramOf(randomVectors(count, length));
    const params = { count, seed: 7 };
    const actual = await runKernel(pcgrad_weights, weightsFor(gram), params, [1]);
    const expected = await runReference(pcgrad_weights, weightsFor(gram), params);
    const tolerance = { name: 'weights', absolute: 1e-4, relative: 1e-4 };
    expectClose(actual.weights!, expected.weights!, tolerance);
  });

  test('of (1, 0) and (-1, 1) makes (1/2, 1/2) + (0, 1)', async () => {
    const vectors = [
      [1, 0],
      [-1, 1],
    ];
    const arrays = weightsFor(gramOf(vectors));
    const { weights } = await runKernel(pcgrad_weights, arrays, { count: 2, seed: 1 }, [1]);
    expectClose(sum(vectors, weights!), [0.5, 1.5], { name: 'sum', absolute: 1e-6 });
  });

  test('the order depends on the seed, and without conflict there is none: the plain sum', async () => {
    const conflicts = gramOf(randomVectors(6, 5));
    const of = async (gram: Float32Array, seed: number) =>
      (await runKernel(pcgrad_weights, weightsFor(gram), { count: 6, seed }, [1])).weights!;
    expect(await of(conflicts, 1)).not.toEqual(await of(conflicts, 2));
    const positive = gramOf(randomVectors(6, 5).map((v) => v.map(Math.abs)));
    expect([...(await of(positive, 1)).subarray(0, 6)]).toEqual([1, 1, 1, 1, 1, 1]);
  });
});

test.each([4, 252, 260])('vector_combine on %i values', async (count) => {
  const arrays = {
    weights: Float32Array.of(0.5, 0.25, 0),
    source: randomFloats(1, count + 4),
    destination: randomFloats(2, count + 4),
  };
  for (const [index, scale_own] of [
    [1, 0],
    [1, 1],
    [2, 0],
  ] as const) {
    const params = { count, index, factor: -1, scale_own };
    const actual = await runKernel(vector_combine, arrays, params, threadGrid(count / 4));
    const expected = await runReference(vector_combine, arrays, params);
    const tolerance = { name: `index ${index}`, absolute: 1e-6, relative: 1e-6 };
    expectClose(actual.destination!, expected.destination!, tolerance);
    if (index === 2) expect(actual.destination).toEqual(arrays.destination);
  }
});
