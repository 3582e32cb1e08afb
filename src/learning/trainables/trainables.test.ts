// Sets of trainable parameters against their definitions, on a small network on the CPU device.

import { describe, expect, test } from 'vitest';
import { rangeOf } from '../../engine/flatVector.ts';
import { adamw } from '../../engine/optimizers/adamw.ts';
import type { OptimizerPlugin } from '../../engine/optimizers/optimizer.ts';
import { INITIAL, LAYOUT, batch, bench } from '../testing/trainableBench.ts';
import { freezing } from './freezing.ts';
import { lora } from './lora.ts';
import { oLora } from './oLora.ts';

const part = (values: Float32Array, name: string) => {
  const { offset, size } = rangeOf(LAYOUT, name);
  return values.slice(offset, offset + size);
};

describe('freezing', () => {
  test.each([
    [{ depth: 2, kinds: 'every' }, /^(layers\.1\.|finalNorm|head)/],
    [{ depth: 0, kinds: 'attention' }, /qkv|attentionOutput/],
    [{ depth: 2, kinds: 'mlp' }, /^layers\.1\.mlp(Up|Down)/],
    [{ depth: 1, kinds: 'norms' }, /Norm/],
  ] as const)('%o: frozen tensors are bit-identical under AdamW', async (values, trained) => {
    const settings = { weightDecay: 0.1 };
    const optimizer = adamw as unknown as OptimizerPlugin;
    const { network, device, set } = bench(freezing, values, optimizer, settings);
    // As if Adam had moments from before: the gradient alone would not keep a weight.
    for (const slot of network.optimizer.slots)
      device.write(slot.buffer, new Float32Array(LAYOUT.length).fill(0.1));
    for (let step = 0; step < 3; step++) await network.trainStep(batch(step), step, 0.01);
    const after = await network.snapshot();
    for (const { name } of LAYOUT.ranges) {
      const moved = part(after, name).some((v, i) => v !== part(INITIAL, name)[i]);
      expect(moved, name).toBe(trained.test(name));
    }
    const counted = LAYOUT.ranges.filter((r) => trained.test(r.name));
    expect(freezing.facts(values, LAYOUT, 1).trained).toBe(
      counted.reduce((sum, { size }) => sum + size, 0),
    );
    expect(set.held.vectors).toBe(freezing.cost(values, 1).vectors);
  });

  test('the gradient norm, by which it is clipped, is that of what is trained', async () => {
    const { network } = bench(freezing);
    await network.trainStep(batch(1), 0, 0);
    const { gradientNorm } = (await network.scalars(0, 0))[0]!;
    const all = bench(null).network;
    await all.trainStep(batch(1), 0, 0);
    const gradient = await all.snapshot(all.gradients);
    let squares = 0;
    for (const { name } of LAYOUT.ranges)
      if (/^(layers\.1\.|finalNorm|head)/.test(name))
        squares += part(gradient, name).reduce((sum, g) => sum + g * g, 0);
    expect(gradientNorm).toBeCloseTo(Math.sqrt(squares), 5);
  });

  test('refuses what leaves nothing to train, and more layers than there are', () => {
    expect(freezing.problem?.({ depth: 3, kinds: 'mlp' }, LAYOUT)).toContain('got none');
    expect(freezing.problem?.({ depth: 4, kinds: 'every' }, LAYOUT)).toContain('got 4');
    expect(freezing.problem?.({ depth: 3, kinds: 'every' }, LAYOUT)).toBeNull();
  });
});

/** Loss of the batch at these factors. */
async function lossAt(b: ReturnType<typeof bench>, factors: Float32Array): Promise<number> {
  b.device.write(b.set.parameters.buffer, factors);
  // At a rate of 0 the optimizer leaves the factors alone, and the merge follows.
  await b.network.trainStep(batch(1), 0, 0);
  await b.network.trainStep(batch(1), 1, 0);
  return (await b.network.scalars(1, 1))[0]!.loss;
}

describe('LoRA', () => {
  test('starts at the base: step 0 has its bits, no gradient for A, and one for B', async () => {
    const { network, set } = bench(lora);
    const base = bench(null).network;
    expect(await network.logits(batch(1))).toEqual(await base.logits(batch(1)));
    await network.trainStep(batch(1), 0, 0);
    const gradients = await network.snapshot(set.gradients);
    for (const { name, offset, size } of set.gradients.layout.ranges) {
      const own = gradients.slice(offset, offset + size);
      expect(
        own.some((g) => g !== 0),
        name,
      ).toBe(name.endsWith('.B'));
    }
    expect(await network.snapshot()).toEqual(INITIAL);
  });

  test('has the gradient that finite differences give, for A and for B', async () => {
    const b = bench(lora, { rank: 3, alpha: 6 });
    const { layout } = b.set.parameters;
    const factors = (await b.network.snapshot(b.set.parameters)).map(
      (v, i) => v + 0.3 * Math.sin(i + 1),
    );
    await lossAt(b, factors);
    const gradient = await b.network.snapshot(b.set.gradients);
    for (const { name, offset, size } of layout.ranges.slice(0, 8)) {
      const moved = (h: number) =>
        factors.map((v, i) => (i >= offset && i < offset + size ? v + h * Math.cos(3 * i) : v));
      const h = 2e-3;
      const numeric = ((await lossAt(b, moved(h))) - (await lossAt(b, moved(-h)))) / (2 * h);
      let analytic = 0;
      for (let i = offset; i < offset + size; i++) analytic += gradient[i]! * Math.cos(3 * i);
      expect(Math.abs(analytic - numeric), name).toBeLessThan(2e-3 + 0.01 * Math.abs(numeric));
    }
  });

  test('its first SGD step is the dense gradient projected: dW = -rate s^2 G A^T A', async () => {
    const b = bench(lora, { rank: 2, alpha: 3 });
    const factors = await b.network.snapshot(b.set.parameters);
    await b.network.trainStep(batch(1), 0, 0.1);
    const gradient = await b.network.snapshot(b.network.gradients);
    const after = await b.network.snapshot();
    for (const { name, shape, offset } of LAYOUT.ranges.filter((r) => /qkv|mlpDown/.test(r.name))) {
      const [rows, columns] = shape as [number, number];
      const a = rangeOf(b.set.parameters.layout, `${name}.A`).offset;
      for (let o = 0; o < rows; o++) {
        for (let i = 0; i < columns; i++) {
          let change = 0;
          for (let k = 0; k < 2; k++)
            for (let j = 0; j < columns; j++)
              change +=
                gradient[offset + o * columns + j]! *
                factors[a + k * columns + j]! *
                factors[a + k * columns + i]!;
          const at = offset + o * columns + i;
          expect(after[at]! - INITIAL[at]!).toBeCloseTo(-0.1 * 2.25 * change, 5);
        }
      }
    }
  });

  test('of full rank with A = I and alpha = r it takes the step of full fine-tuning', async () => {
    const b = bench(lora, { rank: 16, alpha: 16 });
    const factors = new Float32Array(b.set.parameters.layout.length);
    for (const { name, offset } of b.set.parameters.layout.ranges)
      if (name.endsWith('.A')) for (let k = 0; k < 16; k++) factors[offset + 17 * k] = 1;
    b.device.write(b.set.parameters.buffer, factors);
    const dense = bench(null).network;
    await b.network.trainStep(batch(1), 0, 0.1);
    await dense.trainStep(batch(1), 0, 0.1);
    const [merged, expected] = [await b.network.snapshot(), await dense.snapshot()];
    for (const { name } of LAYOUT.ranges) {
      const reference = /qkv|attentionOutput|mlp(Up|Down)/.test(name) ? expected : INITIAL;
      const apart = part(merged, name).map((v, i) => Math.abs(v - part(reference, name)[i]!));
      expect(Math.max(...apart), name).toBeLessThan(1e-6);
    }
  });

  test('merges at a boundary without a change, and goes on from there; kept, it goes on as it was', async () => {
    for (const boundary of ['merge', 'keep'] as const) {
      const { network, set, context } = bench(lora, { boundary });
      await network.trainStep(batch(1), 0, 0.1);
      const before = await network.snapshot();
      const factors = await network.snapshot(set.parameters);
      await set.beginPhase?.(1, context);
      await network.trainStep(batch(2), 1, 0);
      const apart = (await network.snapshot()).map((v, i) => Math.abs(v - before[i]!));
      expect(Math.max(...apart)).toBeLessThan(1e-6);
      const now = await network.snapshot(set.parameters);
      expect(now.some((v, i) => v !== factors[i])).toBe(boundary === 'merge');
      expect(set.renewed ?? false).toBe(boundary === 'merge');
    }
  });
});

describe('O-LoRA', () => {
  const strength = 0.5;

  /** In its second phase, with the A of the first phase given. */
  async function secondPhase(now: (earlier: Float32Array) => Float32Array) {
    const b = bench(oLora, { rank: 2, strength });
    const earlier = await b.network.snapshot(b.set.parameters);
    await b.set.beginPhase!(1, b.context);
    const factors = now(earlier);
    b.device.write(b.set.parameters.buffer, factors);
    const plain = bench(lora, { rank: 2 });
    plain.device.write(plain.set.parameters.buffer, factors);
    for (const { network } of [b, plain]) await network.trainStep(batch(1), 0, 0);
    const [with_, without] = await Promise.all(
      [b, plain].map(({ network, set }) => network.snapshot(set.gradients)),
    );
    return { earlier, factors, penalty: with_!.map((g, i) => g - without![i]!), b };
  }

  test('adds the gradient of the sum of |A_earlier A^T|, as finite differences give it', async () => {
    const { earlier, factors, penalty, b } = await secondPhase((e) =>
      e.map((v, i) => Math.sin(5 * i) + v),
    );
    const { layout } = b.set.parameters;
    const sumAt = (values: Float64Array) => {
      let sum = 0;
      for (const { name, offset, shape } of layout.ranges) {
        if (!name.endsWith('.A')) continue;
        const [rank, columns] = shape as [number, number];
        for (let j = 0; j < rank; j++)
          for (let k = 0; k < rank; k++) {
            let product = 0;
            for (let i = 0; i < columns; i++)
              product += earlier[offset + j * columns + i]! * values[offset + k * columns + i]!;
            sum += Math.abs(product);
          }
      }
      return strength * sum;
    };
    const exact = Float64Array.from(factors);
    for (const { name, offset, size } of layout.ranges) {
      for (const i of [offset, offset + size - 1]) {
        const at = (h: number) => sumAt(exact.map((v, j) => (j === i ? v + h : v)));
        const numeric = name.endsWith('.A') ? (at(1e-4) - at(-1e-4)) / 2e-4 : 0;
        expect(penalty[i]!, name).toBeCloseTo(numeric, 4);
      }
    }
  });

  test('has no penalty between orthogonal rows', async () => {
    const { penalty } = await secondPhase((earlier) => earlier.map(() => 0));
    expect(penalty.every((g) => g === 0)).toBe(true);
  });
});
