// The single-task reference starts every phase from the base, sees the learners' own examples, and is run once only.

import { expect, test } from 'vitest';
import { CpuDevice } from '../engine/cpuDevice.ts';
import type { RunEvent } from '../core/protocol.ts';
import type { ReferenceCurve } from '../core/runRecord.ts';
import type { ReferenceCache } from './referenceLearner.ts';
import { TINY_EXPERIMENT, learnerLike, runToEnd } from './testing/tinyExperiment.ts';
import { Trainer } from './trainer.ts';

const LONGER = {
  ...TINY_EXPERIMENT,
  phases: ['copy', 'copy'].map((id) => ({ tasks: [{ id, weight: 1 }], steps: 20, blur: 0 })),
};

test('a curve for every phase: early points every five steps, the usual evaluations, the end', async () => {
  const { references, curves } = await runToEnd(LONGER);
  const steps = [0, 3, 5, 6, 9, 10, 12, 15, 18, 20];
  for (const curve of [...references!, ...curves!]) expect(curve.steps).toEqual(steps);
  expect(references!.map((c) => c.phase)).toEqual([1, 2]);
  expect(curves!.map((c) => [c.learnerId, c.phase])).toEqual([
    ['naive', 1],
    ['naive', 2],
  ]);
});

test('is the naive learner of its settings in the first phase, and starts from the base in the second', async () => {
  const same = learnerLike({
    optimizer: { id: 'adamw', params: { learningRate: 1e-3, boundary: 'reset' } },
    schedule: { id: 'cosine', params: { span: 'phase' } },
  });
  const { references, curves, evaluations } = await runToEnd({ ...LONGER, learners: [same] });
  expect(references![0]!.accuracy).toEqual(curves![0]!.accuracy);
  const base = evaluations[0]!.accuracy[references![1]!.column];
  expect(references![1]!.accuracy[0]).toBe(base);
});

test('is not run again for what the cache has, and no knob of a learner changes it', async () => {
  const cache: ReferenceCache = new Map();
  const run = async (learningRate: number) => {
    const events: RunEvent[] = [];
    const learners = [learnerLike({ optimizer: { id: 'adamw', params: { learningRate } } })];
    const trainer = new Trainer({
      runId: 1,
      experiment: { ...LONGER, learners },
      device: new CpuDevice(),
      bases: [],
      loadBase: () => Promise.reject(new Error('no checkpoints in this test')),
      emit: (event) => events.push(event),
      references: cache,
    });
    await trainer.run();
    return events.flatMap((e): readonly ReferenceCurve[] =>
      e.kind === 'logged' ? e.references : [],
    );
  };
  const first = await run(1e-2);
  expect(cache.size).toBe(2);
  const [key] = cache.keys();
  cache.set(key!, [{ ...first[0]!, accuracy: [0.25] }]);
  const second = await run(1e-4);
  expect(second[0]!.accuracy).toEqual([0.25]);
  expect(second[1]).toEqual(first[1]);
});
