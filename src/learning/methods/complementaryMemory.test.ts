// CLS-ER against its definition: all three models agree before any update; the averages follow as the recurrence says; the
// consistency term pulls towards the average that thinks the right token likelier.

import { expect, test } from 'vitest';
import type { Values } from '../../core/params.ts';
import { makeBatch } from '../batching.ts';
import { MethodBench } from '../testing/methodBench.ts';
import { complementaryMemory, warmDecay } from './complementaryMemory.ts';

type Change = Partial<Values<typeof complementaryMemory.info.params>>;

const largest = (values: Float32Array) => values.reduce((m, v) => Math.max(m, Math.abs(v)), 0);
const SETTINGS = { general: 1, perTask: 0, batch: 1, plasticRate: 1, stableRate: 1 };

async function benchOf(change: Change = {}) {
  const bench = MethodBench.of(complementaryMemory, { ...SETTINGS, ...change });
  await bench.method.beginPhase!(0);
  const gradient = async () => {
    await bench.run([bench.network.begin(), ...bench.method.addLoss!(makeBatch([]), 0)]);
    return bench.gradients();
  };
  /** The stable average is what is evaluated. */
  const stable = async () => {
    const weights = await bench.parameters();
    await bench.run(await bench.method.evaluationWeights!());
    const shown = await bench.parameters();
    bench.write(bench.network.parameters, weights);
    return shown;
  };
  const move = async (to: Float32Array) => bench.write(bench.network.parameters, to);
  return { bench, gradient, stable, move };
}

test('before any update the three models agree: only the loss on what is replayed is left', async () => {
  const [taught, plain] = [await benchOf({ strength: 10 }), await benchOf({ strength: 0 })];
  const [a, b] = [await taught.gradient(), await plain.gradient()];
  expect(largest(b)).toBeGreaterThan(0.01);
  expect(a).toEqual(b);
  // And not any more once the weights have moved away from the averages.
  const noise = taught.bench.random(3, 0.05);
  const moved = (await taught.bench.parameters()).map((w, i) => w + noise[i]!);
  for (const { move } of [taught, plain]) await move(moved);
  const [c, d] = [await taught.gradient(), await plain.gradient()];
  expect(largest(c.map((g, i) => g - d[i]!))).toBeGreaterThan(1e-3);
});

test('the averages warm up, then follow by their decay, as often as chance has it', async () => {
  expect([0, 1, 3, 1000].map((step) => warmDecay(0.9, step))).toEqual([0, 0.5, 0.75, 0.9]);
  const { bench, stable, move } = await benchOf({ stableDecay: 0.6 });
  const start = await bench.parameters();
  const at = (by: number) => start.map((w) => w + by);
  let expected = 0;
  for (const [step, by] of [1, 2, 4, 8].entries()) {
    await move(at(by));
    await bench.run(bench.method.keepUpdate!(step));
    const kept = Math.min(1 - 1 / (step + 1), 0.6);
    expected = kept * expected + (1 - kept) * by;
    expect((await stable())[0]! - start[0]!).toBeCloseTo(expected, 4);
  }
  const seldom = await benchOf({ plasticRate: 0.9, stableRate: 0.7 });
  const count = Array.from({ length: 2000 }, (_, step) => seldom.bench.method.keepUpdate!(step));
  // 0.9 + 0.7 programs a step, with a standard error of 0.012.
  expect(count.flat().length / 2000).toBeCloseTo(1.6, 1);
});

test('pulls towards the better of the two averages', async () => {
  // Only one of them follows: where the weights have learned the example it is the better one, else the other.
  const pullOf = async (plasticRate: number, stableRate: number, learned: boolean) => {
    const { bench, gradient, move } = await benchOf({ plasticRate, stableRate, strength: 10 });
    const start = await bench.parameters();
    const plain = await benchOf({ strength: 0 });
    const descent = await plain.gradient();
    const scale = (learned ? -0.3 : 0.3) / largest(descent);
    const moved = start.map((w, i) => w + scale * descent[i]!);
    await move(moved);
    await bench.run(bench.method.keepUpdate!(0));
    await plain.move(moved);
    const reference = await plain.gradient();
    return largest((await gradient()).map((g, i) => g - reference[i]!));
  };
  // The weights are where the better average is: nothing pulls. Else the average that stayed behind does.
  for (const [plasticRate, stableRate] of [
    [1, 0],
    [0, 1],
  ] as const) {
    expect(await pullOf(plasticRate, stableRate, true)).toBe(0);
    expect(await pullOf(plasticRate, stableRate, false)).toBeGreaterThan(1e-3);
  }
});
