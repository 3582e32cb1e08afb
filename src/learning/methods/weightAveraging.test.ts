// The two ways of averaging weights against their closed forms and at their ends.

import { describe, expect, test } from 'vitest';
import { expectClose } from '../../engine/testing/kernelTest.ts';
import { EvaluationWeights } from '../evaluationWeights.ts';
import { MethodBench } from '../testing/methodBench.ts';
import { weightAverage } from './weightAverage.ts';
import { wiseFt } from './wiseFt.ts';

/** The weights that are evaluated, and those that are there afterwards. */
async function shown(bench: MethodBench) {
  const weights = new EvaluationWeights(bench.network, 'bench');
  const changes = async () => (await bench.method.evaluationWeights?.()) ?? [];
  const during = await weights.during([changes], () => bench.parameters());
  weights.dispose();
  return { during, after: await bench.parameters() };
}

test('with constant weights the average closes in by 1 - alpha a step, and training never sees it', async () => {
  const bench = MethodBench.of(weightAverage, { window: 4 });
  const start = await bench.parameters();
  await bench.method.beginPhase!(0);
  const theta = bench.random(2);
  bench.write(bench.network.parameters, theta);
  const steps = 6;
  for (let step = 0; step < steps; step++) await bench.run(bench.method.keepUpdate!(step));
  const left = 0.75 ** steps;
  const { during, after } = await shown(bench);
  const expected = theta.map((x, i) => (1 - left) * x + left * start[i]!);
  expectClose(during, expected, { name: 'average', absolute: 1e-5 });
  expect(after).toEqual(theta);
});

describe('WiSE-FT', () => {
  test.each([0, 0.25, 1])('for evaluation only, with a share of %d of the base', async (share) => {
    const bench = MethodBench.of(wiseFt, { share, when: 'evaluation' });
    const base = await bench.parameters();
    await bench.method.beginPhase!(0);
    const theta = bench.random(3);
    bench.write(bench.network.parameters, theta);
    await bench.method.endPhase?.(0);
    await bench.method.beginPhase!(1);
    const { during, after } = await shown(bench);
    const expected = theta.map((x, i) => (1 - share) * x + share * base[i]!);
    expectClose(during, expected, { name: 'mixture', absolute: 1e-6 });
    expect(after).toEqual(theta);
  });

  test('at the end of each phase, with the weights that this phase began with', async () => {
    const bench = MethodBench.of(wiseFt, { share: 0.25, when: 'phase' });
    let expected = await bench.parameters();
    for (const phase of [0, 1]) {
      await bench.method.beginPhase!(phase);
      const began = expected;
      const theta = bench.random(4 + phase);
      bench.write(bench.network.parameters, theta);
      await bench.method.endPhase!(phase);
      expected = theta.map((x, i) => 0.75 * x + 0.25 * began[i]!);
      expectClose(await bench.parameters(), expected, { name: 'weights', absolute: 1e-6 });
    }
    const { during, after } = await shown(bench);
    expect(during).toEqual(after);
  });
});
