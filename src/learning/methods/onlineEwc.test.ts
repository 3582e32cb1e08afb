// EWC against its definitions: the Fisher of a softmax in closed form, what the Fisher says about KL, and the
// balance of two springs.

import { describe, expect, test } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { rangeOf } from '../../engine/flatVector.ts';
import { expectClose } from '../../engine/testing/kernelTest.ts';
import { makeBatch } from '../batching.ts';
import type { Item } from '../example.ts';
import { MethodBench } from '../testing/methodBench.ts';
import { TINY_SHAPE } from '../testing/tinyExperiment.ts';
import { onlineEwc } from './onlineEwc.ts';

const { vocabulary, width } = TINY_SHAPE;

/** Makes the model's distributions uneven, as those of a trained model are. */
async function sharpen(bench: MethodBench, factor: number): Promise<void> {
  const theta = await bench.parameters();
  const { offset, size } = rangeOf(bench.network.parameters.layout, 'head');
  for (let i = offset; i < offset + size; i++) theta[i]! *= factor;
  bench.write(bench.network.parameters, theta);
}

/** Log-probabilities of every position, `positions x vocabulary`. */
async function logProbabilities(bench: MethodBench, items: readonly Item[]) {
  const logits = await bench.network.logits(makeBatch(items));
  return Array.from({ length: logits.length / vocabulary }, (_, t) => {
    const row = logits.slice(t * vocabulary, (t + 1) * vocabulary);
    const highest = Math.max(...row);
    const total = row.reduce((sum, z) => sum + Math.exp(z - highest), 0);
    return Array.from(row, (z) => z - highest - Math.log(total));
  });
}

async function fisherOf(bench: MethodBench, items: readonly Item[], samples: number) {
  const { verbs } = bench.context;
  const fisher = verbs.vector(`fisher${samples}`);
  await verbs.squaredGradients(fisher, items, { samples, seed: 3 });
  return verbs.read(fisher);
}

describe('the Fisher of one supervised position', () => {
  // With logits W h, the gradient in row i of W is (p_i - [i = y]) h: squared, a number per row times h^2.
  const LABEL = 9;
  const item: Item = {
    tokens: [0, 30, 41, LABEL],
    weights: [0, 0, 0, 1],
    scored: [false, false, false, true],
  };

  async function rowSums(samples: number) {
    const bench = MethodBench.of(onlineEwc);
    await sharpen(bench, 4);
    const fisher = await fisherOf(bench, [item], samples);
    const { offset } = rangeOf(bench.network.parameters.layout, 'head');
    const rows = Array.from({ length: vocabulary }, (_, v) =>
      fisher.slice(offset + v * width, offset + (v + 1) * width).reduce((a, b) => a + b, 0),
    );
    const probabilities = (await logProbabilities(bench, [item]))[2]!.map(Math.exp);
    return { rows, probabilities };
  }

  /** The rows' sums divided by |h|^2, taken from their total. */
  const normalised = (rows: readonly number[], expected: readonly number[]) => {
    const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
    return rows.map((x) => (x * total(expected)) / total(rows));
  };

  test('with the data label is (p_i - [i = y])^2: the empirical Fisher', async () => {
    const { rows, probabilities } = await rowSums(0);
    const expected = probabilities.map((p, i) => (p - (i === LABEL ? 1 : 0)) ** 2);
    expectClose(normalised(rows, expected), expected, {
      name: 'F',
      absolute: 1e-7,
      relative: 1e-4,
    });
  });

  test('with drawn labels is p_i (1 - p_i) in the mean: the true Fisher', async () => {
    const samples = 3000;
    const { rows, probabilities } = await rowSums(samples);
    const expected = probabilities.map((p) => p * (1 - p));
    const actual = normalised(rows, expected);
    // The frequency of label i has a standard error of sqrt(p (1 - p) / samples); four of them, and two draws for labels
    // so rare that their count is no longer normal.
    const bounds = expected.map((f) => 4 * Math.sqrt(f / samples) + 2 / samples);
    expect(actual.filter((x, i) => Math.abs(x - expected[i]!) > bounds[i]!)).toEqual([]);
    expect(Math.max(...probabilities)).toBeGreaterThan(0.03);
  });
});

describe('the Fisher of answers', () => {
  test('predicts the KL of a small random step, 1/2 eps^2 sum F, where the empirical one does not', async () => {
    const bench = MethodBench.of(onlineEwc);
    await sharpen(bench, 8);
    const rng = new Rng(5);
    const items = Array.from({ length: 4 }, () => bench.context.sampleTask('reverse', rng));
    const { weights } = makeBatch(items);
    const trace = (f: Float32Array) => f.reduce((a, b) => a + b, 0);
    const predicted = 0.5 * trace(await fisherOf(bench, items, 64));
    const empirical = 0.5 * trace(await fisherOf(bench, items, 0));
    const theta = await bench.parameters();
    const before = await logProbabilities(bench, items);
    const [eps, directions] = [1e-3, 24];
    let kl = 0;
    for (let d = 0; d < directions; d++) {
      const signs = new Rng(6, 0, d);
      bench.write(
        bench.network.parameters,
        theta.map((x) => x + (signs.below(2) ? eps : -eps)),
      );
      const after = await logProbabilities(bench, items);
      before.forEach((p, t) => {
        if (weights[t] === 0) return;
        kl += p.reduce((sum, lp, v) => sum + Math.exp(lp) * (lp - after[t]![v]!), 0);
      });
    }
    const measured = kl / (directions * items.length * eps ** 2);
    expect(measured / predicted).toBeGreaterThan(0.7);
    expect(measured / predicted).toBeLessThan(1.3);
    expect(empirical / predicted).toBeGreaterThan(1.5);
  });
});

describe('online EWC', () => {
  /** lambda F, read off the pull at a distance of 1 from the weights, which are the anchor. */
  async function springs(bench: MethodBench): Promise<Float32Array> {
    const theta = await bench.parameters();
    bench.write(
      bench.network.parameters,
      theta.map((x) => x + 1),
    );
    bench.write(bench.network.gradients, new Float32Array(bench.length));
    await bench.run(bench.method.addPenalty!(0));
    bench.write(bench.network.parameters, theta);
    return bench.gradients();
  }

  const SETTINGS = { inputs: 6, samples: 4, strength: 0.05 };

  test('settles where two springs balance: (b + lambda F a) / (1 + lambda F)', async () => {
    const bench = MethodBench.of(onlineEwc, SETTINGS);
    await bench.method.beginPhase!(0);
    const anchor = await bench.parameters();
    const force = await springs(bench);
    const target = bench.random(7);
    for (let step = 0; step < 150; step++) {
      const theta = await bench.parameters();
      await bench.step(
        theta.map((x, i) => x - target[i]!),
        step,
        0.2,
      );
    }
    const expected = target.map((b, i) => (b + force[i]! * anchor[i]!) / (1 + force[i]!));
    expectClose(await bench.parameters(), expected, { name: 'weights', absolute: 1e-4 });
    expect(Math.max(...force)).toBeGreaterThan(0.1);
  });

  test('its mean force is the strength, less what the cap takes, and it does not pull at the anchor', async () => {
    const bench = MethodBench.of(onlineEwc, SETTINGS);
    await bench.method.beginPhase!(0);
    await bench.run(bench.method.addPenalty!(0));
    const force = await springs(bench);
    const { parameters } = bench.network.parameters.layout;
    const mean = force.reduce((a, b) => a + b, 0) / parameters;
    expect(mean).toBeLessThan(SETTINGS.strength);
    expect(mean).toBeGreaterThan(0.6 * SETTINGS.strength);
    bench.write(bench.network.gradients, new Float32Array(bench.length));
    await bench.run(bench.method.addPenalty!(0));
    expect((await bench.gradients()).every((g) => g === 0)).toBe(true);
  });

  test('takes its labels from where the setting says', async () => {
    const of = async (labels: 'sampled' | 'data') => {
      const bench = MethodBench.of(onlineEwc, { ...SETTINGS, labels });
      await bench.method.beginPhase!(0);
      return { force: await springs(bench), counts: bench.context.verbs.counts };
    };
    const [sampled, data] = [await of('sampled'), await of('data')];
    expect(sampled.counts.boundarySequences).toBe(SETTINGS.inputs * SETTINGS.samples);
    expect(data.counts.boundarySequences).toBe(SETTINGS.inputs);
    expect(sampled.force).not.toEqual(data.force);
  });

  test.each([1, 0.5])(
    'with an anchor for each phase is the sum of the springs of all phases, decay %d',
    async (decay) => {
      // Weights, examples and forces of three phases; the forces alone from a bench that forgets what was before.
      const run = async (change: { anchors: 'latest' | 'own'; decay: number }) => {
        const bench = MethodBench.of(onlineEwc, { ...SETTINGS, ...change });
        const rng = new Rng(9);
        const anchorsAt = [await bench.parameters()];
        await bench.method.beginPhase!(0);
        const forces = [await springs(bench)];
        const phases = bench.context.phases as unknown[];
        phases.push(phases[0]);
        for (const phase of [0, 1]) {
          const noise = bench.random(20 + phase, 0.1);
          const theta = (await bench.parameters()).map((x, i) => x + noise[i]!);
          bench.write(bench.network.parameters, theta);
          const items = Array.from({ length: 6 }, () => ({
            item: bench.context.sampleTask('reverse', rng),
            taskId: 'reverse',
            phase,
          }));
          await bench.method.afterStep!(items, phase);
          await bench.method.endPhase!(phase);
          anchorsAt.push(theta);
          forces.push(await springs(bench));
        }
        return { bench, anchorsAt, forces };
      };
      const { anchorsAt, forces } = await run({ anchors: 'latest', decay: 0 });
      const { bench } = await run({ anchors: 'own', decay });
      const theta = bench.random(30);
      bench.write(bench.network.parameters, theta);
      bench.write(bench.network.gradients, new Float32Array(bench.length));
      await bench.run(bench.method.addPenalty!(0));
      const expected = theta.map((x, i) =>
        forces.reduce((sum, f, j) => sum + decay ** (2 - j) * f[i]! * (x - anchorsAt[j]![i]!), 0),
      );
      expectClose(await bench.gradients(), expected, {
        name: 'pull',
        absolute: 1e-5,
        relative: 1e-4,
      });
      expect(bench.context.verbs.counts.vectors).toBe(2);
    },
  );

  test.each([
    { decay: 1, base: true },
    { decay: 0.5, base: true },
    { decay: 1, base: false },
  ])('adds the phase to what is left of the base: $decay, $base', async (change) => {
    const after = async (settings: { decay: number; base: boolean }) => {
      const bench = MethodBench.of(onlineEwc, { ...SETTINGS, ...settings });
      await bench.method.beginPhase!(0);
      const base = await springs(bench);
      const rng = new Rng(8);
      const items = Array.from({ length: 12 }, () => ({
        item: bench.context.sampleTask('reverse', rng),
        taskId: 'reverse',
        phase: 0,
      }));
      void bench.method.afterStep!(items, 0);
      expect(bench.method.storedExamples!().total).toBe(SETTINGS.inputs);
      await bench.method.endPhase!(0);
      expect(bench.method.storedExamples!().total).toBe(0);
      return { base, both: await springs(bench) };
    };
    const phaseOnly = await after({ decay: 0, base: true });
    const { base, both } = await after(change);
    const expected = phaseOnly.both.map((x, i) => x + change.decay * base[i]!);
    expectClose(both, expected, { name: 'force', absolute: 1e-7, relative: 1e-5 });
    expect(Math.max(...base) > 0).toBe(change.base);
  });
});
