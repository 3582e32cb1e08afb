// L2 to an anchor against its closed form: without a task gradient, SGD shrinks the distance by (1 - eta lambda) a step.

import { describe, test } from 'vitest';
import { expectClose } from '../../engine/testing/kernelTest.ts';
import { MethodBench } from '../testing/methodBench.ts';
import { l2Anchor } from './l2Anchor.ts';

describe('L2 to an anchor', () => {
  test('SGD without a task gradient shrinks the distance to the anchor by 1 - eta lambda a step', async () => {
    const bench = MethodBench.of(l2Anchor, { strength: 0.5 });
    const anchor = await bench.parameters();
    await bench.method.beginPhase!(0);
    const offset = bench.random(2);
    bench.write(
      bench.network.parameters,
      anchor.map((a, i) => a + offset[i]!),
    );
    const nothing = new Float32Array(bench.length);
    for (let step = 0; step < 5; step++) await bench.step(nothing, step, 0.2);
    const expected = anchor.map((a, i) => a + offset[i]! * (1 - 0.2 * 0.5) ** 5);
    expectClose(await bench.parameters(), expected, { name: 'parameters', absolute: 1e-5 });
  });

  test.each([
    ['base', 0],
    ['previous', 1],
  ] as const)('the anchor %s is where phase %i began', async (anchor, phase) => {
    const bench = MethodBench.of(l2Anchor, { strength: 1, anchor });
    const starts = [bench.random(3), bench.random(4)];
    for (const [index, start] of starts.entries()) {
      bench.write(bench.network.parameters, start);
      await bench.method.beginPhase!(index);
    }
    const now = bench.random(5);
    bench.write(bench.network.parameters, now);
    bench.write(bench.network.gradients, new Float32Array(bench.length));
    await bench.run(bench.method.addPenalty!(0));
    const expected = now.map((value, i) => value - starts[phase]![i]!);
    expectClose(await bench.gradients(), expected, { name: 'gradient', absolute: 1e-6 });
  });
});
