// The embedding kernels against their references: odd shapes, offsets, and guard values that must stay untouched.

import { expect, test } from 'vitest';
import { Rng } from '../../core/rng.ts';
import { expectClose, randomFloats, runKernel, runReference } from '../testing/kernelTest.ts';
import { embedding_backward_weight, embedding_forward } from './embedding.ts';
import { threadGrid } from './threadGrid.ts';

const SHAPES = [
  { rows: 1, width: 4, vocabulary: 3 },
  { rows: 63, width: 48, vocabulary: 17 },
  { rows: 65, width: 60, vocabulary: 112 },
  { rows: 64, width: 144, vocabulary: 5 },
];

function randomTokens(rows: number, vocabulary: number): Uint32Array {
  const rng = new Rng(rows);
  return Uint32Array.from({ length: rows }, () => rng.below(vocabulary));
}

const RANGES = [
  { first_token: 5, token_stride: 1 },
  { first_token: 4, token_stride: 6 },
];

test.each(SHAPES.flatMap((s) => RANGES.map((range) => ({ ...s, ...range }))))(
  'embedding_forward copies $rows rows of width $width, tokens $token_stride apart',
  async ({ rows, width, vocabulary, first_token, token_stride }) => {
    const params = { rows, width, first_token, token_stride, table_offset: 64 };
    const buffers = {
      tokens: randomTokens(first_token + rows * token_stride, vocabulary),
      table: randomFloats(1, 64 + vocabulary * width),
      output: new Float32Array(rows * width + 8).fill(7),
    };
    const grid = threadGrid((rows * width) / 4);
    const { output } = await runKernel(embedding_forward, buffers, params, grid);
    const expected = await runReference(embedding_forward, buffers, params);
    // A copy: equal to the last bit.
    expect(output).toEqual(expected['output']);
    const last = 64 + buffers.tokens[first_token + (rows - 1) * token_stride]! * width;
    expect(output!.slice(-width - 8, -8)).toEqual(buffers.table.slice(last, last + width));
    expect([...output!.slice(-8)]).toEqual(Array(8).fill(7));
  },
);

/** Rows sorted by token, as runs: what the host uploads with a batch. */
function sortRows(tokens: Uint32Array, vocabulary: number) {
  const rows = [...tokens.keys()].sort((a, b) => tokens[a]! - tokens[b]! || a - b);
  const starts = Array.from(
    { length: vocabulary + 1 },
    (_, v) => tokens.filter((t) => t < v).length,
  );
  return { rows, starts };
}

test.each(SHAPES.flatMap((s) => [0, 1].map((accumulate) => ({ ...s, accumulate }))))(
  'embedding_backward_weight sums $rows rows of width $width (accumulate $accumulate)',
  async ({ rows, width, vocabulary, accumulate }) => {
    const sorted = sortRows(randomTokens(rows, vocabulary), vocabulary);
    const params = {
      vocabulary,
      width,
      starts_offset: 2,
      rows_offset: 3,
      output_offset: 64,
      accumulate,
    };
    const buffers = {
      token_starts: Uint32Array.from([8, 8, ...sorted.starts]),
      token_rows: Uint32Array.from([1, 1, 1, ...sorted.rows]),
      grad_output: randomFloats(2, rows * width),
      grad_weight: randomFloats(3, 64 + vocabulary * width + 8),
    };
    const grid = threadGrid((vocabulary * width) / 4);
    const actual = await runKernel(embedding_backward_weight, buffers, params, grid);
    const expected = await runReference(embedding_backward_weight, buffers, params);
    // Sums of at most 65 terms of size 1 in f32 against f64: an error of a few 1e-7 per term.
    expectClose(actual['grad_weight']!, expected['grad_weight']!, {
      name: 'grad_weight',
      absolute: 1e-5,
    });
    expect(actual['grad_weight']!.slice(0, 64)).toEqual(buffers.grad_weight.slice(0, 64));
    expect(actual['grad_weight']!.slice(-8)).toEqual(buffers.grad_weight.slice(-8));
  },
);
