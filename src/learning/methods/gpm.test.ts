// GPM against its promise: what a projected step changes of a weight matrix acts on nothing in the space of its inputs, and
// the whole network answers as before where the spaces hold all inputs; and the space grows by the rule.

import { describe, expect, test, vi } from 'vitest';
import { weightMatrices } from '../../engine/inputProjection.ts';
import { makeBatch } from '../batching.ts';
import type { Item } from '../example.ts';
import { MethodBench } from '../testing/methodBench.ts';
import { TINY_SHAPE } from '../testing/tinyExperiment.ts';
import { gpm } from './gpm.ts';

const itemOf = (tokens: readonly number[]): Item => ({
  tokens,
  weights: tokens.map((_, i) => (i < 2 ? 0 : 1)),
  scored: tokens.map((_, i) => i >= 2),
});
const OLD = itemOf([0, 30, 41, 50, 2]);
const NEW = itemOf([0, 33, 44, 55, 3]);

async function afterPhase(projected: 'gradient' | 'update', threshold: number) {
  const bench = MethodBench.of(gpm, { inputs: 1, base: false, growth: 0, threshold, projected });
  await bench.method.afterStep!([{ item: OLD, taskId: 'reverse', phase: 0 }], 0);
  await bench.method.endPhase!(0);
  return bench;
}

/** Largest change of logits, over their largest size. */
async function change(bench: MethodBench, item: Item, before: Float32Array): Promise<number> {
  const after = await bench.network.logits(makeBatch([item]));
  const most = Math.max(...before.map(Math.abs));
  return Math.max(...after.map((z, i) => Math.abs(z - before[i]!))) / most;
}

describe('GPM', () => {
  test.each(['gradient', 'update'] as const)(
    'with SGD, projecting the %s: where the spaces hold all inputs, a large step changes no logit on them, but others',
    async (projected) => {
      const bench = await afterPhase(projected, 1);
      const [old, other] = [
        await bench.network.logits(makeBatch([OLD])),
        await bench.network.logits(makeBatch([NEW])),
      ];
      const gradient = bench.random(9, 0.1);
      await bench.step(gradient, 1, 1);
      expect(await change(bench, OLD, old)).toBeLessThan(1e-4);
      expect(await change(bench, NEW, other)).toBeGreaterThan(0.1);
    },
  );

  test('what a step changes of a matrix acts on nothing in its space, and fully outside of it', async () => {
    const bench = await afterPhase('gradient', 0.8);
    const { layout } = bench.network.parameters;
    const gradient = bench.random(9, 0.1);
    bench.write(bench.network.gradients, gradient);
    await bench.run(bench.method.transformGradients!(1));
    const left = await bench.gradients();
    // Projecting again changes nothing: what is left has no part in the spaces.
    await bench.run(bench.method.transformGradients!(1));
    const again = await bench.gradients();
    for (const { name, offset, outputs, inputs } of weightMatrices(TINY_SHAPE, layout)) {
      const norm = (v: Float32Array) =>
        Math.sqrt(v.subarray(offset, offset + outputs * inputs).reduce((s, x) => s + x * x, 0));
      const difference = again.map((x, i) => x - left[i]!);
      expect(norm(difference) / norm(left), name).toBeLessThan(1e-5);
      // An orthogonal projection: |G|^2 = |left|^2 + |taken|^2, with something on both sides.
      const taken = gradient.map((x, i) => x - left[i]!);
      const total = norm(gradient) ** 2;
      expect((norm(left) ** 2 + norm(taken) ** 2) / total, name).toBeCloseTo(1, 4);
      expect(norm(taken) ** 2 / total, name).toBeGreaterThan(0.02);
      expect(norm(left) ** 2 / total, name).toBeGreaterThan(0.1);
    }
  });

  test('norms and the embedding rows of tokens seen are held whole, the other rows are free', async () => {
    const bench = await afterPhase('gradient', 0.8);
    const gradient = bench.random(9);
    bench.write(bench.network.gradients, gradient);
    await bench.run(bench.method.transformGradients!(1));
    const left = await bench.gradients();
    const { width } = TINY_SHAPE;
    const part = (name: string, from = 0, count?: number) => {
      const { offset, size } = bench.network.parameters.layout.ranges.find((r) => r.name === name)!;
      const start = offset + from;
      return [left, gradient].map((v) => v.slice(start, count ? start + count : offset + size));
    };
    for (const name of ['layers.0.attentionNorm', 'layers.0.mlpNorm', 'finalNorm'])
      expect(part(name)[0]!.every((x) => x === 0)).toBe(true);
    for (const token of OLD.tokens)
      expect(part('embedding', token * width, width)[0]!.every((x) => x === 0)).toBe(true);
    const [kept, given] = part('embedding', 33 * width, width);
    expect(kept).toEqual(given);
  });

  test('before anything is held, nothing is projected; at a threshold of 0 nothing ever is', async () => {
    const bench = MethodBench.of(gpm, { base: false });
    expect(bench.method.transformGradients!(0)).toEqual([]);
    const off = MethodBench.of(gpm, { threshold: 0 });
    expect(off.method.transformGradients).toBeUndefined();
    expect(off.context.verbs.counts.vectors).toBe(0);
  });

  test('stopped while the spaces grow, even before the last piece, it holds nothing', async () => {
    // A clock on which every piece is slow, so that there is a turn after each.
    let clock = 0;
    const now = vi.spyOn(performance, 'now').mockImplementation(() => (clock += 100));
    const holding = async (stopAt: number) => {
      const bench = MethodBench.of(gpm, { inputs: 1, base: false, threshold: 0.8 });
      await bench.method.afterStep!([{ item: OLD, taskId: 'reverse', phase: 0 }], 0);
      let asked = 0;
      await bench.method.endPhase!(0, () => ++asked === stopAt);
      return { asked, holds: bench.method.transformGradients!(1).length > 0 };
    };
    const { asked, holds } = await holding(Infinity);
    expect(holds).toBe(true);
    expect(await holding(asked)).toEqual({ asked, holds: false });
    expect(await holding(Math.floor(asked / 2))).toMatchObject({ holds: false });
    now.mockRestore();
  });
});
