// Every offered element must survive with the same probability, the last one included, and partitions must not mix.

import { describe, expect, test } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { ReplayBuffer, Reservoir, type StreamMemory } from './reservoir.ts';

describe('reservoir', () => {
  test('keeps each of N elements with probability C/N', () => {
    const [capacity, offered, trials] = [10, 60, 20_000];
    const kept = new Array<number>(offered).fill(0);
    for (let trial = 0; trial < trials; trial++) {
      const reservoir = new Reservoir<number>(capacity);
      const rng = new Rng(trial);
      for (let i = 0; i < offered; i++) reservoir.offer(i, rng);
      expect(reservoir.items).toHaveLength(capacity);
      for (const i of reservoir.items) kept[i]!++;
    }
    const p = capacity / offered;
    const expected = trials * p;
    // Counts of a fixed-size sample are correlated: scaled this way the sum has N - 1 degrees of freedom.
    const scale = (offered - 1) / offered / (1 - p);
    const chiSquare = kept.reduce((s, o) => s + ((o - expected) ** 2 / expected) * scale, 0);
    // The 99.9 % quantile for 59 degrees of freedom.
    expect(chiSquare).toBeLessThan(98.3);
    expect(Math.abs(kept.at(-1)! - expected)).toBeLessThan(4 * Math.sqrt(expected * (1 - p)));
    expect(Math.abs(kept[0]! - expected)).toBeLessThan(4 * Math.sqrt(expected * (1 - p)));
  });

  test('keeps everything while there is room, and nothing with no capacity', () => {
    const rng = new Rng(1);
    const roomy = new Reservoir<number>(5);
    for (const i of [1, 2, 3]) roomy.offer(i, rng);
    expect(roomy.items).toEqual([1, 2, 3]);
    const none = new Reservoir<number>(0);
    for (const i of [1, 2, 3]) none.offer(i, rng);
    expect(none.items).toEqual([]);
  });
});

const buffer = (general: number, kind: StreamMemory, capacity: number) =>
  new ReplayBuffer<string>({
    seed: 3,
    general: { capacity: general, sample: (rng) => `general ${rng.u32()}` },
    stream: { kind, capacity },
  });

const fill = (target: ReplayBuffer<string>, taskId: string, count: number): void => {
  for (let i = 0; i < count; i++) target.addStream(`${taskId} ${i}`, taskId);
};
const share = (items: readonly string[], prefix: string): number =>
  items.filter((i) => i.startsWith(prefix)).length / items.length;

describe('replay buffer', () => {
  test('fills its general partition from the seed and never evicts it', () => {
    const first = buffer(20, 'per-task', 5);
    const general = first.draw(new Rng(1), 20, 1);
    expect(new Set(general).size).toBe(20);
    fill(first, 'a', 500);
    expect(first.draw(new Rng(1), 20, 1).toSorted()).toEqual(general.toSorted());
    expect(buffer(20, 'per-task', 5).draw(new Rng(1), 20, 1)).toEqual(general);
    expect(first.counts.total).toBe(25);
  });

  test('grows by its capacity with every task, or stays fixed', () => {
    const perTask = buffer(0, 'per-task', 10);
    const fixed = buffer(0, 'fixed', 10);
    for (const target of [perTask, fixed]) {
      fill(target, 'a', 300);
      fill(target, 'b', 300);
    }
    expect([perTask.counts.total, fixed.counts.total]).toEqual([20, 10]);
    expect(share(perTask.streamItems(), 'a')).toBe(0.5);
  });

  test('class-balanced: a fixed size in equal parts, each a uniform sample of its task', () => {
    const counts = new Array<number>(40).fill(0);
    for (let seed = 0; seed < 4000; seed++) {
      const target = new ReplayBuffer<string>({
        seed,
        general: { capacity: 0, sample: () => '' },
        stream: { kind: 'balanced', capacity: 20 },
      });
      fill(target, 'a', 30);
      expect(seed > 0 || target.counts.total === 20).toBe(true);
      fill(target, 'b', 3);
      // Reservoirs that have shrunk go on sampling all that was offered to them.
      for (let i = 30; i < 40; i++) target.addStream(`a ${i}`, 'a');
      fill(target, 'b', 30);
      expect(seed > 0 || share(target.streamItems(), 'a') === 0.5).toBe(true);
      for (const item of target.streamItems())
        if (item.startsWith('a')) counts[Number(item.slice(2))]!++;
    }
    // 10 of 40: 1000 of 4000 each, with a standard error of 27.
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(130);
  });

  test('draws only what is allowed of the stream', () => {
    const target = buffer(10, 'per-task', 50);
    fill(target, 'a', 50);
    const even = (item: string) => Number(item.slice(2)) % 2 === 0;
    const drawn = target.draw(new Rng(1), 20, 0, even);
    expect(drawn).toHaveLength(20);
    expect(drawn.every(even)).toBe(true);
    expect(
      share(
        target.draw(new Rng(1), 8, 0, () => false),
        'general',
      ),
    ).toBe(1);
  });

  test('stores the same examples for the same seed and stream', () => {
    const [a, b] = [buffer(3, 'per-task', 10), buffer(3, 'per-task', 10)];
    for (const target of [a, b]) fill(target, 'x', 400);
    expect(a.streamItems()).toEqual(b.streamItems());
    // Not just the first ten.
    expect(a.streamItems()).not.toEqual(Array.from({ length: 10 }, (_, i) => `x ${i}`));
  });

  test('draws the general share on average, also when it is no whole number', () => {
    const target = buffer(100, 'per-task', 100);
    fill(target, 'a', 100);
    const rng = new Rng(8);
    const drawn = Array.from({ length: 4000 }, () => target.draw(rng, 3, 0.5)).flat();
    expect(drawn).toHaveLength(12_000);
    expect(Math.abs(share(drawn, 'general') - 0.5)).toBeLessThan(0.02);
    expect(share(target.draw(rng, 8, 0), 'general')).toBe(0);
    expect(share(target.draw(rng, 8, 1), 'general')).toBe(1);
  });

  test('draws without repeats while it can, and hands an empty partition to the other', () => {
    const rng = new Rng(2);
    const onlyGeneral = buffer(10, 'per-task', 5);
    expect(new Set(onlyGeneral.draw(rng, 10, 0.5)).size).toBe(10);
    expect(onlyGeneral.draw(rng, 25, 0.5)).toHaveLength(25);
    const onlyStream = buffer(0, 'per-task', 5);
    expect(onlyStream.draw(rng, 4, 0.5)).toEqual([]);
    fill(onlyStream, 'a', 9);
    expect(onlyStream.draw(rng, 4, 0.5)).toHaveLength(4);
  });
});
