// Learning apart: every phase begins at the base, with a fresh optimizer, and what is evaluated is the sum of the changes.

import { expect, test } from 'vitest';
import { expectClose } from '../../engine/testing/kernelTest.ts';
import { taskArithmetic } from '../methods/taskArithmetic.ts';
import { MethodBench } from '../testing/methodBench.ts';

test('each phase starts from the base, and the changes of all phases are added up', async () => {
  const bench = MethodBench.of(taskArithmetic, { coefficient: 0.5 });
  const { method, network } = bench;
  const base = await bench.parameters();
  const [first, second] = [bench.random(1), bench.random(2)];
  expect(method.renewsOptimizer).toBe(true);

  await method.renewWeights!(0);
  expect(await bench.parameters()).toEqual(base);
  bench.write(network.parameters, first);
  await method.endPhase!(0);

  await method.renewWeights!(1);
  expect(await bench.parameters()).toEqual(base);
  bench.write(network.parameters, second);
  const evaluated = async () => {
    await bench.run([...(await method.evaluationWeights!())]);
    return bench.parameters();
  };
  const sum = base.map((b, i) => b + 0.5 * (first[i]! - b + second[i]! - b));
  expectClose(await evaluated(), sum, { name: 'during the second phase', absolute: 1e-6 });

  bench.write(network.parameters, second);
  await method.endPhase!(1);
  // Ended or not, a phase counts once.
  expectClose(await evaluated(), sum, { name: 'after it', absolute: 1e-6 });
});
