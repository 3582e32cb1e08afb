// PCGrad against its algorithm: by hand in two dimensions, and on a network in closed form for the two gradients that it is
// there from the second phase on.

import { describe, expect, test } from 'vitest';
import { settleByPcgrad } from '../../engine/gradientMemories.ts';
import { expectClose } from '../../engine/testing/kernelTest.ts';
import { benchWithMemories, dot } from '../testing/memoryBench.ts';
import { MethodBench } from '../testing/methodBench.ts';
import { pcgrad } from './pcgrad.ts';

/** `vector` without what runs against the original `other`. */
const cleared = (vector: Float32Array, other: Float32Array) => {
  const factor = Math.min(0, dot(vector, other)) / dot(other, other);
  return vector.map((x, i) => x - factor * other[i]!);
};

test('(1, 0) and (-1, 1) add up to (1/2, 1/2) + (0, 1)', async () => {
  const bench = MethodBench.of(pcgrad);
  const { verbs } = bench.context;
  const [memory, target] = [verbs.vector('m'), verbs.vector('t')];
  const place = (values: readonly number[]) => {
    const all = new Float32Array(bench.length);
    all.set(values, 7);
    return all;
  };
  bench.write(memory, place([-1, 1]));
  bench.write(target, place([1, 0]));
  const settlement = verbs.settlement('s', [memory]);
  const program = verbs.record('p', (r) => settleByPcgrad(r, settlement, target));
  await bench.run([{ program, values: { seed: 1 } }]);
  expectClose(await verbs.read(target), place([0.5, 1.5]), { name: 'sum', absolute: 1e-6 });
});

describe('PCGrad', () => {
  test('with SGD, steps along the sum of the cleared gradients, in one of the two orders', async () => {
    const { bench, gradients } = await benchWithMemories(pcgrad, {});
    const orders = new Set<string>();
    for (let step = 0; step < 8; step++) {
      const before = await bench.parameters();
      const [a, b] = (await gradients()) as [Float32Array, Float32Array];
      const noise = bench.random(9 + step, 0.01);
      const g = noise.map((x, i) => x - 0.5 * a[i]! - 0.4 * b[i]!);
      await bench.step(g, step, 0.02);
      const moved = (await bench.parameters()).map((x, i) => (before[i]! - x) / 0.02);
      // Each of the three is cleared of the other two in one of two orders.
      const both = (v: Float32Array, [first, second]: readonly [Float32Array, Float32Array]) =>
        cleared(cleared(v, first), second);
      const variants = [0, 1, 2, 3, 4, 5, 6, 7].map((bits) => {
        const pick = (bit: number, x: Float32Array, y: Float32Array) =>
          (bits >> bit) & 1 ? ([y, x] as const) : ([x, y] as const);
        const parts = [both(g, pick(0, a, b)), both(a, pick(1, g, b)), both(b, pick(2, g, a))];
        return parts[0]!.map((x, i) => x + parts[1]![i]! + parts[2]![i]!);
      });
      const errors = variants.map((v) => Math.max(...v.map((x, i) => Math.abs(x - moved[i]!))));
      const best = errors.indexOf(Math.min(...errors));
      expect(errors[best]!).toBeLessThan(1e-4);
      orders.add(String(best));
    }
    expect(orders.size).toBeGreaterThan(1);
  });

  test('without conflict it is the plain sum: replay with equal weights', async () => {
    const { bench, gradients } = await benchWithMemories(pcgrad, {});
    const before = await bench.parameters();
    const [a, b] = (await gradients()) as [Float32Array, Float32Array];
    expect(dot(a, b)).toBeGreaterThan(0);
    const g = a.map((x, i) => 0.5 * x + 0.5 * b[i]!);
    await bench.step(g, 1, 0.1);
    const expected = before.map((x, i) => x - 0.1 * (g[i]! + a[i]! + b[i]!));
    expectClose(await bench.parameters(), expected, { name: 'parameters', absolute: 1e-5 });
  });
});
