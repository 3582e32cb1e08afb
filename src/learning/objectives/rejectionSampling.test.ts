// Rejection-sampling fine-tuning against its definition: what is kept is the model's own distribution, conditioned on being
// right; prompts without a right answer teach nothing and are reported.

import { describe, expect, test } from 'vitest';
import { figuresOf, rightExamples } from '../parts/ownAnswers.ts';
import { firstIsEven, ObjectiveBench, samePrompts } from '../testing/objectiveBench.ts';
import { keptRows, rejectionSampling } from './rejectionSampling.ts';

const [source] = samePrompts(1);
const answer = (tokens: number[], reward: number) => ({
  tokens,
  reward,
  logProbabilities: tokens.map((token) => -token),
  entropies: tokens.map((token) => token / 10),
});
const PROMPTS = [
  {
    source: source!,
    answers: [answer([5, 0], 0), answer([7, 0], 1), answer([7, 0], 1), answer([9, 0], 1)],
  },
  { source: source!, answers: [answer([5, 0], 0.9), answer([6, 0], 0)] },
];
const answersOf = (
  rows: readonly { item: { tokens: readonly number[]; weights: readonly number[] } }[],
) => rows.map(({ item }) => item.tokens.filter((_, i) => item.weights[i] !== 0));

describe('what is kept', () => {
  test('right answers, each once, up to the cap; nothing where none is right', () => {
    expect(answersOf(rightExamples(PROMPTS[0]!, 8))).toEqual([
      [7, 0],
      [9, 0],
    ]);
    expect(answersOf(rightExamples(PROMPTS[0]!, 1))).toEqual([[7, 0]]);
    expect(rightExamples(PROMPTS[1]!, 8)).toEqual([]);
  });

  test('as rows: first answers before second ones, with untrained rows in the gaps', () => {
    expect(answersOf(keptRows(PROMPTS, 2))).toEqual([[7, 0], [], [9, 0], []]);
    expect(answersOf(keptRows(PROMPTS, 1))).toEqual([[7, 0], []]);
  });

  test('coverage counts prompts, reward counts answers, entropy is a mean over tokens', () => {
    const entropy = expect.closeTo(3.9 / 12, 12) as number;
    expect(figuresOf(PROMPTS)).toEqual({ reward: (3 + 0.9) / 6, coverage: 0.5, entropy });
  });

  // So the expected gradient is that of REINFORCE with rewards of 0 and 1 and no baseline, divided by the share of right
  // answers: sum over right a of p_a / P(right) * grad log p_a.
  test('is drawn as the model would, given that it is right', async () => {
    const bench = ObjectiveBench.of(rejectionSampling, { samples: 4, interval: 1 });
    const items = samePrompts(16);
    const p = await bench.probabilities(items[0]!);
    const right = p.map((value, token) => (token % 2 === 0 ? value : 0));
    const total = right.reduce((a, b) => a + b, 0);
    const firsts: number[] = [];
    for (let step = 0; step < 60; step++) {
      const { examples } = await bench.prepare(items, step);
      for (const rows of answersOf(examples)) firsts.push(rows[0]!);
    }
    expect(firsts.length).toBeGreaterThan(800);
    for (let bucket = 0; bucket < 4; bucket++) {
      const inside = (token: number) => Math.floor(token / 28) === bucket;
      const expected = right.filter((_, token) => inside(token)).reduce((a, b) => a + b, 0) / total;
      // More than 800 draws: a share has a standard error of at most 0.018.
      expect(firsts.filter(inside).length / firsts.length).toBeCloseTo(expected, 1);
    }
    bench.dispose();
  });
});

test.each([1, 1000])(
  'resampled every %i: learns what was right, and frees its buffers',
  async (interval) => {
    const bench = ObjectiveBench.of(rejectionSampling, { interval });
    const items = samePrompts(8);
    const before = await bench.probabilities(items[0]!);
    for (let step = 0; step < 12; step++) {
      const { coverage } = await bench.step(items, step);
      expect(coverage).toBeGreaterThan(0.8);
    }
    const even = (p: number[]) =>
      p.filter((_, token) => token % 2 === 0).reduce((a, b) => a + b, 0);
    expect(even(before)).toBeLessThan(0.55);
    expect(even(await bench.probabilities(items[0]!))).toBeGreaterThan(0.62);
    expect(bench.verbs.counts).toMatchObject({
      vectors: interval > 1 ? 1 : 0,
      sequences: 12 * 8 * (8 / 3),
    });
    expect(bench.dispose()).toMatchObject({ buffers: 0, bytes: 0 });
  },
);

test('where nothing is right, nothing is learned, to the last bit', async () => {
  const bench = ObjectiveBench.of(rejectionSampling, {}, () => 0);
  const before = await bench.network.snapshot();
  const entropy = expect.any(Number) as number;
  expect(await bench.step(samePrompts(4), 0)).toEqual({ reward: 0, coverage: 0, entropy });
  expect(await bench.network.snapshot()).toEqual(before);
  bench.dispose();
});

test('samples from the weights of the last look, not from those since', async () => {
  const bench = ObjectiveBench.of(rejectionSampling, { interval: 2 }, firstIsEven);
  const items = samePrompts(4);
  await bench.step(items, 0);
  const { rows } = await bench.prepare(items, 1);
  await bench.step(items, 1);
  // Draws are named by the step: the same step at the same weights gives the same answers.
  expect((await bench.prepare(items, 1)).rows).toEqual(rows);
  await bench.prepare(items, 2);
  expect((await bench.prepare(items, 1)).rows).not.toEqual(rows);
  bench.dispose();
});
