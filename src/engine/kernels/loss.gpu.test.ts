// Cross-entropy equals its plain loop and its gradient finite differences; equals are won by the lowest id; unsupervised
// rows count in nothing.

import { describe, expect, test } from 'vitest';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
import {
  confidence_scale,
  crossEntropyGrid,
  cross_entropy,
  cross_entropy_workgroup,
  kl_divergence,
  score_sequences,
} from './loss.ts';
import { threadGrid } from './threadGrid.ts';

const VARIANTS = ['thread', 'workgroup'] as const;

/** [rows, vocabulary] */
const SHAPES = [
  [1, 4],
  [1, 112],
  [63, 12],
  [64, 60],
  [65, 68],
  [65, 144],
  [3, 1028],
] as const;

const BATCH_OFFSET = 5;

// exp and log are the adapter's own: WGSL allows exp (3 + 2 |x|) ULP, here of x down to about -40 where exp(x) adds nothing,
// and log 3 ULP or 2^-21 absolute near 1.
const TOLERANCE = { absolute: 4e-6, relative: 2e-5 };

/** Random rows of which every third is unsupervised, and every fourth and fifth has a weight other than 1, one negative. */
function lossBuffers(rows: number, vocabulary: number) {
  const logits = randomFloats(1, rows * vocabulary, 4);
  const ids = randomFloats(2, rows + BATCH_OFFSET);
  const targets = Uint32Array.from(ids, (x) => Math.floor(Math.abs(x) * 1e4) % vocabulary);
  const weights = Float32Array.from({ length: rows + BATCH_OFFSET }, (_, i) =>
    i % 3 === 0 ? 0 : i % 4 === 0 ? 0.1 : i % 5 === 0 ? -1.5 : 1,
  );
  for (let r = 0; r < rows; r++) {
    const best = r * vocabulary + targets[BATCH_OFFSET + r]!;
    // Half of the rows are answered rightly.
    if (r % 2 === 0) logits[best] = 30;
    // A target that must not be read.
    if (weights[BATCH_OFFSET + r] === 0) targets[BATCH_OFFSET + r] = 0xffffffff;
  }
  return {
    logits,
    targets,
    weights,
    grad_logits: randomFloats(3, rows * vocabulary + 16),
    losses: randomFloats(4, rows + 16),
    correct: new Uint32Array(rows + 16).fill(7),
  };
}

describe.each(VARIANTS)('cross_entropy %s', (variant) => {
  const kernel = variant === 'thread' ? cross_entropy : cross_entropy_workgroup;

  test.each(SHAPES)('%i x %i, with and without the gradient', async (rows, vocabulary) => {
    const buffers = lossBuffers(rows, vocabulary);
    for (const with_gradient of [0, 1]) {
      const params = { rows, vocabulary, batch_offset: BATCH_OFFSET, scale: 0.25, with_gradient };
      const actual = await runKernel(kernel, buffers, params, crossEntropyGrid(variant, rows));
      const expected = await runReference(kernel, buffers, params);
      expect(actual.correct).toEqual(expected.correct);
      const name = `with_gradient ${with_gradient}`;
      expectClose(actual.losses!, expected.losses!, { name: `losses, ${name}`, ...TOLERANCE });
      const gradients = [actual.grad_logits!, expected.grad_logits!] as const;
      expectClose(...gradients, { name: `grad_logits, ${name}`, ...TOLERANCE });
    }
  });

  test('of equal logits the lowest id is the arg-max', async () => {
    const vocabulary = 12;
    const logits = new Float32Array(4 * vocabulary);
    // Row 0: ids 3 and 9 are largest. Row 1: the same. Row 2: all equal. Row 3: all equal.
    for (const at of [3, 9, vocabulary + 3, vocabulary + 9]) logits[at] = 2;
    const buffers = {
      logits,
      targets: Uint32Array.of(3, 9, 0, 1),
      weights: Float32Array.of(1, 1, 1, 1),
      grad_logits: new Float32Array(4),
      losses: new Float32Array(4),
      correct: new Uint32Array(4),
    };
    const params = { rows: 4, vocabulary, batch_offset: 0, scale: 1, with_gradient: 0 };
    const { correct } = await runKernel(kernel, buffers, params, crossEntropyGrid(variant, 4));
    expect([...correct!]).toEqual([1, 0, 1, 0]);
  });

  test('stays finite for logits far from zero and masked ones', async () => {
    const buffers = {
      logits: Float32Array.of(1000, 998, -1e30, -1e30, -1000, -1002, -1000, -1e30),
      targets: Uint32Array.of(1, 0),
      weights: Float32Array.of(1, 1),
      grad_logits: new Float32Array(8),
      losses: new Float32Array(2),
      correct: new Uint32Array(2),
    };
    const params = { rows: 2, vocabulary: 4, batch_offset: 0, scale: 1, with_gradient: 1 };
    const actual = await runKernel(kernel, buffers, params, crossEntropyGrid(variant, 2));
    const two = Math.log(1 + Math.exp(-2));
    const three = Math.log(2 + Math.exp(-2));
    // One f32 step at 1000 is 6e-5.
    expectClose(actual.losses!, [2 + two, three], { name: 'losses', absolute: 1.3e-4 });
    const p = 1 / (1 + Math.exp(-2));
    const q = 1 / (2 + Math.exp(-2));
    const gradient = [p, -p, 0, 0, q - 1, 1 - 2 * q, q, 0];
    expectClose(actual.grad_logits!, gradient, { name: 'grad_logits', ...TOLERANCE });
  });

  test('the gradient equals finite differences of the loss', async () => {
    const rows = 4;
    const vocabulary = 12;
    const buffers = lossBuffers(rows, vocabulary);
    const params = { rows, vocabulary, batch_offset: BATCH_OFFSET, scale: 0.5, with_gradient: 1 };
    const actual = await runKernel(kernel, buffers, params, crossEntropyGrid(variant, rows));

    const loss = (logits: Float64Array): number => {
      let sum = 0;
      for (let r = 0; r < rows; r++) {
        const weight = buffers.weights[BATCH_OFFSET + r]!;
        if (weight === 0) continue;
        const row = logits.subarray(r * vocabulary, (r + 1) * vocabulary);
        const total = row.reduce((s, z) => s + Math.exp(z), 0);
        sum += weight * 0.5 * (Math.log(total) - row[buffers.targets[BATCH_OFFSET + r]!]!);
      }
      return sum;
    };
    const step = 1e-4;
    const expected = Array.from({ length: rows * vocabulary }, (_, i) => {
      const above = Float64Array.from(buffers.logits);
      const below = Float64Array.from(buffers.logits);
      above[i]! += step;
      below[i]! -= step;
      return (loss(above) - loss(below)) / (2 * step);
    });
    const gradient = actual.grad_logits!.subarray(0, rows * vocabulary);
    expectClose(gradient, expected, { name: 'grad_logits', ...TOLERANCE });
  });
});

describe('kl_divergence', () => {
  const run = async (
    logits: Float32Array,
    reference_logits: Float32Array,
    weights: Float32Array,
    params: { rows: number; temperature: number; reverse: number; scale: number; keep?: number },
    batch_offset = 0,
  ) => {
    const { rows } = params;
    const vocabulary = logits.length / rows;
    const grad_logits = randomFloats(9, logits.length + 16);
    const arrays = {
      logits,
      reference_logits,
      weights,
      grad_logits,
      losses: randomFloats(8, rows + 16),
    };
    const values = { keep: 0, ...params, vocabulary, batch_offset };
    const actual = await runKernel(kl_divergence, arrays, values, threadGrid(rows));
    return { actual, expected: await runReference(kl_divergence, arrays, values) };
  };

  test.each(SHAPES)('%i x %i, in both directions', async (rows, vocabulary) => {
    const { logits, weights } = lossBuffers(rows, vocabulary);
    const noise = randomFloats(5, logits.length);
    const other = logits.map((z, i) => z + noise[i]!);
    for (const [reverse, temperature] of [
      [0, 1],
      [1, 1],
      [0, 2],
      [1, 0.5],
    ] as const) {
      const params = { rows, temperature, reverse, scale: 0.25, keep: temperature === 1 ? 0 : 1 };
      const { actual, expected } = await run(logits, other, weights, params, BATCH_OFFSET);
      const name = `reverse ${reverse}, temperature ${temperature}`;
      // A divergence is a difference of log-probabilities of up to 60 in size, each with the error of a logarithm.
      const tolerance = { absolute: 4e-5, relative: 5e-5 };
      expectClose(actual.losses!, expected.losses!, { name: `losses, ${name}`, ...tolerance });
      expectClose(actual.grad_logits!, expected.grad_logits!, {
        name: `gradient, ${name}`,
        ...tolerance,
      });
    }
  });

  test('of the model (1/2, 1/2) and the reference (4/5, 1/5), by hand', async () => {
    const log = (...p: number[]) => Float32Array.from([...p.map(Math.log), -1e30, -1e30]);
    const [model, reference] = [log(0.5, 0.5), log(0.8, 0.2)];
    const cases = [
      // KL(p | q) = 0.5 ln(0.5 / 0.8) + 0.5 ln(0.5 / 0.2), and KL(q | p) = 0.8 ln(0.8 / 0.5) + 0.2 ln(0.2 / 0.5).
      { reverse: 1, loss: 0.223144, gradient: [-0.346574, 0.346574, 0, 0] },
      { reverse: 0, loss: 0.192745, gradient: [-0.3, 0.3, 0, 0] },
    ];
    for (const { reverse, loss, gradient } of cases) {
      const params = { rows: 1, temperature: 1, reverse, scale: 1 };
      for (const result of Object.values(await run(model, reference, Float32Array.of(1), params))) {
        expectClose(result.losses!.subarray(0, 1), [loss], { name: 'losses', absolute: 3e-6 });
        const actual = result.grad_logits!.subarray(0, 4);
        expectClose(actual, gradient, { name: 'gradient', absolute: 3e-6 });
      }
    }
  });

  test.each([0, 1])('the gradient equals finite differences, reverse %i', async (reverse) => {
    const [vocabulary, temperature] = [12, 2];
    const [logits, other] = [randomFloats(1, vocabulary, 2), randomFloats(2, vocabulary, 2)];
    const params = { rows: 1, temperature, reverse, scale: 0.5 };
    const { actual } = await run(logits, other, Float32Array.of(-1.5), params);
    const logProbabilities = (z: ArrayLike<number>) => {
      const row = Array.from(z, (value) => value / temperature);
      const total = Math.log(row.reduce((sum, value) => sum + Math.exp(value), 0));
      return row.map((value) => value - total);
    };
    const q = logProbabilities(other);
    const loss = (z: Float64Array): number => {
      const p = logProbabilities(z);
      const [a, b] = reverse === 1 ? [p, q] : [q, p];
      return -1.5 * 0.5 * a.reduce((sum, l, i) => sum + Math.exp(l) * (l - b[i]!), 0);
    };
    const step = 1e-4;
    const slopes = Array.from({ length: vocabulary }, (_, i) => {
      const shifted = (by: number) => Float64Array.from(logits, (z, j) => (j === i ? z + by : z));
      return (loss(shifted(step)) - loss(shifted(-step))) / (2 * step);
    });
    const gradient = actual.grad_logits!.subarray(0, vocabulary);
    expectClose(gradient, slopes, { name: 'gradient', ...TOLERANCE });
  });
});

describe('confidence_scale', () => {
  test.each(SHAPES)('%i x %i, after cross-entropy', async (rows, vocabulary) => {
    const buffers = lossBuffers(rows, vocabulary);
    const params = { rows, vocabulary, batch_offset: BATCH_OFFSET, scale: 0.25 };
    const loss = await runReference(cross_entropy, buffers, { ...params, with_gradient: 1 });
    const { losses, grad_logits } = loss;
    const arrays = { weights: buffers.weights, losses: losses!, grad_logits: grad_logits! };
    const actual = await runKernel(confidence_scale, arrays, params, threadGrid(rows));
    const expected = await runReference(confidence_scale, arrays, params);
    expectClose(actual.losses!, expected.losses!, { name: 'losses', ...TOLERANCE });
    expectClose(actual.grad_logits!, expected.grad_logits!, { name: 'gradient', ...TOLERANCE });
  });

  test('of probabilities 1/2, 1/4, 1/4 with the second as target, by hand', async () => {
    const arrays = {
      weights: Float32Array.of(2, 0),
      losses: Float32Array.of(Math.log(4), 7),
      grad_logits: Float32Array.of(0.5, -0.75, 0.25, 0, 1, 2, 3, 4),
    };
    const params = { rows: 2, vocabulary: 4, batch_offset: 0, scale: 0.5 };
    const { losses, grad_logits } = await runKernel(
      confidence_scale,
      arrays,
      params,
      threadGrid(2),
    );
    expectClose(losses!, [0.25 * Math.log(4), 7], { name: 'losses', ...TOLERANCE });
    const gradient = [0.125, -0.1875, 0.0625, 0, 1, 2, 3, 4];
    expectClose(grad_logits!, gradient, { name: 'gradient', ...TOLERANCE });
  });
});

describe('score_sequences', () => {
  test.each([
    [1, 1],
    [65, 7],
    [63, 24],
  ])('%i sequences of %i', async (sequences, length) => {
    const positions = sequences * length;
    const correct = Uint32Array.from(randomFloats(1, positions), (x) => (x > -1.5 ? 1 : 0));
    const weights = randomFloats(2, positions + BATCH_OFFSET).map((x) => (x > 0 ? 1 : 0));
    const losses = randomFloats(3, positions);
    const scores = randomFloats(4, 2 * sequences + 16);
    const arrays = { losses, correct, weights, scores };
    const params = { sequences, length, batch_offset: BATCH_OFFSET };
    const grid = [Math.ceil(sequences / 64)] as const;
    const actual = await runKernel(score_sequences, arrays, params, grid);
    const expected = await runReference(score_sequences, arrays, params);
    // Sums of at most 24 values of order 1.
    expectClose(actual.scores!, expected.scores!, { name: 'scores', absolute: 5e-6 });
  });

  test('a wrong position counts only where it is supervised', async () => {
    const arrays = {
      losses: Float32Array.of(1, 2, 3, 4),
      correct: Uint32Array.of(1, 0, 1, 0),
      weights: Float32Array.of(1, 0, 1, 0.1),
      scores: new Float32Array(4),
    };
    const params = { sequences: 2, length: 2, batch_offset: 0 };
    const { scores } = await runKernel(score_sequences, arrays, params, [1]);
    expect([...scores!]).toEqual([1, 3, 0, 7]);
  });
});
