// Measures of drawn tokens against their references, and against figures worked by hand.

import { expect, test } from 'vitest';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
import { log_ratio_figures, target_log_probability } from './sampledTokens.ts';
import { threadGrid } from './threadGrid.ts';

const SIZES = [
  { rows: 1, vocabulary: 4 },
  { rows: 65, vocabulary: 112 },
  { rows: 256, vocabulary: 60 },
];

test.each(SIZES)(
  'target_log_probability equals its reference: $rows x $vocabulary',
  async ({ rows, vocabulary }) => {
    const buffers = {
      logits: randomFloats(1, rows * vocabulary, 3),
      // A row that does not count may have a target that is no token.
      targets: Uint32Array.from({ length: rows }, (_, r) => (r % 3 ? 9999 : (7 * r) % vocabulary)),
      counts: Float32Array.from({ length: rows }, (_, r) => (r % 3 ? 0 : 0.5)),
      log_probabilities: new Float32Array(rows).fill(9),
    };
    const params = { rows, vocabulary };
    const actual = await runKernel(target_log_probability, buffers, params, threadGrid(rows));
    const expected = await runReference(target_log_probability, buffers, params);
    expectClose(actual['log_probabilities']!, expected['log_probabilities']!, {
      name: 'log-probabilities',
      absolute: 5e-6,
      relative: 1e-6,
    });
  },
);

test('log_ratio_figures equals its reference, from no difference to the largest, and k3 is never below 0', async () => {
  const rows = 301;
  const stride = 320;
  const spread = randomFloats(2, rows);
  const buffers = {
    log_p: randomFloats(3, rows).map((x) => -Math.abs(x)),
    log_q: new Float32Array(rows),
    counts: Float32Array.from({ length: rows }, (_, r) => (r % 7 ? 0.25 : 0)),
    figures: new Float32Array(4 * stride).fill(9),
  };
  // Differences from 1e-7 over the place where the series ends to beyond where they are held.
  buffers.log_q.set(buffers.log_p.map((x, r) => x - spread[r]! * 10 ** ((r % 9) - 7)));
  const params = { rows, stride };
  const actual = await runKernel(log_ratio_figures, buffers, params, threadGrid(rows));
  const expected = await runReference(log_ratio_figures, buffers, params);
  expectClose(actual['figures']!, expected['figures']!, {
    name: 'figures',
    absolute: 1e-7,
    relative: 1e-5,
  });
  expect(Math.min(...actual['figures']!.subarray(3 * stride, 3 * stride + rows))).toBe(0);
  expect(actual['figures']![rows]).toBe(9);
});

test('over p = (1/2, 1/2) and q = (4/5, 1/5): k1 and k3 are the KL, 0.2231, and k2 is 0.2651', async () => {
  const buffers = {
    log_p: Float32Array.from([Math.log(0.5), Math.log(0.5)]),
    log_q: Float32Array.from([Math.log(0.8), Math.log(0.2)]),
    // Each token as often as it is drawn.
    counts: Float32Array.from([0.5, 0.5]),
    figures: new Float32Array(8),
  };
  const { figures } = await runKernel(log_ratio_figures, buffers, { rows: 2, stride: 2 }, [1]);
  const means = [0, 1, 2, 3].map((plane) => figures![2 * plane]! + figures![2 * plane + 1]!);
  const [ratio, k1, k2, k3] = means;
  const divergence = 0.5 * Math.log(0.5 / 0.8) + 0.5 * Math.log(0.5 / 0.2);
  expect(ratio).toBeCloseTo(0.5 * (0.5 / 0.8) + 0.5 * (0.5 / 0.2), 6);
  expect(k1).toBeCloseTo(divergence, 6);
  expect(divergence).toBeCloseTo(0.2231, 4);
  expect(k2).toBeCloseTo(0.2651, 4);
  expect(k3).toBeCloseTo(divergence, 6);
  // Single draws: k1 of the token that q prefers is negative, its k3 is 1.6 - 1 - ln 1.6.
  expect(figures![2]).toBeCloseTo(0.5 * Math.log(0.5 / 0.8), 6);
  expect(figures![6]).toBeCloseTo(0.5 * (1.6 - 1 - Math.log(1.6)), 6);
});
