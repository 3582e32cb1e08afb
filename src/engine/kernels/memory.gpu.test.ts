// The kernels of a memory of hidden states, against their references and against what a mixture must be by hand.

import { expect, test } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
import { MOST_NEIGHBOURS } from '../reference/memory.ts';
import { append_keys, mix_neighbours, nearest_keys } from './memory.ts';
import { threadGrid } from './threadGrid.ts';

function randomIds(seed: number, count: number, below: number): Uint32Array {
  const rng = new Rng(seed);
  return Uint32Array.from({ length: count }, () => rng.below(below));
}

test.each([1, 5, 70])('append_keys gathers %i rows behind what is stored', async (count) => {
  const [width, first] = [20, 3];
  const buffers = {
    hidden: randomFloats(1, 9 * width),
    positions: randomIds(2, count, 9),
    keys: randomFloats(3, (first + count + 1) * width),
  };
  const params = { count, width, first };
  // A grid that reaches past the end, as the recorded one does.
  const grid = threadGrid(100 * width);
  const actual = await runKernel(append_keys, buffers, params, grid);
  const expected = await runReference(append_keys, buffers, params);
  expect(actual['keys']).toEqual(expected['keys']);
});

/** Hidden states of which row 2 is not supervised, and keys. */
function searchCase(rows: number, count: number, width: number) {
  const offset = 5;
  const weights = new Float32Array(offset + rows).fill(1);
  weights[offset + 2] = 0;
  return {
    buffers: {
      hidden: randomFloats(4, rows * width),
      weights,
      keys: randomFloats(5, Math.max(1, count) * width),
      nearest: randomIds(6, rows * MOST_NEIGHBOURS, 7),
      distances: randomFloats(7, rows * MOST_NEIGHBOURS),
    },
    shared: { rows, batch_offset: offset, wanted: 7 },
  };
}

test.each([
  [3, 0, 12],
  [3, 4, 12],
  [67, 130, 20],
])('nearest_keys on %i rows, %i keys of width %i', async (rows, count, width) => {
  const { buffers, shared } = searchCase(rows, count, width);
  const params = { ...shared, width, count };
  const actual = await runKernel(nearest_keys, buffers, params, threadGrid(rows));
  const expected = await runReference(nearest_keys, buffers, params);
  expect(actual['nearest']).toEqual(expected['nearest']);
  const tolerance = { name: 'distances', absolute: 1e-5, relative: 1e-5 };
  expectClose(actual['distances']!, expected['distances']!, tolerance);
});

test.each([0, 3, 7])('mix_neighbours on rows with %i neighbours', async (found) => {
  const [rows, vocabulary] = [67, 20];
  const { buffers, shared } = searchCase(rows, 9, 12);
  const distances = randomFloats(8, rows * MOST_NEIGHBOURS).map((d, i) =>
    i % MOST_NEIGHBOURS < found ? Math.abs(d) : 1e30,
  );
  const given = {
    weights: buffers.weights,
    nearest: randomIds(9, rows * MOST_NEIGHBOURS, 9),
    distances,
    tokens: randomIds(10, 9, vocabulary),
    logits: randomFloats(11, rows * vocabulary),
  };
  const params = { ...shared, vocabulary, share: 0.3, temperature: 0.5 };
  const actual = await runKernel(mix_neighbours, given, params, threadGrid(rows));
  const expected = await runReference(mix_neighbours, given, params);
  const tolerance = { name: 'logits', absolute: 2e-5, relative: 2e-5 };
  expectClose(actual['logits']!, expected['logits']!, tolerance);
});

test('a mixture by hand: two neighbours with one token, one with another', async () => {
  const buffers = {
    weights: Float32Array.of(1),
    nearest: Uint32Array.from({ length: MOST_NEIGHBOURS }, (_, i) => i),
    distances: Float32Array.from({ length: MOST_NEIGHBOURS }, (_, i) => [1, 1, 4][i] ?? 1e30),
    tokens: Uint32Array.of(2, 2, 0),
    logits: new Float32Array(4),
  };
  const params = { rows: 1, vocabulary: 4, batch_offset: 0, wanted: 3, share: 0.4, temperature: 1 };
  const { logits } = await runKernel(mix_neighbours, buffers, params, [1]);
  // T = mean distance = 2: weights 1, 1, exp(-3/2).
  const total = 2 + Math.exp(-1.5);
  const byHand = [0.15 + (0.4 * Math.exp(-1.5)) / total, 0.15, 0.15 + (0.4 * 2) / total, 0.15].map(
    Math.log,
  );
  expectClose(logits!, Float32Array.from(byHand), { name: 'mixture', absolute: 1e-5 });
});
