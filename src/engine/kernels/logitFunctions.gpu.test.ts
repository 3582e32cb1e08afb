// Functions of the logits against their references, and their gradients against finite differences.

import { describe, expect, test } from 'vitest';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
import { centred_squares, target_logit } from './logitFunctions.ts';
import { threadGrid } from './threadGrid.ts';

const BATCH_OFFSET = 5;

function buffersOf(rows: number, vocabulary: number) {
  return {
    logits: randomFloats(1, rows * vocabulary, 4),
    // Where the weight is 0, a target that must not be read.
    targets: Uint32Array.from({ length: rows + BATCH_OFFSET }, (_, i) =>
      i % 3 === 0 ? 0xffffffff : (7 * i) % vocabulary,
    ),
    weights: Float32Array.from({ length: rows + BATCH_OFFSET }, (_, i) =>
      i % 3 === 0 ? 0 : i % 5 === 0 ? -1.5 : 1,
    ),
    grad_logits: randomFloats(3, rows * vocabulary + 16),
    losses: randomFloats(4, rows + 16),
  };
}

describe.each([centred_squares, target_logit])('$name', (kernel) => {
  test.each([
    [1, 4],
    [63, 12],
    [65, 112],
    [3, 1028],
  ])('%i x %i', async (rows, vocabulary) => {
    const buffers = buffersOf(rows, vocabulary);
    const params = { rows, vocabulary, batch_offset: BATCH_OFFSET, scale: 0.25 };
    const actual = await runKernel(kernel, buffers, params, threadGrid(rows));
    const expected = await runReference(kernel, buffers, params);
    // Sums of up to 1028 squares of order 16 in another order.
    const tolerance = { absolute: 4e-6, relative: 2e-5 };
    expectClose(actual.losses!, expected.losses!, { name: 'losses', ...tolerance });
    expectClose(actual.grad_logits!, expected.grad_logits!, { name: 'gradient', ...tolerance });
    expect(actual.grad_logits!.slice(rows * vocabulary)).toEqual(
      buffers.grad_logits.slice(rows * vocabulary),
    );
  });

  test('the gradient equals finite differences of the loss', async () => {
    const vocabulary = 12;
    const params = { rows: 1, vocabulary, batch_offset: 1, scale: 0.5 };
    const buffers = buffersOf(1, vocabulary);
    const lossAt = async (logits: Float32Array) =>
      (await runReference(kernel, { ...buffers, logits }, params)).losses![0]!;
    const step = 2 ** -6;
    const slopes: number[] = [];
    for (let i = 0; i < vocabulary; i++) {
      const shifted = (by: number) => buffers.logits.map((z, j) => (j === i ? z + by : z));
      slopes.push(((await lossAt(shifted(step))) - (await lossAt(shifted(-step)))) / (2 * step));
    }
    const { grad_logits } = await runKernel(kernel, buffers, params, [1]);
    // The losses are f32 of order 100: their differences over 2^-5 are good to about 5e-4.
    const tolerance = { name: 'gradient', absolute: 1e-3 };
    expectClose(grad_logits!.subarray(0, vocabulary), slopes, tolerance);
    expect(slopes.some((slope) => slope !== 0)).toBe(true);
  });
});

test('a shift of all logits changes neither the centred squares nor their gradient', async () => {
  const params = { rows: 1, vocabulary: 4, batch_offset: 0, scale: 1 };
  const of = (...logits: number[]) =>
    runKernel(
      centred_squares,
      {
        logits: Float32Array.from(logits),
        weights: Float32Array.of(1),
        grad_logits: new Float32Array(4),
        losses: new Float32Array(4),
      },
      params,
      [1],
    );
  for (const { losses, grad_logits } of [await of(1, 2, 3, 6), await of(5, 6, 7, 10)]) {
    expectClose(losses!.subarray(0, 1), [14], { name: 'losses', absolute: 1e-5 });
    expectClose(grad_logits!, [-4, -2, 0, 6], { name: 'gradient', absolute: 1e-5 });
  }
});
