// After a run: the ends of the coefficient are the base and what the run itself was evaluated at, exactly.

import { expect, test } from 'vitest';
import type { LearnerConfig } from '../core/experiment.ts';
import { CpuDevice } from '../engine/cpuDevice.ts';
import { expectClose } from '../engine/testing/kernelTest.ts';
import { TINY_EXPERIMENT, collect, learnerLike } from './testing/tinyExperiment.ts';

async function mergerOf(...learners: LearnerConfig[]) {
  const device = new CpuDevice();
  const { trainer, events } = collect({ ...TINY_EXPERIMENT, learners }, device);
  await trainer.run();
  const evaluations = events.flatMap((e) => (e.kind === 'evaluated' ? e.evaluations : []));
  const lossOf = (id: string, at: 0 | -1) =>
    Float32Array.from(evaluations.filter((e) => e.learnerId === id).at(at)!.loss);
  return { merger: trainer.merger!, events, lossOf, device };
}

const NAIVE = learnerLike({
  id: 'naive',
  optimizer: { id: 'adamw', params: { learningRate: 0.02 } },
});
const SEPARATE = learnerLike({
  id: 'apart',
  methods: [{ id: 'task-arithmetic', params: { coefficient: 0.5 } }],
});
const FROZEN = learnerLike({ id: 'frozen', objective: { id: 'frozen', params: {} } });

test('at 0 every learner is the base, at the run’s own coefficient what the run measured', async () => {
  const { merger, events, lossOf, device } = await mergerOf(NAIVE, SEPARATE, FROZEN);
  const announced = events.find((e) => e.kind === 'mergeable');
  expect(announced).toMatchObject({
    seed: 1,
    learners: [
      { learnerId: 'naive', coefficient: 1 },
      { learnerId: 'apart', coefficient: 0.5 },
    ],
  });
  for (const { learnerId, coefficient } of merger.learners) {
    const base = await merger.evaluate(learnerId, 0);
    const close = { name: learnerId, absolute: 1e-6 };
    expectClose(Float32Array.from(base!.loss), lossOf(learnerId, 0), close);
    const own = await merger.evaluate(learnerId, coefficient);
    expectClose(Float32Array.from(own!.loss), lossOf(learnerId, -1), close);
    expect(own!.loss).not.toEqual(base!.loss);
  }
  merger.dispose();
  expect(device.counters).toMatchObject({ buffers: 0, bytes: 0 });
});

test('a learner whose weights were not kept is refused', async () => {
  const { merger } = await mergerOf(NAIVE, FROZEN);
  await expect(merger.evaluate('frozen', 0.5)).rejects.toThrow(/weights were kept, got 'frozen'/);
  merger.dispose();
});
