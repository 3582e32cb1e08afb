// Every objective on the WebGPU adapter that is there against the CPU device: two phases, what was sampled and loss by loss.

import { afterAll, expect, test } from 'vitest';
import type { ParamValues } from '../core/params.ts';
import { CpuDevice } from '../engine/cpuDevice.ts';
import { closeDevices, expectClose, ownDevice } from '../engine/testing/kernelTest.ts';
import { OBJECTIVES } from './objectives/index.ts';
import { TINY_EXPERIMENT, learnerLike, runToEnd } from './testing/tinyExperiment.ts';

afterAll(closeDevices);

/** Partial credit: random weights are never exactly right. */
const SETTINGS: Readonly<Record<string, ParamValues>> = { rl: { group: 4, credit: 'partial' } };

const EXPERIMENT = {
  ...TINY_EXPERIMENT,
  phases: ['reverse', 'anagram'].map((id) => ({ tasks: [{ id, weight: 1 }], steps: 4, blur: 0 })),
  evaluation: { ...TINY_EXPERIMENT.evaluation, every: 4 },
  learners: OBJECTIVES.map(({ info }) =>
    learnerLike({ id: info.id, objective: { id: info.id, params: SETTINGS[info.id] ?? {} } }),
  ),
};

test('objectives sample the same answers and have the losses of the CPU device', async () => {
  const expected = await runToEnd(EXPERIMENT, new CpuDevice());
  const device = await ownDevice('thread');
  const actual = await runToEnd(EXPERIMENT, device);
  expect(expected.losses.some((l) => (l.reward ?? 0) > 0)).toBe(true);
  // A draw's edges differ by about 1e-6: no token of these answers is that near to one.
  const rewards = (record: typeof expected) =>
    record.losses.map((l) => [l.learnerId, l.reward, l.coverage]);
  expect(rewards(actual)).toEqual(rewards(expected));
  const losses = (record: typeof expected) => [
    ...record.losses.map((l) => l.loss),
    ...record.evaluations.flatMap((e) => e.loss),
  ];
  // Losses of RL are near 0, sums of terms of order 1.
  expectClose(losses(actual), losses(expected), { name: 'losses', absolute: 1e-5, relative: 3e-4 });
  const drawn = actual.losses.filter((l) => l.probabilityRatio !== undefined);
  expect(new Set(drawn.map((l) => l.learnerId))).toEqual(new Set(['rl', 'self-distillation']));
  expectClose(
    drawn.map((l) => l.probabilityRatio!),
    drawn.map(() => 1),
    { name: 'training over sampler probability', absolute: 2e-5 },
  );
  const entropies = (record: typeof expected) => record.losses.flatMap((l) => l.entropy ?? []);
  expectClose(entropies(actual), entropies(expected), { name: 'entropies', absolute: 1e-4 });
  expect(device.counters.buffers).toBe(0);
});
