// The model on the CPU device: its gradient against finite differences, weighting, and packing.

import { describe, expect, test } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { type Batch, weightSum } from '../batch.ts';
import { CpuDevice } from '../cpuDevice.ts';
import { TEST_SHAPE, testBatch, testNetwork } from '../testing/tinyNetwork.ts';
import { forwardFlops, parameterLayout } from './shape.ts';

/** Mean weighted negative log-likelihood in double precision, from the logits. */
function lossOf(logits: Float32Array, batch: Batch, vocabulary: number): number {
  let loss = 0;
  for (let row = 0; row < batch.rows * batch.length; row++) {
    const z = logits.subarray(row * vocabulary, (row + 1) * vocabulary);
    const largest = Math.max(...z);
    const logSum = largest + Math.log(z.reduce((sum, v) => sum + Math.exp(v - largest), 0));
    loss += batch.weights[row]! * (logSum - z[batch.targets[row]!]!);
  }
  return loss / weightSum(batch);
}

describe.each([
  ['GELU, grouped heads, untied', TEST_SHAPE],
  ['ReLU', { ...TEST_SHAPE, mlp: 'relu' } as const],
  ['SwiGLU, tied', { ...TEST_SHAPE, mlp: 'swiglu', tied: true, keyValueHeads: 3 } as const],
])('model with %s', (_, shape) => {
  test('has the gradient that finite differences give, in every tensor', async () => {
    const device = new CpuDevice();
    const { network } = testNetwork(device, shape);
    const batch = testBatch(shape, 3, 9, 5);
    await device.submit([network.begin(), network.lossAndBackward(batch, 0)]);
    const gradient = await network.snapshot(network.gradients);
    const values = await network.snapshot();
    const rng = new Rng(3);
    for (const range of parameterLayout(shape).ranges) {
      // A random direction inside one tensor: f32 noise hits a directional derivative less than a single coordinate.
      const direction = Float32Array.from({ length: range.size }, () => rng.normal());
      const along = async (step: number) => {
        const moved = values.slice();
        direction.forEach((d, i) => (moved[range.offset + i]! += step * d));
        device.write(network.parameters.buffer, moved);
        return lossOf(await network.logits(batch), batch, shape.vocabulary);
      };
      // ReLU's kinks add an error of the order of h, so there h is smaller and rounding counts for more.
      const [h, most] = shape.mlp === 'relu' ? [5e-4, 8e-3] : [2e-3, 2e-3];
      const numeric = ((await along(h)) - (await along(-h))) / (2 * h);
      const analytic = direction.reduce((sum, d, i) => sum + d * gradient[range.offset + i]!, 0);
      // Central differences err by h^2 f'''/6 and by f32 rounding of the loss over h: together below 2e-3 here.
      expect(Math.abs(analytic - numeric), range.name).toBeLessThan(
        most + 0.01 * Math.abs(numeric),
      );
    }
  });
});

describe('network', () => {
  test('reports the loss that its logits give', async () => {
    const { network } = testNetwork(new CpuDevice());
    const batch = testBatch(TEST_SHAPE, 4, 8, 11);
    const expected = lossOf(await network.logits(batch), batch, TEST_SHAPE.vocabulary);
    await network.trainStep(batch, 0, 0);
    const [scalars] = await network.scalars(0, 0);
    expect(scalars!.loss).toBeCloseTo(expected, 5);
  });

  test('two backward passes with one normaliser add up to one pass over their union', async () => {
    const device = new CpuDevice();
    const { network } = testNetwork(device);
    const whole = testBatch(TEST_SHAPE, 4, 8, 2);
    const part = (first: number): Batch => ({
      rows: 2,
      length: 8,
      tokens: whole.tokens.slice(first * 8, (first + 2) * 8),
      targets: whole.targets.slice(first * 8, (first + 2) * 8),
      weights: whole.weights.slice(first * 8, (first + 2) * 8),
    });
    await device.submit([network.begin(), network.lossAndBackward(whole, 0)]);
    const expected = await network.snapshot(network.gradients);
    const m = weightSum(whole);
    await device.submit([
      network.begin(),
      network.lossAndBackward(part(0), 1, { normaliser: m, slot: 0 }),
      network.lossAndBackward(part(2), 1, { normaliser: m, slot: 1 }),
    ]);
    const actual = await network.snapshot(network.gradients);
    const scalars = await network.scalars(0, 1);
    expect(scalars[1]!.loss).toBeCloseTo(scalars[0]!.loss, 5);
    const worst = Math.max(...actual.map((v, i) => Math.abs(v - expected[i]!)));
    expect(worst).toBeLessThan(1e-6);
  });

  test('does not look ahead: later tokens change no earlier logits', async () => {
    const { network } = testNetwork(new CpuDevice());
    const batch = testBatch(TEST_SHAPE, 1, 8, 4);
    const before = await network.logits(batch);
    const tokens = batch.tokens.slice();
    tokens[7] = (tokens[7]! + 1) % TEST_SHAPE.vocabulary;
    const after = await network.logits({ ...batch, tokens });
    const seven = 7 * TEST_SHAPE.vocabulary;
    expect(after.subarray(0, seven)).toEqual(before.subarray(0, seven));
    expect(after.subarray(seven)).not.toEqual(before.subarray(seven));
  });

  test('frees every buffer it made', () => {
    const device = new CpuDevice();
    const { dispose } = testNetwork(device);
    expect(device.counters.buffers).toBeGreaterThan(0);
    dispose();
    expect(device.counters).toMatchObject({ buffers: 0, bytes: 0 });
  });
});

describe('model shape', () => {
  test('counts parameters without padding and FLOPs by hand', () => {
    // width 24, 1 of 3 key-value heads of 8: packed rows of 40; per layer 40*24 + 24*24 + 2*36*24 weights and 48 of norms.
    const matrices = 40 * 24 + 24 * 24 + 2 * 36 * 24;
    expect(parameterLayout(TEST_SHAPE).parameters).toBe(2 * 20 * 24 + 2 * (matrices + 48) + 24);
    expect(forwardFlops(TEST_SHAPE, 10, 5)).toBe(
      10 * (2 * (2 * matrices + 20 * 24) + 2 * 2 * 24 * 5),
    );
  });

  test.each([
    [{ width: 44, heads: 2 }, 'head width'],
    [{ heads: 3, keyValueHeads: 2 }, 'key-value heads'],
    [{ vocabulary: 22 }, 'vocabulary'],
  ])('refuses %o', (change, message) => {
    expect(() => parameterLayout({ ...TEST_SHAPE, ...change })).toThrow(message);
  });
});
