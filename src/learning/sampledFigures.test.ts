// What a learner reports of the answers that it samples for a step: the entropy of what they are drawn from, their
// probability in training over the sampler's, and estimates of the KL to a reference, on the CPU device.

import { describe, expect, test } from 'vitest';
import { drawnTokens, makeBatch } from './batching.ts';
import { answerStart } from './example.ts';
import type { ObjectivePlugin } from './objectives/objective.ts';
import { reinforcement } from './objectives/reinforcement.ts';
import { rejectionSampling } from './objectives/rejectionSampling.ts';
import { selfDistillation } from './objectives/selfDistillation.ts';
import { ObjectiveBench, samePrompts } from './testing/objectiveBench.ts';
import { TINY_EXPERIMENT, learnerLike, runToEnd } from './testing/tinyExperiment.ts';

const [SOURCE] = samePrompts(1);

test('drawn tokens stand at the positions that predict them; those of other examples do not count', () => {
  const { item } = SOURCE!;
  const other = samePrompts(1)[0]!.item;
  const start = answerStart(item);
  const drawn = [-0.5, -1, -2, -4];
  const batch = makeBatch([other, item]);
  const { counts, logProbabilities } = drawnTokens([{ ...SOURCE!, drawn }], [other, item], batch)!;
  const first = batch.length + start - 1;
  expect([...counts].flatMap((c, i) => (c > 0 ? [[i, c]] : []))).toEqual(
    drawn.map((_, i) => [first + i, 0.25]),
  );
  expect([...logProbabilities.subarray(first, first + 4)]).toEqual(drawn);
  expect([...batch.targets.subarray(first, first + 4)]).toEqual(item.tokens.slice(start));
  expect(drawnTokens([SOURCE!], [item], batch)).toBeNull();
});

test('the entropy of a step is the mean over its tokens of the exact entropy of the next token', async () => {
  const bench = ObjectiveBench.of(selfDistillation, {});
  const { rows, sampled } = await bench.prepare([SOURCE!], 0);
  const { item, drawn } = rows[0]!;
  let entropy = 0;
  for (let end = answerStart(item); end < item.tokens.length; end++) {
    const scored = item.scored.map((_, i) => i === end);
    const p = await bench.probabilities({ ...SOURCE!, item: { ...item, scored } });
    entropy -= p.reduce((sum, x) => sum + x * Math.log(x), 0);
    const at = end - answerStart(item);
    expect(drawn![at]).toBeCloseTo(Math.log(p[item.tokens[end]!]!), 5);
  }
  const tokens = item.tokens.length - answerStart(item);
  expect(sampled!.entropy).toBeCloseTo(entropy / tokens, 5);
  expect(sampled!.entropy).toBeLessThan(Math.log(112));
  bench.dispose();
});

describe.each([
  ['rl', reinforcement as unknown as ObjectivePlugin],
  ['self-distillation', selfDistillation as unknown as ObjectivePlugin],
])('%s', (_, plugin) => {
  test('training gives the drawn tokens the probability that the sampler drew them with, at every step', async () => {
    const bench = ObjectiveBench.of(plugin);
    const before = await bench.network.snapshot();
    for (let step = 0; step < 4; step++) await bench.step(samePrompts(2), step);
    expect(await bench.network.snapshot()).not.toEqual(before);
    for (const { probabilityRatio } of await bench.network.scalars(0, 3))
      expect(Math.abs(probabilityRatio! - 1)).toBeLessThan(1e-5);
    expect(bench.dispose()).toMatchObject({ buffers: 0, bytes: 0 });
  });
});

test('answers that are chosen for being right are no fair draw, and are not compared', async () => {
  const bench = ObjectiveBench.of(rejectionSampling, {});
  expect((await bench.step(samePrompts(2), 0)).entropy).toBeGreaterThan(0);
  expect((await bench.network.scalars(0, 0))[0]).not.toHaveProperty('probabilityRatio');
  bench.dispose();
});

test('a run reports them, and the estimates where a reference is compared on the same answers', async () => {
  const reference = (data: string) => ({
    id: 'kl-reference',
    params: { data, general: 4, batch: 2 },
  });
  const rl = { id: 'rl', params: { group: 4, credit: 'partial' } };
  const { losses } = await runToEnd({
    ...TINY_EXPERIMENT,
    learners: [
      learnerLike({ id: 'alone', objective: rl }),
      learnerLike({ id: 'compared', objective: rl, methods: [reference('current')] }),
      learnerLike({ id: 'elsewhere', objective: rl, methods: [reference('general')] }),
    ],
  });
  for (const { learnerId, step, entropy, probabilityRatio, k1, k2, k3 } of losses) {
    expect(entropy).toBeGreaterThan(0);
    expect(Math.abs(probabilityRatio! - 1)).toBeLessThan(1e-5);
    expect([k1, k2, k3].every((k) => (k !== undefined) === (learnerId === 'compared'))).toBe(true);
    if (learnerId !== 'compared') continue;
    // A phase begins at its reference.
    if (step % 6 === 0) for (const k of [k1!, k2!, k3!]) expect(Math.abs(k)).toBeLessThan(1e-6);
    else expect(Math.min(k2!, k3!)).toBeGreaterThanOrEqual(0);
  }
  expect(losses.some((point) => (point.k3 ?? 0) > 1e-7)).toBe(true);
});
