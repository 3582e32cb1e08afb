// Rows of logits are moved, compared and chosen as their plain loops do it, and by hand.

import { expect, test } from 'vitest';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
import { likelier_logits, logit_error, move_rows } from './logits.ts';
import { threadGrid } from './threadGrid.ts';

/** [rows, vocabulary] */
const SHAPES = [
  [1, 4],
  [1, 112],
  [63, 12],
  [65, 68],
  [3, 1028],
] as const;

const BATCH_OFFSET = 5;

const weightsFor = (rows: number) =>
  Float32Array.from({ length: rows + BATCH_OFFSET }, (_, i) => (i % 3 === 0 ? 0 : i % 4 ? 1 : -2));

test.each(SHAPES)('move_rows: %i rows of %i, some of them, in any order', async (rows, width) => {
  const count = Math.ceil(rows / 2);
  const arrays = {
    source: randomFloats(1, (rows + 3) * width),
    from_rows: Uint32Array.from({ length: rows }, (_, i) => (7 * i) % (rows + 3)),
    to_rows: Uint32Array.from({ length: rows }, (_, i) => rows + 1 - i),
    destination: randomFloats(2, (rows + 2) * width),
  };
  // A grid for all rows, of which only `count` are moved.
  const grid = threadGrid((rows * width) / 4);
  const actual = await runKernel(move_rows, arrays, { count, width }, grid);
  const expected = await runReference(move_rows, arrays, { count, width });
  expect(actual.destination).toEqual(expected.destination);
  expect(actual.destination).not.toEqual(arrays.destination);
});

test.each(SHAPES)('logit_error: %i x %i', async (rows, vocabulary) => {
  const arrays = {
    logits: randomFloats(1, rows * vocabulary, 4),
    stored_logits: randomFloats(2, rows * vocabulary, 4),
    weights: weightsFor(rows),
    grad_logits: randomFloats(3, rows * vocabulary + 16),
    losses: randomFloats(4, rows + 16),
  };
  const params = { rows, vocabulary, batch_offset: BATCH_OFFSET, scale: 0.25 };
  const actual = await runKernel(logit_error, arrays, params, threadGrid(rows));
  const expected = await runReference(logit_error, arrays, params);
  // Sums of squares of order 30 over up to 1028 values, divided by their number.
  const tolerance = { absolute: 1e-6, relative: 1e-5 };
  expectClose(actual.losses!, expected.losses!, { name: 'losses', ...tolerance });
  expectClose(actual.grad_logits!, expected.grad_logits!, { name: 'gradient', ...tolerance });
});

test('logit_error of (1, 2, 3, 4) and (1, 0, 3, 0), by hand', async () => {
  const arrays = {
    logits: Float32Array.of(1, 2, 3, 4),
    stored_logits: Float32Array.of(1, 0, 3, 0),
    weights: Float32Array.of(2),
    grad_logits: new Float32Array(4),
    losses: new Float32Array(4),
  };
  const params = { rows: 1, vocabulary: 4, batch_offset: 0, scale: 0.5 };
  const { losses, grad_logits } = await runKernel(logit_error, arrays, params, threadGrid(1));
  // Weight 2 and scale 1/2 make 1; the mean of 0, 4, 0 and 16 is 5; 2 / 4 of the differences.
  expect(losses![0]).toBe(5);
  expect([...grad_logits!]).toEqual([0, 1, 0, 2]);
});

test.each(SHAPES)('likelier_logits: %i x %i', async (rows, vocabulary) => {
  const ids = randomFloats(5, rows + BATCH_OFFSET);
  const arrays = {
    first_logits: randomFloats(1, rows * vocabulary, 4),
    second_logits: randomFloats(2, rows * vocabulary, 4),
    targets: Uint32Array.from(ids, (x) => Math.floor(Math.abs(x) * 1e4) % vocabulary),
    weights: weightsFor(rows),
  };
  const params = { rows, vocabulary, batch_offset: BATCH_OFFSET };
  const actual = await runKernel(likelier_logits, arrays, params, threadGrid(rows));
  const expected = await runReference(likelier_logits, arrays, params);
  expect(actual.first_logits).toEqual(expected.first_logits);
});

test('likelier_logits compares probabilities, not logits, and keeps the first of equals', async () => {
  const arrays = {
    // Row 0: target 1 has 1/4 in both, though the second's logits are higher. Row 1: 1/4 against more than 1/4.
    first_logits: Float32Array.of(1, 1, 1, 1, 5, 5, 5, 5),
    second_logits: Float32Array.of(3, 3, 3, 3, 0, 1, 0, 0),
    targets: Uint32Array.of(1, 1),
    weights: Float32Array.of(1, 1),
  };
  const params = { rows: 2, vocabulary: 4, batch_offset: 0 };
  const { first_logits } = await runKernel(likelier_logits, arrays, params, threadGrid(2));
  expect([...first_logits!]).toEqual([1, 1, 1, 1, 0, 1, 0, 0]);
});
