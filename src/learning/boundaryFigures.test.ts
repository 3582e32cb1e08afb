// What is measured at the base and at boundaries: divergence by hand, distance from the base, pairs and their parts.

import { expect, test } from 'vitest';
import { capabilitiesOf, compositionsOf } from './capabilities.ts';
import { BoundaryProbe } from './boundaryFigures.ts';
import { klOf } from './divergence.ts';
import { makeScoredBatch } from './batching.ts';
import { CONTEXT, decode } from './tasks/vocabulary.ts';
import { smallNetwork } from './testing/methodBench.ts';
import { TINY_EXPERIMENT, TINY_SHAPE, runToEnd } from './testing/tinyExperiment.ts';
import { FUNCTIONS_DIRECT, FUNCTIONS_STEPS } from './worlds/functions.ts';
import type { World } from './worlds/world.ts';

const PHASES = ['n1', 'n2'].map((id) => ({ tasks: [{ id, weight: 1 }], steps: 5, blur: 0 }));
const probeOf = (world: World) =>
  new BoundaryProbe(
    capabilitiesOf(PHASES, 8, world),
    [],
    compositionsOf(PHASES, 8, world),
    8 * CONTEXT,
    8,
  );

test('KL of two distributions, by hand', () => {
  const [p, q] = [
    [0.5, 0.5],
    [0.8, 0.2],
  ].map((values) => Float64Array.from(values, Math.log)) as [Float64Array, Float64Array];
  expect(klOf(p, q)).toBeCloseTo(0.5 * Math.log(0.5 / 0.8) + 0.5 * Math.log(0.5 / 0.2), 12);
  expect(klOf(p, q)).toBeCloseTo(0.2231, 4);
  expect(klOf(p, p)).toBe(0);
});

test('the base is nowhere from itself; what has moved is as far as its weights went', async () => {
  const { network, workspace, sampler } = smallNetwork();
  const probe = probeOf(FUNCTIONS_STEPS);
  const before = await probe.begin(network);
  expect(before).toMatchObject({ forwardKl: 0, reverseKl: 0, weightDistance: 0 });
  expect(before!.compositions.map((c) => c.kind)).toEqual(['base']);
  const values = await network.snapshot();
  network.device.write(
    network.parameters.buffer,
    values.map((x) => 1.5 * x),
  );
  const after = await probe.measure(network, 2, (kind) => kind !== 'base');
  expect(after!.weightDistance).toBeCloseTo(0.5, 6);
  expect(after!.forwardKl).toBeGreaterThan(0);
  expect(after!.reverseKl).toBeGreaterThan(0);
  expect(after!.compositions.map((c) => c.kind)).toEqual(['new-new', 'new-old', 'old-new']);
  sampler.dispose();
  network.dispose();
  workspace.dispose();
});

test('forward is KL(base | now) and reverse KL(now | base), by the logits of the general items', async () => {
  const { network, workspace, sampler } = smallNetwork();
  const probe = probeOf(FUNCTIONS_STEPS);
  const general = capabilitiesOf(PHASES, 8, FUNCTIONS_STEPS).filter(
    ({ capability }) => capability.group === 'general',
  );
  /** Log-probabilities at every scored position, item by item. */
  const distributions = async () => {
    const rows: Float64Array[] = [];
    for (const item of general.flatMap((c) => c.items)) {
      const batch = makeScoredBatch([item]);
      const logits = await network.logits(batch);
      batch.weights.forEach((weight, row) => {
        if (weight === 0) return;
        const width = TINY_SHAPE.vocabulary;
        const z = Float64Array.from(logits.subarray(row * width, (row + 1) * width));
        const total = z.reduce((sum, x) => sum + Math.exp(x), 0);
        rows.push(z.map((x) => x - Math.log(total)));
      });
    }
    return rows;
  };
  const base = await distributions();
  await probe.begin(network);
  const values = await network.snapshot();
  network.device.write(
    network.parameters.buffer,
    values.map((x) => 3 * x),
  );
  const now = await distributions();
  const mean = (p: Float64Array[], q: Float64Array[]) =>
    p.reduce((sum, row, i) => sum + klOf(row, q[i]!), 0) / p.length;
  const figures = (await probe.measure(network, 2, () => false))!;
  expect(figures.forwardKl).toBeCloseTo(mean(base, now), 5);
  expect(figures.reverseKl).toBeCloseTo(mean(now, base), 5);
  expect(Math.abs(figures.forwardKl - figures.reverseKl)).toBeGreaterThan(0.001);
  sampler.dispose();
  network.dispose();
  workspace.dispose();
});

test.each([
  ['step by step', FUNCTIONS_STEPS, /^<([fn]\d)><([fn]\d)>(\d{3})=(\d{3})=(\d{3})$/],
  ['direct', FUNCTIONS_DIRECT, /^<([fn]\d)><([fn]\d)>(\d{3})=(\d{3})$/],
] as const)('pairs and their parts are about the same words, %s', (_, world, form) => {
  const line = (tokens: readonly number[]) => decode(tokens).trim();
  for (const { kind, pairs, inner, outer } of world.compositions(
    world === FUNCTIONS_STEPS ? ['n1', 'n2'] : ['n1-direct', 'n2-direct'],
    12,
  )) {
    expect(pairs).toHaveLength(12);
    pairs.forEach(({ tokens }, i) => {
      const [, g, f, word, ...rest] = form.exec(line(tokens))!;
      const kinds = [g!, f!].map((name) => (name.startsWith('n') ? 'new' : 'old')).join('-');
      expect(kinds).toBe(kind === 'base' ? 'old-old' : kind);
      const inside = line(inner[i]!.tokens);
      expect(inside.startsWith(`<identity><${f}>${word}=`)).toBe(true);
      const middle = inside.split('=').at(-1)!;
      const outside = line(outer[i]!.tokens);
      expect(outside.startsWith(`<${g}><identity>${middle}=`)).toBe(true);
      expect(outside.endsWith(`=${rest.at(-1)}`)).toBe(true);
    });
  }
});

test('a run has them at the base and at boundaries only, with a mark for every item', async () => {
  const record = await runToEnd(TINY_EXPERIMENT);
  const steps = record.evaluations.filter((e) => e.atBoundary).map((e) => e.step);
  expect(steps).toEqual([0, 6, 12]);
  const last = record.evaluations.at(-1)!;
  last.atBoundary!.right.forEach((marks, c) => {
    expect(marks).toHaveLength(record.capabilities[c]!.items);
    const share = [...marks].filter((m) => m === '1').length / marks.length;
    expect(share).toBeCloseTo(last.accuracy[c]!, 12);
  });
  expect(last.atBoundary!.compositions.map((c) => c.kind)).toEqual([
    'new-new',
    'new-old',
    'old-new',
  ]);
  // Twice as many as of a capability, since a verdict hangs on each kind.
  for (const { items } of last.atBoundary!.compositions) {
    expect(items).toBe(2 * TINY_EXPERIMENT.evaluation.items);
  }
});
