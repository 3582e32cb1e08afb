// MAS against its definition: the closed form of a linear output, and the cancellation that a mean before the absolute value
// would bring.

import { describe, expect, test } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { rangeOf } from '../../engine/flatVector.ts';
import { expectClose } from '../../engine/testing/kernelTest.ts';
import { makeBatch } from '../batching.ts';
import type { Item } from '../example.ts';
import { MethodBench } from '../testing/methodBench.ts';
import { TINY_SHAPE } from '../testing/tinyExperiment.ts';
import { memoryAwareSynapses } from './memoryAwareSynapses.ts';

const { vocabulary, width } = TINY_SHAPE;

/** A prompt of three tokens and one supervised position. */
const item = (...tokens: readonly number[]): Item => ({
  tokens: [0, ...tokens, 9],
  weights: [...tokens.map(() => 0), 0, 1],
  scored: [...tokens.map(() => false), false, true],
});

async function sensitivity(bench: MethodBench, items: readonly Item[]): Promise<Float32Array> {
  const total = bench.context.verbs.vector(`omega.${items.length}`);
  await bench.context.verbs.outputSensitivity(total, items);
  return bench.context.verbs.read(total);
}

/** The input h of the head at the supervised position, from the logits W h by least squares. */
async function headInput(bench: MethodBench, of: Item) {
  const theta = await bench.parameters();
  const { offset, size } = rangeOf(bench.network.parameters.layout, 'head');
  const head = theta.slice(offset, offset + size);
  const logits = await bench.network.logits(makeBatch([of]));
  const at = of.weights.indexOf(1) - 1;
  return { head, logits: logits.slice(at * vocabulary, (at + 1) * vocabulary) };
}

describe('the importance', () => {
  test('of a linear output y = W h is 2 |centred y| |h|, element by element (2 |w| x^2 in one dimension)', async () => {
    const bench = MethodBench.of(memoryAwareSynapses);
    const example = item(30, 41);
    const omega = await sensitivity(bench, [example]);
    const { head, logits } = await headInput(bench, example);
    const mean = logits.reduce((a, b) => a + b, 0) / vocabulary;
    const { offset, size } = rangeOf(bench.network.parameters.layout, 'head');
    const rows = omega.slice(offset, offset + size);
    // |h| up to a factor from the row of the largest output; its sign and size are confirmed by y = W h.
    const ratios = Array.from(logits, (z, v) => {
      const row = rows.slice(v * width, (v + 1) * width);
      return row.map((x) => x / (2 * Math.abs(z - mean)));
    });
    for (const absolute of ratios) {
      expectClose(absolute, ratios[0]!, { name: '|h|', absolute: 1e-4, relative: 1e-3 });
    }
    // RMSNorm with gains of 1: |h|^2 = width.
    const square = ratios[0]!.reduce((sum, h) => sum + h * h, 0);
    expect(square).toBeCloseTo(width, 2);
    const bound = (v: number) =>
      head
        .slice(v * width, (v + 1) * width)
        .reduce((s, w, i) => s + Math.abs(w) * ratios[0]![i]!, 0);
    expect(logits.every((z, v) => Math.abs(z) <= bound(v) + 1e-4)).toBe(true);
  });

  test('is a mean of absolute values: examples with opposite gradients do not cancel', async () => {
    const bench = MethodBench.of(memoryAwareSynapses);
    const rng = new Rng(4);
    const items = Array.from({ length: 5 }, () => bench.context.sampleTask('reverse', rng));
    const together = await sensitivity(bench, items);
    const expected = new Float32Array(bench.length);
    for (const one of items) {
      const total = bench.context.verbs.vector('one');
      await bench.context.verbs.outputSensitivity(total, [one]);
      (await bench.context.verbs.read(total)).forEach((x, i) => (expected[i]! += x / items.length));
    }
    expectClose(together, expected, { name: 'omega', absolute: 1e-5, relative: 1e-5 });
    expect(together.every((x) => x >= 0)).toBe(true);
  });

  test('counts every answer position once, whatever its weight, and no other', async () => {
    const bench = MethodBench.of(memoryAwareSynapses);
    const plain = item(30, 41);
    const heavy = { ...plain, weights: plain.weights.map((w) => -2 * w) };
    const none = { ...plain, weights: plain.weights.map(() => 0) };
    const omega = await sensitivity(bench, [plain]);
    expect(await sensitivity(bench, [heavy])).toEqual(omega);
    expect((await sensitivity(bench, [none])).every((x) => x === 0)).toBe(true);
    expect(Math.max(...omega)).toBeGreaterThan(0.1);
  });
});

describe('MAS', () => {
  test('its mean force is the strength, less what the cap takes, and it does not pull at the anchor', async () => {
    const bench = MethodBench.of(memoryAwareSynapses, { inputs: 6, strength: 0.05 });
    await bench.method.beginPhase!(0);
    const zero = new Float32Array(bench.length);
    bench.write(bench.network.gradients, zero);
    await bench.run(bench.method.addPenalty!(0));
    expect((await bench.gradients()).every((g) => g === 0)).toBe(true);
    const theta = await bench.parameters();
    bench.write(
      bench.network.parameters,
      theta.map((x) => x + 1),
    );
    await bench.run(bench.method.addPenalty!(0));
    const { parameters } = bench.network.parameters.layout;
    const mean = (await bench.gradients()).reduce((a, b) => a + b, 0) / parameters;
    expect(mean).toBeLessThan(0.05);
    expect(mean).toBeGreaterThan(0.6 * 0.05);
  });
});
