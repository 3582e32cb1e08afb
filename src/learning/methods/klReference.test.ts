// The penalty against its definition: the gradient that it adds is that of the mean divergence, by finite differences on
// divergences worked out here from the logits; it is nothing where model and reference are the same.

import { describe, expect, test } from 'vitest';
import { defaultValues, type Values } from '../../core/params.ts';
import { Rng } from '../../core/rng.ts';
import type { Batch } from '../../engine/batch.ts';
import { makeBatch } from '../batching.ts';
import { MethodBench } from '../testing/methodBench.ts';
import { REGISTRY as TASKS } from '../tasks/index.ts';
import { klReference } from './klReference.ts';

type Change = Partial<Values<typeof klReference.info.params>>;

const reverse = TASKS.find((t) => t.info.id === 'reverse')!;
const ITEMS = [1, 2, 3].map((seed) => reverse.sample(new Rng(seed)));
/** Weights of any sign, as the rows of policy gradients have them: each position counts once all the same. */
const BATCH: Batch = (() => {
  const batch = makeBatch(ITEMS);
  return { ...batch, weights: batch.weights.map((w, i) => (w === 0 ? 0 : i % 2 ? -2 : 0.5)) };
})();

function logSoftmax(logits: Float32Array, temperature: number): number[] {
  const row = [...logits].map((z) => z / temperature);
  const top = Math.max(...row);
  const sum = row.reduce((total, z) => total + Math.exp(z - top), 0);
  return row.map((z) => z - top - Math.log(sum));
}

/** Mean of KL(p | q) over the supervised positions. */
function meanKl(p: Float32Array, q: Float32Array, temperature: number): number {
  const width = 112;
  let sum = 0;
  let count = 0;
  BATCH.weights.forEach((weight, row) => {
    if (weight === 0) return;
    const [a, b] = [p, q].map((z) =>
      logSoftmax(z.subarray(row * width, (row + 1) * width), temperature),
    );
    sum += a!.reduce((total, l, i) => total + Math.exp(l) * (l - b![i]!), 0);
    count++;
  });
  return sum / count;
}

/** A bench whose reference is the start and whose weights have moved since. */
async function moved(change: Change) {
  const bench = MethodBench.of(klReference, { data: 'current', general: 8, batch: 2, ...change });
  const start = await bench.parameters();
  await bench.method.beginPhase!(0);
  const noise = bench.random(5, 0.05);
  const weights = start.map((w, i) => w + noise[i]!);
  bench.write(bench.network.parameters, weights);
  const penaltyGradient = async () => {
    await bench.run([bench.network.begin(), ...bench.method.addLoss!(BATCH, 0)]);
    expect(largest(await bench.gradients())).toBe(0);
    await bench.run(bench.method.addPenalty!(0));
    return bench.gradients();
  };
  return { bench, start, weights, penaltyGradient };
}

const largest = (values: Float32Array) =>
  values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);

describe.each(['forward', 'reverse'] as const)('%s', (direction) => {
  test.each([1, 2])(
    'at temperature %d the gradient is that of the mean divergence',
    async (temperature) => {
      const strength = 0.7;
      const { bench, start, weights, penaltyGradient } = await moved({
        direction,
        temperature,
        strength,
      });
      const gradient = await penaltyGradient();
      const logitsAt = (values: Float32Array) => {
        bench.write(bench.network.parameters, values);
        return bench.network.logits(BATCH);
      };
      const reference = await logitsAt(start);
      const penaltyAt = async (values: Float32Array) => {
        const model = await logitsAt(values);
        const kl =
          direction === 'reverse'
            ? meanKl(model, reference, temperature)
            : meanKl(reference, model, temperature);
        return strength * kl;
      };
      const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
      const size = 0.01;
      for (const keep of [() => true, (i: number) => i % 3 === 0]) {
        const along = gradient.map((g, i) => (keep(i) ? g / norm : 0));
        const shifted = (by: number) => weights.map((w, i) => w + by * along[i]!);
        const slope =
          ((await penaltyAt(shifted(size))) - (await penaltyAt(shifted(-size)))) / (2 * size);
        const expected = gradient.reduce((sum, g, i) => sum + g * along[i]!, 0);
        expect(expected).toBeGreaterThan(1e-3);
        expect(Math.abs(slope - expected)).toBeLessThan(0.02 * expected);
      }
    },
  );

  test('at the reference itself there is no gradient', async () => {
    const { bench, start, penaltyGradient } = await moved({ direction });
    expect(largest(await penaltyGradient())).toBeGreaterThan(1e-4);
    bench.write(bench.network.parameters, start);
    expect(largest(await penaltyGradient())).toBeLessThan(1e-6);
  });
});

test('the reference is the base throughout, or the self that the phase began with', async () => {
  for (const reference of ['base', 'previous'] as const) {
    const { bench, penaltyGradient } = await moved({ reference });
    await bench.method.beginPhase!(1);
    const size = largest(await penaltyGradient());
    if (reference === 'previous') expect(size).toBeLessThan(1e-6);
    else expect(size).toBeGreaterThan(1e-4);
  }
});

test('stored examples: general ones only, or earlier tasks too once their phase is over', async () => {
  const taught = ITEMS.map((item) => ({ item, taskId: 'reverse', phase: 0 }));
  for (const [data, stored] of [
    ['current', 0],
    ['general', 8],
    ['buffer', 11],
  ] as const) {
    const { bench } = await moved({ data });
    void bench.method.afterStep!(taught, 0);
    await bench.method.endPhase!(0);
    expect(bench.method.storedExamples!().total).toBe(stored);
  }
});

test('what it costs: a forward pass of the reference and a pass of its own on what is compared', () => {
  const context = { batchSize: 16, rows: 8, tasks: 3, phases: 3, projections: 0 };
  const cost = (change: Change) =>
    klReference.cost({ ...defaultValues(klReference.info.params), ...change }, context);
  expect(cost({}).passes).toBeCloseTo(2 / 3, 12);
  expect(cost({})).toMatchObject({ vectors: 1, storedExamples: 1000 });
  expect(cost({ data: 'buffer' }).storedExamples).toBe(1300);
  // The present batch of an objective that trains on eight answers to each prompt.
  expect(cost({ data: 'current' }).passes).toBeCloseTo(32 / 3, 12);
  expect(cost({ data: 'current' }).storedExamples).toBe(0);
});
