// Dark experience replay against its definition: logits are those of the moment an example was seen, raw and not as
// probabilities; at those weights there is no pull, elsewhere the pull is the slope of the mean squared error.

import { expect, test } from 'vitest';
import { defaultValues, type Values } from '../../core/params.ts';
import { Rng } from '../../core/rng.ts';
import { logitError } from '../../engine/reference/logits.ts';
import { makeBatch } from '../batching.ts';
import { PlacedExamples } from '../parts/placedExamples.ts';
import { MethodBench } from '../testing/methodBench.ts';
import { REGISTRY as TASKS } from '../tasks/index.ts';
import { darkReplay } from './darkReplay.ts';

type Change = Partial<Values<typeof darkReplay.info.params>>;

const reverse = TASKS.find((t) => t.info.id === 'reverse')!;
const ROWS = [1, 2, 3].map((s) => ({
  item: reverse.sample(new Rng(s)),
  taskId: 'reverse',
  phase: 0,
}));
const POSITION = { step: 0, totalSteps: 12, phaseStep: 0, phaseSteps: 6 };
const BATCH = makeBatch([]);
const largest = (values: Float32Array) => values.reduce((m, v) => Math.max(m, Math.abs(v)), 0);

/** A bench, its start, weights that have moved on since, and the gradient of the method's losses. */
function benchOf(change: Change) {
  const settings = { general: 0, perTask: 3, batch: 3, strength: 0.7, ...change };
  const bench = MethodBench.of(darkReplay, settings);
  const { method, network } = bench;
  const moveBy = async (scale: number) => {
    const [weights, noise] = [await bench.parameters(), bench.random(5, scale)];
    bench.write(
      network.parameters,
      weights.map((w, i) => w + noise[i]!),
    );
  };
  const gradientAt = async (step: number) => {
    await bench.run([network.begin(), ...method.addLoss!(BATCH, step)]);
    return bench.gradients();
  };
  return { bench, moveBy, gradientAt };
}

test('no pull at the weights that an example was seen with; from the next step on, not in its own', async () => {
  const { bench, moveBy, gradientAt } = benchOf({});
  const { method } = bench;
  await method.beginPhase!(0);
  const early = await bench.parameters();
  await method.prepare!(ROWS, POSITION);
  expect(method.addLoss!(BATCH, 0)).toHaveLength(0);
  await moveBy(0.05);
  await method.prepare!([], { ...POSITION, step: 1 });
  expect(largest(await gradientAt(1))).toBeGreaterThan(1e-4);
  bench.write(bench.network.parameters, early);
  expect(largest(await gradientAt(1))).toBe(0);
});

test('the pull is the slope of the mean squared error over the vocabulary and the answers', async () => {
  const { bench, moveBy, gradientAt } = benchOf({});
  const { method, network } = bench;
  const batch = makeBatch(ROWS.map((r) => r.item));
  const stored = await network.logits(batch);
  await method.prepare!(ROWS, POSITION);
  await method.prepare!([], { ...POSITION, step: 1 });
  await moveBy(0.05);
  const weights = await bench.parameters();
  const gradient = await gradientAt(1);
  const errorAt = async (values: Float32Array) => {
    bench.write(network.parameters, values);
    const logits = await network.logits(batch);
    let [sum, count] = [0, 0];
    batch.weights.forEach((weight, row) => {
      if (weight === 0) return;
      for (let i = 112 * row; i < 112 * (row + 1); i++) sum += (logits[i]! - stored[i]!) ** 2;
      count += 112;
    });
    return (0.7 * sum) / count;
  };
  const norm = Math.sqrt(gradient.reduce((total, g) => total + g * g, 0));
  const along = gradient.map((g) => (0.01 * g) / norm);
  const above = await errorAt(weights.map((w, i) => w + along[i]!));
  const below = await errorAt(weights.map((w, i) => w - along[i]!));
  expect(norm).toBeGreaterThan(1e-3);
  expect((above - below) / (0.02 * norm)).toBeCloseTo(1, 1);
});

test('raw logits are matched: a constant added to all of a position counts, though no probability changes', () => {
  const [logits, stored_logits] = [Float32Array.of(2, 3, 4, 5), Float32Array.of(1, 2, 3, 4)];
  const [grad_logits, losses] = [new Float32Array(4), new Float32Array(1)];
  const buffers = { logits, stored_logits, weights: Float32Array.of(1), grad_logits, losses };
  logitError(buffers, { rows: 1, vocabulary: 4, batch_offset: 0, scale: 1 });
  expect(losses[0]).toBe(1);
  expect([...grad_logits]).toEqual([0.5, 0.5, 0.5, 0.5]);
});

test('without the pull on logits, DER++ is replay of a batch of its own', async () => {
  const { bench, gradientAt } = benchOf({
    strength: 0,
    labels: 0.5,
    general: 1,
    perTask: 0,
    batch: 1,
  });
  const { method, network, context } = bench;
  await method.beginPhase!(0);
  const gradient = await gradientAt(3);
  // The only example that there is.
  const memory = new PlacedExamples('der', context, { general: 1, perTask: 0 });
  const batch = makeBatch([memory.general[0]!.item]);
  await bench.run([network.begin(), network.lossAndBackward(batch, 0)]);
  const plain = await bench.gradients();
  expect(largest(plain)).toBeGreaterThan(0.01);
  expect(largest(gradient.map((g, i) => g - 0.5 * plain[i]!))).toBeLessThan(1e-7);
});

test('general examples keep what the base said of them', async () => {
  const { bench, moveBy, gradientAt } = benchOf({ general: 5, perTask: 0 });
  const start = await bench.parameters();
  await bench.method.beginPhase!(0);
  await moveBy(0.05);
  await bench.method.beginPhase!(1);
  expect(largest(await gradientAt(1))).toBeGreaterThan(1e-4);
  bench.write(bench.network.parameters, start);
  expect(largest(await gradientAt(1))).toBe(0);
  expect(bench.context.verbs.counts.boundarySequences).toBeCloseTo(5 / 3, 12);
});

test('places: later examples of a step win, and none is drawn in the step that brings it', () => {
  const context = { seed: 1, sampleGeneral: () => ROWS[0]!.item };
  const memory = new PlacedExamples('x', context, { general: 2, perTask: 2 });
  const other = ROWS.map((row) => ({ ...row, taskId: 'next' }));
  const places = memory.offer([...ROWS, ...other]);
  const taken = places.filter((p) => p !== null);
  expect(new Set(taken).size).toBe(taken.length);
  expect(taken.toSorted((a, b) => a - b)).toEqual([2, 3, 4, 5]);
  const drawn = () => memory.draw(new Rng(2), 8, 0).map(({ place }) => place);
  expect(Math.max(...drawn())).toBeLessThan(2);
  memory.offer([]);
  expect(Math.min(...drawn())).toBe(2);
  expect(memory.counts.total).toBe(6);
});

test('what it costs: the logits are counted', () => {
  const context = { batchSize: 16, rows: 1, tasks: 3, phases: 3, projections: 0 };
  const cost = (change: Change) =>
    darkReplay.cost({ ...defaultValues(darkReplay.info.params), ...change }, context);
  expect(cost({})).toMatchObject({ vectors: 0, storedExamples: 1300, logitRows: 16 * 1300 });
  expect(cost({}).passes).toBeCloseTo(4 / 3, 12);
  expect(cost({ labels: 0.5 }).passes).toBeCloseTo(7 / 3, 12);
});
