// Every pair of methods runs together over two phases on the CPU device, or is refused before Run with the reason.

import { describe, expect, test } from 'vitest';
import { CpuDevice } from '../engine/cpuDevice.ts';
import { declaredCost } from './buildLearner.ts';
import { METHODS } from './methods/index.ts';
import {
  BRIEF_EXPERIMENT,
  SMALL_METHODS,
  TINY_SHAPE,
  learnerLike,
  runToEnd,
} from './testing/tinyExperiment.ts';

const pairs = METHODS.flatMap((a, i) => METHODS.slice(i + 1).map((b) => [a, b] as const));

describe('every pair of methods', () => {
  const decideTheBatch = (pair: (typeof pairs)[number]) => pair.every((m) => 'choosesBatch' in m);
  const experimentOf = ([a, b]: (typeof pairs)[number]) => {
    const methods = [a, b].map(({ info: { id } }) => ({ id, params: SMALL_METHODS[id] ?? {} }));
    return { ...BRIEF_EXPERIMENT, learners: [learnerLike({ methods })] };
  };
  const named = (list: typeof pairs) =>
    list.map((pair) => [`${pair[0].info.id} + ${pair[1].info.id}`, pair] as const);

  test.each(named(pairs.filter((p) => !decideTheBatch(p))))('%s runs', async (_, pair) => {
    const device = new CpuDevice();
    const { losses, metrics } = await runToEnd(experimentOf(pair), device);
    expect(losses.filter((l) => Number.isFinite(l.loss))).toHaveLength(4);
    expect(metrics.length).toBeGreaterThan(0);
    expect(device.counters).toMatchObject({ buffers: 0, bytes: 0 });
  });

  test.each(named(pairs.filter(decideTheBatch)))('%s is refused', async (_, pair) => {
    const experiment = experimentOf(pair);
    await expect(runToEnd(experiment)).rejects.toThrow('at most one method that decides the batch');
    const labels = pair.map((m) => m.info.label).join(' and ');
    const declare = () => declaredCost(experiment, experiment.learners[0]!, TINY_SHAPE);
    expect(declare).toThrow(labels);
  });
});
