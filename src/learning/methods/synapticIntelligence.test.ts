// Synaptic Intelligence on quadratic losses, where its path integral and its importance have closed forms.

import { describe, expect, test } from 'vitest';
import { expectClose } from '../../engine/testing/kernelTest.ts';
import { MethodBench } from '../testing/methodBench.ts';
import { synapticIntelligence } from './synapticIntelligence.ts';

const RATE = 0.02;
const CURVATURE = 2;

/** Distances between 0.5 and 1.5, of both signs. */
function distances(length: number, shift: number): Float32Array {
  return Float32Array.from(
    { length },
    (_, i) => (i % 2 ? 1 : -1) * (0.5 + ((i + shift) % 11) / 10),
  );
}

/** SGD steps on curvature / 2 |theta - target|^2 through the method. */
async function descend(bench: MethodBench, target: Float32Array, steps: number): Promise<void> {
  for (let step = 0; step < steps; step++) {
    const theta = await bench.parameters();
    const gradient = theta.map((x, i) => CURVATURE * (x - target[i]!));
    await bench.step(gradient, step, RATE);
  }
}

/** The importance, read off the pull at a distance of 1 from the present anchor, which the weights are at. */
async function importanceOf(bench: MethodBench, strength: number): Promise<Float32Array> {
  const theta = await bench.parameters();
  bench.write(
    bench.network.parameters,
    theta.map((x) => x + 1),
  );
  bench.write(bench.network.gradients, new Float32Array(bench.length));
  await bench.run(bench.method.addPenalty!(0));
  bench.write(bench.network.parameters, theta);
  return (await bench.gradients()).map((g) => g / (2 * strength));
}

describe('Synaptic Intelligence', () => {
  test('trained to the minimum of a quadratic, a strength of 1 is the old loss: Omega = k / 2', async () => {
    const bench = MethodBench.of(synapticIntelligence, { strength: 1, damping: 1e-9 });
    await bench.method.beginPhase!(0);
    const start = await bench.parameters();
    const offset = distances(bench.length, 0);
    const target = start.map((x, i) => x + offset[i]!);
    await descend(bench, target, 250);
    await bench.method.endPhase!(0);
    const importance = await importanceOf(bench, 1);
    // Steps of finite length: k / (2 - rate k), which is k / 2 in the limit.
    const exact = CURVATURE / (2 - RATE * CURVATURE);
    const expected = new Float32Array(bench.length).fill(exact);
    expectClose(importance, expected, { name: 'importance', absolute: 0, relative: 2e-3 });
    expect(exact).toBeCloseTo(CURVATURE / 2, 1);
  });

  test('in a second phase the path still adds up to the fall of the loss alone, penalty or not', async () => {
    const [strength, damping] = [0.4, 0.01];
    const bench = MethodBench.of(synapticIntelligence, { strength, damping });
    await bench.method.beginPhase!(0);
    const base = await bench.parameters();
    const first = distances(bench.length, 3);
    await descend(
      bench,
      base.map((x, i) => x + first[i]!),
      60,
    );
    await bench.method.endPhase!(0);
    const before = await importanceOf(bench, strength);
    const start = await bench.parameters();
    const offset = distances(bench.length, 7);
    const target = start.map((x, i) => x + offset[i]!);
    await bench.method.beginPhase!(1);
    await descend(bench, target, 60);
    const end = await bench.parameters();
    await bench.method.endPhase!(1);
    const after = await importanceOf(bench, strength);
    const path = after.map((x, i) => (x - before[i]!) * ((end[i]! - start[i]!) ** 2 + damping));
    const loss = (theta: Float32Array, i: number) =>
      0.5 * CURVATURE * (theta[i]! - target[i]!) ** 2;
    const fall = start.map((_, i) => loss(start, i) - loss(end, i));
    // Left sums over steps of 0.02: a few per cent too large.
    expectClose(path, fall, { name: 'path', absolute: 1e-4, relative: 0.05 });
    // The springs held: without them 60 steps come within a tenth of the target.
    const short = end.filter((x, i) => Math.abs(x - target[i]!) > 0.15 * Math.abs(offset[i]!));
    expect(short.length).toBe(bench.length);
  });
});
