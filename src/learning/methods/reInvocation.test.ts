// Re-invocation: when it repairs, that there is nothing to repair where the model is still its earlier self, and that it
// brings a damaged model back to it.

import { expect, test } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { makeBatch } from '../batching.ts';
import { MethodBench } from '../testing/methodBench.ts';
import { REGISTRY as TASKS } from '../tasks/index.ts';
import { firstRepair, reInvocation } from './reInvocation.ts';

const reverse = TASKS.find((t) => t.info.id === 'reverse')!;
const ROWS = [1, 2].map((s) => ({ item: reverse.sample(new Rng(s)), taskId: 'reverse', phase: 0 }));
const SETTINGS = { general: 20, batch: 8, share: 0.5 };
const at = (step: number) => ({ step, totalSteps: 12, phaseStep: step % 6, phaseSteps: 6 });
const largest = (values: Float32Array) => values.reduce((m, v) => Math.max(m, Math.abs(v)), 0);

test('repairs in the last share of a phase, whole steps only', () => {
  expect([0, 0.1, 0.25, 0.5, 0.9].map((share) => firstRepair(share, 10))).toEqual([10, 9, 8, 5, 1]);
});

test('learns from the stream until then, and from nothing of it afterwards', async () => {
  const { method } = MethodBench.of(reInvocation, SETTINGS);
  await method.beginPhase!(0);
  for (const step of [0, 2, 3, 5]) {
    await method.prepare!(ROWS, at(step));
    const items = method.rehearse!(ROWS, step);
    const weight = items.flatMap((i) => i.weights).reduce((a, b) => a + b, 0);
    expect(weight > 0).toBe(step < 3);
    expect(method.addLoss!(makeBatch(items), step)).toHaveLength(step < 3 ? 0 : 1);
  }
});

test('where the model is its earlier self there is no gradient, and elsewhere there is', async () => {
  const bench = MethodBench.of(reInvocation, SETTINGS);
  const { method, network } = bench;
  await method.beginPhase!(0);
  const gradient = async () => {
    await method.prepare!(ROWS, at(4));
    await bench.run([network.begin(), ...method.addLoss!(makeBatch([]), 4)]);
    return largest(await bench.gradients());
  };
  expect(await gradient()).toBe(0);
  const noise = bench.random(3, 0.05);
  const start = await bench.parameters();
  bench.write(
    network.parameters,
    start.map((w, i) => w + noise[i]!),
  );
  expect(await gradient()).toBeGreaterThan(1e-4);
});

test('brings a damaged model back towards the answers of its earlier self', async () => {
  const bench = MethodBench.of(reInvocation, { ...SETTINGS, batch: 16 });
  const { method, network } = bench;
  const start = await bench.parameters();
  await method.beginPhase!(0);
  const noise = bench.random(3, 0.1);
  bench.write(
    network.parameters,
    start.map((w, i) => w + noise[i]!),
  );
  const norms: number[] = [];
  for (let step = 0; step < 40; step++) {
    await method.prepare!(ROWS, { ...at(5), step });
    await bench.run([network.begin(), ...method.addLoss!(makeBatch([]), step)]);
    const gradient = await bench.gradients();
    norms.push(Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0)));
    await bench.run([network.update(step, 1)]);
  }
  const mean = (list: number[]) => list.reduce((a, b) => a + b, 0) / list.length;
  expect(mean(norms.slice(-5))).toBeLessThan(0.6 * mean(norms.slice(0, 5)));
  expect(bench.context.verbs.counts.sequences).toBeCloseTo(40 * 16 * (5 / 3), 6);
});
