// The trainer on the CPU device: order of events, controls, determinism, and what it leaves behind.

import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../core/protocol.ts';
import { accuracyMatrix } from '../core/runRecord.ts';
import { CpuDevice } from '../engine/cpuDevice.ts';
import { TINY_EXPERIMENT, collect, learnerLike, runToEnd } from './testing/tinyExperiment.ts';

const NAIVE_AND_REPLAY = {
  ...TINY_EXPERIMENT,
  learners: [
    learnerLike({}),
    learnerLike({ id: 'replay', methods: [{ id: 'replay', params: { general: 20, perTask: 5 } }] }),
  ],
};

const steps = (events: readonly RunEvent[], learnerId: string): number[] =>
  events
    .flatMap((e) => (e.kind === 'evaluated' ? e.evaluations : []))
    .flatMap((e) => (e.learnerId === learnerId ? [e.step] : []));

describe('trainer', () => {
  test('evaluates every learner at every planned step, reads every loss, and frees all buffers', async () => {
    const device = new CpuDevice();
    const { trainer, events } = collect(
      { ...NAIVE_AND_REPLAY, seeds: { first: 3, count: 2 } },
      device,
    );
    await trainer.run();
    expect(steps(events, 'naive')).toEqual([0, 3, 6, 9, 12, 0, 3, 6, 9, 12]);
    expect(steps(events, 'replay')).toEqual(steps(events, 'naive'));
    const losses = events.flatMap((e) => (e.kind === 'points' ? e.losses : []));
    expect(
      losses.filter((l) => l.learnerId === 'replay' && l.seed === 4).map((l) => l.step),
    ).toEqual([...Array(12).keys()]);
    expect(events[0]).toMatchObject({ kind: 'started' });
    expect(events.at(-1)).toMatchObject({ kind: 'finished' });
    expect(device.counters).toMatchObject({ buffers: 0, bytes: 0 });
  });

  test('gives the same accuracy matrices and losses twice', async () => {
    const [first, second] = [await runToEnd(NAIVE_AND_REPLAY), await runToEnd(NAIVE_AND_REPLAY)];
    expect(accuracyMatrix(second, 'replay', 1)).toEqual(accuracyMatrix(first, 'replay', 1));
    expect(second.losses).toEqual(first.losses);
  });

  test('a learner with replay at share 0 equals naive bit for bit', async () => {
    const learners = [
      learnerLike({}),
      learnerLike({ id: 'replay', methods: [{ id: 'replay', params: { share: 0, general: 20 } }] }),
    ];
    const { losses } = await runToEnd({ ...TINY_EXPERIMENT, learners });
    const of = (id: string) =>
      losses.filter((l) => l.learnerId === id).map((l) => [l.loss, l.gradientNorm]);
    expect(of('replay')).toEqual(of('naive'));
  });

  test('a learning rate that is next to nothing equals the frozen base in every accuracy', async () => {
    const learners = [
      learnerLike({ id: 'slow', optimizer: { id: 'sgd', params: { learningRate: 1e-6 } } }),
      learnerLike({ id: 'frozen', objective: { id: 'frozen', params: {} } }),
    ];
    const record = await runToEnd({ ...TINY_EXPERIMENT, learners });
    const of = (id: string) =>
      record.evaluations.filter((e) => e.learnerId === id).map((e) => e.accuracy);
    expect(of('slow')).toEqual(of('frozen'));
    expect(record.losses.some((l) => l.learnerId === 'frozen')).toBe(false);
  });

  test('lowers the loss of the task it learns', async () => {
    const phases = [{ tasks: [{ id: 'copy', weight: 1 }], steps: 40, blur: 0 }];
    const learners = [learnerLike({ optimizer: { id: 'adamw', params: { learningRate: 0.02 } } })];
    const { losses } = await runToEnd({ ...TINY_EXPERIMENT, phases, learners });
    const mean = (part: typeof losses) => part.reduce((sum, l) => sum + l.loss, 0) / part.length;
    expect(mean(losses.slice(-5))).toBeLessThan(0.8 * mean(losses.slice(0, 5)));
  });
});

describe('controls', () => {
  test('single steps advance every learner by one step and rest between', async () => {
    const seen: number[] = [];
    const { trainer, events } = collect(NAIVE_AND_REPLAY, new CpuDevice(), (event) => {
      if (event.kind !== 'paused') return;
      seen.push(event.step);
      if (seen.length < 4) queueMicrotask(() => trainer.control.step());
      else queueMicrotask(() => trainer.control.resume());
    });
    trainer.control.step();
    await trainer.run();
    expect(seen).toEqual([1, 2, 3, 4]);
    expect(events.filter((e) => e.kind === 'resumed')).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ kind: 'finished' });
  });

  test('stop ends the run early, keeps what was measured and frees all buffers', async () => {
    const device = new CpuDevice();
    const { trainer, events } = collect(NAIVE_AND_REPLAY, device, (event) => {
      if (event.kind === 'evaluated' && event.evaluations[0]!.step === 3) trainer.control.stop();
    });
    await trainer.run();
    expect(events.at(-1)).toMatchObject({ kind: 'stopped', step: 3 });
    expect(steps(events, 'naive')).toEqual([0, 3]);
    expect(device.counters.buffers).toBe(0);
  });
});

test('stop is heard while a method works at a boundary', async () => {
  const device = new CpuDevice();
  // Many thousand gradients before the first step.
  const methods = [{ id: 'ewc', params: { inputs: 1024, samples: 64 } }];
  const learners = [learnerLike({ id: 'ewc', methods })];
  const { trainer, events } = collect({ ...TINY_EXPERIMENT, learners }, device, (event) => {
    if (event.kind === 'evaluated') setTimeout(() => trainer.control.stop(), 50);
  });
  const began = performance.now();
  await trainer.run();
  expect(performance.now() - began).toBeLessThan(5000);
  expect(events.at(-1)).toMatchObject({ kind: 'stopped', step: 0 });
  expect(device.counters.buffers).toBe(0);
});

describe('errors', () => {
  test('a diverging learner is named with its step and phase', async () => {
    const learners = [
      learnerLike({
        optimizer: { id: 'sgd', params: { learningRate: 1, momentum: 0.99, clip: 0 } },
      }),
    ];
    const phases = [{ tasks: [{ id: 'reverse', weight: 1 }], steps: 200, blur: 0 }];
    const { trainer } = collect({ ...TINY_EXPERIMENT, phases, learners });
    await expect(trainer.run()).rejects.toMatchObject({
      code: 'diverged',
      message: expect.stringContaining("'naive'"),
    });
  });

  test.each([
    [
      'an unknown method',
      { learners: [learnerLike({ methods: [{ id: 'magic', params: {} }] })] },
      "got 'magic'",
    ],
    ['an empty stream', { phases: [] }, 'at least one phase'],
    ['an unknown base', { base: { kind: 'checkpoint' as const, id: 'huge' } }, "got 'huge'"],
    [
      'a value out of range',
      { learners: [learnerLike({ optimizer: { id: 'adamw', params: { learningRate: 50 } } })] },
      'out of range',
    ],
  ])('refuses %s before it trains', async (_, change, message) => {
    const { trainer, events } = collect({ ...TINY_EXPERIMENT, ...change });
    await expect(trainer.run()).rejects.toThrow(message);
    expect(events.some((e) => e.kind === 'evaluated')).toBe(false);
  });
});
