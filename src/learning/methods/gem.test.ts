// GEM against its quadratic program: by hand in two dimensions, where A-GEM gives another answer, and on a network against
// an enumeration of the active sets; and its first-order guarantee.

import { describe, expect, test } from 'vitest';
import { settleByGem } from '../../engine/gradientMemories.ts';
import { expectClose } from '../../engine/testing/kernelTest.ts';
import { makeBatch } from '../batching.ts';
import { MEMORY, benchWithMemories, dot } from '../testing/memoryBench.ts';
import { MethodBench } from '../testing/methodBench.ts';
import { agem } from './agem.ts';
import { gem } from './gem.ts';

/** The best g + v1 m1 + v2 m2 with v >= margin, by trying which weights are at the margin. */
function bestStep(g: Float32Array, memories: readonly Float32Array[], margin: number) {
  if (memories.every((m) => dot(g, m) >= 0)) return g;
  const [a, b] = memories as [Float32Array, Float32Array];
  const [aa, ab, bb] = [dot(a, a), dot(a, b), dot(b, b)];
  const [ga, gb] = [dot(g, a), dot(g, b)];
  const determinant = aa * bb - ab * ab;
  const candidates = [
    [margin, margin],
    [margin, -(gb + ab * margin) / bb],
    [-(ga + ab * margin) / aa, margin],
    [(ab * gb - bb * ga) / determinant, (ab * ga - aa * gb) / determinant],
  ].filter((v) => v.every((x) => x >= margin)) as [number, number][];
  const steps = candidates.map(([v, w]) => g.map((x, i) => x + v * a[i]! + w * b[i]!));
  return steps.reduce((best, s) => (dot(s, s) < dot(best, best) ? s : best));
}

describe('the projection', () => {
  /** What GEM makes of a vector in two dimensions with the memories (1, 1) and (-1, 1). */
  async function settled(vector: readonly number[], side: 1 | -1, margin: number) {
    const bench = MethodBench.of(gem);
    const { verbs } = bench.context;
    const place = (values: readonly number[]) => {
      const all = new Float32Array(bench.length);
      all.set(values, 7);
      return all;
    };
    const memories = [
      [1, 1],
      [-1, 1],
    ].map((values, i) => {
      const memory = verbs.vector(`m${i}`);
      bench.write(memory, place(values));
      return memory;
    });
    const target = verbs.vector('t');
    bench.write(target, place(vector));
    const settlement = verbs.settlement('s', memories);
    const options = { target, deciding: target, side, margin };
    await verbs.run(verbs.record('p', (r) => settleByGem(r, settlement, options)));
    return (await verbs.read(target)).slice(7, 9);
  }

  test.each([
    { name: 'a gradient against one', vector: [1, 0], side: 1, margin: 0, expected: [0.5, 0.5] },
    { name: 'a gradient against none', vector: [0, 1], side: 1, margin: 0.5, expected: [0, 1] },
    { name: 'a gradient against both', vector: [0, -1], side: 1, margin: 0, expected: [0, 0] },
    { name: 'a margin', vector: [1, 0], side: 1, margin: 0.5, expected: [1, 1] },
    { name: 'an update along one', vector: [-1, 0], side: -1, margin: 0, expected: [-0.5, -0.5] },
  ] as const)('$name', async ({ vector, side, margin, expected }) => {
    // The ridge takes 5e-4 of a weight.
    expectClose(await settled(vector, side, margin), expected, { name: 'step', absolute: 2e-3 });
  });

  test('is not that of A-GEM, whose average memory (0, 1) has nothing against (1, 0)', async () => {
    const bench = MethodBench.of(agem);
    const { verbs } = bench.context;
    const [reference, target] = [verbs.vector('r'), verbs.vector('t')];
    const place = (values: readonly number[]) => {
      const all = new Float32Array(bench.length);
      all.set(values, 7);
      return all;
    };
    bench.write(reference, place([0, 1]));
    bench.write(target, place([1, 0]));
    await verbs.run(verbs.projection('p', reference, target, { side: 1, deciding: target }));
    expect(await verbs.read(target)).toEqual(place([1, 0]));
  });
});

describe('GEM', () => {
  test.each(['gradient', 'update'] as const)(
    'with SGD, projecting the %s takes the best step, at any violation and margin',
    async (projected) => {
      for (const margin of [0, 0.3]) {
        const { bench, gradients } = await benchWithMemories(gem, { margin, projected });
        for (const signs of [
          [-1, -1],
          [-1, 0.5],
          [1, 1],
        ]) {
          const before = await bench.parameters();
          const memories = await gradients();
          const noise = bench.random(9, 0.01);
          const gradient = noise.map((x, i) =>
            memories.reduce((sum, m, k) => sum + signs[k]! * m[i]!, x),
          );
          await bench.step(gradient, 1, 0.1);
          // On the update the margin is in units of its length over the memories'; SGD's step is 0.1 of the gradient.
          const mean = (dot(memories[0]!, memories[0]!) + dot(memories[1]!, memories[1]!)) / 2;
          const unit = projected === 'update' ? Math.sqrt(dot(gradient, gradient) / mean) : 1;
          const best = bestStep(gradient, memories, margin * unit);
          const moved = (await bench.parameters()).map((x, i) => (before[i]! - x) / 0.1);
          // The ridge of 1e-3 against curvatures of order 1.
          const size = Math.max(...gradient.map(Math.abs));
          expectClose(moved, best, { name: `step ${signs.join()}`, absolute: 5e-3 * size });
          const dots = memories.map((m) => dot(moved, m) / dot(m, m));
          if (margin === 0) expect(Math.min(...dots)).toBeGreaterThan(-5e-3);
        }
      }
    },
  );

  test('where it projects, the loss on no memory rises at first order', async () => {
    const change = async (rate: number) => {
      const { bench, items, gradients } = await benchWithMemories(gem, { margin: 0 });
      const losses = async () => {
        const scores = (await bench.network.evaluate(items.map((list) => makeBatch(list))))!;
        return scores.map((list) => list.reduce((sum, s) => sum + s.loss, 0) / MEMORY);
      };
      const memories = await gradients();
      const noise = bench.random(9, 0.15);
      const gradient = noise.map((x, i) => memories.reduce((sum, m) => sum - m[i]!, x));
      const before = await losses();
      await bench.step(gradient, 1, rate);
      return (await losses()).map((loss, i) => loss - before[i]!);
    };
    const [small, large] = [await change(0.05), await change(0.1)];
    small.forEach((rise, i) => expect(rise / large[i]!).toBeLessThan(0.35));
  });

  test('a task becomes a memory at the end of its phase, and each is a vector and a pass', async () => {
    const { bench } = await benchWithMemories(gem, {});
    bench.method.keepGradient!(1);
    expect(bench.context.verbs.counts).toMatchObject({ vectors: 2, sequences: 2 * MEMORY });
    expect(bench.method.storedExamples!().total).toBe(2 * MEMORY);
    const fresh = MethodBench.of(gem, { general: 0 });
    expect(fresh.method.keepGradient!(1)).toEqual([]);
    expect(fresh.method.transformGradients!(1)).toEqual([]);
  });
});
