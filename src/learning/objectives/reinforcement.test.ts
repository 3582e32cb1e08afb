// On-policy RL on a small network: the gradient of a step is that of the weighted log-likelihood, by finite differences;
// rewarded answers become likelier under every estimator; steps without a difference in reward change nothing.

import { describe, expect, test } from 'vitest';
import { makeBatch } from '../batching.ts';
import { firstIsEven, ObjectiveBench, samePrompts } from '../testing/objectiveBench.ts';
import { reinforcement, weightedRows } from './reinforcement.ts';

/** Learning rates: the gradient of a sum over 16 tokens is that much larger. */
const RATES = { grpo: 1, 'dr-grpo': 1, rloo: 0.1, reinforce: 0.1 } as const;
const ESTIMATORS = reinforcement.info.params.advantage.options.map((o) => o.value);

test('a row is the prompt with the answer, weighted on its answer only, by its sign and length', () => {
  const [source] = samePrompts(1);
  const answers = [
    { tokens: [5, 6, 0], reward: 1, logProbabilities: [-1, -2, -3], entropies: [1, 1, 1] },
    { tokens: [7], reward: 0, logProbabilities: [-4], entropies: [1] },
  ];
  const rows = weightedRows({ source: source!, answers }, 'grpo', 0);
  const prompt = source!.item.tokens.slice(0, source!.item.scored.indexOf(true));
  expect(rows.map(({ item }) => item.tokens)).toEqual([
    [...prompt, 5, 6, 0],
    [...prompt, 7],
  ]);
  // Rewards 1 and 0: mean 1/2, sample standard deviation 0.7071.
  const value = 0.5 / (Math.SQRT1_2 + 1e-4);
  const silent = prompt.map(() => 0);
  expect(rows[0]!.item.weights).toEqual([...silent, value / 3, value / 3, value / 3]);
  expect(rows[1]!.item.weights).toEqual([...silent, -value]);
  expect(rows.map(({ drawn }) => drawn)).toEqual([[-1, -2, -3], [-4]]);
});

test('the gradient of a step equals finite differences of the mean weighted log-likelihood', async () => {
  const bench = ObjectiveBench.of(reinforcement, { group: 4, advantage: 'rloo' });
  const { network } = bench;
  const { rows } = await bench.prepare(samePrompts(3), 0);
  const batch = makeBatch(rows.map(({ item }) => item));
  expect([...batch.weights].some((w) => w < 0)).toBe(true);
  const gradientAndLoss = async (step: number) => {
    await network.device.submit([
      network.begin(),
      ...bench.objective.addLoss(
        network,
        batch,
        step,
        rows.map((r) => r.item),
      ),
    ]);
    const [{ loss } = { loss: NaN }] = await network.scalars(step, step);
    return { loss, gradient: await network.snapshot(network.gradients) };
  };
  const weights = await network.snapshot();
  const { gradient } = await gradientAndLoss(0);
  // Along three directions of the gradient's own size and of its largest elements.
  const largest = gradient.reduce(
    (best, g, i) => (Math.abs(g) > Math.abs(gradient[best]!) ? i : best),
    0,
  );
  const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
  const directions = [
    gradient.map((g) => g / norm),
    gradient.map((_, i) => (i === largest ? 1 : 0)),
    gradient.map((g, i) => (i % 3 === 0 ? g / norm : 0)),
  ];
  const size = 0.01;
  for (const direction of directions) {
    const lossAt = async (distance: number) => {
      network.device.write(
        network.parameters.buffer,
        weights.map((w, i) => w + distance * direction[i]!),
      );
      return (await gradientAndLoss(1)).loss;
    };
    const slope = ((await lossAt(size)) - (await lossAt(-size))) / (2 * size);
    const expected = gradient.reduce((sum, g, i) => sum + g * direction[i]!, 0);
    expect(Math.abs(slope - expected)).toBeLessThan(0.02 * Math.abs(expected) + 1e-3);
  }
  bench.dispose();
});

describe.each(ESTIMATORS)('%s', (advantage) => {
  test('makes rewarded answers likelier, costs what it says, and frees its buffers', async () => {
    const bench = ObjectiveBench.of(reinforcement, { advantage }, firstIsEven, RATES[advantage]);
    const items = samePrompts(2);
    const even = async () =>
      (await bench.probabilities(items[0]!)).reduce(
        (sum, p, token) => sum + (token % 2 ? 0 : p),
        0,
      );
    expect(await even()).toBeLessThan(0.55);
    for (let step = 0; step < 12; step++) await bench.step(items, step);
    expect(await even()).toBeGreaterThan(0.6);
    expect(bench.verbs.counts.sequences).toBeCloseTo(12 * 2 * (7 + 8 / 3), 6);
    expect(bench.dispose()).toMatchObject({ buffers: 0, bytes: 0 });
  });
});

test.each(['grpo', 'dr-grpo', 'rloo'] as const)(
  '%s learns nothing, to the last bit, from answers that are all worth the same',
  async (advantage) => {
    const bench = ObjectiveBench.of(reinforcement, { advantage }, () => 1);
    const before = await bench.network.snapshot();
    const entropy = expect.any(Number) as number;
    expect(await bench.step(samePrompts(2), 0)).toEqual({ reward: 1, coverage: 1, entropy });
    expect(await bench.network.snapshot()).toEqual(before);
    bench.dispose();
  },
);

test('what is remembered of a step is right, and has the weights of a plain example', async () => {
  const bench = ObjectiveBench.of(reinforcement, { group: 8 });
  const { rows, examples } = await bench.prepare(samePrompts(2), 0);
  expect(rows).toHaveLength(16);
  expect(examples).toHaveLength(2);
  for (const { item } of examples) {
    const answer = item.tokens.slice(item.scored.indexOf(true));
    expect(firstIsEven(item, answer, 'exact')).toBe(1);
    expect(item.weights).toEqual(item.scored.map(Number));
  }
  bench.dispose();
});
