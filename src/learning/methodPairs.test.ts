// Every pair of methods, and stacks of three of them drawn at random, run together over two phases on the CPU device, or are
// refused before Run with the reason.

import { describe, expect, test } from 'vitest';
import { Rng } from '../core/rng.ts';
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

type Stack = readonly (typeof METHODS)[number][];

/** Stacks of three that are tried, of the thousands that there are; all of them would take minutes. */
const STACKS = 60;

const experimentOf = (stack: Stack) => {
  const methods = stack.map(({ info: { id } }) => ({ id, params: SMALL_METHODS[id] ?? {} }));
  return { ...BRIEF_EXPERIMENT, learners: [learnerLike({ methods })] };
};
const named = <T extends Stack>(stacks: readonly T[]) =>
  stacks.map((stack) => [stack.map((m) => m.info.id).join(' + '), stack] as const);
const deciding = (stack: Stack) => stack.filter((m) => 'choosesBatch' in m);

/** Runs to the end, gives a loss for every step, and leaves nothing behind. */
async function expectToRun(stack: Stack): Promise<void> {
  const device = new CpuDevice();
  const { losses, metrics } = await runToEnd(experimentOf(stack), device);
  expect(losses.filter((l) => Number.isFinite(l.loss))).toHaveLength(4);
  expect(metrics.length).toBeGreaterThan(0);
  expect(device.counters).toMatchObject({ buffers: 0, bytes: 0 });
}

const pairs = METHODS.flatMap((a, i) => METHODS.slice(i + 1).map((b) => [a, b] as const));

describe('every pair of methods', () => {
  test.each(named(pairs.filter((p) => deciding(p).length < 2)))('%s runs', (_, pair) =>
    expectToRun(pair),
  );

  test.each(named(pairs.filter((p) => deciding(p).length === 2)))(
    '%s is refused',
    async (_, pair) => {
      const experiment = experimentOf(pair);
      await expect(runToEnd(experiment)).rejects.toThrow(
        'at most one method that decides the batch',
      );
      const labels = pair.map((m) => m.info.label).join(' and ');
      const declare = () => declaredCost(experiment, experiment.learners[0]!, TINY_SHAPE);
      expect(declare).toThrow(labels);
    },
  );
});

describe('stacks of three', () => {
  const triples = pairs.flatMap(([a, b]) =>
    METHODS.slice(METHODS.indexOf(b) + 1).map((c) => [a, b, c] as const),
  );
  const compatible = triples.filter((stack) => deciding(stack).length < 2);
  const tried = new Rng(5).shuffled(compatible).slice(0, STACKS);

  test('have every method among them', () => {
    expect(new Set(tried.flat()).size).toBe(METHODS.length);
  });

  test.each(named(tried))('%s runs', (_, stack) => expectToRun(stack));
});
