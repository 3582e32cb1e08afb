// Dynamic fine-tuning against its definition: the gradient of one token is that of fine-tuning times the token's probability.

import { expect, test } from 'vitest';
import { makeBatch } from '../batching.ts';
import type { Item } from '../example.ts';
import { smallNetwork } from '../testing/methodBench.ts';
import { dynamicFineTuning } from './dynamicFineTuning.ts';
import { fineTuning } from './fineTuning.ts';
import type { ObjectivePlugin } from './objective.ts';

const NOTHING = Object.create(null) as Record<never, never>;

/** Prompts of one token each, answered by one token. */
const single = (prompt: number, answer: number): Item => ({
  tokens: [0, prompt, answer],
  weights: [0, 0, 1],
  scored: [false, false, true],
});

async function gradientOf(
  objective: ObjectivePlugin<Record<never, never>>,
  items: readonly Item[],
) {
  const { network } = smallNetwork();
  const made = objective.create(NOTHING as never, {});
  await network.device.submit([
    network.begin(),
    ...made.addLoss(network, makeBatch(items), 0, items),
  ]);
  const [{ loss } = { loss: NaN }] = await network.scalars(0, 0);
  return { gradient: await network.snapshot(network.gradients), loss };
}

test('the gradient and the loss of a token are those of fine-tuning times its probability', async () => {
  const items = [single(5, 9), single(12, 40)];
  const alone = await Promise.all(items.map((item) => gradientOf(fineTuning, [item])));
  // Alone in its batch, a token's loss is minus the logarithm of its probability.
  const p = alone.map(({ loss }) => Math.exp(-loss));
  expect(Math.abs(p[0]! - p[1]!)).toBeGreaterThan(1e-4);
  const both = await gradientOf(dynamicFineTuning, items);
  expect(both.loss).toBeCloseTo((p[0]! * alone[0]!.loss + p[1]! * alone[1]!.loss) / 2, 7);
  const expected = both.gradient.map(
    (_, i) => (p[0]! * alone[0]!.gradient[i]! + p[1]! * alone[1]!.gradient[i]!) / 2,
  );
  const largest = expected.reduce((most, g) => Math.max(most, Math.abs(g)), 0);
  expect(largest).toBeGreaterThan(1e-4);
  both.gradient.forEach((g, i) => {
    if (Math.abs(g - expected[i]!) > 1e-5 * largest) expect([i, g]).toEqual([i, expected[i]]);
  });
});
