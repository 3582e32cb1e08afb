// What replay and joint training put into a batch, against their definitions.

import { describe, expect, test } from 'vitest';
import { defaultValues } from '../../core/params.ts';
import type { Item } from '../example.ts';
import type { MethodContext } from '../roles.ts';
import type { StreamItem } from '../stream.ts';
import { contextOn, smallNetwork } from '../testing/methodBench.ts';
import { joint } from './joint.ts';
import { replay } from './replay.ts';

/** An item that only says where it comes from. */
const from = (origin: number): Item => ({ tokens: [origin], weights: [0], scored: [false] });
const GENERAL = 7;
const TASKS: Readonly<Record<string, number>> = { reverse: 1, next: 2 };

const { network, sampler } = smallNetwork();

const context: MethodContext = {
  ...contextOn(network, sampler),
  seed: 1,
  batchSize: 16,
  phases: Object.keys(TASKS).map((id) => ({ tasks: [{ id, weight: 1 }], steps: 500, blur: 0 })),
  sampleGeneral: () => from(GENERAL),
  sampleTask: (id) => from(10 + TASKS[id]!),
};

const current: StreamItem[] = Array.from({ length: 16 }, () => ({
  item: from(0),
  taskId: 'next',
  phase: 1,
}));
const share = (items: readonly Item[], origin: number) =>
  items.filter((i) => i.tokens[0] === origin).length / items.length;

describe('replay', () => {
  const values = { ...defaultValues(replay.info.params), share: 0.1 };

  test('replaces on average exactly its share of the batch, half of it by general items', () => {
    const method = replay.create(context, values);
    void method.afterStep!([{ item: from(TASKS['reverse']!), taskId: 'reverse', phase: 0 }], 0);
    const drawn = Array.from({ length: 2000 }, (_, step) => method.rehearse!(current, step)).flat();
    expect(drawn).toHaveLength(2000 * 16);
    // 32,000 draws: a share of 0.1 has a standard error below 0.002.
    expect(share(drawn, 0)).toBeCloseTo(0.9, 2);
    expect(share(drawn, GENERAL)).toBeCloseTo(0.05, 2);
    expect(share(drawn, 1)).toBeCloseTo(0.05, 2);
  });

  test('never replays an example in the step that brings it', () => {
    const method = replay.create(context, { ...values, share: 0.5, general: 0 });
    expect(share(method.rehearse!(current, 0), 0)).toBe(1);
    expect(method.storedExamples!().total).toBe(0);
    void method.afterStep!(current, 0);
    expect(method.storedExamples!().total).toBe(16);
  });
});

test('joint training spreads what is not general evenly over all tasks, past and future', () => {
  const method = joint.create(context, { generalShare: 0.25 });
  const drawn = Array.from({ length: 2000 }, (_, step) => method.rehearse!(current, step)).flat();
  expect(share(drawn, GENERAL)).toBeCloseTo(0.25, 2);
  expect(share(drawn, 11)).toBeCloseTo(0.375, 2);
  expect(share(drawn, 12)).toBeCloseTo(0.375, 2);
});
