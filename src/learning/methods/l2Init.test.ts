// L2 to the initial weights against its closed form: without a task gradient, SGD shrinks the distance to the random
// initialization, wherever the run began, by (1 - 2 eta lambda) a step.

import { expect, test } from 'vitest';
import { expectClose } from '../../engine/testing/kernelTest.ts';
import { MethodBench } from '../testing/methodBench.ts';
import { l2Init } from './l2Init.ts';

test('SGD without a task gradient goes back to the initialization, not to where the run began', async () => {
  const bench = MethodBench.of(l2Init, { strength: 0.25 });
  const initial = bench.context.initialWeights();
  const offset = bench.random(2);
  const start = initial.map((x, i) => x + offset[i]!);
  bench.write(bench.network.parameters, start);
  await bench.method.beginPhase?.(0);
  const nothing = new Float32Array(bench.length);
  for (let step = 0; step < 5; step++) await bench.step(nothing, step, 0.2);
  await bench.method.endPhase?.(0);
  await bench.method.beginPhase?.(1);
  for (let step = 5; step < 10; step++) await bench.step(nothing, step, 0.2);
  const expected = initial.map((x, i) => x + offset[i]! * (1 - 0.2 * 2 * 0.25) ** 10);
  expectClose(await bench.parameters(), expected, { name: 'parameters', absolute: 1e-5 });
  expect(bench.context.verbs.counts.vectors).toBe(1);
});
