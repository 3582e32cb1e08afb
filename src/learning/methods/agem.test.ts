// A-GEM against its definition: by hand in two dimensions, in closed form on a network, and its first-order guarantee.

import { describe, expect, test } from 'vitest';
import { Rng } from '../../core/rng.ts';
import type { FlatVector } from '../../engine/flatVector.ts';
import { expectClose } from '../../engine/testing/kernelTest.ts';
import { makeBatch } from '../batching.ts';
import type { Item } from '../example.ts';
import { MethodBench } from '../testing/methodBench.ts';
import { agem } from './agem.ts';

const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, i) => sum + x * b[i]!, 0);

/** `vector` without what runs against `reference`. */
function projected(vector: Float32Array, reference: Float32Array): Float32Array {
  const factor = Math.min(0, dot(vector, reference)) / dot(reference, reference);
  return vector.map((x, i) => x - factor * reference[i]!);
}

const MEMORY = 6;

/** A bench whose method remembers exactly these items, all of which it draws at every step. */
async function benchWithMemory(what: 'gradient' | 'update') {
  const bench = MethodBench.of(agem, {
    batch: MEMORY,
    general: 0,
    perTask: MEMORY,
    projected: what,
  });
  const rng = new Rng(4);
  const items = Array.from({ length: MEMORY }, () => bench.context.sampleTask('reverse', rng));
  void bench.method.afterStep!(
    items.map((item) => ({ item, taskId: 'reverse', phase: 0 })),
    0,
  );
  return { bench, items };
}

async function gradientOn(bench: MethodBench, items: readonly Item[]): Promise<Float32Array> {
  const vector: FlatVector = bench.context.verbs.vector('expected');
  await bench.run([bench.network.gradientInto(vector, makeBatch(items), 0)]);
  return bench.network.snapshot(vector);
}

describe('the projection', () => {
  test.each([
    { name: 'a gradient against it', side: 1, vector: [1, -1], expected: [1, 0] },
    { name: 'a gradient along it', side: 1, vector: [1, 1], expected: [1, 1] },
    { name: 'an update along it', side: -1, vector: [-1, 1], expected: [-1, 0] },
    { name: 'an update against it', side: -1, vector: [-1, -1], expected: [-1, -1] },
  ] as const)('$name', async ({ side, vector, expected }) => {
    const bench = MethodBench.of(agem);
    const { verbs } = bench.context;
    const [reference, target] = [verbs.vector('r'), verbs.vector('t')];
    const place = (values: readonly number[]) => {
      const all = new Float32Array(bench.length);
      all.set(values, 7);
      return all;
    };
    bench.write(reference, place([0, 1]));
    bench.write(target, place(vector));
    const program = verbs.projection('p', reference, target, { side, deciding: target });
    await verbs.run(program);
    expect(await verbs.read(target)).toEqual(place(expected));
  });
});

describe('A-GEM', () => {
  test('examples of the present phase are no memory yet', async () => {
    const { bench } = await benchWithMemory('gradient');
    expect(bench.method.keepGradient!(1)).toEqual([]);
    expect(bench.method.storedExamples!().total).toBe(MEMORY);
    await bench.method.endPhase!(0);
    expect(bench.method.keepGradient!(1)).not.toEqual([]);
    expect(bench.method.storedExamples!().total).toBe(MEMORY);
  });

  test.each(['gradient', 'update'] as const)(
    'with SGD, projecting the %s takes the step that the definition gives, conflict or none',
    async (what) => {
      const { bench, items } = await benchWithMemory(what);
      await bench.method.endPhase!(0);
      for (const sign of [-1, 1]) {
        const before = await bench.parameters();
        const reference = await gradientOn(bench, items);
        const noise = bench.random(9, 0.01);
        const gradient = reference.map((x, i) => 0.5 * sign * x + noise[i]!);
        await bench.step(gradient, 1, 0.1);
        const step = projected(gradient, reference);
        const expected = before.map((x, i) => x - 0.1 * step[i]!);
        expectClose(await bench.parameters(), expected, { name: 'parameters', absolute: 2e-6 });
        expect(dot(gradient, reference) < 0).toBe(sign < 0);
      }
    },
  );

  test('where it projects, the loss on the memory changes at second order only', async () => {
    const change = async (rate: number) => {
      const { bench, items } = await benchWithMemory('gradient');
      await bench.method.endPhase!(0);
      const loss = async () => {
        const [scores] = (await bench.network.evaluate([makeBatch(items)]))!;
        return scores!.reduce((sum, s) => sum + s.loss, 0);
      };
      const reference = await gradientOn(bench, items);
      const noise = bench.random(9, 0.05);
      const before = await loss();
      await bench.step(
        reference.map((x, i) => noise[i]! - x),
        1,
        rate,
      );
      return (await loss()) - before;
    };
    expect((await change(0.1)) / (await change(0.2))).toBeCloseTo(0.25, 1);
  });
});
