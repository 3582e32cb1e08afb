// Pseudo-rehearsal against its definition: what is written follows the model's own distribution, from equally many of each
// start; what does not end is dropped; soft targets of an unchanged model teach nothing.

import { describe, expect, test } from 'vitest';
import type { Values } from '../../core/params.ts';
import { Rng } from '../../core/rng.ts';
import { makeBatch } from '../batching.ts';
import { namedStarts, writtenItem } from '../parts/ownExamples.ts';
import { decode } from '../tasks/vocabulary.ts';
import { MethodBench } from '../testing/methodBench.ts';
import { REGISTRY as TASKS } from '../tasks/index.ts';
import { pseudoRehearsal } from './pseudoRehearsal.ts';

type Change = Partial<Values<typeof pseudoRehearsal.info.params>>;

const reverse = TASKS.find((t) => t.info.id === 'reverse')!;
const ROWS = [1, 2, 3, 4].map((s) => ({
  item: reverse.sample(new Rng(s)),
  taskId: 'reverse',
  phase: 0,
}));
const largest = (values: Float32Array) => values.reduce((m, v) => Math.max(m, Math.abs(v)), 0);

function benchOf(change: Change) {
  return MethodBench.of(pseudoRehearsal, { written: 32, ...change });
}

describe('what is written', () => {
  test('ends, with loss on every token but the first; anything else is dropped', () => {
    expect(writtenItem([0, 5, 6])).toBeNull();
    expect(writtenItem([0, 0])).toBeNull();
    expect(writtenItem([0, 5, 0])).toMatchObject({ tokens: [0, 5, 0], weights: [0, 1, 1] });
  });

  test('begins with the names of the base data, and of earlier tasks but no later one', () => {
    const { context } = benchOf({});
    const names = (phase: number) => namedStarts(context, phase).map((tokens) => decode(tokens));
    expect(names(0)).toContain('\n<copy>');
    expect(names(0)).not.toContain('\n<reverse>');
    expect(names(1)).toContain('\n<reverse>');
    expect(names(1)).not.toContain('\n<next>');
  });

  test('follows the distribution of the model, at its own temperature', async () => {
    const { context, network } = benchOf({});
    const starts = Array.from({ length: 1600 }, () => [0]);
    const texts = (await context.sampler.continuations(starts, { seed: 3, step: 0 }))!;
    const item = { tokens: [0, 0], weights: [0, 1], scored: [false, true] };
    const logits = (await network.logits(makeBatch([item]))).subarray(0, 112);
    const weights = [...logits].map((z) => Math.exp(z));
    const total = weights.reduce((a, b) => a + b, 0);
    for (let bucket = 0; bucket < 4; bucket++) {
      const inside = (token: number) => Math.floor(token / 28) === bucket;
      const expected = weights.filter((_, t) => inside(t)).reduce((a, b) => a + b, 0) / total;
      // 1600 draws: a standard error of at most 0.0125.
      const share = texts.filter(([first]) => inside(first!)).length / texts.length;
      expect(Math.abs(share - expected)).toBeLessThan(0.05);
    }
  }, 60_000);
});

test('soft: an unchanged writer teaches nothing, a changed one does, beside a smaller batch', async () => {
  const bench = benchOf({ targets: 'soft', share: 0.5 });
  const { method, network } = bench;
  const start = await bench.parameters();
  await method.beginPhase!(0);
  expect(method.storedExamples!().total).toBeGreaterThan(3);
  expect(method.rehearse!(ROWS, 0)).toHaveLength(2);
  const gradient = async () => {
    await bench.run([network.begin(), ...method.addLoss!(makeBatch([]), 0)]);
    return largest(await bench.gradients());
  };
  expect(await gradient()).toBe(0);
  const noise = bench.random(4, 0.05);
  bench.write(
    network.parameters,
    start.map((w, i) => w + noise[i]!),
  );
  expect(await gradient()).toBeGreaterThan(1e-4);
});

test('hard: what was written takes the place of a part of the batch, and has no further loss', async () => {
  const bench = benchOf({ targets: 'hard', share: 0.5 });
  const { method } = bench;
  await method.beginPhase!(0);
  const items = method.rehearse!(ROWS, 0);
  expect(items).toHaveLength(4);
  const given = ROWS.map(({ item }) => item);
  expect(items.filter((item) => given.includes(item))).toHaveLength(2);
  expect(method.addLoss!(makeBatch(items), 0)).toEqual([]);
  expect(bench.context.verbs.counts).toMatchObject({ vectors: 0, sequences: 0 });
});

test('written anew at each phase by the present self, or once by the base', async () => {
  for (const [source, passes] of [
    ['previous', 2],
    ['base', 1],
  ] as const) {
    const bench = benchOf({ source });
    await bench.method.beginPhase!(0);
    await bench.method.beginPhase!(1);
    expect(bench.context.verbs.counts.boundarySequences).toBeCloseTo((32 * passes) / 3, 9);
  }
});
