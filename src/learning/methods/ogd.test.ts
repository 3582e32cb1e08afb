// OGD against its definition: the basis is orthonormal, what a step moves of the linearised logits is nothing, and the real
// logits move at second order only.

import { describe, expect, test } from 'vitest';
import type { ModelShape } from '../../core/experiment.ts';
import { Rng } from '../../core/rng.ts';
import { parameterLayout } from '../../engine/model/shape.ts';
import { expectClose } from '../../engine/testing/kernelTest.ts';
import { makeBatch } from '../batching.ts';
import type { Item } from '../example.ts';
import { dot } from '../testing/memoryBench.ts';
import { MethodBench } from '../testing/methodBench.ts';
import { TINY_EXPERIMENT, TINY_SHAPE, learnerLike } from '../testing/tinyExperiment.ts';
import { describeExperiment } from '../describe.ts';
import { ogd } from './ogd.ts';

const { vocabulary } = TINY_SHAPE;

/** Items with one supervised position each: their direction does not depend on a draw. */
const ITEMS: readonly Item[] = [
  [30, 41, 50],
  [31, 44, 52],
  [33, 40, 57],
  [30, 41, 50],
].map(([a, b, target]) => ({
  tokens: [0, a!, b!, target!],
  weights: [0, 0, 0, 1],
  scored: [false, false, false, true],
}));

/** A bench that has remembered the items. */
async function remembering(projected: 'gradient' | 'update') {
  const settings = { directions: ITEMS.length, base: false, projected };
  const bench = MethodBench.of(ogd, settings);
  await bench.method.afterStep!(
    ITEMS.map((item) => ({ item, taskId: 'reverse', phase: 0 })),
    0,
  );
  await bench.method.endPhase!(0);
  return bench;
}

/** Gradient of each item's answer logit at the present weights. */
async function directions(bench: MethodBench): Promise<Float32Array[]> {
  const found: Float32Array[] = [];
  for (const item of ITEMS) {
    await bench.context.verbs.targetLogitGradient(item, new Rng(1));
    found.push(await bench.gradients());
  }
  return found;
}

async function answerLogits(bench: MethodBench): Promise<number[]> {
  const batch = makeBatch(ITEMS);
  const logits = await bench.network.logits(batch);
  return ITEMS.map((item, i) => logits[(i * batch.length + 2) * vocabulary + item.tokens[3]!]!);
}

test('a direction is the gradient of the answer logit, by finite differences', async () => {
  const bench = MethodBench.of(ogd, { directions: 1 });
  const [gradient] = await directions(bench);
  const theta = await bench.parameters();
  const along = bench.random(3);
  const logit = async (by: number) => {
    bench.write(
      bench.network.parameters,
      theta.map((x, i) => x + by * along[i]!),
    );
    return (await answerLogits(bench))[0]!;
  };
  const slope = ((await logit(1e-3)) - (await logit(-1e-3))) / 2e-3;
  expect(dot(gradient!, along) / slope).toBeCloseTo(1, 1);
});

describe('OGD', () => {
  test.each(['gradient', 'update'] as const)(
    'with SGD, projecting the %s moves no stored logit of the linearised model, and leaves the rest of the step',
    async (projected) => {
      const bench = await remembering(projected);
      const stored = await directions(bench);
      const before = await bench.parameters();
      const noise = bench.random(9, 0.01);
      const gradient = noise.map((x, i) => stored.reduce((sum, u) => sum + 0.3 * u[i]!, x));
      await bench.step(gradient, 1, 0.1);
      const moved = (await bench.parameters()).map((x, i) => (before[i]! - x) / 0.1);
      for (const u of stored) {
        const cosine = dot(u, moved) / Math.sqrt(dot(u, u) * dot(moved, moved));
        expect(Math.abs(cosine)).toBeLessThan(1e-4);
      }
      // What was taken out lies in the span: it is orthogonal to what is left.
      const taken = gradient.map((x, i) => x - moved[i]!);
      const angle = dot(taken, moved) / Math.sqrt(dot(taken, taken) * dot(moved, moved));
      expect(Math.abs(angle)).toBeLessThan(1e-3);
      expect(dot(taken, taken)).toBeGreaterThan(0.5 * dot(gradient, gradient));
      expect(dot(moved, moved)).toBeGreaterThan(0.1 * dot(noise, noise));
    },
  );

  test('the logits themselves move at second order', async () => {
    const change = async (rate: number) => {
      const bench = await remembering('gradient');
      const before = await answerLogits(bench);
      await bench.step(bench.random(9, 0.02), 1, rate);
      return (await answerLogits(bench)).map((z, i) => z - before[i]!);
    };
    const [small, large] = [await change(0.05), await change(0.1)];
    expectClose(
      small.map((z, i) => z / large[i]!),
      ITEMS.map(() => 0.25),
      { name: 'ratio', absolute: 0.1 },
    );
  });

  test('a direction that is in the span already is not kept', async () => {
    const bench = await remembering('gradient');
    // Four examples, the last of which is the first again.
    const invocations = bench.method.transformGradients!(0);
    expect(invocations.map((i) => i.values)).toEqual([{ rows: 3 }]);
    expect(bench.context.verbs.counts).toMatchObject({ vectors: 4, boundarySequences: 4 });
  });
});

test('more directions than a buffer of every adapter holds are refused when the experiment is described', () => {
  const large: ModelShape = {
    ...TINY_SHAPE,
    width: 128,
    heads: 4,
    keyValueHeads: 4,
    layers: 7,
    feedForward: 512,
  };
  const described =
    (shape: ModelShape, params: Record<string, number | boolean>, phases = 2) =>
    () =>
      describeExperiment(
        {
          ...TINY_EXPERIMENT,
          base: { kind: 'random', shape },
          phases: TINY_EXPERIMENT.phases.slice(0, phases),
          learners: [learnerLike({ methods: [{ id: 'ogd', params }] })],
        },
        [],
        null,
      );
  expect(described(TINY_SHAPE, { directions: 200 })).not.toThrow();
  // 128 MiB of numbers of 4 bytes.
  const most = Math.floor(2 ** 25 / parameterLayout(large).length);
  expect(described(large, { directions: most })).not.toThrow();
  expect(described(large, { directions: most + 1 })).toThrow(
    `OGD: expected at most ${most} directions per phase for a model of this size, got ${most + 1}.`,
  );
  // Without the base and with one phase nothing is kept.
  expect(described(large, { directions: 200, base: false }, 1)).not.toThrow();
});
