// Self-distillation against its definition: nothing to learn from oneself in the same context; a teacher that is sure of the
// answer is fine-tuning; the divergence is that of the two contexts at the same tokens of the answer.

import { describe, expect, test, vi } from 'vitest';
import type { Values } from '../../core/params.ts';
import type { FlatVector } from '../../engine/flatVector.ts';
import { makeBatch } from '../batching.ts';
import type { Item } from '../example.ts';
import { demonstrationOf, taughtAnswer, taughtBatch } from '../parts/demonstrated.ts';
import { ModelVerbs } from '../modelVerbs.ts';
import { answerDraft, buildItem } from '../tasks/item.ts';
import { decode } from '../tasks/vocabulary.ts';
import { ObjectiveBench, samePrompts } from '../testing/objectiveBench.ts';
import { fineTuning } from './fineTuning.ts';
import { selfDistillation } from './selfDistillation.ts';

type Change = Partial<Values<typeof selfDistillation.info.params>>;

const WIDTH = 112;
const source = (prompt: string, answer: string) => ({
  item: buildItem(answerDraft(prompt, answer)),
  taskId: 'reverse',
  phase: 0,
});
const ITEMS = [source('<reverse>abc=', 'cba'), source('<next>fghij=', 'ghijk')];

const largest = (values: Float32Array) =>
  values.reduce((most, v) => Math.max(most, Math.abs(v)), 0);

/** The gradient and the reported loss of a prepared step. */
async function lossOf(bench: ObjectiveBench, items: readonly Item[], step = 0) {
  const { network, objective, device } = bench;
  const invocations = objective.addLoss(network, makeBatch(items), step, items);
  await device.submit([network.begin(), ...invocations]);
  const [scalars] = await network.scalars(step, step);
  return { loss: scalars!.loss, gradient: await network.snapshot(network.gradients) };
}

async function prepared(change: Change, items = ITEMS) {
  const bench = ObjectiveBench.of(selfDistillation, change);
  const { rows } = await bench.prepare(items, 0);
  return { bench, items: rows.map((r) => r.item) };
}

function logSoftmax(logits: Float32Array): number[] {
  const top = Math.max(...logits);
  const sum = logits.reduce((total, z) => total + Math.exp(z - top), 0);
  return [...logits].map((z) => z - top - Math.log(sum));
}

describe('contexts', () => {
  test('the teacher reads the given answer before the prompt, as the base has seen it', () => {
    expect(decode(demonstrationOf(ITEMS[0]!.item))).toBe('\n<reverse>abc=cba|<reverse>abc=');
    const taught = taughtAnswer(ITEMS[0]!.item, [1, 2, 0], true);
    expect(decode(taught.teacher.tokens)).toBe('\n<reverse>abc=cba|<reverse>abc=ab\n');
    expect(decode(taught.student.tokens)).toBe('\n<reverse>abc=ab\n');
    const { teacher } = taughtAnswer(ITEMS[0]!.item, Array<number>(60).fill(1), true);
    expect(teacher.tokens).toHaveLength(49);
  });

  test('positions are paired where both predict the same token; other items keep their targets', () => {
    const taught = taughtAnswer(ITEMS[0]!.item, [1, 2, 0], true);
    const batch = taughtBatch(
      [ITEMS[1]!.item, taught.student],
      new Map([[taught.student, taught]]),
    );
    const { student, teacher, pairs } = batch;
    expect(pairs).toHaveLength(3);
    for (const [from, to] of pairs) {
      expect(to).toBeGreaterThanOrEqual(student.length);
      expect(teacher.targets[from]).toBe(student.targets[to]);
      expect(batch.taught[to]).toBe(1);
      expect(student.weights[to]).toBe(0);
    }
    expect(student.weights.reduce((a, b) => a + b, 0)).toBe(6);
    expect(batch.taught.reduce((a, b) => a + b, 0)).toBe(3);
  });
});

test.each(['reverse', 'forward'] as const)(
  'without a demonstration and with itself as the teacher the %s gradient is exactly 0',
  async (direction) => {
    for (const data of ['own', 'given'] as const) {
      const change = { direction, data, teacher: 'live', demonstration: 'none' } as const;
      const { bench, items } = await prepared(change);
      const { gradient, loss } = await lossOf(bench, items);
      expect([largest(gradient), loss]).toEqual([0, 0]);
      bench.dispose();
    }
    // It is the demonstration that teaches.
    const { bench, items } = await prepared({ direction, teacher: 'live' });
    expect(largest((await lossOf(bench, items)).gradient)).toBeGreaterThan(1e-4);
    bench.dispose();
  },
);

test('a teacher that is sure of the answer, forward, is supervised fine-tuning', async () => {
  const change = { direction: 'forward', data: 'given', teacher: 'base', demonstration: 'none' };
  const bench = ObjectiveBench.of(selfDistillation, change as Change);
  const { network } = bench;
  const weights = await network.snapshot();
  // The same network with a head so steep that every distribution is one token's.
  const head = network.parameters.layout.ranges.find((r) => r.name === 'head')!;
  const steep = weights.map((w, i) =>
    i >= head.offset && i < head.offset + head.size ? 1e5 * w : w,
  );
  network.device.write(network.parameters.buffer, steep);
  const tokens = [...samePrompts(1)[0]!.item.tokens.slice(0, 6)];
  const start = tokens.length;
  for (let i = 0; i < 4; i++) {
    const item = { tokens: [...tokens, 0], weights: [], scored: [] };
    const row = { ...item, weights: item.tokens.map(() => 1), scored: [] };
    const logits = await network.logits(makeBatch([row]));
    const last = logits.subarray((tokens.length - 1) * WIDTH, tokens.length * WIDTH);
    tokens.push(last.indexOf(Math.max(...last)));
  }
  const after = tokens.map((_, i) => i >= start);
  const item: Item = { tokens, weights: after.map(Number), scored: after };
  const { rows } = await bench.prepare([{ item, taskId: 'reverse', phase: 0 }], 0);
  network.device.write(network.parameters.buffer, weights);
  const taught = await lossOf(bench, [rows[0]!.item]);
  const tuned = ObjectiveBench.of(fineTuning);
  const given = await lossOf(tuned, [item]);
  expect(taught.loss).toBeCloseTo(given.loss, 5);
  expect(largest(given.gradient)).toBeGreaterThan(0.01);
  const difference = taught.gradient.map((g, i) => g - given.gradient[i]!);
  expect(largest(difference)).toBeLessThan(1e-6);
  bench.dispose();
  tuned.dispose();
});

describe.each(['reverse', 'forward'] as const)('%s', (direction) => {
  test('the loss is the mean divergence of the two contexts, the gradient its slope', async () => {
    const { bench, items } = await prepared({ direction, teacher: 'base' });
    const { network } = bench;
    const start = await network.snapshot();
    const taught = ITEMS.map(({ item }, i) =>
      taughtAnswer(item, items[i]!.tokens.slice(item.scored.indexOf(true)), true),
    );
    const teacherLogits = await network.logits(makeBatch(taught.map((t) => t.teacher)));
    const noise = start.map((w, i) => w + 0.03 * Math.sin(7 * i));
    const teacherLength = makeBatch(taught.map((t) => t.teacher)).length;
    const meanDivergence = async (weights: Float32Array) => {
      network.device.write(network.parameters.buffer, weights);
      const student = makeBatch(taught.map((t) => t.student));
      const logits = await network.logits(student);
      let [sum, count] = [0, 0];
      taught.forEach(({ starts, length }, row) => {
        for (let i = -1; i < length - 1; i++) {
          const rowOf = (values: Float32Array, at: number) =>
            logSoftmax(values.subarray(at * WIDTH, (at + 1) * WIDTH));
          const p = rowOf(logits, row * student.length + starts[0] + i);
          const q = rowOf(teacherLogits, row * teacherLength + starts[1] + i);
          const [a, b] = direction === 'reverse' ? [p, q] : [q, p];
          sum += a.reduce((total, l, k) => total + Math.exp(l) * (l - b[k]!), 0);
          count++;
        }
      });
      return sum / count;
    };
    const expected = await meanDivergence(noise);
    const { loss, gradient } = await lossOf(bench, items);
    expect(expected).toBeGreaterThan(0.001);
    expect(loss / expected).toBeCloseTo(1, 3);
    const norm = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
    const along = gradient.map((g) => (0.01 * g) / norm);
    const above = await meanDivergence(noise.map((w, i) => w + along[i]!));
    const below = await meanDivergence(noise.map((w, i) => w - along[i]!));
    expect((above - below) / (0.02 * norm)).toBeCloseTo(1, 1);
    bench.dispose();
  });
});

test('the teacher: an average that follows, the base, or the self that the phase began with', async () => {
  const teacherAfter = async (change: Change) => {
    const made = vi.spyOn(ModelVerbs.prototype, 'vector');
    const bench = ObjectiveBench.of(selfDistillation, change);
    const vector = made.mock.results[0]!.value as FlatVector;
    made.mockRestore();
    const { network, objective } = bench;
    const start = await network.snapshot();
    const write = (add: number) =>
      network.device.write(
        network.parameters.buffer,
        start.map((w) => w + add),
      );
    const at = (step: number, phaseStep: number) =>
      objective.prepare!(ITEMS, { step, totalSteps: 9, phaseStep, phaseSteps: 3 });
    await at(0, 0);
    write(1);
    await at(1, 1);
    await at(2, 0);
    const held = await network.snapshot(vector);
    bench.dispose();
    return held[0]! - start[0]!;
  };
  expect(await teacherAfter({ rate: 0.5 })).toBeCloseTo(0.75, 5);
  expect(await teacherAfter({ teacher: 'base' })).toBeCloseTo(0, 6);
  expect(await teacherAfter({ teacher: 'previous' })).toBeCloseTo(1, 5);
});

test('towards a frozen teacher that reads the demonstration, the student comes to answer as it', async () => {
  const bench = ObjectiveBench.of(
    selfDistillation,
    { teacher: 'base', direction: 'reverse', data: 'given' },
    () => 0,
    0.5,
  );
  const items = ITEMS.slice(0, 1);
  const losses: number[] = [];
  for (let step = 0; step < 40; step++) {
    await bench.step(items, step);
    losses.push((await bench.network.scalars(step, step))[0]!.loss);
  }
  expect(losses.at(-1)!).toBeLessThan(0.02 * losses[0]!);
  expect(bench.verbs.counts.sequences).toBeCloseTo(40 * (2 / 3), 6);
  expect(bench.dispose()).toMatchObject({ buffers: 0, bytes: 0 });
});
